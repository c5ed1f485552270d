"""Sums and products over an index, their entries, and integrals: what is bound in them, how they are read and printed."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from symdescent.errors import ArgumentError, FormulaError
from symdescent.notation.binding import unrolled
from symdescent.notation.bridge import from_sympy, symbol, to_sympy
from symdescent.notation.latex import to_latex
from symdescent.notation.limits import STUDENT, bits
from symdescent.notation.parser import parse
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.text import to_text
from symdescent.notation.tree import ONE, ZERO, Call, Entry, Expression, OverIndex, Symbol, families, names, number, substitute
from tests.strategies import formulas, integrals, over_index

ranges = over_index() | over_index(upper=st.just(Symbol("n"))) | integrals()


def read(text: str) -> Expression:
    """What the parser reads; constants that it refuses to compute are not looked at."""
    try:
        return parse(text)
    except FormulaError as error:
        assume("large" not in error.reason and "divides by zero" not in error.reason and "base" not in error.reason)
        raise


@given(ranges)
@settings(max_examples=200, deadline=None)
def test_what_is_printed_is_read_back(formula: Expression) -> None:
    assert read(to_text(formula)) == formula


@given(formulas())
@settings(max_examples=200, deadline=None)
def test_a_formula_with_new_functions_is_read_back(formula: Expression) -> None:
    assert read(to_text(formula)) == formula


@given(over_index(upper=st.just(Symbol("n"))) | integrals())
@settings(max_examples=100, deadline=None)
def test_the_bridge_keeps_what_has_a_symbolic_bound(formula: Expression) -> None:
    expr = to_sympy(formula)
    assert to_sympy(from_sympy(expr)) == expr


@given(over_index())
@settings(max_examples=60, deadline=None)
def test_sympy_reads_the_text_as_the_sum_that_is_written_out(formula: Expression) -> None:
    assume(bits(formula) < 300)  # e^(e^(e^i)) is no float
    at = {name: mpmath.mpf(k + 2) / 7 for k, name in enumerate(sorted(names(formula)))}
    spelled = sympy.sympify(to_sympy_text(formula), locals={name: symbol(name) for name in at})
    ours = to_sympy(formula)
    assume(not ours.has(sympy.zoo, sympy.nan, sympy.oo))
    first, second = (expr.evalf(30, subs={symbol(name): value for name, value in at.items()}) for expr in (spelled, ours))
    assert abs(first - second) <= sympy.Float("1e-15") * (1 + abs(second))


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("sum(x_i^2, i, 1, 3)", "x_1 x_2 x_3"),
        ("sum(a*x_i, i, 1, n)", "a n"),
        ("sum(i*x^i, i, 0, 4)", "x"),
        ("product(x_i + y_j, i, 1, 2)", "x_1 x_2 y_j"),
        ("sum(sum(x_i*y_j, j, 1, i), i, 1, 2)", "x_1 x_2 y_1 y_2"),
        ("sum(x_i, i, 3, 1)", ""),
        ("integral(e^(-t^2), t, 0, x)", "x"),
        ("integral(a*t, t, x, y) + t", "a t x y"),
        ("xᵢ + sum(xᵢ, i, 1, 2)", "x_1 x_2 x_i"),
    ],
)
def test_a_bound_name_is_not_free(text: str, free: str) -> None:
    assert sorted(names(parse(text))) == free.split()


def test_an_entry_belongs_to_a_family_until_its_bounds_are_numbers() -> None:
    formula = parse("sum(x_i, i, 1, n)")
    assert families(formula) == {"x"}
    assert names(substitute(formula, {Symbol("n"): number(2)})) == {"x_1", "x_2"}


@pytest.mark.parametrize(
    ("text", "mapping", "expected"),
    [
        ("sum(a*x_i, i, 1, n)", {"a": "i"}, "sum(i*x_j, j, 1, n)"),
        ("sum(a + i, i, 1, n)", {"i": "5"}, "sum(a + i, i, 1, n)"),
        ("sum(a*x_i, i, 1, n)", {"a": "y_i"}, "sum(y_i*x_j, j, 1, n)"),
        ("integral(x*t, t, 0, x)", {"x": "t^2"}, "integral(t^2*u, u, 0, t^2)"),
        ("sum(x_i^2, i, 1, 3)", {"x_2": "7"}, "x_1^2 + 7^2 + x_3^2"),
    ],
)
def test_substitution_captures_nothing(text: str, mapping: dict[str, str], expected: str) -> None:
    replaced = {parse(old): parse(new) for old, new in mapping.items()}
    assert to_text(substitute(parse(text), replaced)) == to_text(parse(expected))


def test_one_entry_of_a_symbolic_sum_is_not_replaced() -> None:
    with pytest.raises(ArgumentError, match=r"x_2 is one of the entries in sum\(x_i, i, 1, n\)"):
        substitute(parse("sum(x_i, i, 1, n)"), {Symbol("x_2"): ONE})


def test_an_empty_sum_is_zero_and_an_empty_product_one() -> None:
    assert unrolled(parse("sum(x_i, i, 2, 1)")) == ZERO  # type: ignore[arg-type]
    assert unrolled(parse("product(x_i, i, 2, 1)")) == ONE  # type: ignore[arg-type]


def test_to_sympy_writes_a_sum_of_numbers_out() -> None:
    assert to_sympy(parse("sum(x_i^2, i, 1, 3)")) == sum(symbol(f"x_{k}") ** 2 for k in (1, 2, 3))
    assert to_sympy(parse("sum(i^2, i, 1, 1000)")) == 333833500  # n(n + 1)(2n + 1)/6
    assert to_sympy(parse("prod(i, i, 1, 10)")) == sympy.factorial(10)


def test_sympy_s_own_sums_and_integrals_are_read() -> None:
    n, t = sympy.Symbol("n"), sympy.Symbol("t")
    assert to_text(from_sympy(sympy.Sum(n * t, (n, 1, 4)))) == "sum(n·t, n, 1, 4)"
    assert to_text(from_sympy(sympy.Integral(t**2, (t, 0, n)))) == "integral(t², t, 0, n)"


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("sum(x_i^2, i, 1, n)", r"\sum_{i=1}^{n} x_{i}^{2}"),
        ("2*sum(x_i + 1, i, 1, n)", r"2 \cdot \sum_{i=1}^{n} (x_{i} + 1)"),
        ("product(alpha_i*x, i, 1, n)", r"\prod_{i=1}^{n} (\alpha_{i} x)"),
        ("integral(e^(-t^2), t, 0, x^2)", r"\int_{0}^{x^{2}} e^{-t^{2}} \, dt"),
        ("sum(x_i, i, 1, n)^2", r"\left( \sum_{i=1}^{n} x_{i} \right)^{2}"),
        ("atan2(y, x)", r"\operatorname{atan2}(y, x)"),
        ("softmax_2(x, y)", r"\operatorname{softmax}_{2}(x, y)"),
        ("kronecker(i, k)", r"\delta_{i k}"),
    ],
)
def test_latex(text: str, latex: str) -> None:
    assert to_latex(parse(text)) == latex


REFUSED = [
    ("sum(x_i, 2, 1, 3)", 9, "The index has to be a letter of its own"),
    ("sum(x_i, i + 1, 1, 3)", 9, "The index has to be a letter of its own"),
    ("sum(x, e, 1, 3)", 7, "The index has to be a letter of its own"),
    ("integral(x, sin, 0, 1)", 12, "The variable has to be a letter of its own"),
    ("sum(x_i, i)", 0, "needs its term, the index and both bounds"),
    ("sum(x_i, i, 1)", 0, "needs its term, the index and both bounds"),
    ("integral(x, x)", 0, "needs the function, its variable and both bounds"),
    ("integral(x^2)", 0, "needs the function, its variable and both bounds"),
    ("product", 7, "write product(x_i, i, 1, n)"),
    ("product(x)", 0, "does not run over the rows of data"),
    ("sum(sum(i, i, 1, 2), i, 1, 3)", 11, "runs in an outer sum, product or integral already"),
    ("sum(x_i, i, 1, i)", 15, "cannot depend on the index i itself"),
    ("integral(t, t, 0, t)", 18, "cannot depend on the variable t itself"),
    ("sum(i, i, 1, 2.5)", 3, "counts whole numbers, and 2.5 is none"),
    ("sum(i, i, 1, 1001)", 3, "has 1,001 terms"),
    ("sum(sum(sum(sum(x, i, 1, 20), j, 1, 20), k, 1, 20), l, 1, 20)", 3, "The terms are sums themselves"),
    ("sum(sum(sum(x, k, 1, j), j, 1, i), i, 1, 90)", 3, "The terms are sums themselves"),
    ("sum(2^i^i^i, i, 1, 9)", 0, "A constant this large is not computed"),
    ("product(i, i, 1, 1000)", 0, "A constant this large is not computed"),
    ("sum(x_i, i, 1, 51)", 3, "more than 50 variables"),
    ("softmax(x, y)", 0, "say which one is meant, as in softmax_1(x, y)"),
    ("softmax_3(x, y)", 0, "a whole number k from 1 to 2"),
    ("softmax_0(x, y)", 0, "a whole number k from 1 to 2"),
    ("softmax_k(x, y)", 0, "a whole number k from 1 to 2"),
    ("atan2(y)", 0, "atan2 takes 2 arguments, not 1"),
]


@pytest.mark.parametrize(("text", "at", "reason"), REFUSED, ids=[text for text, _, _ in REFUSED])
def test_what_is_refused_says_where_and_why(text: str, at: int, reason: str) -> None:
    with pytest.raises(FormulaError, match=r"(?s)I can't read this formula") as caught:
        parse(text)
    assert reason in str(caught.value)
    assert str(caught.value).splitlines()[2] == " " * (4 + at) + "^"


WITH_DATA = [
    ("sum(speed, j, 1, 3)", "an index does not run over its rows"),
    ("integral(speed*t, t, 0, 1)", "is a column of the data"),
    ("mean(integral(speed*t, t, 0, 1))", "cannot stand inside an integral"),
    ("mean(speed*sum(x_i, i, 1, 2))", "counted by i"),
    ("sum(mean(speed)*x_i, i, 1, 2)", "counted by i"),
    ("sum(x, speed, 1, 2)", "The index has to be a letter of its own"),
    ("product(speed)", "does not run over the rows of data"),
]


@pytest.mark.parametrize(("text", "reason"), WITH_DATA, ids=[text for text, _ in WITH_DATA])
def test_columns_and_indices_are_kept_apart(text: str, reason: str) -> None:
    with pytest.raises(FormulaError, match=reason.replace("(", r"\(")):
        parse(text, columns={"speed"})


def test_a_sum_over_an_index_stands_under_a_mean() -> None:
    assert names(parse("mean((sum(w_j*speed^j, j, 1, 2) - b)^2)", columns={"speed"})) == {"w_1", "w_2", "b"}


def test_students_write_short_sums() -> None:
    with pytest.raises(FormulaError, match=r"has 1,000 terms: at most 1,000 and 1,000 parts"):
        parse("sum(1/i, i, 1, 1000)", limits=STUDENT)


def test_an_entry_is_a_node_of_its_own() -> None:
    assert parse("sum(x_i, i, 1, n)") == OverIndex("sum", Entry("x", Symbol("i")), "i", ONE, Symbol("n"))
    assert parse("x_i") == Symbol("x_i")


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=4))
def test_the_shares_of_softmax_add_up_to_one(values: list[float]) -> None:
    u = tuple(map(symbol, "abcd"[: len(values)]))
    arguments = tuple(Symbol(name.name) for name in u)
    total = sum(to_sympy(Call("softmax", (number(k), *arguments))) for k in range(1, len(values) + 1))
    assert float(total.evalf(30, subs=dict(zip(u, values, strict=True)))) == pytest.approx(1)


def test_sums_in_sums_are_measured_once_a_term() -> None:
    """Twenty sums of one term each are one term: each was measured twice once, a million times in all."""
    assert names(parse("sum(" * 20 + "x" + "".join(f", {k}, 1, 1)" for k in "abcdfghijklmnopqrstu"))) == {"x"}
