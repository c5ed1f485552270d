"""The table of differentiation rules.

A rule looks at an expression as it was written. Where it applies it names the parts that are to be differentiated and
says how their derivatives make up the whole; it never differentiates by any other means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symdescent.calculus.elementary import ELEMENTARY, rows
from symdescent.calculus.indexed import RULES_OF_BINDERS
from symdescent.calculus.rule import Application, Rule, given, times
from symdescent.calculus.several import RULES_OF_SEVERAL
from symdescent.errors import DerivationError
from symdescent.notation.tree import (
    ONE,
    TWO,
    ZERO,
    Call,
    Constant,
    E,
    Expression,
    Negation,
    OverRows,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
    depends,
    number,
    rational,
)

MOST_PARTS = 12  # factors of a product, or arguments of a maximum, that a rule writes out one by one


def constant(e: Expression, x: str) -> Application | None:
    """c' = 0."""
    return given(ZERO) if not depends(e, x) else None


def identity(e: Expression, x: str) -> Application | None:
    """x' = 1."""
    return given(ONE) if type(e) is Symbol and e.name == x else None


def sum_rule(e: Expression, x: str) -> Application | None:
    """(u + v)' = u' + v'."""
    return Application(e.terms, lambda d: Sum(tuple(d))) if type(e) is Sum else None


def difference(e: Expression, x: str) -> Application | None:
    """(u - v)' = u' - v'."""
    if type(e) is not Sum or len(e.terms) != 2 or type(e.terms[1]) is not Negation:
        return None
    return Application((e.terms[0], e.terms[1].operand), lambda d: Sum((d[0], Negation(d[1]))))


def negation(e: Expression, x: str) -> Application | None:
    """(-u)' = -u'."""
    return Application((e.operand,), lambda d: Negation(d[0])) if type(e) is Negation else None


def constant_multiple(e: Expression, x: str) -> Application | None:
    """(c u)' = c u' and (u/c)' = u'/c; the derivative stands where the first factor that varies stood."""
    if type(e) is Quotient and not depends(e.denominator, x):
        below = e.denominator
        return Application((e.numerator,), lambda d: Quotient(d[0], below))
    if type(e) is not Product:
        return None
    varying = tuple(factor for factor in e.factors if depends(factor, x))
    if len(varying) == len(e.factors):
        return None
    place = e.factors.index(varying[0])
    before, after = e.factors[:place], tuple(factor for factor in e.factors[place:] if not depends(factor, x))
    inner = varying[0] if len(varying) == 1 else Product(varying)
    return Application((inner,), lambda d: times(*before, d[0], *after))


def _halves(parts: tuple[Expression, ...], join: Callable[[tuple[Expression, ...]], Expression]) -> tuple[Expression, ...]:
    """The parts, or where there are more than ``MOST_PARTS`` their two halves: n terms of n factors would be written otherwise."""
    middle = len(parts) // 2
    return parts if len(parts) <= MOST_PARTS else (join(parts[:middle]), join(parts[middle:]))


def product(e: Expression, x: str) -> Application | None:
    """(u v)' = u' v + u v', and so on for more factors; very many are taken as a product of two halves."""
    if type(e) is not Product:
        return None
    factors = _halves(e.factors, Product)

    def combine(d: Sequence[Expression]) -> Expression:
        return Sum(tuple(times(*factors[:i], d[i], *factors[i + 1 :]) for i in range(len(factors))))

    return Application(factors, combine)


def reciprocal(e: Expression, x: str) -> Application | None:
    """(c/v)' = -c v'/v^2."""
    if type(e) is not Quotient or depends(e.numerator, x):
        return None
    above, below = e.numerator, e.denominator
    return Application((below,), lambda d: Negation(Quotient(times(above, d[0]), Power(below, TWO))))


def quotient(e: Expression, x: str) -> Application | None:
    """(u/v)' = (u' v - u v')/v^2."""
    if type(e) is not Quotient:
        return None
    u, v = e.numerator, e.denominator
    return Application((u, v), lambda d: Quotient(Sum((times(d[0], v), Negation(times(u, d[1])))), Power(v, TWO)))


def _lowered(u: Expression, n: Expression) -> Expression:
    """n u^(n-1)."""
    known = rational(n)
    if known == 2:
        return times(n, u)
    return times(n, Power(u, number(known - 1) if known is not None else Sum((n, Negation(ONE)))))


def power(e: Expression, x: str) -> Application | None:
    """(x^n)' = n x^(n-1)."""
    plain = type(e) is Power and type(e.base) is Symbol and not depends(e.exponent, x)
    return given(_lowered(e.base, e.exponent)) if plain else None  # type: ignore[attr-defined]


def power_chain(e: Expression, x: str) -> Application | None:
    """(u^n)' = n u^(n-1) u'."""
    if type(e) is not Power or depends(e.exponent, x):
        return None
    outer = _lowered(e.base, e.exponent)
    return Application((e.base,), lambda d: times(outer, d[0]))


def _grown(e: Power) -> Expression:
    """a^u ln a, and e^u for the natural base."""
    base = rational(e.base)
    if (base is not None and base <= 0) or (type(e.base) is Negation and type(e.base.operand) is Constant):
        raise DerivationError(
            f"{e} has no derivative: the base {e.base} is not positive, so the power is real only for some exponents, and for no interval of them."
        )
    return e if e.base == E else times(e, Call("ln", (e.base,)))


def exponential(e: Expression, x: str) -> Application | None:
    """(a^x)' = a^x ln a."""
    plain = type(e) is Power and type(e.exponent) is Symbol and not depends(e.base, x)
    return given(_grown(e)) if plain else None  # type: ignore[arg-type]


def exponential_chain(e: Expression, x: str) -> Application | None:
    """(a^u)' = a^u ln a · u'."""
    if type(e) is not Power or depends(e.base, x):
        return None
    outer = _grown(e)
    return Application((e.exponent,), lambda d: times(outer, d[0]))


def logarithmic(e: Expression, x: str) -> Application | None:
    """(u^v)' = u^v (v' ln u + v u'/u)."""
    if type(e) is not Power:
        return None
    u, v = e.base, e.exponent
    return Application(
        (u, v),
        lambda d: times(e, Sum((times(d[1], Call("ln", (u,))), Quotient(times(v, d[0]), u)))),
    )


def change_of_base(e: Expression, x: str) -> Application | None:
    """log_b u = ln u / ln b, where the base varies too."""
    if type(e) is not Call or e.function != "log":
        return None
    argument, base = e.arguments
    return Application((Quotient(Call("ln", (argument,)), Call("ln", (base,))),), lambda d: d[0])


def polygamma(e: Expression, x: str) -> Application | None:
    """ψ^(n)(u)' = ψ^(n+1)(u) u' for a fixed order n."""
    if type(e) is not Call or e.function != "polygamma" or depends(e.arguments[0], x):
        return None
    order, u = e.arguments
    known = rational(order)
    raised = Call("polygamma", (Sum((order, ONE)) if known is None else number(known + 1), u))
    return Application((u,), lambda d: times(raised, d[0]))


def extreme(e: Expression, x: str) -> Application | None:
    """max(u, v)' is u' where u > v, else v'; likewise for min and for more arguments."""
    if type(e) is not Call or e.function not in ("max", "min"):
        return None
    operator = ">=" if e.function == "max" else "<="
    u, *others = _halves(e.arguments, lambda half: Call(e.function, half))
    if not others:
        return Application((u,), lambda d: d[0])
    rest = others[0] if len(others) == 1 else Call(e.function, tuple(others))
    return Application((u, rest), lambda d: Piecewise(((d[0], Relation(u, operator, rest)), (d[1], None))))


def piecewise(e: Expression, x: str) -> Application | None:
    """Piece by piece, inside each piece's condition."""
    if type(e) is not Piecewise:
        return None
    conditions = [condition for _, condition in e.pieces]
    values = tuple(value for value, _ in e.pieces)
    return Application(values, lambda d: Piecewise(tuple(zip(d, conditions, strict=True))))


def under_the_sum(e: Expression, x: str) -> Application | None:
    """(Σ u_i)' = Σ u_i', and the same for a mean."""
    if type(e) is not OverRows:
        return None
    return Application((e.body,), lambda d: OverRows(e.kind, d[0]))


CONSTANT = Rule("constant", constant)

RULES_BY_NODE: dict[type[Expression], tuple[Rule, ...]] = {
    Symbol: (Rule("identity", identity),),
    Sum: (Rule("difference", difference), Rule("sum", sum_rule)),
    Negation: (Rule("constant multiple", negation),),
    Product: (Rule("constant multiple", constant_multiple), Rule("product", product)),
    Quotient: (Rule("constant multiple", constant_multiple), Rule("reciprocal", reciprocal), Rule("quotient", quotient)),
    Power: (
        Rule("power", power),
        Rule("chain", power_chain, "power"),
        Rule("exponential", exponential),
        Rule("chain", exponential_chain, "exponential"),
        Rule("logarithmic differentiation", logarithmic),
    ),
    Piecewise: (Rule("piecewise", piecewise),),
    OverRows: (Rule("linearity over rows", under_the_sum),),
    **RULES_OF_BINDERS,
}

RULES_BY_FUNCTION: dict[str, tuple[Rule, ...]] = {row[0]: rows(*row) for row in ELEMENTARY} | {
    "polygamma": (Rule("chain", polygamma, "polygamma function"),),
    "max": (Rule("maximum", extreme),),
    "min": (Rule("minimum", extreme),),
    **RULES_OF_SEVERAL,
}
RULES_BY_FUNCTION["log"] += (Rule("change of base", change_of_base),)

RULES: tuple[Rule, ...] = (
    CONSTANT,
    *(rule for rules in RULES_BY_NODE.values() for rule in rules),
    *(rule for rules in RULES_BY_FUNCTION.values() for rule in rules),
)


def applicable(e: Expression, x: str) -> tuple[Rule, Application]:
    """The first rule of the table that applies, and its application."""
    rows = RULES_BY_FUNCTION.get(e.function, ()) if type(e) is Call else RULES_BY_NODE.get(type(e), ())
    for rule in (CONSTANT, *rows):
        application = rule.apply(e, x)
        if application is not None:
            return rule, application
    raise DerivationError(f"There is no rule yet that differentiates {e} with respect to {x}.")
