"""Methods that use the signs of the slopes."""

from __future__ import annotations

from symdescent.descent.catalogue.rows import KERAS, OPTAX, PYTORCH, amount, share
from symdescent.descent.method import Method, Parameter

LION_LINES = ("c = beta1*m + (1 - beta1)*g", "x = x - alpha*(sign(c) + lambda*x)", "m = beta2*m + (1 - beta2)*g")
LION_SHARES = {"beta1": share("9/10"), "beta2": share("99/100")}
LION = Method(
    "lion",
    LION_LINES,
    "X. Chen et al., Symbolic discovery of optimization algorithms, NeurIPS (2023), Algorithm 2",
    {**LION_SHARES, "lambda": amount(0)},
    {"m": "0"},
    "1/10000",
    versions={
        "keras": Method(
            "lion (keras)",
            ("c = beta1*m + (1 - beta1)*g", "x = x - alpha*sign(c)", "m = beta2*m + (1 - beta2)*g"),
            f"{KERAS}Lion",
            LION_SHARES,
            {"m": "0"},
            "1/1000",
        ),
        "optax": Method("lion (optax)", LION_LINES, f"{OPTAX}lion", {**LION_SHARES, "lambda": amount("1/1000")}, {"m": "0"}, "1/1000"),
    },
)
TURNED = "turned = g*g_last"
SIZES = "Delta = piecewise((alpha, k == 1), (min(eta_plus*Delta, Delta_max), turned > 0), (max(eta_minus*Delta, Delta_min), turned < 0), (Delta, True))"
STAY = (TURNED, SIZES, "g_last = piecewise((0, turned < 0), (g, True))", "x = x - sign(g_last)*Delta")
ETAS = {
    "eta_plus": Parameter("6/5", "[1, inf)"),
    "eta_minus": Parameter("1/2", "(0, 1)"),
    "Delta_min": amount("1/1000000"),
    "Delta_max": amount(50),
}
LATE = (
    "turned = g*d",
    SIZES,
    "x = piecewise((x, turned < 0), (x - d, True))",
    "d = piecewise((0, turned < 0), (sign(g)*Delta, True))",
)
SIZE_AND_SLOPE = {"Delta": "0", "g_last": "0"}
RPROP = Method(
    "rprop",
    (
        TURNED,
        SIZES,
        "d = piecewise((-d, turned < 0), (-sign(g)*Delta, True))",
        "x = x + d",
        "g_last = piecewise((0, turned < 0), (g, True))",
    ),
    "M. Riedmiller, H. Braun, A direct adaptive method for faster backpropagation learning: The RPROP algorithm, ICNN (1993), with weight-backtracking",
    ETAS,
    {**SIZE_AND_SLOPE, "d": "0"},
    "1/10",
    versions={
        "pytorch": Method("rprop (pytorch)", STAY, f"{PYTORCH}Rprop", ETAS, SIZE_AND_SLOPE, "1/100"),
        "optax": Method("rprop (optax)", LATE, f"{OPTAX}rprop: each step is taken one late", ETAS, {"Delta": "0", "d": "0"}, "1/100"),
    },
)
SIGNS: tuple[Method, ...] = (LION, RPROP)
