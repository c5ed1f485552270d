"""Whether a symmetric SymPy matrix is positive semidefinite, with parameters of known sign."""

from __future__ import annotations

from itertools import combinations

from sympy import Expr, Matrix, Min

MOST_SYMBOLIC, MOST_OPERATIONS = 5, 300  # rows of a matrix whose minors are all looked at; operations of one that is simplified


def semidefinite(matrix: Matrix) -> bool:
    """Whether xᵀAx ≥ 0 for all x: for a diagonal by its entries, for numbers by SymPy, else by all principal minors (Sylvester)."""
    small = matrix.applyfunc(lambda entry: entry.expand())
    if small.is_diagonal():
        return all(nonnegative(small[i, i]) for i in range(small.rows))
    if small.rows > MOST_SYMBOLIC:
        return not small.free_symbols and bool(small.is_positive_semidefinite)
    chosen = (rows for size in range(1, small.rows + 1) for rows in combinations(range(small.rows), size))
    return all(nonnegative(small.extract(list(rows), list(rows)).det().expand()) for rows in chosen)


def nonnegative(value: Expr) -> bool:
    """Whether SymPy knows that value ≥ 0, perhaps after it has simplified a short one."""
    if value.is_nonnegative is not None:
        return bool(value.is_nonnegative)
    least = next((m for m in value.atoms(Min) if value.coeff(m).is_negative), None)
    if least is not None:  # -min(a, b) ≥ -a
        return any(nonnegative(value.xreplace({least: end})) for end in least.args)
    return value.count_ops() < MOST_OPERATIONS and bool(value.simplify().is_nonnegative)


def positive(value: Expr) -> bool:
    """Whether SymPy knows that value > 0, perhaps with the numbers in a sum taken together."""
    if value.is_positive is not None or not value.free_symbols:
        return bool(value.is_positive)
    if isinstance(value, Min):
        return all(map(positive, value.args))
    numbers, rest = value.as_independent(*value.free_symbols, as_Add=True)
    return bool(numbers.is_positive and rest.is_nonnegative)
