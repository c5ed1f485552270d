"""Whether the checker sees that a domain is convex, and whether a point lies in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import sympy

from symdescent.analysis.convexity.checks.numbers import number_sign, sign_holds, vanishes
from symdescent.notation.bridge import from_sympy, to_sympy
from symdescent.notation.tree import (
    BINDING,
    Call,
    Constant,
    Expression,
    OverRows,
    Piecewise,
    Power,
    Quotient,
    Relation,
    Symbol,
    children,
    columns,
    names,
    rational,
    substitute,
)

if TYPE_CHECKING:
    from symdescent.problem import Problem

TOTAL = frozenset(
    "sin cos exp sinh cosh tanh atan asinh abs sign max min relu sigmoid softplus erf cbrt heaviside sech logsumexp softmax".split()
)
POLES = {"tan": sympy.cos, "sec": sympy.cos, "cot": sympy.sin, "csc": sympy.sin}
TRUE = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "==": (0,), "!=": (-1, 1)}


def is_convex_set(problem: Problem) -> bool:
    """Whether every condition on the variables is a half space, a plane, a level set of a quadratic, or holds anyway."""
    given, asked = conditions(problem)
    return all(_keeps_convex(*one, problem) for one in given) and all(
        _keeps_convex(*one, problem) or _holds_anyway(*one, problem) for one in asked
    )


def conditions(problem: Problem) -> tuple[list[tuple[Any, str]], list[tuple[Any, str]]]:
    """What the domain says of the variables, and what the formula asks: expressions compared with 0."""
    given = [(to_sympy(r.left) - to_sympy(r.right), r.operator) for r in problem.domain.relations if names(r) & set(problem.variables)]
    return given, [one for one in _asked(problem.expression) if not one[0].free_symbols.isdisjoint(_variables(problem))]


def _variables(problem: Problem) -> list[Any]:
    return [problem.symbols[name] for name in problem.variables]


def _asked(e: Expression) -> Iterator[tuple[Any, str]]:
    """What a formula asks of its parts, as an expression compared with 0; ``"never"`` where the checker knows no more."""
    if isinstance(e, Piecewise):
        yield from ((part, op) for child in children(e) for part, op in _asked(child) if part.free_symbols)
        return
    if isinstance(e, Quotient):
        yield to_sympy(e.denominator), "!="
    elif isinstance(e, Power) and e.base != Constant("e"):
        yield from _asked_by_power(e)
    elif isinstance(e, Call) and e.function in POLES:
        yield POLES[e.function](to_sympy(e.arguments[0])), "!="
    elif isinstance(e, Call) and e.function not in TOTAL:
        yield to_sympy(e.arguments[0]), {"ln": ">", "sqrt": ">="}.get(e.function, "never")
    elif type(e) in BINDING or isinstance(e, Relation):
        return
    for child in children(e):
        yield from _asked(child)


def _asked_by_power(e: Power) -> Iterator[tuple[Any, str]]:
    n = rational(e.exponent)
    if n is None or n.denominator != 1:
        yield to_sympy(e.base), ">=" if n is not None and n > 0 else ">"
    elif n < 0:
        yield to_sympy(e.base), "!="


def _keeps_convex(u: Any, operator: str, problem: Problem) -> bool:
    over = _variables(problem)
    seconds = [[sympy.diff(u, a, b) for b in over] for a in over]
    if all(entry == 0 for row in seconds for entry in row):
        return operator not in ("!=", "never")
    if operator not in (">", ">=", "<", "<=") or any(entry.free_symbols for row in seconds for entry in row):
        return False
    way = 1 if operator[0] == "<" else -1
    values = sympy.Matrix(seconds).applyfunc(lambda entry: way * entry).charpoly().all_coeffs()
    return all(number_sign(c) * (-1) ** k >= 0 for k, c in enumerate(values))  # all eigenvalues are ≥ 0 (Descartes)


def _holds_anyway(u: Any, operator: str, problem: Problem) -> bool:
    tries = {">": ("positive",), ">=": ("nonnegative",), "!=": ("positive", "negative"), "<": ("negative",), "<=": ("nonpositive",)}
    return any(sign_holds(u, sign, problem) for sign in tries.get(operator, ()))


def lies_in(problem: Problem, point: Mapping[str, Any]) -> bool:
    """Whether every part of the formula is a real number at a point, and the domain's comparisons hold there."""
    place: dict[Expression, Expression] = {Symbol(name): from_sympy(value) for name, value in point.items()}
    formula = substitute(problem.expression, place)
    return all(_true(substitute(r, place)) for r in problem.domain.relations) and all(map(_is_real, _parts(formula)))


def _parts(e: Expression) -> Iterator[Expression]:
    yield e
    if not isinstance(e, (Piecewise, OverRows)) and type(e) not in BINDING:
        for child in children(e):
            yield from _parts(child)


def _is_real(e: Expression) -> bool:
    """Whether a part without variables is a real number; what holds a column of data is not looked at."""
    if isinstance(e, (OverRows, Relation)) or columns(e):
        return True
    value = to_sympy(e)
    return bool(value.is_real and value.is_finite)


def _true(relation: Expression) -> bool:
    difference = to_sympy(relation.left) - to_sympy(relation.right)  # type: ignore[attr-defined]
    signs = TRUE[relation.operator]  # type: ignore[attr-defined]
    return difference.is_real is not False and (0 in signs if vanishes(difference) else number_sign(difference) in signs)
