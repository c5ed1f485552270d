"""The least and the greatest eigenvalue of a quadratic's Hessian: its constants of convexity and of smoothness."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import sympy

from symdescent.errors import ArgumentError
from symdescent.numeric import arithmetic
from symdescent.numeric.objective import Objective


def extremes(objective: Objective, sign: int = 1) -> tuple[Any, Any]:
    """The extreme eigenvalues of the Hessian, of -f where ``sign`` is -1: exact for one and two variables and diagonal matrices.

    Raises ``ArgumentError`` where the Hessian is not the same everywhere.

    >>> import symdescent as sd
    >>> extremes(sd.problem("x^2 + x*y + y^2").objective)
    (Fraction(1, 1), Fraction(3, 1))
    """
    values = objective.made("eigenvalues", lambda: _eigenvalues(objective))
    return (values[0], values[-1]) if sign > 0 else (-values[-1], -values[0])


def _eigenvalues(objective: Objective) -> Sequence[Any]:
    """In rising order, at least the first and the last."""
    n, entries = objective.dimension, objective.entries
    symbols = {str(name) for entry in entries.values() for name in entry.free_symbols & {*objective.symbols}}
    if symbols:
        raise ArgumentError(
            f"This step size needs a quadratic, whose second derivatives are numbers; here they depend on {', '.join(sorted(symbols))}. "
            'Use a search instead, such as rate="armijo".'
        )
    if objective.data is not None:
        return _in_floats(objective)
    if any(entry.free_symbols for entry in entries.values()):
        raise ArgumentError("This step size needs numbers for the eigenvalues of the Hessian: put them in the place of the symbols.")
    if all(i == j for i, j in entries):
        return sorted((arithmetic.exact(objective.second(i, i)) for i in range(n)), key=arithmetic.to_float)
    return _two(*(objective.second(i, j) for i, j in ((0, 0), (0, 1), (1, 1)))) if n == 2 else _in_floats(objective)


def _two(a: sympy.Expr, b: sympy.Expr, c: sympy.Expr) -> Sequence[Any]:
    """The eigenvalues of [[a, b], [b, c]]: (a + c)/2 ± √(((a - c)/2)² + b²)."""
    middle, spread = (a + c) / 2, sympy.sqrt(((a - c) / 2) ** 2 + b**2)
    return arithmetic.exact(middle - spread), arithmetic.exact(middle + spread)


def _in_floats(objective: Objective) -> Sequence[Any]:
    import numpy as np

    values = np.linalg.eigvalsh(objective.hessian(np.zeros(objective.dimension)))
    return [Fraction(repr(float(value))) for value in values]
