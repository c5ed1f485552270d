"""Methods that go on in the direction in which they came."""

from __future__ import annotations

from symdescent.descent.catalogue.rows import KERAS, OPTAX, PYTORCH, share
from symdescent.descent.method import Method

BETA, VELOCITY = {"beta": share("9/10")}, {"v": "0"}
RATE_OUTSIDE = ("v = beta*v + g", "x = x - alpha*v")
RATE_INSIDE = ("v = beta*v - alpha*g", "x = x + v")
SHIFTED_OUTSIDE = ("v = beta*v + g", "x = x - alpha*(g + beta*v)")
SHIFTED_INSIDE = ("v = beta*v - alpha*g", "x = x + beta*v - alpha*g")

HEAVY_BALL = Method(
    "heavy ball",
    ("y = x", "x = x - alpha*g + beta*(x - x_prev)", "x_prev = y"),
    "B. T. Polyak, Some methods of speeding up the convergence of iteration methods, USSR Comput. Math. Math. Phys. 4(5) (1964), eq. (9)",
    BETA,
    {"x_prev": "x"},
    "1/100",
    versions={
        "pytorch": Method("heavy ball (pytorch)", RATE_OUTSIDE, f"{PYTORCH}SGD(momentum=beta)", BETA, VELOCITY, "1/1000"),
        "keras": Method("heavy ball (keras)", RATE_INSIDE, f"{KERAS}SGD(momentum=beta)", BETA, VELOCITY, "1/100"),
        "optax": Method("heavy ball (optax)", RATE_OUTSIDE, f"{OPTAX}sgd(momentum=beta)", BETA, VELOCITY, "1/100"),
    },
)
NESTEROV = Method(
    "nesterov",
    (
        "z = y - alpha*grad(y)",
        "a_next = (1 + sqrt(4*a^2 + 1))/2",
        "y = z + (a - 1)/a_next*(z - x)",
        "a = a_next",
        "x = z",
    ),
    "Y. E. Nesterov, A method of solving a convex programming problem with convergence rate O(1/k²), Soviet Math. Dokl. 27 (1983), "
    "eq. (5), with a step size that is given",
    state={"y": "x", "a": "1"},
    rate="1/100",
    versions={
        "pytorch": Method("nesterov (pytorch)", SHIFTED_OUTSIDE, f"{PYTORCH}SGD(momentum=beta, nesterov=True)", BETA, VELOCITY, "1/1000"),
        "keras": Method("nesterov (keras)", SHIFTED_INSIDE, f"{KERAS}SGD(momentum=beta, nesterov=True)", BETA, VELOCITY, "1/100"),
        "optax": Method("nesterov (optax)", SHIFTED_OUTSIDE, f"{OPTAX}sgd(momentum=beta, nesterov=True)", BETA, VELOCITY, "1/100"),
    },
)
MOMENTUM: tuple[Method, ...] = (HEAVY_BALL, NESTEROV)
