"""Functions whose logarithm is convex or concave: what ln(eˣ + e^y), ln(x y) and e^x/y have in common."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from symdescent.analysis.convexity.rules.bounds import bounds
from symdescent.analysis.convexity.rules.factors import Factor, split
from symdescent.analysis.convexity.rules.forms import difference
from symdescent.analysis.convexity.rules.polynomial import Coefficient, Row, plus, written
from symdescent.analysis.convexity.rules.setting import Setting
from symdescent.analysis.convexity.rules.tree import FLIPPED, Node
from symdescent.notation.tree import ONE, Call, E, Expression, Negation, Power, Sum

UPWARD, DOWNWARD = ("constant", "affine", "convex"), ("constant", "affine", "concave")
LOG_CONVEX, LOG_CONCAVE = "log-convex", "log-concave"


def log_convex(e: Expression, s: Setting) -> Node | None:
    """The proof that e > 0 and ln e is convex, or None."""
    return _found(e, LOG_CONVEX, s)


def log_concave(e: Expression, s: Setting) -> Node | None:
    """The proof that e > 0 and ln e is concave, or None."""
    return _found(e, LOG_CONCAVE, s)


def _found(e: Expression, curvature: str, s: Setting) -> Node | None:
    if s.fixed(e):
        return s.made(e, curvature, "positive constant") if bounds(e, s.facts).positive else None
    rules = (_exponential, _factored, _sum if curvature == LOG_CONVEX else _positive_concave, _called)
    return next((node for rule in rules if (node := rule(e, curvature, s)) is not None), None)


def _exponential(e: Expression, curvature: str, s: Setting) -> Node | None:
    """e^u with u convex (concave)."""
    if type(e) is Call and e.function == "exp":
        e = Power(E, e.arguments[0])
    if type(e) is not Power or e.base != E:
        return None
    u = s.find(e.exponent)
    wanted = UPWARD if curvature == LOG_CONVEX else DOWNWARD
    return s.made(e, curvature, "exponential", (u,), (), u.strict) if u is not None and u.curvature in wanted else None


def _factored(e: Expression, curvature: str, s: Setting) -> Node | None:
    """A product of powers: ln of it is a sum."""
    constant, factors = split(e, s)
    if len(factors) == 1 and factors[0] == Factor(e, Fraction(1)):
        return None
    parts = [_power(factor, curvature, s) for factor in factors]
    if any(part is None for part in parts) or not s.reach(written(constant)).positive:
        return None
    known = [part for part in parts if part is not None]
    if constant != 1:
        known.insert(0, s.made(written(constant), curvature, "positive constant"))
    return known[0] if len(known) == 1 else s.made(e, curvature, "product", known, (), _strict(known))


def _power(factor: Factor, curvature: str, s: Setting) -> Node | None:
    inner = _found(factor.base, curvature if factor.exponent > 0 else FLIPPED[curvature], s)
    if inner is None or factor.exponent == 1:
        return inner
    return s.made(factor.expression, curvature, "power", (inner,), (), inner.strict)


def _sum(e: Expression, curvature: str, s: Setting) -> Node | None:
    """A sum of log-convex functions is log-convex (Boyd, Vandenberghe 2004, §3.5.2)."""
    if type(e) is not Sum:
        return None
    parts = [log_convex(term, s) for term in e.terms]
    known = [part for part in parts if part is not None]
    return s.made(e, curvature, "sum", known, (), (*_strict(known), *differences(known, s))) if len(known) == len(parts) else None


def _strict(parts: Iterable[Node]) -> Iterable[Row]:
    return [row for part in parts for row in part.strict]


def differences(parts: Iterable[Node], s: Setting) -> list[Row]:
    """Of the parts that are e to an affine function, how the exponents differ: the sum bends wherever a difference changes."""
    rows = [row for part in parts if (row := exponent(part, s)) is not None]
    return [difference(row, rows[0]) for row in rows[1:]]


def exponent(node: Node, s: Setting) -> Row | None:
    """The linear form of ln e where that is affine."""
    if node.rule == "positive constant":
        return ()
    if node.rule == "exponential":
        return s.row(node.parts[0].expression)
    if node.rule != "product":
        return None
    total: dict[str, Coefficient] = {}
    for part in node.parts:
        row = exponent(part, s)
        if row is None:
            return None
        total = {**total, **{name: plus(total.get(name, Fraction(0)), c) for name, c in row}}
    return tuple(sorted((name, c) for name, c in total.items() if c != 0))


def _positive_concave(e: Expression, curvature: str, s: Setting) -> Node | None:
    """The logarithm rises and is concave, so ln u is concave with u."""
    if not s.reach(e).positive or (type(e) is Sum and _is_counterpart(e)):
        return None
    u = s.find(e)
    if u is None or u.curvature not in DOWNWARD:
        return None
    row = s.row(e)
    return s.made(e, curvature, "positive concave", (u,), (), (row,) if row else u.strict)


def _is_counterpart(e: Sum) -> bool:
    """Whether it is 1 - σ(u)."""
    first, *others = e.terms
    return first == ONE and len(others) == 1 and type(others[0]) is Negation and _is_sigmoid(others[0].operand)


def _is_sigmoid(e: Expression) -> bool:
    return type(e) is Call and e.function == "sigmoid"


def _called(e: Expression, curvature: str, s: Setting) -> Node | None:
    """cosh u and Γ(u) are log-convex for affine u, σ(u) and 1 - σ(u) log-concave."""
    counter = type(e) is Sum and _is_counterpart(e)
    call = e.terms[1].operand if counter else e  # type: ignore[attr-defined]
    if type(call) is not Call or len(call.arguments) != 1:
        return None
    u = s.find(call.arguments[0])
    name = "counter-sigmoid" if counter else call.function
    if u is None or u.curvature != "affine" or CALLED.get(name) != curvature:
        return None
    if name == "gamma" and not s.reach(u.expression).positive:
        return None
    row = s.row(u.expression)
    return s.made(e, curvature, name, (u,), (), (row,) if row else ())


CALLED = {"cosh": LOG_CONVEX, "gamma": LOG_CONVEX, "sigmoid": LOG_CONCAVE, "counter-sigmoid": LOG_CONCAVE}


def logarithm(u: Expression, e: Expression, s: Setting) -> Node | None:
    """ln u is convex for u log-convex, concave for u log-concave."""
    for prove, curvature in ((log_concave, "concave"), (log_convex, "convex")):
        node = prove(u, s)
        if node is not None:
            return s.made(
                e,
                curvature,
                "logarithm of exponentials" if curvature == "convex" else "logarithm of a log-concave function",
                (node,),
                (),
                node.strict,
            )
    return None


def log_sum_exp(e: Call, s: Setting) -> Node | None:
    """logsumexp(u₁, …) is convex for convex uᵢ: it is the logarithm of a sum of e^uᵢ."""
    exponentials = [log_convex(Power(E, argument), s) for argument in e.arguments]
    parts = [part for part in exponentials if part is not None]
    if len(parts) < len(exponentials):
        return None
    return s.made(e, "convex", "logsumexp", parts, (), (*_strict(parts), *differences(parts, s)))
