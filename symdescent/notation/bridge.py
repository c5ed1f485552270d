"""The only bridge between written expressions and SymPy."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

import sympy

from symdescent.errors import ArgumentError
from symdescent.notation.tokens import canonical
from symdescent.notation.tree import (
    ONE,
    Call,
    Column,
    Constant,
    E,
    Expression,
    Negation,
    Number,
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

    >>> from symdescent.notation import parse
    >>> to_sympy(parse("x*x + 2*(x+1)"))
    x**2 + 2*x + 2
    """
    return TO_SYMPY[type(expression)](expression)


def _call(e: Call) -> sympy.Expr:
    own = CALLS.get(e.function) or getattr(sympy, e.function)
    return own(*map(to_sympy, e.arguments))


def _real_cube_root(u: sympy.Expr) -> sympy.Expr:
    return sympy.sign(u) * sympy.Abs(u) ** sympy.Rational(1, 3)


CALLS: dict[str, Callable[..., sympy.Expr]] = {
    "ln": sympy.log,
    "cbrt": _real_cube_root,
    "abs": sympy.Abs,
    "max": sympy.Max,
    "min": sympy.Min,
    "relu": lambda u: sympy.Max(0, u),
    "sigmoid": lambda u: 1 / (1 + sympy.exp(-u)),
    "softplus": lambda u: sympy.log(1 + sympy.exp(u)),
    "digamma": lambda u: sympy.polygamma(0, u),
    "heaviside": sympy.Heaviside,
}

RELATIONS: dict[str, Callable[..., Any]] = {
    "<": sympy.StrictLessThan,
    "<=": sympy.LessThan,
    ">": sympy.StrictGreaterThan,
    ">=": sympy.GreaterThan,
    "==": sympy.Eq,
    "!=": sympy.Ne,
}


def _over_rows(e: OverRows) -> sympy.Expr:
    total = sympy.Sum(to_sympy(e.body), (ROW, 1, ROWS))
    return total / ROWS if e.kind == "mean" else total


TO_SYMPY: dict[type[Expression], Callable[..., sympy.Expr]] = {
    Number: lambda e: sympy.Rational(e.value.numerator, e.value.denominator),
    Constant: lambda e: sympy.pi if e.name == "pi" else sympy.E,
    Symbol: lambda e: symbol(e.name),
    Column: lambda e: column(e.name),
    Sum: lambda e: sympy.Add(*map(to_sympy, e.terms)),
    Product: lambda e: sympy.Mul(*map(to_sympy, e.factors)),
    Quotient: lambda e: to_sympy(e.numerator) / to_sympy(e.denominator),
    Negation: lambda e: -to_sympy(e.operand),
    Power: lambda e: to_sympy(e.base) ** to_sympy(e.exponent),
    Call: _call,
    Relation: lambda e: RELATIONS[e.operator](to_sympy(e.left), to_sympy(e.right)),
    Piecewise: lambda e: sympy.Piecewise(*((to_sympy(value), when is None or to_sympy(when)) for value, when in e.pieces)),
    OverRows: _over_rows,
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
        if isinstance(base, sympy.Sum) and ROWS**-exponent in others:
            mean = OverRows("mean", _from_rows(base).body)
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


def _from_rows(expr: sympy.Sum) -> OverRows:
    body, *limits = expr.args
    if len(limits) != 1 or limits[0][0] != ROW or limits[0][2] != ROWS:
        raise ArgumentError(f"The SymPy sum {expr} does not run over the rows of data.")
    return OverRows("sum", from_sympy(body))


def _from_polygamma(expr: sympy.Expr) -> Expression:
    order, argument = map(from_sympy, expr.args)
    return Call("digamma", (argument,)) if expr.args[0] == 0 else Call("polygamma", (order, argument))


def _from_heaviside(expr: sympy.Expr) -> Expression:
    if expr.args[1] != sympy.S.Half:
        raise ArgumentError(f"{expr} is {expr.args[1]} at 0; here a unit step is 1/2 there.")
    return Call("heaviside", (from_sympy(expr.args[0]),))


def _from_entry(expr: sympy.Indexed) -> Expression:
    if expr.indices != (ROW,):
        raise ArgumentError(f"{expr} is not the entry of a data column in the row that a sum runs over.")
    return Column(str(expr.base.label))


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
    "Sum": _from_rows,
    "Indexed": _from_entry,
}
