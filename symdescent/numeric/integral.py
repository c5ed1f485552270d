"""Integrals in compiled functions: by quadrature in floats and arrays, by SymPy where numbers are exact."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import sympy

from symdescent.calculus.checks.quadrature import float_nodes, integrate

if TYPE_CHECKING:
    from symdescent.numeric.emitter import Emitter
    from symdescent.numeric.program import Program

MOST_PIECES = 60  # into which an integral is cut where its integrand has a peak


def written(emitter: Emitter, node: sympy.Integral) -> str:
    """A call of the integral's bounds and of what else is in it; several variables are one inside the other."""
    from symdescent.numeric.program import program

    *inner, (variable, lower, upper) = node.limits
    body = sympy.Integral(node.function, *inner) if inner else node.function
    others = sorted(body.free_symbols - {variable}, key=str)
    names = {other: emitter.text(other) for other in others}
    integrand = program(emitter.dialect, {variable: f"v{len(emitter.names)}", **names}, [body])
    bound = emitter.bind(emitter.dialect.integral(integrand))
    return f"{bound}({', '.join((emitter.text(lower), emitter.text(upper), *names.values()))})"


def in_floats(integrand: Program) -> Callable[..., float]:
    """∫ f(t, *rest) dt as a function of both bounds and the rest."""
    return lambda lower, upper, *rest: definite(lambda t: float(integrand(t, *rest)[0]), lower, upper)


def definite(f: Callable[[float], float], lower: float, upper: float) -> float:
    """The integral, cut in halves where it is not certain; nan where ``MOST_PIECES`` do not make it certain."""
    nodes, total, waiting = float_nodes(), 0.0, [(lower, upper)]
    for _ in range(MOST_PIECES):
        if not waiting:
            return total
        a, b = waiting.pop()
        value, coarse, size = integrate(f, a, b, nodes)
        if value != value:
            return math.nan
        if abs(value - coarse) <= nodes.agreement * size:
            total += value
        else:
            waiting += [(a, (a + b) / 2), ((a + b) / 2, b)]
    return math.nan


def in_arrays(integrand: Program) -> Callable[..., Any]:
    """The same over arrays; entry by entry where all at once is not certain."""
    import numpy as np

    single = np.vectorize(in_floats(integrand), otypes=[float])

    def call(lower: Any, upper: Any, *rest: Any) -> Any:
        nodes = float_nodes()
        value, coarse, size = np.broadcast_arrays(*integrate(lambda t: integrand(t, *rest)[0], np.asarray(lower, float), upper, nodes))
        uncertain = np.isfinite(value) & ~(np.abs(value - coarse) <= nodes.agreement * size)
        if not uncertain.any():
            return value
        chosen = [np.broadcast_to(part, value.shape)[uncertain] for part in (lower, upper, *rest)]
        value = value.copy()
        value[uncertain] = single(*chosen)
        return value

    return call


def exactly(integrand: Program) -> Callable[..., sympy.Expr]:
    """SymPy's closed form for a polynomial; any other integral stays as it is, to be evaluated to as many digits as are asked for."""

    def call(lower: Any, upper: Any, *rest: Any) -> sympy.Expr:
        t = sympy.Symbol("t", real=True)
        body = sympy.sympify(integrand(t, *rest)[0], strict=True)
        integral = sympy.Integral(body, (t, lower, upper))
        return integral.doit() if body.is_polynomial(t) else integral

    return call
