"""What people paste from LaTeX means what the same formula means when it is typed, and what is printed reads back to its tree.

Three things the page does not tell apart: x1 and x_1 (both are x with a small 1), the letter o and omicron, and with
``style(logarithm="log")`` the natural logarithm is \\log, which is read as that too.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from symdescent.errors import FormulaError
from symdescent.notation.latex import to_latex
from symdescent.notation.latex_tokens import is_latex
from symdescent.notation.limits import AUTHOR, STUDENT
from symdescent.notation.parser import parse
from symdescent.notation.style import Style
from symdescent.notation.tree import E as EULER
from symdescent.notation.tree import Entry, Expression, Integral, Number, OverIndex, Power, Product, Sum, Symbol, walk
from tests.strategies import formulas, over_rows, several

COLUMNS = frozenset(("speed", "dist", "body_mass", "x_1"))

PASTED = [
    # fractions and numbers
    (r"\frac{1}{2}x^2", "1/2*x^2"),
    (r"\frac12", "1/2"),
    (r"\frac12x", "1/2*x"),
    (r"\dfrac{x+1}{x-1}", "(x+1)/(x-1)"),
    (r"\tfrac{\pi}{4}", "pi/4"),
    (r"2\frac{x}{y}", "2*(x/y)"),
    (r"x \cdot \frac{a}{b}", "x*(a/b)"),
    (r"\frac{a}{b}\frac{c}{d}", "a/b*(c/d)"),
    (r"\frac{a}{b}^2", "(a/b)^2"),
    (r"-\frac{a}{b}", "-(a/b)"),
    (r"x - \frac{a}{b} y", "x - a/b*y"),
    (r"2 \cdot -\frac{a}{b}", "2*(-(a/b))"),
    (r"\frac{1}{1+\frac{1}{1+\frac{1}{x}}}", "1/(1+1/(1+1/x))"),
    (r"\frac\alpha2", "alpha/2"),
    (r"3{,}5x", "3.5x"),
    (r"0.5\,x", "0.5x"),
    # products and powers
    (r"$xy$", "x*y"),
    (r"x^23\,", "x^2*3"),
    (r"$x^{23}$", "x^23"),
    (r"2\times3\cdot x", "2*3*x"),
    (r"x_12\,", "x_1*2"),
    (r"(x+1)2\,", "(x+1)*2"),
    (r"e^{-x^2/2}", "e^(-x^2/2)"),
    (r"\mathrm{e}^{x}", "e^x"),
    (r"{x^2}^3\,", "(x^2)^3"),
    (r"x^\frac{1}{2}", "x^(1/2)"),
    (r"x^{-1}y^{-2}", "x^(-1)*y^(-2)"),
    (r"\left(1+\frac{1}{n}\right)^n", "(1+1/n)^n"),
    (r"\bigl( x+1 \bigr)\Bigl[ x-1 \Bigr]", "(x+1)*(x-1)"),
    (r"\left\{ x + y \right\}^{2}", "(x+y)^2"),
    (r"a \div b", "a/b"),
    (r"5!\,x", "5!*x"),
    # names
    (r"x_{1} + x_1 + x_{\text{max}} + x_{max}", "x_1 + x_1 + x_max + x_max"),
    (r"\alpha\beta_1", "alpha*beta_1"),
    (r"\varepsilon + \varphi", "epsilon + phi"),
    (r"\gamma(x+1)", "γ*(x+1)"),
    (r"$x_i^2 + x^2_i$", "x_i^2 + x_i^2"),
    (r"\mu + \sigma z", "mu + sigma*z"),
    # roots and bars
    (r"\sqrt{x^2+1}", "sqrt(x^2+1)"),
    (r"\sqrt[3]{x}", "cbrt(x)"),
    (r"\sqrt[4]{x}", "x^(1/4)"),
    (r"\sqrt2x", "sqrt(2)*x"),
    (r"x\sqrt{y}z", "x*sqrt(y)*z"),
    (r"\sqrt{x+\sqrt{x+\sqrt{x}}}", "sqrt(x+sqrt(x+sqrt(x)))"),
    (r"\left| x \right|", "|x|"),
    (r"\lvert x^2-1\rvert", "|x^2-1|"),
    (r"$|x|^{3}$", "|x|^3"),
    (r"\bigl|\left|x\right|-1\bigr|", "abs(abs(x)-1)"),
    # functions
    (r"\sin^2 x + \cos^{2}x", "sin(x)^2 + cos(x)^2"),
    (r"\sin 2x\cos x", "sin(2x)*cos(x)"),
    (r"\sin(2x)y", "sin(2x)*y"),
    (r"\sin{x}y", "sin(x)*y"),
    (r"\sin\frac{x}{2}", "sin(x/2)"),
    (r"\sin^2\frac{x}{2}", "sin(x/2)^2"),
    (r"\arcsin x + \arctan\left(\frac{1+x}{1-x}\right)", "asin(x) + atan((1+x)/(1-x))"),
    (r"\ln\left(1+e^{-x}\right)", "ln(1+e^(-x))"),
    (r"\ln|x|\,", "ln(|x|)"),
    (r"\ln\ln x", "ln(ln(x))"),
    (r"\log_{2}(x) + \log_2 x", "log(x, 2) + log(x, 2)"),
    (r"\log_{\frac{1}{2}}(x)", "log(x, 1/2)"),
    (r"\lg x", "log(x, 10)"),
    (r"\exp\left(-\frac{x^2}{2}\right)", "exp(-(x^2/2))"),
    (r"\operatorname{sech} x + \operatorname{arsinh}(x)", "sech(x) + asinh(x)"),
    (r"\mathrm{erf}(x)\,\mathrm{sign}(x)", "erf(x)*sign(x)"),
    (r"\max\{x, y\}", "max(x, y)"),
    (r"\max\left\{x, \frac{y}{2}\right\} - \min(x, 1)", "max(x, y/2) - min(x, 1)"),
    (r"\max\{3{,}5; x\}", "max(3.5, x)"),
    (r"\operatorname{ReLU}(x)", "relu(x)"),
    (r"\operatorname{arctan2}(y, x)", "atan2(y, x)"),
    (r"\begin{cases} x^2, & x \geq 0, \\ -x, & x < 0. \end{cases}", "piecewise((x^2, x >= 0), (-x, x < 0))"),
    (r"\sigma(x) + \sigma", "sigmoid(x) + sigma"),
    (r"\Gamma(x)\psi(x)", "gamma(x)*digamma(x)"),
    (r"\psi^{(1)}(x)", "polygamma(1, x)"),
    (r"\psi_1(x)", "polygamma(1, x)"),
    (r"\psi_{2}\left(x + 1\right)", "polygamma(2, x + 1)"),
    (r"\psi_0(x)", "digamma(x)"),
    (r"\psi_1 \cdot (x + 1)", "psi_1*(x + 1)"),
    (r"\psi_1 x", "psi_1*x"),
    (r"\lg(x) + lg(x)", "log(x, 10) + log(x, 10)"),
    (r"$x sin(x)$", "x*sin(x)"),
    (r"(\sin x)^{\cos x}", "(sin(x))^(cos(x))"),
    # pieces
    (r"\begin{cases} x & x<0 \\ 2x & \text{otherwise} \end{cases}", "piecewise((x, x<0), (2x, True))"),
    (r"\begin{cases} x^2, & \text{if } x \ge 0, \\ -x, & x \leqslant -1 \\ \end{cases}", "piecewise((x^2, x>=0), (-x, x<=-1))"),
    (r"\left\{\begin{array}{ll} x & \text{for } x \ne 0 \\ 1 & \text{else} \end{array}\right.", "piecewise((x, x!=0), (1, True))"),
    (r"\begin{cases} x & x<0 \cr 2x & \text{otherwise} \cr \end{cases}", "piecewise((x, x<0), (2x, True))"),
    (r"\begin{cases} 0 & \text{falls } x = 0 \\ 1 & \text{sonst} \end{cases} + 1", "piecewise((0, x=0), (1, True)) + 1"),
    # sums, products, integrals
    (r"\sum_{i=1}^n x_i", "sum(x_i, i, 1, n)"),
    (r"\sum_{i=1}^{n} x_i^2 + 1", "sum(x_i^2, i, 1, n) + 1"),
    (r"\sum\limits_{i=1}^{n} (x_i - y_i)^2", "sum((x_i-y_i)^2, i, 1, n)"),
    (r"2\sum_{k=0}^{10} \frac{x^k}{k+1}", "2*sum(x^k/(k+1), k, 0, 10)"),
    (r"\prod_{i=1}^{n} (1+x_i)", "product(1+x_i, i, 1, n)"),
    (r"\sum_{i=1}^{n}\sum_{j=1}^{n} x_i x_j - x", "sum(sum(x_i*x_j, j, 1, n), i, 1, n) - x"),
    (r"|\sum_{i=1}^n x_i|", "|sum(x_i, i, 1, n)|"),
    (r"\int_0^{x^2} e^{-t^2}\,dt", "integral(e^(-t^2), t, 0, x^2)"),
    (r"\int_0^{x} t + 1 \,\mathrm{d}t + x", "integral(t + 1, t, 0, x) + x"),
    (r"\int_{-1}^1 \int_0^x s t \, ds \, dt", "integral(integral(s*t, s, 0, x), t, -1, 1)"),
    (r"\int_0^1 d t \, dt", "integral(d*t, t, 0, 1)"),
    # around the formula
    (r"\[ x^2, \]", "x^2"),
    (r"\( x\, \).", "x"),
    (r"$$ \displaystyle x~y\quad $$", "x*y"),
    ("\\begin{equation}\n x + 1\n\\end{equation}", "x + 1"),
]


@pytest.mark.parametrize(("latex", "typed"), PASTED, ids=[latex for latex, _ in PASTED])
def test_what_is_pasted_means_what_is_typed(latex: str, typed: str) -> None:
    assert is_latex(latex)
    assert parse(latex) == parse(typed)


OVER_ROWS = [
    (r"\frac{1}{n} \sum_{i=1}^{n} (w \, \mathrm{speed}_{i} + b - \mathrm{dist}_{i})^{2}", "mean((w*speed + b - dist)^2)"),
    (r"\frac{2}{n}\sum_{i=1}^n \text{speed}_i w", "2*mean(speed*w)"),
    (r"\sum_{i=1}^{n} \mathrm{body\_mass}_i + b", "sum(body_mass) + b"),
    (r"\frac1n \sum_i x_{1,i}", "mean(x_1)"),
    (r"\sum_{j=1}^{3} w_j^2 + \sum_{i=1}^{n} speed", "sum(w_j^2, j, 1, 3) + sum(speed)"),
]


@pytest.mark.parametrize(("latex", "typed"), OVER_ROWS, ids=[latex for latex, _ in OVER_ROWS])
def test_a_sum_over_the_rows_of_data(latex: str, typed: str) -> None:
    assert parse(latex, columns=COLUMNS) == parse(typed, columns=COLUMNS)


REFUSED = [
    (r"\frac{1}", 8, r"in curly brackets: \frac{ }"),
    (r"\frac{}{x}", 6, "nothing between these brackets"),
    (r"2\frac{1}{2}", 1, "can mean two things"),
    (r"\frac{x}{0}", 0, "divides by zero"),
    (r"\frac{d}{dx} x^2", 0, "symdescent does the calculus"),
    (r"\frac{\partial f}{\partial x}", 6, r"\partial has no place"),
    (r"\lim_{x \to 0} \frac{\sin x}{x}", 0, r"\lim has no place"),
    (r"\sin^{-1} x", 4, "write asin(x), or 1/sin(x)"),
    (r"\sin", 4, "sin needs something to act on"),
    (r"\sin\frac{1}{2}x", 0, "How far does \\sin reach"),
    (r"$sinx$", 1, r"Write \sin with its backslash"),
    (r"\foo{x}", 0, r"\foo is not read"),
    (r"\sqr{x}", 0, r"did you mean \sqrt?"),
    (r"x^2^3\,", 3, "Two in a row are unclear"),
    (r"x^{(2)}", 3, "an index or a derivative"),
    (r"\alpha^(2)", 7, "in curly brackets: ^{ }"),
    (r"x^2.5\,", 2, "in curly brackets: ^{ }"),
    (r"\left( x", 0, "never closed: ) is missing"),
    (r"\left( x \right]", 9, "is closed with )"),
    (r"\frac{x}{2", 8, "never closed: } is missing"),
    (r"x} + \pi", 1, "closes nothing"),
    (r"\|x\|", 0, "A norm is not read"),
    (r"\hat{y} - y", 0, "Accents are not read"),
    (r"\sum_{i=1}^\infty x_i", 11, "Infinity is not a number"),
    (r"\sum_i x_i", 0, r"as in \sum_{i=1}^{n} x_i"),
    (r"\sum_{i=1}^n", 12, r"Something must follow \sum"),
    (r"\int x \, dx", 0, "both its limits"),
    (r"\int_0^1 x", 0, "ends with its differential"),
    (r"\int_1^x \frac{dt}{t}", 0, "with the d after any fraction"),
    (r"x_1 + \ldots + x_n", 6, "Dots leave out"),
    (r"a \pm b", 2, "stands for two formulas"),
    (r"f(x) = \frac{1}{x}", 5, "write only the right-hand side"),
    (r"x < \pi", 2, "only as a condition of a piecewise"),
    (r"\begin{cases} x \\ y \end{cases}", 16, "a value, the sign & and its condition"),
    (r"\begin{cases} x & 0<x<1 \end{cases}", 21, "A condition is one comparison"),
    (r"\begin{pmatrix} x \end{pmatrix}", 0, "has a place in a formula"),
    (r"x \\ \pi", 2, "a line break stands only between the rows"),
    (r"x & \pi", 2, "only between a value and its condition"),
    ("$x", 0, "$ is missing after it"),
    (r"x$ + \pi", 1, "only around the whole formula"),
    (r"\lfloor x \rfloor", 0, "Rounding is not read"),
    (r"{a \over b}\,", 3, r"write \frac{a}{b}"),
    (r"\text{the mean of } x", 6, "Words have no place"),
    (r"\mathrm{speed}", 8, "speed is not a name I know"),
    (r"\pi'", 3, "primes have no place"),
    (r"3,5\,", 1, "did you mean 3.5?"),
    ("\\pi \\", 4, "nothing follows it"),
    (r"x_{i+1}\,", 4, "A subscript is a number or letters"),
]


@pytest.mark.parametrize(("latex", "position", "reason"), REFUSED, ids=[latex for latex, _, _ in REFUSED])
def test_what_is_refused_says_where_in_the_pasted_text_and_why(latex: str, position: int, reason: str) -> None:
    with pytest.raises(FormulaError, match=re.escape(reason)) as caught:
        parse(latex)
    assert (caught.value.text, caught.value.position) == (latex, position)


def read(latex: str, columns: frozenset[str] = frozenset()) -> Expression:
    """What the parser reads; formulas that it refuses (a zero divisor, a constant too large) are not looked at."""
    try:
        return parse(latex, columns=columns)
    except FormulaError as error:
        assume(not any(reason in error.reason for reason in ("divides by zero", "large", "base", "multiply to more")))
        raise


LETTERS = ("x", "y", "alpha", "x_1", "theta", "psi", "psi_1", "sigma", "Gamma", "gamma", "f", "d", "n")


@given(formulas(LETTERS, leaves=12) | over_rows())
@settings(deadline=None)
def test_what_is_printed_reads_back_to_the_same_tree(formula: Expression) -> None:
    columns = frozenset() if all(type(part).__name__ != "Column" for part in walk(formula)) else COLUMNS
    assert read(to_latex(formula), columns) == formula


def bounded() -> st.SearchStrategy[Expression]:
    """Sums, products and integrals, alone and inside other nodes."""
    i, t, n = Symbol("i"), Symbol("t"), Symbol("n")
    terms = formulas(("y",), plain=True, leaves=4)
    entry = st.just(Entry("x", i))
    indexed = st.builds(lambda e, u: Sum((e, u)), entry, terms) | st.builds(lambda e, u: Product((e, u)), entry, terms) | entry
    sums = st.builds(OverIndex, st.sampled_from(["sum", "product"]), indexed, st.just("i"), st.just(Number(1)), st.just(n))  # type: ignore[arg-type]
    integrands = st.builds(lambda u: Product((t, u)), terms) | st.builds(lambda u: Power(EULER, Product((t, u))), terms)
    integrals = st.builds(Integral, integrands, st.just("t"), terms, st.just(Symbol("x")))
    either = sums | integrals
    mixed = either | terms
    return (
        either | several(mixed).map(Sum) | several(mixed).map(Product) | st.builds(Power, either, terms) | st.builds(Power, terms, either)
    )


@given(bounded())
@settings(deadline=None)
def test_sums_and_integrals_read_back_to_the_same_tree(formula: Expression) -> None:
    assert read(to_latex(formula)) == formula


@given(formulas(leaves=8))
@settings(deadline=None)
def test_decimal_commas_and_german_words_read_back(formula: Expression) -> None:
    assert read(to_latex(formula, Style(decimal=",", language="de"))) == formula


PIECES = st.sampled_from(
    [*r"\{}^_$&()[]|+-*/=<>!,.;' xyd2", r"\frac", r"\sqrt", r"\sin", r"\left", r"\sum", r"\int", r"\delta", r"\text{if}"]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(deadline=None)
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    place = 0
    try:
        parse(text)
    except FormulaError as error:
        place = error.position
    assert 0 <= place <= len(text)


LONG = [
    r"\frac{",
    "{",
    r"\left(",
    r"\sqrt",
    r"\sum_{i=1}^n",
    "x^{",
    r"\begin{cases} x & ",
    "$",
    "\\",
    "x_{",
    r"\delta_{",
    "-\\frac12",
]


@pytest.mark.parametrize("piece", LONG)
def test_long_and_deep_texts_are_refused_at_once(piece: str) -> None:
    with pytest.raises(FormulaError, match=r"too deeply|at most|never closed|missing|follow|expected|empty|read|two things|letters|stands"):
        parse("\\pi" + piece * (9_000 // len(piece)))


def test_the_limits_are_those_of_typed_formulas() -> None:
    with pytest.raises(FormulaError, match="at most 1,000 are read"):
        parse(r"\pi" + " " * 1_000, limits=STUDENT)
    with pytest.raises(FormulaError, match="at most 400 are read"):
        parse(r"\pi" + "+x" * 300, limits=STUDENT)
    nested = "x"
    for _ in range(AUTHOR.depth - 1):
        nested = rf"1+\frac{{1}}{{{nested}}}"
    assert parse(nested) == parse(nested.replace(r"\frac{1}", "1/").replace("{", "(").replace("}", ")"))
