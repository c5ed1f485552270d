"""Wrong rules for powers, exponentials and the known functions, and slips in a number; as in ``wrong_rules``."""

from __future__ import annotations

from collections.abc import Iterator

from symdescent.calculus.answers.misremembered import ANTIDERIVATIVES, MISREMEMBERED
from symdescent.calculus.answers.wrong_step import behind, derivatives, inner, is_chain, power_of, shifted
from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.calculus.rule import times
from symdescent.calculus.step import Step
from symdescent.notation.tree import (
    ONE,
    TWO,
    Call,
    E,
    Expression,
    Negation,
    Power,
    Product,
    Quotient,
    Symbol,
    depends,
    number,
    rational,
    substitute,
)


def power_kept(s: Step) -> Iterator[Expression]:
    """(x^n)' = n x^n."""
    if found := power_of(s.source, s.variable):
        yield times(found[1], s.source, *behind(s))


def exponent_dropped(s: Step) -> Iterator[Expression]:
    """(x^n)' = x^(n-1)."""
    if found := power_of(s.source, s.variable):
        yield times(shifted(*found, -1), *behind(s))


def power_raised(s: Step) -> Iterator[Expression]:
    """(x^n)' = n x^(n+1), and (1/x^n)' = -n/x^(n-1)."""
    if found := power_of(s.source, s.variable):
        yield times(found[1], shifted(*found, 1), *behind(s))
    elif s.rule == "reciprocal" and (below := power_of(s.source.denominator, s.variable)):  # type: ignore[attr-defined]
        above = times(s.source.numerator, below[1])  # type: ignore[attr-defined]
        yield Negation(Quotient(above, shifted(*below, -1)))


def _exponential(s: Step) -> bool:
    return isinstance(s.source, Power) and s.rule != "constant" and not depends(s.source.base, s.variable)


def power_rule_on_exponential(s: Step) -> Iterator[Expression]:
    """(a^x)' = x a^(x-1)."""
    e = s.source
    if isinstance(e, Call) and e.function == "exp":
        e = Power(E, e.arguments[0])
    if isinstance(e, Power) and (_exponential(s) or e is not s.source):
        yield times(e.exponent, shifted(e.base, e.exponent, -1))
        yield times(e.exponent, shifted(e.base, e.exponent, -1), *behind(s))


def logarithm_of_base_dropped(s: Step) -> Iterator[Expression]:
    """(a^x)' = a^x, and (log_b x)' = 1/x."""
    if _exponential(s) and s.source.base != E:  # type: ignore[attr-defined]
        yield times(s.source, *behind(s))
    elif isinstance(s.source, Call) and s.source.function == "log":
        yield times(Quotient(ONE, s.source.arguments[0]), *behind(s))


def exponent_taken_as_constant(s: Step) -> Iterator[Expression]:
    """(u^v)' = v u^(v-1) u'."""
    if s.rule == "logarithmic differentiation":
        u, v = s.source.base, s.source.exponent  # type: ignore[attr-defined]
        yield times(v, shifted(u, v, -1), derivatives(s)[0])


def base_taken_as_constant(s: Step) -> Iterator[Expression]:
    """(u^v)' = u^v ln u · v'."""
    if s.rule == "logarithmic differentiation":
        yield times(s.source, Call("ln", (s.source.base,)), derivatives(s)[1])  # type: ignore[attr-defined]


def sine_with_minus(s: Step) -> Iterator[Expression]:
    """sin' = -cos."""
    if isinstance(s.source, Call) and s.source.function == "sin":
        yield Negation(s.result)


def misremembered(s: Step) -> Iterator[Expression]:
    """tan' = 1/cos, atan' = 1/(1 - x²) and the like."""
    if isinstance(s.source, Call):
        u = s.source.arguments[0]
        yield from (times(substitute(wrong, {Symbol("u"): u}), *behind(s)) for wrong in MISREMEMBERED.get(s.source.function, ()))


def antiderivative(s: Step) -> Iterator[Expression]:
    """(x^n)' = x^(n+1)/(n+1), cos' = sin, c' = c x; f(a x + b)' = F(a x + b)/a."""
    x = Symbol(s.variable)
    if s.rule == "constant":
        yield times(s.source, x)
    elif is_chain(s) and not depends(s.premises[0].result, s.variable):
        found = _primitive(s.source, inner(s))
        yield from () if found is None else (Quotient(found, s.premises[0].result),)
    else:
        found = _primitive(s.source, x)
        yield from () if found is None else (found,)


def _primitive(e: Expression, u: Expression) -> Expression | None:
    """An antiderivative by u of what is made of u alone, where it is known by heart."""
    if e == u:
        return Quotient(Power(u, TWO), TWO)
    if isinstance(e, Power) and e.base == u and (n := rational(e.exponent)) is not None and n != -1:
        return Quotient(Power(u, number(n + 1)), number(n + 1))
    if isinstance(e, Quotient) and (e.numerator, e.denominator) == (ONE, u):
        return Call("ln", (u,))
    if e == Power(E, u):
        return e
    if isinstance(e, Call) and e.arguments == (u,) and e.function in ANTIDERIVATIVES:
        return substitute(ANTIDERIVATIVES[e.function], {Symbol("u"): u})
    return None


def arithmetic_slip(s: Step) -> Iterator[Expression]:
    """A coefficient one too large or too small, or a factor 2 too many or too few."""
    found = power_of(s.source, s.variable)
    right = tidy(s.result)
    exponent, first = rational(found[1]) if found else None, _factors(right)[0]
    for n in dict.fromkeys((exponent, rational(first.numerator if isinstance(first, Quotient) else first))):
        if n is not None and n.denominator == 1 and n != 0:
            yield from (times(number((n + k) / n), right) for k in (1, -1) if n + k)
    yield times(TWO, right)
    yield Quotient(right, TWO)


def _factors(e: Expression) -> tuple[Expression, ...]:
    e = e.operand if isinstance(e, Negation) else e
    return e.factors if isinstance(e, Product) else (e,)
