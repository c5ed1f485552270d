"""Conjugate gradients: each direction is the slope bent by the direction before it."""

from __future__ import annotations

from symdescent.descent.method import Method
from symdescent.descent.wolfe import wolfe

BOOK = "J. Nocedal, S. J. Wright, Numerical Optimization, 2nd ed. (2006)"
RESTART = ("slope = g'*p", "p = piecewise((-g, slope >= 0), (p, True))")
RESTARTED = "with a restart (§5.2) wherever p is not downhill, which the strong Wolfe conditions do not rule out here"


def conjugate(name: str, beta: str, source: str, restart: tuple[str, ...] = (), versions: dict[str, Method] | None = None) -> Method:
    """The method with that beta; the first direction is the negative gradient, and so is that of a restart."""
    lines = (
        f"beta = piecewise((0, k == 1), ({beta}, True))",
        "p = -g + beta*p",
        *restart,
        "g_last = g",
        "x = x + alpha*p",
    )
    return Method(name, lines, source, state={"p": "0*x", "g_last": "0*x"}, rate=wolfe(c2="1/10"), versions=versions or {})


POLAK_RIBIERE = conjugate(
    "polak-ribiere",
    "max(g'*(g - g_last)/(g_last'*g_last), 0)",
    f"E. Polak, G. Ribière, Note sur la convergence de méthodes de directions conjuguées, RIRO 16 (1969); {BOOK}, eq. (5.45), {RESTARTED}",
    RESTART,
)
HESTENES_STIEFEL = conjugate(
    "hestenes-stiefel",
    "g'*(g - g_last)/((g - g_last)'*p)",
    "M. R. Hestenes, E. Stiefel, Methods of conjugate gradients for solving linear systems, J. Res. Nat. Bur. Stand. 49 (1952); "
    f"{BOOK}, eq. (5.46), {RESTARTED}",
    RESTART,
)
FLETCHER_REEVES = conjugate(
    "conjugate gradient",
    "g'*g/(g_last'*g_last)",
    f"R. Fletcher, C. M. Reeves, Function minimization by conjugate gradients, Comput. J. 7 (1964); {BOOK}, Algorithm 5.4",
    versions={"polak-ribiere": POLAK_RIBIERE, "hestenes-stiefel": HESTENES_STIEFEL},
)
CONJUGATE: tuple[Method, ...] = (FLETCHER_REEVES, POLAK_RIBIERE, HESTENES_STIEFEL)
