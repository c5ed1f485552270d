from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from fractions import Fraction

import pytest
import sympy
from hypothesis import assume, example, given
from hypothesis import strategies as st

from symdescent.errors import FormulaError
from symdescent.notation.limits import AUTHOR, STUDENT, bits
from symdescent.notation.parser import parse, parse_number
from symdescent.notation.text import to_text
from symdescent.notation.tokens import canonical
from symdescent.notation.tree import (
    PI,
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
    walk,
)


def n(value: int | str) -> Number:
    return Number(Fraction(value))


def call(name: str, *arguments: Expression) -> Call:
    return Call(name, arguments)


a, b, c, d, x, y, w = map(Symbol, "abcdxyw")
alpha, gamma = Symbol("alpha"), Symbol("gamma")
x_squared = Power(x, n(2))

AS_TYPED: list[tuple[str, Expression]] = [
    # numbers
    ("7", n(7)),
    ("0.5", n("1/2")),
    (".5", n("1/2")),
    ("2.", n(2)),
    ("1e-3", n("1/1000")),
    ("1.5E2", n(150)),
    ("2e", Product((n(2), E))),
    ("½", Quotient(n(1), n(2))),
    ("⅒", Quotient(n(1), n(10))),
    ("-¾x²", Negation(Product((Quotient(n(3), n(4)), x_squared)))),
    ("½(x + 7)", Product((Quotient(n(1), n(2)), Sum((x, n(7)))))),
    ("x^½", Power(x, Quotient(n(1), n(2)))),
    ("sin ½", call("sin", Quotient(n(1), n(2)))),
    ("½²", Power(Quotient(n(1), n(2)), n(2))),
    ("2e^x", Product((n(2), Power(E, x)))),
    ("2e-x", Sum((Product((n(2), E)), Negation(x)))),
    # operators, in all their spellings
    ("a + b + c", Sum((a, b, c))),
    ("a - b - c", Sum((a, Negation(b), Negation(c)))),
    ("a − b", Sum((a, Negation(b)))),
    ("(a + b) + c", Sum((Sum((a, b)), c))),
    ("a + (b + c)", Sum((a, Sum((b, c))))),
    ("a - -b", Sum((a, Negation(Negation(b))))),
    ("a + -b", Sum((a, Negation(b)))),
    ("a*b*c", Product((a, b, c))),
    ("a*(b*c)", Product((a, Product((b, c))))),
    ("a·b×c⋅d∗x", Product((a, b, c, d, x))),
    ("a÷b", Quotient(a, b)),
    ("a/b*c", Product((Quotient(a, b), c))),
    ("a*b/c", Quotient(Product((a, b)), c)),
    ("a/b/c", Quotient(Quotient(a, b), c)),
    ("a/(b/c)", Quotient(a, Quotient(b, c))),
    ("a*b*c/d*x", Product((Quotient(Product((a, b, c)), d), x))),
    ("-3", Negation(n(3))),
    ("-2x", Negation(Product((n(2), x)))),
    ("2*-x*y", Product((n(2), Negation(x), y))),
    ("a/-b", Quotient(a, Negation(b))),
    ("+x", x),
    ("- -x", Negation(Negation(x))),
    ("-x^2", Negation(x_squared)),
    ("(-x)^2", Power(Negation(x), n(2))),
    ("x**2", x_squared),
    ("x²", x_squared),
    ("x⁻¹", Power(x, Negation(n(1)))),
    ("x¹⁰", Power(x, n(10))),
    ("xⁿ", Power(x, Symbol("n"))),
    ("e⁻²ˣ", Power(E, Negation(Product((n(2), x))))),
    ("a^b^c", Power(a, Power(b, c))),
    ("(a^b)^c", Power(Power(a, b), c)),
    ("e^-x", Power(E, Negation(x))),
    ("2^-x^2", Power(n(2), Negation(x_squared))),
    ("x^-1/2", Quotient(Power(x, Negation(n(1))), n(2))),
    ("5!", call("factorial", n(5))),
    ("2^3!", Power(n(2), call("factorial", n(3)))),
    ("-5!²", Negation(Power(call("factorial", n(5)), n(2)))),
    # products that are not written
    ("2x", Product((n(2), x))),
    ("x y", Product((x, y))),
    ("2x²y", Product((n(2), x_squared, y))),
    ("2(x+1)", Product((n(2), Sum((x, n(1)))))),
    ("x(x+1)", Product((x, Sum((x, n(1)))))),
    ("(x+1)(x-1)", Product((Sum((x, n(1))), Sum((x, Negation(n(1))))))),
    ("1/2x", Product((Quotient(n(1), n(2)), x))),
    ("2^3x", Product((Power(n(2), n(3)), x))),
    ("3 sin(x)", Product((n(3), call("sin", x)))),
    # functions, with brackets and as on paper
    ("sin(x)^2", Power(call("sin", x), n(2))),
    ("sin(x) y", Product((call("sin", x), y))),
    ("sin x", call("sin", x)),
    ("sin 2x", call("sin", Product((n(2), x)))),
    ("sin x/2", Quotient(call("sin", x), n(2))),
    ("sin x + 1", Sum((call("sin", x), n(1)))),
    ("sin x cos x", Product((call("sin", x), call("cos", x)))),
    ("sin x(x+1)", Product((call("sin", x), Sum((x, n(1)))))),
    ("ln x^2", call("ln", x_squared)),
    ("ln sin x", call("ln", call("sin", x))),
    ("ln |x|", call("ln", call("abs", x))),
    ("sin^2 x", Power(call("sin", x), n(2))),
    ("sin^2(x)", Power(call("sin", x), n(2))),
    ("sin²x", Power(call("sin", x), n(2))),
    ("e^sin x", Power(E, call("sin", x))),
    ("lg(x)", call("log", x, n(10))),
    ("lg x", call("log", x, n(10))),
    ("lg^2 x", Power(call("log", x, n(10)), n(2))),
    ("piecewise((x, x < 0), (1, sonst))", parse("piecewise((x, x < 0), (1, otherwise))")),
    ("arctan x", call("atan", x)),
    ("log(x)", call("ln", x)),
    ("log x", call("ln", x)),
    ("log(x, 2)", call("log", x, n(2))),
    ("log_2(x)", call("log", x, n(2))),
    ("log_10 x", call("log", x, n(10))),
    ("log₂ x", call("log", x, n(2))),
    ("log_b(x)", call("log", x, b)),
    ("exp(x)", call("exp", x)),
    ("e^x", Power(E, x)),
    ("E**x", Power(E, x)),
    ("max(x, y, 0)", call("max", x, y, n(0))),
    ("Max(x, y)", call("max", x, y)),
    ("relu x", call("relu", x)),
    ("√x", call("sqrt", x)),
    ("√(x+1)y", Product((call("sqrt", Sum((x, n(1)))), y))),
    ("√2x", Product((call("sqrt", n(2)), x))),
    ("√x²", call("sqrt", x_squared)),
    ("∛x", call("cbrt", x)),
    ("Heaviside(x, 1/2)", call("heaviside", x)),
    ("polygamma(0, x)", call("digamma", x)),
    ("polygamma(1, x)", call("polygamma", n(1), x)),
    # bars
    ("|x|", call("abs", x)),
    ("2|x|", Product((n(2), call("abs", x)))),
    ("|x||y|", Product((call("abs", x), call("abs", y)))),
    ("|x+|y||", call("abs", Sum((x, call("abs", y))))),
    ("||x|-1|", call("abs", Sum((call("abs", x), Negation(n(1)))))),
    ("|sin x|", call("abs", call("sin", x))),
    ("|x(|y|)|", call("abs", Product((x, call("abs", y))))),
    ("|x|y + |a|", Sum((Product((call("abs", x), y)), call("abs", a)))),
    ("|x| - 2|y|", Sum((call("abs", x), Negation(Product((n(2), call("abs", y))))))),
    ("|x|*y*|a|", Product((call("abs", x), y, call("abs", a)))),
    ("|x|sin|y|", Product((call("abs", x), call("sin", call("abs", y))))),
    ("max(|x|y, |a|)", call("max", Product((call("abs", x), y)), call("abs", a))),
    ("(|x|y)|a|", Product((Product((call("abs", x), y)), call("abs", a)))),
    # names
    ("pi", PI),
    ("π", PI),
    ("πr²", Product((PI, Power(Symbol("r"), n(2))))),
    ("2πr", Product((n(2), PI, Symbol("r")))),
    ("α", alpha),
    ("αx", Product((alpha, x))),
    ("alpha", alpha),
    ("lamda", Symbol("lambda")),
    ("lambda", Symbol("lambda")),
    ("gamma", gamma),
    ("gamma(x)", call("gamma", x)),
    ("Γ(x)", call("gamma", x)),
    ("γ(x)", Product((gamma, x))),
    ("alpha(x+1)", Product((alpha, Sum((x, n(1)))))),
    ("beta(x)", Product((Symbol("beta"), x))),
    ("zeta*(x)", Product((Symbol("zeta"), x))),
    ("x1", Symbol("x1")),
    ("x_1", Symbol("x_1")),
    ("x₁", Symbol("x_1")),
    ("x_12", Symbol("x_12")),
    ("x_1y", Product((Symbol("x_1"), y))),
    ("alpha_2", Symbol("alpha_2")),
    ("α₂", Symbol("alpha_2")),
    ("w_out", Symbol("w_out")),
    # piecewise
    ("Piecewise((x, x < 0), (2*x, True))", Piecewise(((x, Relation(x, "<", n(0))), (Product((n(2), x)), None)))),
    ("piecewise((x, x ≤ 0), (y, otherwise))", Piecewise(((x, Relation(x, "<=", n(0))), (y, None)))),
    ("piecewise((x, Ne(x, y)), (y, x = y))", Piecewise(((x, Relation(x, "!=", y)), (y, Relation(x, "==", y))))),
]


@pytest.mark.parametrize(("text", "tree"), AS_TYPED, ids=[text for text, _ in AS_TYPED])
def test_what_people_type_is_read_as_they_mean_it(text: str, tree: Expression) -> None:
    assert parse(text) == tree


def test_a_decimal_remembers_that_it_was_one() -> None:
    assert [node.decimal for node in walk(parse("0.5 + 2")) if isinstance(node, Number)] == [True, False]


def test_columns_are_data_and_other_names_are_variables() -> None:
    speed, dist = Column("speed"), Column("dist")
    residual = Sum((Product((w, speed)), b, Negation(dist)))
    assert parse("mean((w*speed + b - dist)^2)", columns={"speed", "dist"}) == OverRows("mean", Power(residual, n(2)))
    assert parse("2sum(speed) + w", columns={"speed"}) == Sum((Product((n(2), OverRows("sum", speed))), w))


@pytest.mark.parametrize("tree", [OverRows("sum", n(1)), OverRows("mean", PI), Product((n(2), OverRows("sum", Power(E, n(2)))))])
def test_the_sum_of_a_constant_over_the_rows_reads_back_as_it_is_printed(tree: Expression) -> None:
    assert parse(to_text(tree), columns={"speed"}) == tree


def test_a_column_may_have_any_word_as_its_name() -> None:
    for name in ("größe", "petal_length_cm", "e", "pi", "mean", "sin", "α", "x_1", "a1" * 125):
        assert parse(f"sum({name}²)", columns=[name]) == OverRows("sum", Power(Column(name), n(2)))


def test_a_listed_name_wins_over_a_constant_and_over_a_function_that_is_not_called() -> None:
    assert parse("E + e", variables=["E"]) == Sum((Symbol("E"), E))
    assert parse("I", variables=["I"]) == Symbol("I")
    assert parse("max*speed", variables=["max", "speed"]) == Product((Symbol("max"), Symbol("speed")))
    assert parse("max(max, x)", variables=["max"]) == call("max", Symbol("max"), x)
    assert parse("zeta(x)", variables=["zeta"]) == Product((Symbol("zeta"), x))
    assert parse("speed(x+1)", variables=["speed"]) == Product((Symbol("speed"), Sum((x, n(1)))))


def test_greek_letters_and_subscripts_have_one_name_however_they_are_typed() -> None:
    assert {canonical(name) for name in ("α₁", "α_1", "alpha_1")} == {"alpha_1"}
    assert parse("η", variables=["eta"]) == parse("eta", variables=["η"]) == Symbol("eta")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("1/10", Quotient(n(1), n(10))),
        ("-6/5", Negation(Quotient(n(6), n(5)))),
        ("sqrt(2)", call("sqrt", n(2))),
        ("2.5", n("5/2")),
        ("1e-3", n("1/1000")),
        ("-π/2", Negation(Quotient(PI, n(2)))),
    ],
)
def test_numbers_for_starts_and_rates(text: str, tree: Expression) -> None:
    assert parse_number(text) == tree


# Laws

leaves = st.one_of(
    st.integers(1, 999).map(n),
    st.sampled_from([a, x, y, alpha, Symbol("x_1"), Symbol("x2"), E, PI]),
    st.decimals("0.001", "99", places=3).map(lambda value: Number(Fraction(value), True)),
)
exponents = st.sampled_from([n(1), n(2), Negation(n(1)), x, Quotient(n(1), n(2))])


def _nodes(part: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(part, min_size=2, max_size=4).map(tuple)
    relations = st.builds(Relation, part, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), part)
    return st.one_of(
        several.map(Sum),
        several.map(Product),
        st.builds(Quotient, part, part),
        part.map(Negation),
        st.builds(Power, part, exponents),
        st.builds(call, st.sampled_from(["sin", "exp", "ln", "sqrt", "abs", "atan", "gamma", "sigmoid", "acoth"]), part),
        st.builds(call, st.sampled_from(["max", "min"]), part, part),
        st.builds(call, st.just("log"), part, st.sampled_from([n(2), x])),
        st.tuples(part, relations, part).map(lambda t: Piecewise(((t[0], t[1]), (t[2], None)))),
    )


trees = st.recursive(leaves, _nodes, max_leaves=12)


def _number(node: Number) -> str:
    return f"{float(node.value):.3f}" if node.decimal else str(node.value)


def _written(pieces: tuple[tuple[Expression, Relation | None], ...]) -> str:
    return ",".join(f"({bracketed(part)},{'True' if when is None else bracketed(when)})" for part, when in pieces)


WRITTEN: dict[type[Expression], Callable[..., str]] = {
    Number: _number,
    Symbol: lambda e: e.name,
    Constant: lambda e: e.name,
    Sum: lambda e: f"({'+'.join(map(bracketed, e.terms))})",
    Product: lambda e: f"({'*'.join(map(bracketed, e.factors))})",
    Quotient: lambda e: f"({bracketed(e.numerator)}/{bracketed(e.denominator)})",
    Negation: lambda e: f"(-{bracketed(e.operand)})",
    Power: lambda e: f"({bracketed(e.base)}^{bracketed(e.exponent)})",
    Call: lambda e: f"{e.function}({','.join(map(bracketed, e.arguments))})",
    Relation: lambda e: f"{bracketed(e.left)}{e.operator}{bracketed(e.right)}",
    Piecewise: lambda e: f"piecewise({_written(e.pieces)})",
}


def bracketed(node: Expression) -> str:
    """A tree with every node between brackets."""
    return WRITTEN[type(node)](node)


@given(trees)
def test_a_tree_written_with_all_its_brackets_reads_back_as_itself(tree: Expression) -> None:
    assume(all(bits(part) <= AUTHOR.bits for part in walk(tree)))
    assert parse(bracketed(tree)) == tree


@given(trees)
def test_blanks_between_signs_change_nothing(tree: Expression) -> None:
    assume(all(bits(part) <= AUTHOR.bits for part in walk(tree)))
    text = bracketed(tree)
    assert parse(text.replace("(", " ( ").replace(",", " , ").replace("+", " + ")) == tree


OPERATIONS: dict[type[ast.operator], Callable[..., Fraction | float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def by_python(node: ast.expr) -> Fraction | float:
    """The value of arithmetic as Python's own grammar reads it."""
    match node:
        case ast.BinOp(left, sign, right):
            return OPERATIONS[type(sign)](by_python(left), by_python(right))
        case ast.UnaryOp(_, operand):
            return -by_python(operand)
        case ast.Constant(value):
            return Fraction(str(value))
    raise AssertionError(node)


VALUES: dict[type[Expression], Callable[..., Fraction | float]] = {
    Number: lambda e, at: e.value,
    Symbol: lambda e, at: at,
    Constant: lambda e, at: math.e if e.name == "e" else math.pi,
    Sum: lambda e, at: sum((value(part, at) for part in e.terms), Fraction(0)),
    Product: lambda e, at: math.prod([value(part, at) for part in e.factors]),
    Quotient: lambda e, at: value(e.numerator, at) / value(e.denominator, at),
    Negation: lambda e, at: -value(e.operand, at),
    Power: lambda e, at: value(e.base, at) ** value(e.exponent, at),
    Call: lambda e, at: FUNCTIONS[e.function](*(value(part, at) for part in e.arguments)),
    Piecewise: lambda e, at: next(value(part, at) for part, when in e.pieces if when is None or holds(when, at)),
}


def value(node: Expression, at: float = 0.0) -> Fraction | float:
    """The value of a tree, its symbols all taken as ``at``."""
    return VALUES[type(node)](node, at)


def holds(relation: Relation, at: float) -> bool:
    left, right = value(relation.left, at), value(relation.right, at)
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[relation.operator]


FUNCTIONS: dict[str, Callable[..., float]] = {
    name: getattr(math, name) for name in ("sin", "cos", "tan", "exp", "sqrt", "gamma", "log", "erf", "atan")
} | {
    "ln": math.log,
    "abs": abs,
    "max": max,
    "min": min,
    "acot": lambda u: math.atan(1 / u),
    "sign": lambda u: math.copysign(1, u),
    "heaviside": lambda u: float(u > 0),
}
chains = st.lists(st.tuples(st.sampled_from(["+", "-", "*", "/", "**", "*-", "/-", "**-", "--", "+-"]), st.integers(1, 3)), max_size=6)


@given(st.sampled_from(["", "-", "--"]), chains)
def test_precedence_is_that_of_python(sign: str, chain: list[tuple[str, int]]) -> None:
    text = f"{sign}2" + "".join(f"{signs}{number}" for signs, number in chain)
    assume(text.count("**") <= 2)
    assert value(parse(text)) == pytest.approx(by_python(ast.parse(text, mode="eval").body), rel=1e-12)


t = sympy.Symbol("x", real=True)
PRINTED = [
    2 * t**2 / 3 - 5,
    sympy.exp(-(t**2) / 2) / sympy.sqrt(2 * sympy.pi),
    sympy.E + t,
    sympy.log(t, 2) + sympy.log(t),
    sympy.Max(t, 1, t**2) - sympy.Min(t, 2),
    sympy.Abs(t - 2) * sympy.sign(t),
    sympy.Piecewise((t, t < 0), (2 * t, t <= 1), (t**2, True)),
    sympy.acot(t) + sympy.gamma(t) + sympy.erf(t),
    sympy.Heaviside(t) * sympy.tan(t),
    1 / (1 + sympy.exp(-t)),
    (t**2 + 1) ** sympy.Rational(3, 2),
    sympy.Float(0.25) * t,
]


@pytest.mark.parametrize("expression", PRINTED, ids=str)
def test_what_sympy_prints_reads_as_the_same_function(expression: sympy.Expr) -> None:
    tree = parse(str(expression))
    for at in (0.37, 1.25, 3.0):
        assert float(value(tree, at)) == pytest.approx(float(expression.subs(t, at)), rel=1e-12)


def test_the_limit_on_bits_is_an_upper_bound() -> None:
    for text, largest in [("2^100", 100.0), ("9^100*9^100", 634.0), ("50!", 214.2), ("(2/3)^-50", 79.2), ("2^50 + 2^50", 51.0)]:
        assert largest - 0.1 <= bits(parse(text)) <= 2 * largest


@given(st.integers(1, 9), st.integers(-2000, 2000), st.sampled_from("+-*/"), st.integers(1, 9), st.integers(-2000, 2000))
@example(2, 4095, "+", 1, 0)
@example(2, 4096, "-", 1, 0)
@example(2, 4095, "+", 2, 4095)
@example(2, 2048, "*", 2, 2047)
@example(2, 2048, "/", 2, -2048)
def test_a_rational_number_is_read_if_and_only_if_it_and_its_parts_have_at_most_4096_bits(
    p: int, k: int, sign: str, q: int, m: int
) -> None:
    parts = Fraction(p) ** k, Fraction(q) ** m
    whole = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}[sign](*parts)
    small = all(max(abs(part.numerator), part.denominator) < 2**4096 for part in (*parts, whole))
    assert is_read(f"{p}^({k}) {sign} {q}^({m})") == small


def is_read(text: str) -> bool:
    try:
        parse(text)
    except FormulaError:
        return False
    return True


ACCEPTED = ["2^(5000-4999)", "x^(5000-4999)", "2^(2^12-1)", "2^-4095", "(2x)^4095", "2^4095/2^4095", "(-1)^4096", "0.1" + "+0.1" * 1400]


@pytest.mark.parametrize("text", ACCEPTED, ids=[text[:20] for text in ACCEPTED])
def test_a_constant_counts_with_its_value_not_with_the_way_it_is_written(text: str) -> None:
    parse(text)


@pytest.mark.parametrize(
    "text", ["x^4096", "2^4095", "(" * 40 + "x" + ")" * 40, "-" * 40 + "x", "√" * 40 + "x", "9" * 30, "50!", "1e1000", "(x+9)^4096"]
)
def test_the_limits_themselves_are_allowed(text: str) -> None:
    parse(text, limits=STUDENT)


def test_small_exponentials_are_within_the_limits() -> None:
    for text in ("e^(-0.0000001x)", "e^-0.0000001", "exp(1/10^9)", "gamma(1/2)", "sinh(0.001)", "10^-300 x", "2^0.0001", "cosh(2)^50"):
        parse(text)
