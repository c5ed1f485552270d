from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symdescent.errors import ArgumentError, FormulaError, SymdescentError
from symdescent.notation import tokens
from symdescent.notation.limits import AUTHOR, STUDENT
from symdescent.notation.parser import parse, parse_number

REFUSED: list[tuple[str, int, str]] = [
    # nothing, or not enough
    ("", 0, "The formula is empty"),
    ("   ", 0, "The formula is empty"),
    ("()", 1, "nothing between these brackets"),
    ("2 + ()", 5, "nothing between these brackets"),
    ("x +", 3, "something must follow +"),
    ("x^", 2, "something must follow ^"),
    ("*x", 0, "expected here, but this is *"),
    ("x + * y", 4, "after +, but this is *"),
    ("sin", 3, "sin needs something to act on: write it in brackets, as in sin(x)"),
    ("sin + 1", 4, "sin needs something to act on"),
    ("2 sin", 5, "sin needs something to act on"),
    ("sin()", 4, "nothing between these brackets"),
    ("max x", 4, "as in max(x, y)"),
    # brackets and bars
    ("3x^2 + sin(x", 10, "The bracket opened here is never closed. Add ) at the end: 3x^2 + sin(x)"),
    ("((x+1)", 0, "Add ) at the end: ((x+1))"),
    ("sin((x", 4, "Add )) at the end: sin((x))"),
    ("|x", 0, "The bar opened here is never closed. Add | at the end: |x|"),
    ("(|x", 1, "Add |) at the end: (|x|)"),
    ("x)", 1, "This bracket closes nothing"),
    ("(x+1))", 5, "This bracket closes nothing"),
    ("(|x)|", 3, "This bracket closes nothing"),
    ("|2|x|-1|", 2, "The bars are unclear here: write abs( ) or brackets"),
    ("|2|x+|y|-1|-3|", 2, "The bars are unclear here"),
    ("1 + (|x|y|a|)", 7, "The bars are unclear here"),
    ("|x|(y+1)|a|", 2, "The bars are unclear here"),
    ("|x|y|", 5, "something must follow |"),
    # products that are not clear
    ("2 3", 2, "A number cannot follow directly here"),
    ("3 9/20", 0, "3 9/20 can mean two things: write 69/20, or 3*9/20."),
    ("x - 2 1/10", 4, "2 1/10 can mean two things: write 21/10, or 2*1/10."),
    ("x - 2½", 4, "2 1/2 can mean two things: write 5/2, or 2*1/2."),
    ("sin ½(x + 1)", 4, "brackets"),
    ("x½", 1, "½ cannot stand here."),
    ("(x+1)2", 5, "A number cannot follow directly here"),
    ("1.2.3", 3, "A number cannot follow directly here"),
    ("sin 2(x+1)", 4, "How far does sin reach"),
    ("sin^-1 x", 3, "write asin(x), or 1/sin(x)"),
    ("sin⁻¹x", 3, "write asin(x), or 1/sin(x)"),
    ("x²^3", 2, "Powers of powers need brackets"),
    ("π2", 0, "Write the number first: 2*pi"),
    # names
    ("xy", 0, "xy is not a name I know: did you mean x*y?"),
    ("2 + xyz", 4, "did you mean x*y*z?"),
    ("xe^x", 0, "did you mean x*e?"),
    ("sinx", 0, "did you mean sin(x)?"),
    ("sin2x", 0, "did you mean sin(2*x)?"),
    ("xsin(x)", 0, "did you mean x*sin?"),
    ("sinn(x)", 0, "did you mean sin?"),
    ("ax", 0, "did you mean a*x?"),
    ("lgx", 0, "did you mean lg(x)?"),
    ("log2(x)", 0, "did you mean log_2(x) or log(x, 2)?"),
    ("log10 x", 0, "did you mean log_10(x) or log(x, 10)?"),
    ("zeta(x)", 0, "zeta is not a function I know: write zeta*( ) for a product"),
    ("beta(x, y)", 6, "beta is not a function I know"),
    ("f(x, y)", 3, "f is not a function I know"),
    ("alhpa", 0, "did you mean alpha?"),
    ("foo(x)", 0, "foo is not a function I know"),
    ("open(x)", 0, "open is not a function I know"),
    ("I", 0, "I is the imaginary unit"),
    ("oo", 0, "oo is not a number that a formula can hold"),
    ("∞", 0, "Infinity is not a number"),
    ("nan", 0, "nan is not a number"),
    ("zoo + 1", 0, "zoo is not a number"),
    ("diff(x^2)", 0, "diff has no place in a formula"),
    ("2integrate(x, x)", 1, "as integral(e^(-t^2), t, 0, x)"),
    # programs
    ("x.real", 1, "names have no attributes"),
    ("x[0]", 1, "write a subscript as x_0"),
    ("[x for x in y]", 0, "Square brackets"),
    ("(x for x in y)", 3, "for has no meaning in it"),
    ("x if x > 0 else y", 2, "if has no meaning in it"),
    ("lambda x: x", 8, "No program text such as lambda"),
    ("x := 3", 2, "A colon has no meaning"),
    ("'x'", 0, "Quotation marks"),
    ('"x"', 0, "Quotation marks"),
    ('f"{x}"', 1, "Quotation marks"),
    ("f'(x)", 1, "Quotation marks and primes"),
    ("{x}", 0, "Curly brackets"),
    ("x; y", 1, "a formula has one line and no statements"),
    ('__import__("os")', 0, "An underscore stands only"),
    ("\\frac", 5, "in curly brackets: \\frac{ }"),
    ("x = 3", 2, "write only the right-hand side: 3"),
    ("y = x^2", 2, "write only the right-hand side: x^2"),
    ("f(x) = x^2", 5, "write only the right-hand side: x^2"),
    ("f(x, y) = x^2 + y", 8, "write only the right-hand side: x^2 + y"),
    ("x < 3", 2, "A comparison stands only as a condition of a piecewise"),
    ("x == y", 2, "A comparison stands only as a condition of a piecewise"),
    ("1,5", 1, "did you mean 1.5?"),
    ("(1,5)", 2, "did you mean 1.5?"),
    ("x, y", 1, "A comma stands only between the arguments"),
    # characters
    ("х + 1", 0, "CYRILLIC SMALL LETTER HA, which looks like x"),
    ("2 + Α", 4, "GREEK CAPITAL LETTER ALPHA, which looks like A"),
    ("２x", 0, "FULLWIDTH DIGIT TWO, which looks like 2"),
    ("x＋1", 1, "FULLWIDTH PLUS SIGN, which looks like +"),
    ("x – 1", 2, "EN DASH, which looks like -"),
    ("µ", 0, "MICRO SIGN, which looks like μ"),
    ("x + \n1", 4, "on one line"),
    ("x\x00", 1, "NUL"),
    ("x\t+ 1", 1, "control character"),
    ("x\x1b[0m", 1, "control character"),
    ("x\u202e+1", 1, "control character"),
    ("∑x", 0, "N-ARY SUMMATION"),
    ("5%", 1, "5% is 0.05"),
    # arguments
    ("sin(x, y)", 0, "sin takes 1 argument, not 2"),
    ("sin(1,5)", 0, "A decimal is written with a point"),
    ("log(x, 2, 3)", 0, "log takes 1 or 2 arguments, not 3"),
    ("log_2(x, 3)", 0, "log_2 takes 1 argument, not 2"),
    ("log(x, 1)", 0, "A logarithm's base is positive and not 1"),
    ("log_0(x)", 0, "A logarithm's base is positive and not 1"),
    ("polygamma(1/2, x)", 0, "whole number n up to 50"),
    ("Heaviside(x, 1)", 0, "The step function is 1/2 at 0"),
    ("x!", 1, "A factorial is read only of a whole number"),
    ("2.5!", 3, "A factorial is read only of a whole number"),
    ("3!!", 2, "A factorial is read only of a whole number"),
    # conditions
    ("piecewise x", 10, "A bracket is expected here"),
    ("piecewise((x, 0 < x < 1))", 20, "A condition is one comparison: split this one"),
    ("piecewise((x, x))", 15, "A condition is one comparison such as x < 0"),
    ("piecewise((x))", 12, "A piece is a value, a comma and a condition"),
    ("piecewise((x, True), (y, True))", 21, "put it last"),
    ("piecewise((x, And(x < 1, y < 1)))", 14, "Conditions cannot be joined"),
    ("piecewise((x, x < 1 & y < 1))", 20, "Conditions cannot be joined"),
    ("x + True", 4, "only as the last condition of a piecewise"),
    # zero below
    ("1/0", 1, "divides by zero"),
    ("x/0.0", 1, "divides by zero"),
    ("1/(0)", 1, "divides by zero"),
    ("x/-0", 1, "divides by zero"),
    ("0^-1", 1, "A negative power of zero"),
    ("0⁻¹", 1, "A negative power of zero"),
    # size
    ("9**9**9**9", 4, "at most 4,096"),
    ("x^4097", 1, "exponent is too large: at most 4,096"),
    ("x^(2*4000)", 1, "exponent is too large: at most 4,096"),
    ("(x^100)^100", 7, "exponents multiply to more than 4,096"),
    ("9^4000", 1, "at most 4,096 bits"),
    ("((9x)^1000)^1000", 11, "at most 4,096"),
    ("9^1000*9^1000", 6, "at most 4,096 bits"),
    ("e^4000", 1, "at most 4,096 bits"),
    ("exp(exp(exp(10)))", 4, "at most 4,096 bits"),
    ("sinh(9999)", 0, "at most 4,096 bits"),
    ("gamma(9999)", 0, "at most 4,096 bits"),
    ("digamma(10^7)", 0, "at most 4,096 bits"),
    ("polygamma(3, 10^9)", 0, "at most 4,096 bits"),
    ("polygamma(9, 1000)", 0, "at most 4,096 bits"),
    ("2^4096", 1, "at most 4,096 bits"),
    ("2^-4096", 1, "at most 4,096 bits"),
    ("2^2^12", 1, "at most 4,096 bits"),
    ("2^4095+2^4095", 6, "at most 4,096 bits"),
    ("(2x)^4096", 4, "at most 4,096 bits"),
    ("1e9999", 0, "at most 4,096 bits"),
    ("x + 1e-99999999999", 4, "at most 4,096 bits"),
    ("51!", 2, "only up to 50!"),
    ("factorial(99)", 0, "only up to 50!"),
    ("1" * 31, 0, "at most 30 digits"),
    ("0." + "1" * 30, 0, "at most 30 digits"),
    ("9" * 9999, 0, "at most 30 digits"),
]


@pytest.mark.parametrize(("text", "position", "reason"), REFUSED, ids=[repr(text[:30]) for text, _, _ in REFUSED])
def test_what_is_refused_says_where_and_why(text: str, position: int, reason: str) -> None:
    with pytest.raises(FormulaError, match=re.escape(reason)) as caught:
        parse(text)
    assert caught.value.position == position
    assert isinstance(caught.value, SymdescentError)


DATA = {"speed", "dist"}
REFUSED_WITH_DATA: list[tuple[str, int, str]] = [
    ("w*speed", 2, "speed is a column of the data: put it inside mean( ) or sum( )"),
    ("mean(speed) + dist", 14, "dist is a column of the data"),
    ("mean(w)", 0, "no column is in it; the columns are dist, speed"),
    ("mean(mean(speed))", 5, "inside another mean or sum"),
    ("sum(speed, dist)", 0, "sum takes 1 argument, not 2"),
    ("mean speed", 5, "write mean( )"),
    ("mean(speeed)", 5, "did you mean speed?"),
    ("mean(wspeed)", 5, "did you mean w*speed?"),
]


@pytest.mark.parametrize(("text", "position", "reason"), REFUSED_WITH_DATA)
def test_what_is_refused_where_there_are_data(text: str, position: int, reason: str) -> None:
    with pytest.raises(FormulaError, match=re.escape(reason)) as caught:
        parse(text, columns=DATA)
    assert caught.value.position == position


@pytest.mark.parametrize("column", ["1st", "x y", "s-t"])
def test_only_a_name_that_can_be_typed_is_suggested(column: str) -> None:
    with pytest.raises(FormulaError, match=r"did you mean (?!1st|x y|s-t)"):
        parse("mean(1st)" if column == "1st" else "mean(st)", columns=[column])


def test_mean_without_data_asks_for_them() -> None:
    with pytest.raises(FormulaError, match=r"mean runs over the rows of data: give data=\."):
        parse("mean(x^2)")


def test_the_message_shows_the_text_with_a_caret() -> None:
    with pytest.raises(FormulaError, match=r"(?m)^    3x\^2 \+ sin\(x\n {14}\^\nThe bracket opened here"):
        parse("3x^2 + sin(x")


@pytest.mark.parametrize("formula", [3, None, b"x", ["x"], 2.5])
def test_a_formula_is_a_text(formula: object) -> None:
    with pytest.raises(ArgumentError, match=r"A formula is a text such as 'x\^2 \+ 5', not"):
        parse(formula)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "reason"), [("x", "x is a variable"), ("1/alpha", "alpha is a variable"), ("", "empty"), ("1,5", "1.5")])
def test_a_number_holds_no_variable(text: str, reason: str) -> None:
    with pytest.raises(FormulaError, match=reason):
        parse_number(text)


@pytest.mark.parametrize(
    ("count", "text", "reason"),
    [
        ("characters", "x" + " " * 1000, "1,001 characters; at most 1,000"),
        ("tokens", "+".join("x" * 201), "too many numbers, names and signs: at most 400"),
        ("nodes", "2x" + "+2x" * 99, "more than 300 parts"),
        ("variables", "+".join("abcdfghjk"), "more than 8 variables"),
    ],
)
def test_an_answer_is_shorter_than_a_problem(count: str, text: str, reason: str) -> None:
    parse(text, limits=AUTHOR)
    with pytest.raises(FormulaError, match=reason):
        parse(text, limits=STUDENT)


HOSTILE = {
    "brackets": "(" * 5_000,
    "brackets both ways": "(" * 1_500 + "x" + ")" * 1_500,
    "calls": "sin(" * 1_000 + "x" + ")" * 1_000,
    "calls on paper": "sin " * 2_000 + "x",
    "powers": "x" + "^x" * 1_900,
    "numbers to powers": "9" + "**9" * 1_900,
    "minus signs": "-" * 3_900 + "x",
    "plus signs": "+" * 3_900 + "x",
    "minus signs after times": "x*" + "-" * 3_900 + "x",
    "bars": "|" * 3_999,
    "bars around": "|" * 1_500 + "x" + "|" * 1_500,
    "roots": "√" * 3_900 + "x",
    "quotients": "x" + "/x" * 1_000,
    "piecewise": "piecewise((" * 900,
    "factorials": "5" + "!" * 3_900,
    "superscripts": "x" + "²" * 9_000,
    "letters": "x" * 9_999,
    "a hundred thousand characters": "(" * 100_000,
    "a hundred thousand letters": "xy" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_hostile_gets_further_than_a_formula_error(name: str) -> None:
    with pytest.raises(FormulaError, match=r"at most|at the end|is not a name|whole number"):
        parse(HOSTILE[name])


@pytest.mark.parametrize(
    ("level", "end"), [("(", ")"), ("x^", ""), ("2^x^", ""), ("-", ""), ("√", ""), ("sin ", ""), ("|1+", "|"), ("x^(", ")")]
)
def test_every_way_to_nest_ends_at_the_same_depth(level: str, end: str) -> None:
    times = 40 // sum(sign in "(^-√|n" for sign in level)
    parse(level * times + "x" + end * times)
    with pytest.raises(FormulaError, match="nested too deeply: at most 40 levels"):
        parse(level * (times + 1) + "x" + end * (times + 1))


SLOW_IF_READ_TO_THE_END = ["a1" * 5_000, "α" * 10_000, "x²" * 5_000, "1e" * 5_000]


@pytest.mark.parametrize("text", SLOW_IF_READ_TO_THE_END, ids=[text[:4] for text in SLOW_IF_READ_TO_THE_END])
@pytest.mark.parametrize("name", ["speed", "a1" * 2_000])
def test_a_long_text_is_cut_into_no_more_tokens_than_are_read(text: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    letters: list[int] = []
    monkeypatch.setattr(tokens, "WORD", Counting(tokens.WORD, letters))
    with pytest.raises(FormulaError, match="at most 4,000 are read"):
        parse(text, variables=[name])
    assert len(letters) <= 4_001
    assert max(letters, default=0) <= 251


class Counting:
    """A pattern that writes down how many letters each of its matches could see."""

    def __init__(self, pattern: re.Pattern[str], letters: list[int]) -> None:
        self.pattern, self.letters = pattern, letters

    def match(self, text: str, start: int, end: int) -> re.Match[str] | None:
        self.letters.append(min(end, len(text)) - start)
        return self.pattern.match(text, start, end)


def test_the_deepest_formulas_need_no_more_than_half_of_the_stack() -> None:
    frames = 0
    frame = sys._getframe()
    while frame.f_back is not None:
        frames, frame = frames + 1, frame.f_back
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(frames + 600)
    try:
        for inner in ("max(1,", "(1+2*", "sin(-x^", "|x+", "1/(x+", "piecewise((x,x<("):
            with pytest.raises(FormulaError, match="nested too deeply"):
                parse(inner * 41)
    finally:
        sys.setrecursionlimit(before)


def position_of_fault(text: str) -> int:
    """Where a text is refused; 0 if it is read."""
    try:
        parse(text, columns={"speed"})
    except FormulaError as error:
        return error.position
    return 0


@given(st.text(alphabet="xyeπα12.,()|+-*/^!√²₁ _=<sincoslnpw'\"[]{}\\х∞\n", max_size=60))
def test_any_formula_is_read_or_refused_with_a_position_in_it(text: str) -> None:
    assert 0 <= position_of_fault(text) <= len(text)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_position_in_it(text: str) -> None:
    assert 0 <= position_of_fault(text) <= len(text)
