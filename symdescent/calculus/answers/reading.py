"""How much there is to read in a formula, and whether a reader would call it finished."""

from __future__ import annotations

from itertools import product
from math import prod

from symdescent.calculus.rewrites.arithmetic import add, multiply, tidy
from symdescent.calculus.rewrites.collect import cancel, like_factors, like_terms
from symdescent.notation.tree import (
    Expression,
    Negation,
    Power,
    Product,
    Sum,
    Symbol,
    children,
    is_number,
    number,
    rational,
    rebuild,
    walk,
)

MOST_TERMS = 24  # of brackets that are multiplied out
MOST_LONGER = 1.5  # how much longer than the textbook's form another one may be


def reading_cost(expression: Expression) -> int:
    """How many signs there are to read: a rational number in lowest terms is one, like a letter.

    >>> from symdescent.notation import parse
    >>> reading_cost(parse("5(2x + 1)^4*2")), reading_cost(parse("10(2x + 1)^4"))
    (10, 9)
    """
    known = rational(expression)
    if known is not None and (expression == number(known) or not children(expression)):
        return 1
    return 1 + sum(map(reading_cost, children(expression)))


def ordered(expression: Expression) -> Expression:
    """The expression with the terms of its sums and the factors of its products in one order.

    >>> from symdescent.notation import parse
    >>> ordered(parse("x*2 + y")) == ordered(parse("y + 2x"))
    True
    """
    parts = tuple(map(ordered, children(expression)))
    return rebuild(expression, tuple(sorted(parts, key=str)) if isinstance(expression, (Sum, Product)) else parts)


def shape(expression: Expression) -> Expression:
    """The expression in one order, its numbers evaluated and nothing else done: 2² is 4, but 0·x stays.

    >>> from symdescent.notation import parse
    >>> print(shape(parse("(2x*2 - 0*x)/2^2")))
    (-0x + 2·2x)/4
    """
    if is_number(expression):
        return tidy(expression)
    parts = tuple(map(shape, children(expression)))
    return rebuild(expression, tuple(sorted(parts, key=str)) if isinstance(expression, (Sum, Product)) else parts)


def finished(expression: Expression, textbook: Expression) -> bool:
    """Whether nothing is left to be done that makes the formula shorter, and it is not much longer than a textbook's.

    >>> from symdescent.notation import parse
    >>> [finished(parse(line), parse("2x")) for line in ("2x + 0", "x + x", "2x")]
    [False, False, True]
    """
    cost, together = reading_cost(expression), collected(expression)
    if (reading_cost(together), _letters(together)) < (cost, _letters(expression)):
        return False
    if reading_cost(collected(without_brackets(expression))) < cost:
        return False
    return cost <= MOST_LONGER * reading_cost(textbook) + 2 or ordered(opened(expression)) == ordered(tidy(expression))


def _letters(expression: Expression) -> int:
    """How many letters there are: two in x + x, one in 2x, which takes as many signs."""
    return sum(isinstance(part, Symbol) for part in walk(expression))


def collected(expression: Expression) -> Expression:
    """Numbers evaluated, like factors and like terms put together, common factors cancelled."""
    for rewrite in (tidy, cancel, like_factors, like_terms, tidy):
        expression = rewrite(expression)
    return expression


def without_brackets(expression: Expression) -> Expression:
    """Every sum with the brackets in its terms multiplied out: x² + x(x + 1) becomes x² + x² + x."""
    inner = rebuild(expression, tuple(map(without_brackets, children(expression))))
    return collected(add(map(opened, inner.terms))) if isinstance(inner, Sum) else inner


def opened(expression: Expression) -> Expression:
    """A product, or a small power, of sums multiplied out; anything else as it is.

    >>> from symdescent.notation import parse
    >>> print(opened(parse("(x + 1)(x - 2)")))
    x² - x - 2
    """
    if isinstance(expression, Negation):
        return tidy(Negation(opened(expression.operand)))
    if isinstance(expression, Sum):
        return collected(add(map(opened, expression.terms)))
    factors = [_terms(part) for factor in _factors(expression) for part in _repeated(factor)]
    if len(factors) < 2 or max(map(len, factors)) < 2 or prod(map(len, factors)) > MOST_TERMS:
        return tidy(expression)
    return collected(tidy(add(collected(multiply(map(tidy, choice))) for choice in product(*factors))))


def _factors(expression: Expression) -> tuple[Expression, ...]:
    return expression.factors if isinstance(expression, Product) else (expression,)


def _repeated(factor: Expression) -> tuple[Expression, ...]:
    """(a + b)^n as n equal factors."""
    exponent = rational(factor.exponent) if isinstance(factor, Power) and isinstance(factor.base, Sum) else None
    if exponent is None or exponent.denominator != 1 or not 1 < exponent <= 4:
        return (factor,)
    return (factor.base,) * exponent.numerator  # type: ignore[attr-defined]


def _terms(factor: Expression) -> tuple[Expression, ...]:
    return factor.terms if isinstance(factor, Sum) else (factor,)
