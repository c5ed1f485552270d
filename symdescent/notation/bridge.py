"""The only bridge between written expressions and SymPy."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

import sympy

from symdescent.errors import ArgumentError
from symdescent.notation.binding import unrolled
from symdescent.notation.sympy_functions import IN_SYMPY, MOST_NESTED, RELATIONS, is_deep
from symdescent.notation.tokens import canonical
from symdescent.notation.tree import (
    ONE,
    Call,
    Column,
    Constant,
    E,
    Entry,
    Expression,
    Integral,
    Negation,
    Number,
    OverIndex,
    OverRows,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
    number,
)

ROW = sympy.Symbol("i", integer=True, positive=True)
ROWS = sympy.Symbol("n", integer=True, positive=True)

FLOAT_BITS = 53
NAME = re.compile(r"[^\W\d]\w*")


@cache
def symbol(name: str) -> sympy.Symbol:
    """The real SymPy symbol of a variable or parameter."""
    return sympy.Symbol(name, real=True)


@cache
def column(name: str) -> sympy.Indexed:
    """The entry of a data column in the current row."""
    return sympy.IndexedBase(symbol(name))[ROW]


def to_sympy(expression: Expression) -> sympy.Expr:
    """SymPy's value of a written expression; SymPy simplifies it as it always does.

    Raises ``ArgumentError`` for a number in which more than ``MOST_NESTED`` functions stand inside each other.

    >>> from symdescent.notation import parse
    >>> to_sympy(parse("x*x + 2*(x+1)"))
    x**2 + 2*x + 2
    """
    return TO_SYMPY[type(expression)](expression)


def _shallow(e: Expression) -> None:
    if is_deep(e):
        raise ArgumentError(f"More than {MOST_NESTED} functions of a number stand inside each other in {e}: write its value.")


def _call(e: Call) -> sympy.Expr:
    _shallow(e)
    own = IN_SYMPY.get(e.function) or getattr(sympy, e.function)
    return own(*map(to_sympy, e.arguments))


def _power(e: Power) -> sympy.Expr:
    _shallow(e)
    return to_sympy(e.base) ** to_sympy(e.exponent)


def _over_rows(e: OverRows) -> sympy.Expr:
    total = sympy.Sum(to_sympy(e.body), (ROW, 1, ROWS))
    return total / ROWS if e.kind == "mean" else total


def _over_index(e: OverIndex) -> sympy.Expr:
    """Written out where the bounds are numbers, so that its entries are variables like others."""
    written = unrolled(e)
    return to_sympy(written) if written is not None else RANGES[e.kind](to_sympy(e.body), _bounds(e.index, e))


def _bounds(name: str, e: OverIndex | Integral) -> tuple[sympy.Expr, ...]:
    return symbol(name), to_sympy(e.lower), to_sympy(e.upper)


RANGES: dict[str, Callable[..., sympy.Expr]] = {"sum": sympy.Sum, "product": sympy.Product}

TO_SYMPY: dict[type[Expression], Callable[..., sympy.Expr]] = {
    Number: lambda e: sympy.Rational(e.value.numerator, e.value.denominator),
    Constant: lambda e: sympy.pi if e.name == "pi" else sympy.E,
    Symbol: lambda e: symbol(e.name),
    Column: lambda e: column(e.name),
    Sum: lambda e: sympy.Add(*map(to_sympy, e.terms)),
    Product: lambda e: sympy.Mul(*map(to_sympy, e.factors)),
    Quotient: lambda e: to_sympy(e.numerator) / to_sympy(e.denominator),
    Negation: lambda e: -to_sympy(e.operand),
    Power: _power,
    Call: _call,
    Relation: lambda e: RELATIONS[e.operator](to_sympy(e.left), to_sympy(e.right)),
    Piecewise: lambda e: sympy.Piecewise(*((to_sympy(value), when is None or to_sympy(when)) for value, when in e.pieces)),
    OverRows: _over_rows,
    Entry: lambda e: sympy.IndexedBase(symbol(e.family))[to_sympy(e.index)],
    OverIndex: _over_index,
    Integral: lambda e: sympy.Integral(to_sympy(e.body), _bounds(e.variable, e)),
}


def from_sympy(expr: sympy.Expr) -> Expression:
    """The written form of a SymPy expression, in the order in which SymPy prints it.

    Raises ``ArgumentError`` where it holds something that a formula here cannot.
    """
    if expr.is_Rational:
        return number(Fraction(int(expr.p), int(expr.q)))
    if expr.is_Float:
        value = Fraction(repr(float(expr)) if expr._prec == FLOAT_BITS else str(expr))
        return Negation(Number(-value, True)) if value < 0 else Number(value, True)
    convert = FROM_SYMPY.get(expr.func.__name__)
    if convert is None:
        raise ArgumentError(f"The SymPy expression holds {expr.func.__name__} ({expr}), which a formula here cannot hold.")
    return convert(expr)


def _named(expr: sympy.Symbol) -> Symbol:
    if expr == ROWS:
        raise ArgumentError("The SymPy expression holds the number of rows by itself; a formula here holds it only in a mean.")
    if not NAME.fullmatch(expr.name):
        raise ArgumentError(f"The symbol {expr.name!r} needs a name made of letters, digits and _ that starts with a letter.")
    return Symbol(canonical(expr.name))


def _from_sum(expr: sympy.Add) -> Expression:
    return Sum(tuple(map(from_sympy, expr.as_ordered_terms())))


def _many(factors: list[Expression]) -> Expression:
    return Product(tuple(factors)) if len(factors) > 1 else factors[0] if factors else ONE


def _from_product(expr: sympy.Mul) -> Expression:
    coefficient, rest = expr.as_coeff_Mul()
    if coefficient.is_negative:
        return Negation(from_sympy(-expr))
    means, others = _means(sympy.Mul.make_args(rest))
    above, below = _split([coefficient, *others])
    above += means
    return Quotient(_many(above), _many(below)) if below else _many(above)


def _means(factors: tuple[sympy.Expr, ...]) -> tuple[list[Expression], list[sympy.Expr]]:
    """The sums over the rows that are divided by their number, as means; and the other factors."""
    means: list[Expression] = []
    others = list(factors)
    for factor in factors:
        base, exponent = factor.as_base_exp()
        if isinstance(base, sympy.Sum) and _is_over_rows(base) and ROWS**-exponent in others:
            mean = OverRows("mean", from_sympy(base.function))
            means.append(mean if exponent == 1 else Power(mean, from_sympy(exponent)))
            others = [other for other in others if other not in (factor, ROWS**-exponent)]
    return means, others


def _fraction(factor: sympy.Expr) -> tuple[sympy.Expr, sympy.Expr]:
    if factor.is_Rational:
        return sympy.Integer(factor.p), sympy.Integer(factor.q)
    if factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative:
        return sympy.S.One, factor.base**-factor.exp
    return factor, sympy.S.One


def _split(factors: list[sympy.Expr]) -> tuple[list[Expression], list[Expression]]:
    above: list[Expression] = []
    below: list[Expression] = []
    for factor in factors:
        upper, lower = _fraction(factor)
        above += [from_sympy(upper)] if upper != 1 else []
        below += [from_sympy(lower)] if lower != 1 else []
    return above, below


def _from_power(expr: sympy.Pow) -> Expression:
    base, exponent = expr.args
    if exponent == sympy.Rational(1, 2):
        return Call("sqrt", (from_sympy(base),))
    if exponent.is_Rational and exponent.is_negative and base != sympy.E:
        return Quotient(ONE, from_sympy(base**-exponent))
    return Power(from_sympy(base), from_sympy(exponent))


def _from_function(name: str) -> Callable[[sympy.Expr], Expression]:
    return lambda expr: Call(name, tuple(map(from_sympy, expr.args)))


def _from_relation(operator: str) -> Callable[[sympy.Expr], Expression]:
    return lambda expr: Relation(from_sympy(expr.args[0]), operator, from_sympy(expr.args[1]))


def _from_piecewise(expr: sympy.Piecewise) -> Expression:
    return Piecewise(tuple((from_sympy(value), None if when == sympy.true else _condition(when)) for value, when in expr.args))


def _condition(when: sympy.Basic) -> Relation:
    written = from_sympy(when)
    if not isinstance(written, Relation):
        raise ArgumentError(f"A piecewise condition has to be one comparison, not {when}.")
    return written


def _from_sum_over(expr: sympy.Sum) -> Expression:
    return OverRows("sum", from_sympy(expr.function)) if _is_over_rows(expr) else _from_range("sum")(expr)


def _is_over_rows(expr: sympy.Sum) -> bool:
    return len(expr.limits) == 1 and expr.limits[0][0] == ROW and expr.limits[0][2] == ROWS


def _from_range(kind: str) -> Callable[[sympy.Expr], Expression]:
    """A sum, product or integral with bounds; several variables are one inside the other, the first the innermost."""

    def convert(expr: sympy.Expr) -> Expression:
        body, *limits = expr.args
        made = from_sympy(body)
        for limit in limits:
            if len(limit) != 3 or not limit[0].is_Symbol:
                raise ArgumentError(f"{expr} has no bounds for {limit[0]}: a formula here needs both.")
            name, lower, upper = _named(limit[0]).name, *map(from_sympy, limit[1:])
            made = Integral(made, name, lower, upper) if kind == "integral" else OverIndex(kind, made, name, lower, upper)
        return made

    return convert


def _from_polygamma(expr: sympy.Expr) -> Expression:
    order, argument = map(from_sympy, expr.args)
    return Call("digamma", (argument,)) if expr.args[0] == 0 else Call("polygamma", (order, argument))


def _from_heaviside(expr: sympy.Expr) -> Expression:
    if expr.args[1] != sympy.S.Half:
        raise ArgumentError(f"{expr} is {expr.args[1]} at 0; here a unit step is 1/2 there.")
    return Call("heaviside", (from_sympy(expr.args[0]),))


def _from_entry(expr: sympy.Indexed) -> Expression:
    if len(expr.indices) != 1:
        raise ArgumentError(f"{expr} has {len(expr.indices)} indices; a formula here holds entries with one.")
    return Column(str(expr.base.label)) if expr.indices == (ROW,) else Entry(str(expr.base.label), from_sympy(expr.indices[0]))


SAME_NAME = (
    "sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch"
    " asinh acosh atanh acoth asech acsch sign erf gamma factorial"
).split()

FROM_SYMPY: dict[str, Callable[[Any], Expression]] = {
    **{name: _from_function(name) for name in SAME_NAME},
    "log": _from_function("ln"),
    "Abs": _from_function("abs"),
    "Max": _from_function("max"),
    "Min": _from_function("min"),
    "Heaviside": _from_heaviside,
    "polygamma": _from_polygamma,
    "StrictLessThan": _from_relation("<"),
    "LessThan": _from_relation("<="),
    "StrictGreaterThan": _from_relation(">"),
    "GreaterThan": _from_relation(">="),
    "Equality": _from_relation("=="),
    "Unequality": _from_relation("!="),
    "Symbol": _named,
    "Add": _from_sum,
    "Mul": _from_product,
    "Pow": _from_power,
    "exp": lambda expr: Power(E, from_sympy(expr.args[0])),
    "Exp1": lambda expr: E,
    "Pi": lambda expr: Constant("pi"),
    "Piecewise": _from_piecewise,
    "Sum": _from_sum_over,
    "Product": _from_range("product"),
    "Integral": _from_range("integral"),
    "atan2": _from_function("atan2"),
    "KroneckerDelta": _from_function("kronecker"),
    "Indexed": _from_entry,
}
