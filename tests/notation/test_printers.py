"""Formulas are printed as a textbook prints them, and read back to what they were."""

from __future__ import annotations

import mpmath
import pytest
import sympy
from hypothesis import assume, given, settings

from symdescent.errors import FormulaError
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.functions import FUNCTIONS
from symdescent.notation.latex import PRINTERS as LATEX
from symdescent.notation.latex import to_latex
from symdescent.notation.parser import parse
from symdescent.notation.style import Style, style
from symdescent.notation.sympy_text import SPELLED, to_sympy_text
from symdescent.notation.text import PRINTERS as TEXT
from symdescent.notation.text import to_text
from symdescent.notation.tree import CHILDREN, TWO, Call, Derivative, Expression, Power, Symbol, names, walk
from tests.strategies import NAMES, formulas, over_rows

COLUMNS = frozenset(("speed", "dist", "body_mass"))

TEXTBOOK = [
    ("x^2 + 5", "x^{2} + 5"),
    ("-6", "-6"),
    ("2x", "2 x"),
    ("2*3^2", r"2 \cdot 3^{2}"),
    ("x*2*y", r"x \cdot 2 y"),
    ("x*(y + 1)", "x (y + 1)"),
    ("(x + 1)(x - 1)", "(x + 1) (x - 1)"),
    ("x*(-y)", r"x \cdot (-y)"),
    ("x - (y - 1)", "x - (y - 1)"),
    ("x + (-y)", "x - y"),
    ("-(x + 1)", "-(x + 1)"),
    ("-x^2", "-x^{2}"),
    ("(-x)^2", "(-x)^{2}"),
    ("(x^2)^3", "(x^{2})^{3}"),
    ("x^x^x", "x^{x^{x}}"),
    ("x/2", r"\frac{x}{2}"),
    ("1/2*x", r"\frac{1}{2} x"),
    ("x^2*1/2", r"\frac{x^{2} \cdot 1}{2}"),
    ("x*(1/2)", r"x \cdot \frac{1}{2}"),
    ("1/(1 + 1/x)", r"\frac{1}{1 + \frac{1}{x}}"),
    ("(x/y)^2", r"\left( \frac{x}{y} \right)^{2}"),
    ("x^(1/2)", "x^{1/2}"),
    ("x^(-1/2)", "x^{-1/2}"),
    ("e^(x/2)", "e^{x/2}"),
    ("e^((x + 1)/2)", "e^{(x + 1)/2}"),
    ("e^(1/(2x))", "e^{1/(2 x)}"),
    ("e^(1/(1 + 1/x))", r"e^{\frac{1}{1 + \frac{1}{x}}}"),
    ("e^(-x^2/2)", "e^{-x^{2}/2}"),
    ("sqrt(x^2 + 1)", r"\sqrt{x^{2} + 1}"),
    ("sqrt(x)^3", r"(\sqrt{x})^{3}"),
    ("cbrt(x)", r"\sqrt[3]{x}"),
    ("3x^2*sin(x)*cos(x)", r"3 x^{2} \sin(x) \cos(x)"),
    ("sin(x)^2", r"\sin^{2}(x)"),
    ("sech(x)^2", r"\operatorname{sech}^{2}(x)"),
    ("sin(x)^-1", r"\sin(x)^{-1}"),
    ("sin(x/2)", r"\sin\left( \frac{x}{2} \right)"),
    ("asin(x) + acot(x)", r"\arcsin(x) + \operatorname{arccot}(x)"),
    ("acosh(x)", r"\operatorname{arcosh}(x)"),
    ("ln(x)^2", r"\ln^{2}(x)"),
    ("log(x, 2)", r"\log_{2}(x)"),
    ("log(x, 2)^2", r"(\log_{2}(x))^{2}"),
    ("|x|^2", r"\left\lvert x \right\rvert^{2}"),
    ("max(x, y^2)", r"\max\{x, y^{2}\}"),
    ("5!", "5!"),
    ("sigmoid(2x)", r"\sigma(2 x)"),
    ("gamma(x)*digamma(x)", r"\Gamma(x) \psi(x)"),
    ("polygamma(1, x)", r"\psi^{(1)}(x)"),
    ("2pi", r"2 \pi"),
    ("0.5x", "0.5 x"),
    ("alpha*x_1 + beta*x_12", r"\alpha x_{1} + \beta x_{12}"),
    ("100(y - x^2)^2 + (1 - x)^2", "100 (y - x^{2})^{2} + (1 - x)^{2}"),
    ("piecewise((x^2, x <= 0), (x, True))", r"\begin{cases} x^{2} & \text{if } x \le 0 \\ x & \text{otherwise} \end{cases}"),
    ("mean((w*speed + b - dist)^2)", r"\frac{1}{n} \sum_{i=1}^{n} (w \, \mathrm{speed}_{i} + b - \mathrm{dist}_{i})^{2}"),
    ("2mean(speed*w)", r"\frac{2}{n} \sum_{i=1}^{n} \mathrm{speed}_{i} \, w"),
    ("sum(body_mass)", r"\sum_{i=1}^{n} \mathrm{body\_mass}_{i}"),
]


@pytest.mark.parametrize(("typed", "latex"), TEXTBOOK, ids=[typed for typed, _ in TEXTBOOK])
def test_latex_is_as_a_textbook_prints_it(typed: str, latex: str) -> None:
    assert to_latex(parse(typed, columns=COLUMNS)) == latex


IN_STYLE = [
    ("ln(x)", {"logarithm": "log"}, r"\log(x)"),
    ("ln(x)^2", {"logarithm": "log"}, r"\log^{2}(x)"),
    ("log(x, 2)", {"logarithm": "log"}, r"\log_{2}(x)"),
    ("0.5x", {"decimal": ","}, "0{,}5 x"),
    ("12", {"decimal": ","}, "12"),
    ("max(0.5, x)", {"decimal": ","}, r"\max\{0{,}5; x\}"),
]


@pytest.mark.parametrize(("typed", "changes", "latex"), IN_STYLE)
def test_the_style_of_a_course_is_kept(typed: str, changes: dict[str, str], latex: str) -> None:
    assert to_latex(parse(typed), Style(**changes)) == latex


def test_a_derivative_to_be_found_is_written_with_its_variable() -> None:
    formula = parse("x^2*y")
    assert to_latex(Derivative(formula, "x")) == r"\frac{d}{d x}[x^{2} y]"
    assert to_latex(Derivative(formula, "x", partial=True)) == r"\frac{\partial}{\partial x}[x^{2} y]"
    assert to_text(Derivative(formula, "x")) == "d/dx[x²·y]"


AS_TEXT = [
    ("3*x**2*sin(x) - 1/(2*x)", "3x²·sin(x) - 1/(2x)"),
    ("x^-1", "x⁻¹"),
    ("x^(1/2)", "x^(1/2)"),
    ("(x+1)*(x-1)", "(x + 1)·(x - 1)"),
    ("sqrt(x + 1)*sqrt(x)", "√(x + 1)·√x"),
    ("sin(x)^2", "sin²(x)"),
    ("alpha*x_1", "α·x₁"),
    ("2pi*x", "2π·x"),
    ("abs(x)/2", "|x|/2"),
    ("a/b/c", "(a/b)/c"),
    ("a/(b/c)", "a/(b/c)"),
    ("e^(-x)", "e^(-x)"),
    ("e^sin(x)*cos(x)", "e^(sin(x))·cos(x)"),
    ("2^max(x, y)", "2^(max(x, y))"),
    ("e^|x|*x^y", "e^|x|·x^y"),
    ("mean((w*speed - dist)^2)", "mean((w·speed - dist)²)"),
]


@pytest.mark.parametrize(("typed", "text"), AS_TEXT)
def test_text_is_as_people_write_it(typed: str, text: str) -> None:
    assert to_text(parse(typed, columns=COLUMNS)) == text
    assert str(parse(typed, columns=COLUMNS)) == text


def read(text: str) -> Expression:
    """What the parser reads; texts that it refuses (a zero divisor, a constant too large) are not looked at."""
    try:
        return parse(text, columns=COLUMNS)
    except FormulaError as error:
        assume("divides by zero" not in error.reason and "large" not in error.reason and "base" not in error.reason)
        raise


@given(formulas(leaves=12) | over_rows())
@settings(deadline=None)
def test_text_reads_back_to_the_same_tree(formula: Expression) -> None:
    assert read(to_text(formula)) == formula


@pytest.mark.parametrize(("language", "word"), [("en", "otherwise"), ("de", "sonst")])
def test_the_last_piece_has_the_word_of_the_language_and_reads_back(language: str, word: str) -> None:
    formula = parse("piecewise((x, x < 0), (2x, True))")
    with style(language=language):
        assert to_text(formula) == f"piecewise((x, x < 0), (2x, {word}))"
        assert read(to_text(formula)) == formula


@given(formulas(leaves=12) | over_rows())
@settings(deadline=None)
def test_latex_can_stand_between_dollars(formula: Expression) -> None:
    latex = to_latex(formula)
    plain = latex.replace(r"\{", "").replace(r"\}", "")
    assert "$" not in latex
    assert plain.count("{") == plain.count("}")
    assert latex.count(r"\left") == latex.count(r"\right")
    depth = 0
    for letter in plain:
        depth += (letter == "{") - (letter == "}")
        assert depth >= 0


@given(formulas(leaves=8))
@settings(deadline=None)
def test_different_formulas_are_printed_differently(formula: Expression) -> None:
    for part in walk(formula):
        if part != formula:
            assert to_text(part) != to_text(formula)


LOCALS = {name: symbol(name) for name in (*NAMES, "w", "b")}
AT = {symbol(name): value for name, value in zip(NAMES, (0.37, 1.29, 0.83, 2.1), strict=True)}


def sympy_of(formula: Expression) -> sympy.Expr:
    try:
        return to_sympy(formula)
    except (TypeError, ValueError):  # SymPy refuses to compare what is not real
        assume(False)
        raise


def close(first: sympy.Expr, second: sympy.Expr) -> bool:
    """Equal in structure, after expansion, or as numbers; SymPy opens brackets depending on how factors are grouped."""
    if first == second or (not first.free_symbols and first.has(sympy.nan, sympy.zoo, sympy.oo)):
        return True
    try:
        left, right = (sympy.N(expr.subs(AT), 20) for expr in (first, second))
    except (TypeError, ValueError):  # a comparison of what is not real here
        return True
    if not (left.is_number and right.is_number and left.is_finite and right.is_finite):
        return bool(sympy.expand(first - second) == 0) or left == right
    return bool(abs(left - right) <= mpmath.mpf("1e-12") * (1 + abs(left)))


@given(formulas(leaves=6))
@settings(max_examples=60, deadline=None)
def test_sympys_spelling_is_read_by_sympy_and_by_the_parser(formula: Expression) -> None:
    text, expected = to_sympy_text(formula), sympy_of(formula)
    assert close(sympy.sympify(text, locals=LOCALS), expected)
    assert close(sympy_of(read(text)), expected)


SPELLINGS = [
    ("0.5x^2 + |x|", "(1/2)*x**2 + Abs(x)"),
    ("e^x", "E**x"),
    ("ln(x)*log(x, 2)", "log(x)*log(x, 2)"),
    ("piecewise((x, x == 1), (2, True))", "Piecewise((x, Eq(x, 1)), (2, True))"),
    ("relu(x)", "Max(0, x)"),
    ("x/(2*y)", "x/(2*y)"),
    ("-x^2", "-x**2"),
    ("(-x)^2", "(-x)**2"),
]


@pytest.mark.parametrize(("typed", "spelled"), SPELLINGS)
def test_formulas_are_spelled_as_sympy_prints_them(typed: str, spelled: str) -> None:
    assert to_sympy_text(parse(typed)).replace(" ", "") == spelled.replace(" ", "")


def test_a_sum_over_rows_is_sympys_sum() -> None:
    read_back = sympy.sympify(to_sympy_text(parse("mean(w*speed) + sum(dist)", columns=COLUMNS)))
    row, rows, w = sympy.symbols("row rows w")
    speed, dist = (sympy.IndexedBase(name)[row] for name in ("speed", "dist"))
    assert read_back == sympy.Sum(w * speed, (row, 1, rows)) / rows + sympy.Sum(dist, (row, 1, rows))


@pytest.mark.parametrize("name", ["x", "lambda", "gamma", "beta", "zeta", "S", "N", "O", "Q", "E", "I", "row", "rows", "speed"])
def test_sympy_reads_every_name_as_the_symbol_that_it_is(name: str) -> None:
    assert sympy.sympify(to_sympy_text(Power(Symbol(name), TWO))) == sympy.Symbol(name) ** 2


def test_every_kind_of_node_is_printed_in_every_form() -> None:
    assert CHILDREN.keys() == LATEX.keys() == TEXT.keys() == SPELLED.keys() | {Derivative}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_printed_in_every_form(name: str) -> None:
    arity = (FUNCTIONS[name].arity or (2,))[0]
    formula = Call(name, (parse("1" if name == "softmax" else "3"), Symbol("x"))[:arity])
    assert read(to_text(formula)) == formula
    assert to_latex(formula).count("{") == to_latex(formula).count("}")
    assert sympy.sympify(to_sympy_text(formula), locals=LOCALS) == to_sympy(formula)
    assert names(formula) == (frozenset("x") if arity == 2 else frozenset())
