"""Identities that are used by name: of squares of functions in a sum, of functions in a product, of logarithms.

Each holds wherever its left side is defined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from symdescent.calculus.rewrites.arithmetic import Rational
from symdescent.calculus.rewrites.monomial import Monomial, product
from symdescent.notation.tree import ONE, ZERO, Call, E, Expression, Power

# f and k: a name, g, a and b of f^k = a + b g²
SQUARES: Mapping[tuple[str, int], tuple[str, str, int, int]] = {
    ("sin", 2): ("sine and cosine squared", "cos", 1, -1),
    ("cos", 2): ("sine and cosine squared", "sin", 1, -1),
    ("cos", -2): ("tangent squared", "tan", 1, 1),
    ("sin", -2): ("cotangent squared", "cot", 1, 1),
    ("cosh", 2): ("hyperbolic squares", "sinh", 1, 1),
    ("sinh", 2): ("hyperbolic squares", "cosh", -1, 1),
    ("sec", 2): ("secant and tangent squared", "tan", 1, 1),
    ("csc", 2): ("cosecant and cotangent squared", "cot", 1, 1),
    ("sech", 2): ("hyperbolic secant and tangent squared", "tanh", 1, -1),
}

INVERSES = {
    "cos": ("secant", "sec"),
    "sin": ("cosecant", "csc"),
    "cosh": ("hyperbolic secant", "sech"),
    "sinh": ("hyperbolic cosecant", "csch"),
}

# f: name, g and 1 or -1 for a product or a quotient, the function that both together are and its exponent
RATIOS: Mapping[str, tuple[tuple[str, str, int, str, int], ...]] = {
    "sin": (("tangent", "cos", -1, "tan", 1),),
    "cos": (("cotangent", "sin", -1, "cot", 1),),
    "tan": (("tangent", "cos", 1, "sin", 1), ("tangent and cotangent", "cot", 1, "", 1), ("tangent", "sin", -1, "cos", -1)),
    "cot": (("cotangent", "sin", 1, "cos", 1), ("cotangent", "cos", -1, "sin", -1)),
    "sec": (("secant", "cos", 1, "", 1), ("secant", "sin", 1, "tan", 1)),
    "csc": (("cosecant", "sin", 1, "", 1), ("cosecant", "cos", 1, "cot", 1)),
    "sinh": (("hyperbolic tangent", "cosh", -1, "tanh", 1),),
    "cosh": (("hyperbolic cotangent", "sinh", -1, "coth", 1),),
    "tanh": (("hyperbolic tangent", "cosh", 1, "sinh", 1),),
    "coth": (("hyperbolic cotangent", "sinh", 1, "cosh", 1),),
    "sech": (("hyperbolic secant", "cosh", 1, "", 1), ("hyperbolic secant", "sinh", 1, "tanh", 1)),
    "csch": (("hyperbolic cosecant", "sinh", 1, "", 1), ("hyperbolic cosecant", "cosh", 1, "coth", 1)),
}
ONLY_ALL = frozenset(("sin", "cos", "sinh", "cosh"))  # which become a tangent only where nothing of either is left

OTHERS = ("absolute value", "logarithm", "exponential of a logarithm")
IDENTITIES = tuple(
    dict.fromkeys(
        (
            *(name for name, *_ in SQUARES.values()),
            *(name for name, _ in INVERSES.values()),
            *(row[0] for rows in RATIOS.values() for row in rows),
            *OTHERS,
        )
    )
)


def squares(terms: Sequence[Monomial]) -> Iterator[tuple[str, list[Monomial]]]:
    """The terms with f² = a + b g² used once, in every way in which two terms become one."""
    for i, term in enumerate(terms):
        for base, n in term.powers.items():
            k = 2 if n >= 2 else -2
            if (n >= 2 or n <= -2) and type(base) is Call and (base.function, k) in SQUARES:
                name, g, a, b = SQUARES[base.function, k]
                rest = product(term, Monomial(1, {base: -k}))
                other = product(rest, Monomial(1, {Call(g, base.arguments): 2}))
                yield from ((name, new) for new in _paired(terms, i, _scaled(rest, a), _scaled(other, b)))


def inverses(terms: Sequence[Monomial]) -> Iterator[tuple[str, list[Monomial]]]:
    """The terms with 1/cos u written as sec u where sec u stands beside it."""
    calls = {base for term in terms for base in term.powers if type(base) is Call}
    for base in calls:
        if type(base) is Call and base.function in INVERSES:
            name, inverse = INVERSES[base.function]
            other = Call(inverse, base.arguments)
            if other in calls and any(term.powers.get(base, 0) < 0 for term in terms):
                yield name, [_inverted(term, base, other) for term in terms]


def _inverted(term: Monomial, base: Expression, other: Expression) -> Monomial:
    n = term.powers.get(base, 0)
    return product(term, Monomial(1, {base: -n, other: -n})) if n < 0 else term


def _paired(terms: Sequence[Monomial], i: int, first: Monomial, second: Monomial) -> Iterator[list[Monomial]]:
    """The i-th term is first + second: where another takes one of them away, the other remains."""
    for gone, left in ((first, second), (second, first)):
        for j, term in enumerate(terms):
            if j != i and term.powers == gone.powers and term.coefficient == -gone.coefficient:
                yield [left if k == min(i, j) else old for k, old in enumerate(terms) if k != max(i, j)]


def _scaled(m: Monomial, factor: int) -> Monomial:
    return Monomial(m.coefficient * factor, m.powers, m.decimal)


def ratio(m: Monomial) -> tuple[str, Monomial] | None:
    """The monomial with two of its functions replaced by one: sin u/cos u = tan u, sec u·cos u = 1, sign u/|u| = 1/u."""
    for base, n in m.powers.items():
        if type(base) is not Call:
            continue
        for name, g, sign, whole, exponent in RATIOS.get(base.function, ()):
            other = Call(g, base.arguments)
            k = _together(n, m.powers.get(other, 0) * sign, base.function in ONLY_ALL)
            if k:
                return name, _replaced(m, {base: -k, other: -k * sign}, Call(whole, base.arguments) if whole else None, k * exponent)
        if base.function in ("abs", "sign") and (found := _of_absolute_value(m, base, n)):
            return "absolute value", found
    return None


def _together(n: Rational, other: Rational, only_all: bool) -> Rational:
    """How often both of two functions occur: f^n g^other."""
    if only_all:
        return n if n > 0 and n == other else 0
    return 0 if n * other <= 0 else min(n, other) if n > 0 else max(n, other)


def _of_absolute_value(m: Monomial, base: Call, n: Rational) -> Monomial | None:
    """|u|² = u², sign u·|u| = u, sign u/|u| = 1/u and u·sign u = |u|."""
    (u,) = base.arguments
    if base.function == "sign":
        odd = n == 1 and m.powers.get(u, 0) > 0 and m.powers[u].denominator == 1
        return _replaced(m, {base: -1, u: -1}, Call("abs", (u,)), 1) if odd else None
    if n % 2 == 0:
        return _replaced(m, {base: -n}, u, n)
    sign = Call("sign", (u,))
    if m.powers.get(sign, 0) == 1 and abs(n) == 1:
        return _replaced(m, {base: -n, sign: -1}, u, n)
    return None


def _replaced(m: Monomial, gone: Mapping[Expression, Rational], by: Expression | None, n: Rational) -> Monomial:
    powers = {base: k for base in m.powers if (k := m.powers[base] + gone.get(base, 0))}
    rest = Monomial(m.coefficient, powers, m.decimal)
    return rest if by is None else product(rest, Monomial(1, {by: n}))


def of_logarithm(e: Expression) -> tuple[str, Expression] | None:
    """ln 1 = 0, ln e^u = u and e^ln u = u."""
    if type(e) is Power and e.base == E and type(e.exponent) is Call and e.exponent.function == "ln":
        return "exponential of a logarithm", e.exponent.arguments[0]
    if type(e) is not Call or e.function != "ln":
        return None
    (u,) = e.arguments
    if u == ONE:
        return "logarithm", ZERO
    if u == E:
        return "logarithm", ONE
    return ("logarithm", u.exponent) if type(u) is Power and u.base == E else None
