"""The checker's view of one variable: f″ by SymPy on every piece, its zeros counted by Sturm's theorem."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import sympy

from symdescent.analysis.convexity.checks.domain import conditions, lies_in
from symdescent.analysis.convexity.checks.numbers import has_proof, number_sign, vanishes
from symdescent.analysis.convexity.checks.signs import between, constant_sign, least_sign, some
from symdescent.analysis.effort import factored

if TYPE_CHECKING:
    from symdescent.analysis.convexity.finding import Finding
    from symdescent.problem import Problem

STEPS = tuple(
    sympy.Rational(*pair) for pair in ((1, 10**9), (1, 1000), (1, 10), (1, 3), (1, 2), (1, 1), (3, 2), (7, 3), (10, 1), (1000, 1))
)
FLIPPED = {"concave": "convex", "strictly concave": "strictly convex", "strongly concave": "strongly convex"}
MANY = 37
SHORT = 40  # operations of a slope whose limit is asked for


def second_derivative_holds(problem: Problem, finding: Finding) -> bool:
    """Whether the pieces fill the domain and make the function, f″ - μ has the right sign on each, and the slopes too."""
    c: Any = finding.certificate
    if problem.variables != (c.variable,) or problem.parameters or problem.data is not None or not c.pieces:
        return False
    x = problem.symbols[c.variable]
    way = -1 if finding.verdict in FLIPPED else 1
    verdict = FLIPPED.get(finding.verdict, finding.verdict)
    formulas = [_smooth(problem.sympy, x, *piece.stretch) for piece in c.pieces]
    if not _fills(problem, c.pieces) or not _fits_together(problem, formulas, c.pieces, x):
        return False
    modulus = finding.modulus if verdict == "strongly convex" else sympy.S.Zero
    if number_sign(modulus) != (1 if verdict == "strongly convex" else 0):
        return False
    signs = [least_sign(way * sympy.diff(f, x, 2) - modulus, x, *p.stretch) for f, p in zip(formulas, c.pieces, strict=True)]
    slopes = [
        way * _bend(before, after, piece.stretch[0], x) for before, after, piece in zip(formulas, formulas[1:], c.pieces[1:], strict=False)
    ]
    return _proves(verdict, signs, slopes)


def _proves(verdict: str, signs: list[str], slopes: list[int]) -> bool:
    """``signs`` are "zero" for f″ = 0, or "nonnegative" with single zeros."""
    if verdict == "affine":
        return set(signs) == {"zero"} and set(slopes) <= {0}
    wanted = ("nonnegative",) if verdict == "strictly convex" else ("nonnegative", "zero")
    return verdict in FLIPPED.values() and all(sign in wanted for sign in signs) and min(slopes, default=0) >= 0


def _fills(problem: Problem, pieces: Any) -> bool:
    """Whether the pieces lie side by side, their points in the domain, and what is beyond them outside."""
    if any(before.stretch[1] != after.stretch[0] for before, after in pairwise(pieces)):
        return False
    low, high = pieces[0].stretch[0], pieces[-1].stretch[1]
    (name,) = problem.variables
    inside = [some(*piece.stretch) for piece in pieces] + [piece.stretch[0] for piece in pieces[1:]]
    outside = [end + way * step for end, way in ((low, -1), (high, 1)) if abs(end) != sympy.oo for step in STEPS]
    whole = all(lies_in(problem, {name: at}) for at in inside) and not any(lies_in(problem, {name: at}) for at in outside)
    return whole and all(_holds_throughout(problem, u, operator, *piece.stretch) for u, operator in _compared(problem) for piece in pieces)


def _compared(problem: Problem) -> list[tuple[Any, str]]:
    return [one for group in conditions(problem) for one in group]


def _holds_throughout(problem: Problem, u: Any, operator: str, low: Any, high: Any) -> bool:
    """Whether a comparison with 0 holds between two points, as it does at one of them; of functions not followed, at many points."""
    (name,) = problem.variables
    x = problem.symbols[name]
    if operator == "never" or u.has(*KINKS):
        return all(lies_in(problem, {name: at}) for at in _many(low, high))
    if operator == "!=" or operator in (">", "<"):
        factors = [factor.as_base_exp()[0] for factor in sympy.Mul.make_args(factored(u))]
        return all(constant_sign(factor, x, low, high, every=True) for factor in factors) or _is_proved(u, x, operator, low, high)
    return bool(least_sign(u if operator == ">=" else -u, x, low, high))


def _is_proved(u: Any, x: Any, operator: str, low: Any, high: Any) -> bool:
    claims = {">": ("positive",), "<": ("negative",), "!=": ("positive", "negative")}[operator]
    return any(has_proof(u, claim, between(x, low, high)) for claim in claims)


def _many(low: Any, high: Any) -> list[Any]:
    """Rational numbers all over an interval."""
    start = some(low, high)
    ends = [start - 20 if low == -sympy.oo else low, start + 20 if high == sympy.oo else high]
    first, last = (sympy.Rational(str(sympy.N(end, 30))) for end in ends)
    return [first + (last - first) * sympy.Rational(k, MANY) for k in range(1, MANY)]


def _smooth(f: Any, x: Any, low: Any, high: Any) -> Any:
    """The formula between two points, each |u|, max, sign and case replaced by what it is there, where u has no zero between."""
    at = some(low, high)
    while True:
        kinks = [e for e in sympy.postorder_traversal(f) if e.func in KINKS and x in e.free_symbols]
        if not kinks:
            return f
        e = kinks[0]
        changing = [u for u in KINKS[e.func](e) if not least_sign(u, x, low, high) and not least_sign(-u, x, low, high)]
        if changing:
            return _same_on_both_sides(f, changing[0], x, low, high)
        f = f.xreplace({e: _there(e, x, at)})


def _same_on_both_sides(f: Any, u: Any, x: Any, low: Any, high: Any) -> Any:
    """The formula where a kinked part changes inside, as |x| does in the condition |x| ≤ 1, and the formula does not."""
    if not u.is_polynomial(x) or sympy.degree(u, x) != 1:
        raise ArithmeticError
    slope, start = sympy.Poly(u, x).all_coeffs()
    middle = -start / slope
    if (
        number_sign(middle - low if low != -sympy.oo else sympy.S.One) <= 0
        or number_sign(high - middle if high != sympy.oo else sympy.S.One) <= 0
    ):
        raise ArithmeticError
    left, right = _smooth(f, x, low, middle), _smooth(f, x, middle, high)
    if not vanishes(left - right):
        raise ArithmeticError
    return left


KINKS: dict[Any, Any] = {
    sympy.Abs: lambda e: e.args,
    sympy.sign: lambda e: e.args,
    sympy.Heaviside: lambda e: e.args[:1],
    sympy.Max: lambda e: [a - b for a, b in combinations(e.args, 2)],
    sympy.Min: lambda e: [a - b for a, b in combinations(e.args, 2)],
    sympy.Piecewise: lambda e: [when.lhs - when.rhs for _, when in e.args if when not in (sympy.true, sympy.false)],
}


def _there(e: Any, x: Any, at: Any) -> Any:
    """What a kinked part is at a point, as a formula."""
    if isinstance(e, sympy.Piecewise):
        return next(value for value, when in e.args if when.subs(x, at) == sympy.true)
    if isinstance(e, (sympy.Max, sympy.Min)):
        return next(part for part in e.args if number_sign(part.subs(x, at) - e.subs(x, at)) == 0)
    u = e.args[0]
    sign = number_sign(u.subs(x, at))
    return sign * u if isinstance(e, sympy.Abs) else sympy.Integer(sign) if isinstance(e, sympy.sign) else sympy.Integer((sign + 1) // 2)


def _fits_together(problem: Problem, formulas: list[Any], pieces: Any, x: Any) -> bool:
    """Whether the function is continuous where pieces meet, and at the ends that belong to it."""
    ends = [(f, end) for f, piece in zip(formulas, pieces, strict=True) for end in piece.stretch if abs(end) != sympy.oo]
    inside = [(f, end) for f, end in ends if lies_in(problem, {problem.variables[0]: end})]
    return all(number_sign(f.subs(x, end) - problem.sympy.subs(x, end)) == 0 for f, end in inside)


def _bend(before: Any, after: Any, at: Any, x: Any) -> int:
    """By which sign the slope changes at a point."""
    slopes = [_slope(f, x, at, side) for f, side in ((before, "-"), (after, "+"))]
    if not all(slope.is_finite and slope.is_real for slope in slopes):
        raise ArithmeticError
    return 0 if vanishes(slopes[1] - slopes[0]) else number_sign(slopes[1] - slopes[0])


def _slope(f: Any, x: Any, at: Any, side: str) -> Any:
    """The slope at an end of a piece; its limit where the formula has 0/0 there."""
    slope = sympy.diff(f, x)
    value = slope.subs(x, at)
    return sympy.limit(slope, x, at, side) if value is sympy.nan and slope.count_ops() < SHORT else value
