"""Bounds of the Hessian everywhere, from functions of one number whose second derivative is bounded.

Where f is a sum of cφ(u) with u linear in the variables and m ≤ φ″ ≤ M, its Hessian lies between those of the quadratics in
which φ(u) is replaced by mu²/2 and by Mu²/2, for the Hessian of cφ(u) is cφ″(u)aaᵀ with u = aᵀx + b.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

import sympy

from symdescent.analysis.rates.degrees import degree, is_quadratic
from symdescent.analysis.rates.quadratic import constant_hessian
from symdescent.analysis.rates.spectrum import spectrum
from symdescent.notation.bridge import from_sympy, to_sympy
from symdescent.notation.tree import (
    ZERO,
    Call,
    E,
    Expression,
    Negation,
    OverRows,
    Power,
    Product,
    Quotient,
    Sum,
    columns,
    names,
    number,
    rational,
)
from symdescent.problem import Problem

TWO = number(Fraction(2))


class Bend(NamedTuple):
    """The least and the greatest second derivative of a function of one number, as SymPy numbers."""

    low: sympy.Expr
    high: sympy.Expr


STEEPEST = 2 * sympy.sqrt(2 / sympy.pi) * sympy.exp(-sympy.Rational(1, 2))
UNIT = Bend(-sympy.S.One, sympy.S.One)
BENDS: dict[str, Bend] = {
    "sin": UNIT,
    "cos": UNIT,
    "softplus": Bend(sympy.S.Zero, sympy.Rational(1, 4)),
    "ln cosh": Bend(sympy.S.Zero, sympy.S.One),
    "sigmoid": Bend(-sympy.sqrt(3) / 18, sympy.sqrt(3) / 18),  # at u = ±ln(2 + √3)
    "tanh": Bend(-4 * sympy.sqrt(3) / 9, 4 * sympy.sqrt(3) / 9),  # at tanh u = ±1/√3
    "atan": Bend(-3 * sympy.sqrt(3) / 8, 3 * sympy.sqrt(3) / 8),  # at u = ±1/√3
    "erf": Bend(-STEEPEST, STEEPEST),  # at u = ±1/√2
    "ln(1 + u^2)": Bend(-sympy.Rational(1, 4), sympy.S(2)),  # at u = ±√3 and 0
    "e^(-u^2)": Bend(-sympy.S(2), 4 * sympy.exp(-sympy.Rational(3, 2))),  # at u = 0 and ±√(3/2)
}


class Used(NamedTuple):
    """A function that was replaced and what stands inside it; ``tight`` says that its Hessian comes as near as one likes to both bounds."""

    name: str
    inside: tuple[Expression, ...]
    tight: bool = True


class Bounded(NamedTuple):
    """Bounds of the eigenvalues everywhere, and the functions whose second derivatives gave them; ``exact``: no closer ones hold."""

    lowest: sympy.Expr
    highest: sympy.Expr
    functions: tuple[str, ...]
    exact: bool


def bounded(problem: Problem) -> Bounded | None:
    """Bounds of all eigenvalues of the Hessian, of -f where the problem is to maximise; None where the sum holds anything else.

    >>> import symdescent as sd
    >>> bounded(sd.problem("ln(1 + e^(-3x))"))
    Bounded(lowest=0, highest=9/4, functions=('softplus',), exact=True)
    """
    sign = -1 if problem.sense == "max" else 1
    ends, is_exact = [], True
    for side in (-1, 1):
        used: list[Used] = []
        found = _replaced(problem.expression, sign * side, frozenset(problem.variables), used)
        second = None if found is None else constant_hessian(replace(problem, expression=found))
        known = None if second is None else spectrum(second)
        if known is None:
            return None
        ends.append(sign * known.lowest if sign * side < 0 else sign * known.highest)
        is_exact = is_exact and known.exact
    if not used:
        return None
    return Bounded(ends[0], ends[1], tuple(dict.fromkeys(one.name for one in used)), is_exact and _are_free(problem, used))


def _are_free(problem: Problem, used: Sequence[Used]) -> bool:
    """Whether what stands inside the functions takes any values at once, so that all of them bend most, or least, at one point.

    That is so where the linear functions inside are independent: then they map the space onto that of their values.
    """
    inside = [u for one in used for u in one.inside]
    variables = [problem.symbols[name] for name in problem.variables]
    if not all(one.tight for one in used) or len(inside) > len(variables) or any(columns(u) for u in inside):
        return False
    rows = sympy.Matrix([[sympy.expand(to_sympy(u)).coeff(x) for x in variables] for u in inside])
    return all(entry.is_Rational for entry in rows) and rows.rank() == len(inside)


def _replaced(e: Expression, sign: int, variables: frozenset[str], used: list[Used]) -> Expression | None:
    """The expression with each φ(u) replaced by the quadratic that bends most (sign 1) or least (-1); None where it cannot be."""
    if not names(e) & variables or is_quadratic(e, variables):
        return e
    inside = INSIDE.get(type(e))
    if inside is not None:
        return inside(e, sign, variables, used)
    return next((found for match in PATTERNS if (found := match(e, sign, variables, used)) is not None), None)


def _sum(e: Sum, sign: int, variables: frozenset[str], used: list[Used]) -> Expression | None:
    parts = [_replaced(term, sign, variables, used) for term in e.terms]
    known = tuple(part for part in parts if part is not None)
    return Sum(known) if len(known) == len(parts) else None


def _negation(e: Negation, sign: int, variables: frozenset[str], used: list[Used]) -> Expression | None:
    inside = _replaced(e.operand, -sign, variables, used)
    return None if inside is None else Negation(inside)


def _product(e: Product, sign: int, variables: frozenset[str], used: list[Used]) -> Expression | None:
    """Numbers times one factor."""
    values = [rational(part) for part in e.factors]
    others = [k for k, value in enumerate(values) if value is None]
    if len(others) != 1 or any(value == 0 for value in values):
        return None
    turns = sum(value < 0 for value in values if value is not None)
    inside = _replaced(e.factors[others[0]], sign * (-1) ** turns, variables, used)
    return None if inside is None else Product((*e.factors[: others[0]], inside, *e.factors[others[0] + 1 :]))


def _quotient(e: Quotient, sign: int, variables: frozenset[str], used: list[Used]) -> Expression | None:
    below = rational(e.denominator)
    if not below:
        return next((found for match in PATTERNS if (found := match(e, sign, variables, used)) is not None), None)
    inside = _replaced(e.numerator, sign if below > 0 else -sign, variables, used)
    return None if inside is None else Quotient(inside, e.denominator)


def _rows(e: OverRows, sign: int, variables: frozenset[str], used: list[Used]) -> Expression | None:
    inside = _replaced(e.body, sign, variables, used)
    return None if inside is None else replace(e, body=inside)


INSIDE: dict[type[Expression], Callable[..., Expression | None]] = {
    Sum: _sum,
    Negation: _negation,
    Product: _product,
    Quotient: _quotient,
    OverRows: _rows,
}


def _parabola(name: str, u: Expression, sign: int, variables: frozenset[str], used: list[Used]) -> Expression | None:
    """The parabola mu²/2 or Mu²/2 for a linear u."""
    if degree(u, variables) > 1:
        return None
    used.append(Used(name, (u,)))
    bend = BENDS[name].high if sign > 0 else BENDS[name].low
    return Product((from_sympy(bend / 2), Power(u, TWO)))


def _call(e: Expression, sign: int, variables: frozenset[str], used: list[Used]) -> Expression | None:
    if type(e) is not Call or e.function not in BENDS:
        return None
    return _parabola(e.function, e.arguments[0], sign, variables, used)


def _exponent(e: Expression) -> Expression | None:
    """u of e^u, or of 1/e^v with u = -v."""
    if type(e) is Power and e.base == E:
        return e.exponent
    return e.arguments[0] if type(e) is Call and e.function == "exp" else None


def _logarithm(e: Expression, sign: int, variables: frozenset[str], used: list[Used]) -> Expression | None:
    """ln cosh u, ln(1 + u²), ln(1 + e^u) and ln(e^u + e^v + …)."""
    if type(e) is not Call or e.function not in ("ln", "logsumexp"):
        return None
    (inside, *_) = e.arguments
    if e.function == "ln" and type(inside) is Call and inside.function == "cosh":
        return _parabola("ln cosh", inside.arguments[0], sign, variables, used)
    terms = inside.terms if type(inside) is Sum and e.function == "ln" else ()
    rest = [term for term in terms if rational(term) != 1]
    if len(terms) == 2 and len(rest) == 1 and type(rest[0]) is Power and rational(rest[0].exponent) == 2:
        return _parabola("ln(1 + u^2)", rest[0].base, sign, variables, used)
    if len(terms) == 2 and len(rest) == 1 and (u := _exponent(rest[0])) is not None:
        return _parabola("softplus", u, sign, variables, used)
    exponents = list(e.arguments) if e.function == "logsumexp" else [ZERO if rational(term) == 1 else _exponent(term) for term in terms]
    return _exponentials([u for u in exponents if u is not None], len(exponents), sign, variables, used)


def _exponentials(exponents: Sequence[Expression], count: int, sign: int, variables: frozenset[str], used: list[Used]) -> Expression | None:
    """Along d the second derivative of ln Σe^{uᵢ} is a variance of the slopes dᵢ of the uᵢ: ≥ 0, and at most
    (max d - min d)²/4 (T. Popoviciu, 1935), which is (d₁ - d₂)²/4 for two and at most Σdᵢ²/2 for more.
    """
    if len(exponents) < max(count, 2) or any(degree(u, variables) > 1 for u in exponents):
        return None
    first, *others = exponents
    used.append(Used("logsumexp", tuple(Sum((first, Negation(u))) for u in others), tight=len(exponents) == 2))
    if sign < 0:
        return ZERO
    if count == 2:
        return Quotient(Power(Sum((exponents[0], Negation(exponents[1]))), TWO), number(Fraction(8)))
    return Quotient(Sum(tuple(Power(u, TWO) for u in exponents)), number(Fraction(4)))


def _root(e: Expression, sign: int, variables: frozenset[str], used: list[Used]) -> Expression | None:
    """√(c + u² + …) with c > 0: its Hessian in the u lies between 0 and I/√c."""
    inside = e.arguments[0] if type(e) is Call and e.function == "sqrt" else None
    if type(inside) is not Sum:
        return None
    known = [value for term in inside.terms if (value := rational(term)) is not None]
    squares = [term for term in inside.terms if rational(term) is None]
    if sum(known) <= 0 or not all(_is_square(term, variables) for term in squares):
        return None
    used.append(Used("root", tuple(term.base for term in squares if isinstance(term, Power))))  # least far out, most at 0
    return ZERO if sign < 0 else Product((from_sympy(1 / (2 * sympy.sqrt(sympy.Rational(sum(known))))), Sum(tuple(squares))))


def _is_square(e: Expression, variables: frozenset[str]) -> bool:
    return type(e) is Power and rational(e.exponent) == 2 and degree(e.base, variables) <= 1


def _bell(e: Expression, sign: int, variables: frozenset[str], used: list[Used]) -> Expression | None:
    """e^(-u²)."""
    u = _exponent(e)
    square = u.operand if type(u) is Negation else None
    return _parabola("e^(-u^2)", square.base, sign, variables, used) if type(square) is Power and rational(square.exponent) == 2 else None


PATTERNS = (_call, _logarithm, _root, _bell)
