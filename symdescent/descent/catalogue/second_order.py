"""Methods that know, or learn, how the slope bends."""

from __future__ import annotations

from symdescent.descent.method import Method
from symdescent.descent.wolfe import wolfe

NEWTON_STEP = ("p = -solve(H, g)", "x = x + alpha*p")
SECOND_ORDER: tuple[Method, ...] = (
    Method("newton", NEWTON_STEP, "J. Nocedal, S. J. Wright, Numerical Optimization, 2nd ed. (2006), eq. (3.30)", rate=1),
    Method("damped newton", NEWTON_STEP, "S. Boyd, L. Vandenberghe, Convex Optimization (2004), Algorithm 9.5"),
    Method(
        "bfgs",
        (
            "p = -B*g",
            "s = alpha*p",
            "x = x + s",
            "y = grad(x) - g",
            "rho = 1/(y'*s)",
            "B = (I - rho*s*y')*B*(I - rho*y*s') + rho*s*s'",
        ),
        "J. Nocedal, S. J. Wright, Numerical Optimization, 2nd ed. (2006), Algorithm 6.1",
        state={"B": "I"},
        rate=wolfe(),
    ),
)
