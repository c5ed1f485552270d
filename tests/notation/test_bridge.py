"""The bridge to SymPy keeps the function, in both directions."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from hypothesis import assume, given, settings

from symdescent.errors import ArgumentError
from symdescent.notation.bridge import ROW, ROWS, column, from_sympy, symbol, to_sympy
from symdescent.notation.functions import FUNCTIONS
from symdescent.notation.parser import parse
from symdescent.notation.sympy_functions import MOST_NESTED
from symdescent.notation.text import to_text
from symdescent.notation.tree import Call, Expression, Symbol, number
from tests.strategies import formulas, over_rows

x, y = symbol("x"), symbol("y")
AT = ({x: 0.37, y: 1.29}, {x: -1.71, y: 0.43}, {x: 2.3, y: -0.9})


def sympy_of(formula: Expression) -> sympy.Expr:
    try:
        expr = to_sympy(formula)
    except (TypeError, ValueError):  # SymPy refuses to compare what is not real
        assume(False)
        raise
    assume(not expr.has(sympy.nan, sympy.zoo, sympy.oo, sympy.I))
    return expr


def same_values(first: sympy.Expr, second: sympy.Expr) -> bool:
    for at in AT:
        try:
            left, right = (sympy.N(expr.subs(at), 20) for expr in (first, second))
        except (TypeError, ValueError):  # a comparison of what is not real here
            continue
        if left.is_real and right.is_real and abs(left - right) > mpmath.mpf("1e-12") * (1 + abs(left)):
            return False
    return True


@given(formulas(("x", "y"), leaves=6))
@settings(max_examples=80, deadline=None)
def test_there_and_back_is_the_same_function(formula: Expression) -> None:
    expr = sympy_of(formula)
    try:
        back = from_sympy(expr)
    except ArgumentError as error:  # what SymPy makes of constants, as in gamma(-1/2) or asin(2)
        assume("holds" not in str(error))
        raise
    assert same_values(to_sympy(back), expr)


@given(over_rows())
@settings(max_examples=40, deadline=None)
def test_sums_over_rows_come_back(formula: Expression) -> None:
    expr = sympy_of(formula)
    assert sympy.expand(to_sympy(from_sympy(expr))) == sympy.expand(expr)


EXPRESSIONS = [
    x**2 + 5,
    -x / 2,
    sympy.Rational(-3, 7) * x,
    1 / (x**2 + 1),
    sympy.sqrt(x) / y,
    x ** sympy.Rational(-3, 2),
    sympy.exp(-(x**2)),
    sympy.E**2 * sympy.pi,
    sympy.log(x, 2),
    sympy.Abs(x) + sympy.sign(x),
    sympy.Max(x, y, 1) - sympy.Min(x, 0),
    sympy.Piecewise((x**2, x < 0), (x, True)),
    sympy.Piecewise((x, sympy.Eq(x, 1)), (2, sympy.Ne(y, 1)), (3, True)),
    sympy.sin(x) ** 2 * sympy.acot(x) * sympy.asech(x),
    sympy.polygamma(0, x) + sympy.polygamma(2, x),
    sympy.gamma(x) + sympy.erf(x) + sympy.Heaviside(x),
    sympy.exp(-x) / (1 + sympy.exp(-x)) ** 2,
    2 ** (x + 1),
    (x + y) ** 3 / (x - y),
    sympy.Sum(column("speed") * x, (ROW, 1, ROWS)),
    2 * x * sympy.Sum(column("speed") * x, (ROW, 1, ROWS)) / ROWS + (sympy.Sum(column("dist"), (ROW, 1, ROWS)) / ROWS) ** 2,
]


@pytest.mark.parametrize("expr", EXPRESSIONS, ids=str)
def test_what_sympy_holds_comes_in_and_goes_out_again(expr: sympy.Expr) -> None:
    back = to_sympy(from_sympy(expr))
    assert sympy.expand(back - expr) == 0 or back == expr


@pytest.mark.parametrize("expr", EXPRESSIONS[:-2], ids=str)
def test_what_sympy_prints_is_read(expr: sympy.Expr) -> None:
    assert sympy.expand(to_sympy(parse(str(expr))) - expr) == 0


def test_a_plain_symbol_comes_in_as_a_real_one() -> None:
    plain = sympy.Symbol("x")
    assert to_sympy(from_sympy(plain**2)) == x**2
    assert symbol("x") != plain
    assert symbol("x").is_real


def test_a_float_means_the_decimal_that_it_prints() -> None:
    assert from_sympy(sympy.Float("0.1")) == parse("0.1")
    assert from_sympy(sympy.Float("-2.5")) == parse("-2.5")


@pytest.mark.parametrize(
    ("expr", "said"),
    [
        (sympy.I * x, "ImaginaryUnit"),
        (sympy.oo, "Infinity"),
        (sympy.Function("f")(x), r"f \(f\(x\)\)"),
        (sympy.besselj(0, x), "besselj"),
        (sympy.Derivative(sympy.Function("f")(x), x), "Derivative"),
    ],
    ids=str,
)
def test_what_a_formula_cannot_hold_is_named(expr: sympy.Expr, said: str) -> None:
    with pytest.raises(ArgumentError, match=f"The SymPy expression holds {said}"):
        from_sympy(expr)


def test_a_symbol_without_a_readable_name_is_refused() -> None:
    with pytest.raises(ArgumentError, match=r"The symbol 'a b' needs a name made of letters"):
        from_sympy(sympy.Symbol("a b"))


def test_the_number_of_rows_is_held_only_in_a_mean() -> None:
    with pytest.raises(ArgumentError, match=r"holds the number of rows by itself"):
        from_sympy(ROWS * x)


def test_a_sum_without_bounds_is_refused() -> None:
    k = sympy.Symbol("k")
    with pytest.raises(ArgumentError, match=r"has no bounds for k"):
        from_sympy(sympy.Integral(k * x, k))


def arguments(name: str, arity: int) -> tuple[Expression, ...]:
    first = number(2) if name in ("polygamma", "softmax") else Symbol("x")
    return (first, Symbol("y"), *[Symbol("z")] * (name == "softmax"))[: arity + (name == "softmax")]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_known_to_sympy_and_comes_back(name: str) -> None:
    arity = (FUNCTIONS[name].arity or (2,))[0]
    if name == "factorial":
        return
    formula = Call(name, arguments(name, arity))
    expr = to_sympy(formula)
    assert to_sympy(from_sympy(expr)) == expr
    assert parse(to_text(from_sympy(expr))) == from_sympy(expr)


def test_a_number_that_is_nested_too_deeply_for_sympy_is_refused() -> None:
    text = "1/2"
    for _ in range(MOST_NESTED):
        text = f"asin({text}/2)"
    assert to_sympy(parse(text)).is_positive
    with pytest.raises(ArgumentError, match="functions of a number stand inside each other"):
        to_sympy(parse(f"x + asin({text}/2)"))
    assert to_sympy(parse(text.replace("1/2", "x")))
