"""How long an expression would become, counted on its tree before SymPy is asked to write it anew; what is too long stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from math import comb, prod

import sympy

MOST_COMBINED = 1500  # operations of an expression over one denominator
MOST_DENSE = 2000  # monomials that a polynomial of its degrees may have, for SymPy's polynomials are lists of all of them
HIGHEST_DEGREE = 60  # of a polynomial that is factored, in all its unknowns together
LOW_DEGREE, MOST_TERMS = 24, 100  # of one in many unknowns
MOST_EXPANDED = 5000  # terms of an expression that is multiplied out


def fraction(e: sympy.Expr) -> tuple[sympy.Expr, sympy.Expr]:
    """Numerator and denominator of an expression; the expression over 1 where one denominator would make it too long.

    >>> x = sympy.Symbol("x", real=True)
    >>> fraction(1 / x + 1)
    (x + 1, x)
    >>> fraction(sum(1 / (x + k) for k in range(50)))[1]
    1
    """
    return sympy.fraction(sympy.together(e)) if combined(e) <= MOST_COMBINED else (e, sympy.S.One)


def combined(e: sympy.Expr) -> int:
    """At most so many operations has a sum of fractions over one denominator: each term meets the denominators of all others."""
    return max((len(part.args) * sum(_below(part).values()) for part in sympy.preorder_traversal(e) if part.is_Add), default=0)


def _below(e: sympy.Expr) -> Mapping[sympy.Expr, int]:
    """The denominators among the parts of a formula, with their operations."""
    if e.is_Add or e.is_Mul:
        return {base: ops for part in e.args for base, ops in _below(part).items()}
    if e.is_Pow and e.exp.could_extract_minus_sign():
        return {**_below(e.base), 1 / e: 1 + sympy.count_ops(e.base)}
    if e.is_Rational and not e.is_Integer:
        return {sympy.Integer(e.q): 1}
    return _below(e.base) if e.is_Pow and e.exp.is_Integer else {}


def factored(e: sympy.Expr) -> sympy.Expr:
    """An expression over one denominator in factors; a long one as it is.

    >>> x = sympy.Symbol("x", real=True)
    >>> factored(1 - 1 / x**2)
    (x - 1)*(x + 1)/x**2
    """
    if combined(e) > MOST_COMBINED:
        return e
    parts = [part for side in sympy.fraction(sympy.together(e)) for part in sympy.Mul.make_args(side)]
    return sympy.factor(e) if all(map(_can_be_factored, parts)) else e


def factors(e: sympy.Expr) -> tuple[sympy.Expr, ...]:
    """The factors of an expression, powers among them; those that are long are not taken apart.

    >>> x = sympy.Symbol("x", real=True)
    >>> factors(x**2 * (x**2 - 1))
    (x**2, x + 1, x - 1)
    """
    parts = (sympy.factor(part) if _can_be_factored(part) else part for part in sympy.Mul.make_args(e))
    return tuple(sympy.Mul.make_args(sympy.Mul(*parts)))


def _can_be_factored(e: sympy.Expr) -> bool:
    inner = e.base if e.is_Pow else e
    degrees = _degrees(inner)
    if combined(inner) > MOST_COMBINED:
        return False
    dense, total = prod(n + 1 for n in degrees.values()), sum(degrees.values())
    return (dense <= MOST_DENSE and total <= HIGHEST_DEGREE) or (terms(inner) <= MOST_TERMS and total <= LOW_DEGREE)


def expanded(e: sympy.Expr) -> sympy.Expr:
    """An expression multiplied out; as it is where that would be too long."""
    return sympy.expand(e) if terms(e) <= MOST_EXPANDED else e


def terms(e: sympy.Expr) -> int:
    """At most so many terms has a formula multiplied out, those inside of functions counted too.

    >>> x, y = sympy.symbols("x y", real=True)
    >>> terms((x + y) ** 9), terms((x + 1) * sympy.sin((y + 1) ** 2))
    (10, 6)
    """
    if e.is_Add:
        return sum(map(terms, e.args))
    if e.is_Pow and e.exp.is_Integer and e.base.is_Add:
        n, size = abs(int(e.exp)), terms(e.base)
        return comb(size + n - 1, n)
    return prod(map(terms, e.args))


def _degrees(e: sympy.Expr) -> dict[sympy.Expr, int]:
    """Each part that a polynomial takes as one of its unknowns, with its degree at most."""
    if e.is_Add or e.is_Mul:
        found = [_degrees(part) for part in e.args]
        most = max if e.is_Add else sum
        return {x: most([own.get(x, 0) for own in found]) for x in dict.fromkeys(x for own in found for x in own)}
    if e.is_Number:
        return {}
    if not e.is_Pow and not isinstance(e, sympy.exp):
        return {e: 1}
    base, exponent = e.as_base_exp()
    if exponent.is_Integer:
        return {x: n * abs(int(exponent)) for x, n in _degrees(base).items()}
    powers = [part.as_coeff_Mul(rational=True) for part in sympy.Add.make_args(expanded(exponent))]
    return {base ** (rest / share.q): abs(int(share.p)) for share, rest in powers}
