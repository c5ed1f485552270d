"""Every sentence that the lessons say exists in every language, with the same fields, and no language leaks into another."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import symdescent as sd
from symdescent.analysis.landscape import landscape
from symdescent.analysis.rates.rates import rates_of
from symdescent.calculus.derivation import Derivation
from symdescent.calculus.rules import RULES
from symdescent.descent.stop import Stop
from symdescent.lesson import NARRATORS, name_of
from symdescent.lesson.document import Document, Strong
from symdescent.lesson.language import TOPICS, say, sentences, word
from symdescent.notation.style import LANGUAGES, style
from symdescent.shown import Shown

LESSONS = Path(sd.__file__).parent / "lesson"
OTHERS = [(shown, other) for shown in LANGUAGES for other in LANGUAGES if shown != other]

# Words that a lesson in any language may hold, and why.
COMMON = {
    **dict.fromkeys("mean max min piecewise otherwise".split(), "how formulas are typed, in text as in the parser"),
    **dict.fromkeys("speed dist boiling pressure nebula distance velocity".split(), "columns of data, by their own names"),
    **dict.fromkeys("a f g i k n t u v w x y z ln sin cos exp sign".split(), "letters and functions of mathematics"),
    **dict.fromkeys("end root steps last power".split(), "names in the equations of methods and schedules, as people type them"),
    **dict.fromkeys("nesterov taylor".split(), "authors of papers, as they are cited"),
    "des": "in the French title of the paper on gradient descent",
}


def derivations() -> list[Shown]:
    """Of every kind and detail."""
    made: list[Shown] = [sd.problem("x sin(x) + 0.5").derive(detail=detail) for detail in ("full", "standard", "brief")]
    made += [sd.problem("x^2 y + y^2 z").derive(), sd.problem("x^2 y").derive_hessian(), sd.problem("x^2 y").derive(["x", "y"])]
    made += [sd.problem("ln x").derive(order=order, check="quick") for order in (2, 3, 4, 5)]
    made += [sd.problem("a b c d e1").derive(), sd.problem("max(x, 2^x - 1) + |x|/x").derive()]
    return made


def runs() -> list[Shown]:
    """With every way to end that is easily reached."""
    square, narrow = sd.problem("x^2 + 0.5"), sd.problem("mean((w*speed + b - dist)^2)", data="cars.csv")
    made = [sd.descend(square, {"x": -6}, rate=rate, steps=12, arithmetic="exact") for rate in ("1/10", "1", "3", "1/2")]
    made += [sd.descend(square, {"x": -6}, rate="1/3", steps=60, arithmetic="exact")]
    made += [sd.descend(narrow, {"w": 0, "b": 0}, rate=rate, steps=20) for rate in ("0.0037", "1")]
    made += [sd.descend(sd.problem("-(x - 1)^2 - y^4", sense="max"), {"x": 3, "y": 1}, steps=30)]
    made += [sd.descend(sd.problem("ln(x)"), {"x": 1}, rate="2", steps=5), sd.descend(sd.problem("x^3"), {"x": 1}, rate="1/10", steps=20)]
    made += [
        sd.descend(sd.problem("x^4 - 2x^2"), {"x": "1/10"}, steps=50),
        sd.descend(sd.problem("cos(x) + y^2"), {"x": 1, "y": 1}, steps=50),
    ]
    return [*made, made[0].trace, made[5].trace]


def pieces() -> list[Shown]:
    """Problems, points, methods and data."""
    made: list[Shown] = [sd.problem("x^2 + 0.5"), sd.problem("a x^2 + y^2", variables="x,y", sense="max"), sd.problem("3")]
    made += [sd.problem("x^2 + 0.5").at(x=1), sd.problem("ln(x) + y^2").at(x=-1, y=2)]
    made += [landscape(sd.problem("x^2 - x*y")), landscape(sd.problem("x*ln(x)")), landscape(sd.problem("5x^2 + 6x*y + 5y^2"))]
    return [*made, sd.methods["gradient descent"], sd.datasets.cars, sd.datasets.forbes, sd.datasets.hubble]


def consequences() -> list[Shown]:
    """One of each kind."""
    square, curve = sd.problem("x^2 + 0.5"), sd.problem("x^2 + y^2 - 25")
    made: list[Shown] = [curve.derive_implicit("y", "x", order=2, at={"x": 3, "y": 4}), curve.derive_implicit("y", "x")]
    made += [sd.problem("1 - cos(t)").derive_parametric(x="t - sin(t)", order=2, at="pi/2"), sd.problem("x^3 + x").derive_inverse(at=1)]
    made += [square.derive_inverse(), sd.problem("x^2 y").derive_direction(x=3, y=4, at={"x": 1, "y": 2})]
    made += [sd.problem("x^2 + y^2 + x*t").derive_along(x="cos(t)", y="sin(t)", at=0), sd.problem("x*y*z").derive_jacobian()]
    made += [sd.problem("r*cos(theta)").derive_jacobian("r*sin(theta)", at={"r": 2, "theta": "pi/3"}), square.tangent(x="1/2")]
    made += [curve.tangent(x=1, y=2), sd.problem("ln(1 + x)").taylor(x=0, order=4), sd.problem("e^x*cos(y)").taylor(x=0, y=0)]
    return made


def answers() -> list[Shown]:
    """To lines that are right, unfinished and wrong in several ways; other ways; certificates."""
    typed = {
        "(2x + 1)^5": ["10(2x+1)^4", "5(2x+1)^4", "5(2x+1)^4*2", "(2x+1)^5", "10(2x + 1)^5", "17", "ln(x)", "10(2x+1)^4 + sqrt(-1 - x^2)"],
        "x^2 sin(x)": ["2x*cos(x)", "2x sin(x) + x^2 cos(x)", "2x sin(x) - x^2 cos(x)", "2x sin(x)", "x(2 sin(x) + x cos(x))"],
        "sin(x)/x": ["cos(x)/1", "(sin(x) - x cos(x))/x^2", "(x cos(x) - sin(x))/x"],
        "e^(2x) + 5": ["e^(2x)", "2x e^(2x - 1)", "2e^(2x) + 5"],
    }
    made = [(sd.problem(function).derive(), lines) for function, lines in typed.items()]
    found: list[Shown] = [derivation.check(line) for derivation, lines in made for line in lines]
    found += [other for function in ("x x^2", "(x^2 + 1)/x", "ln(x^3)") for other in sd.problem(function).derive().alternatives()]
    found += [
        sd.problem(function).derive(check=check).certificate() for function in ("x sin(x)", "max(x, x^2)") for check in ("proof", "quick")
    ]
    whole = sd.problem("x^2 y + y^2").derive()
    found += [whole.check(line) for line in ("(2x*y, x^2 + 2y)", "(2x, x^2 + y^2)", "(x^2 + 2y, 0)")]
    return [*found, whole.check("2x*y", variable="x")]


def methods() -> list[Shown]:
    """Runs of several methods and step sizes; a comparison, a race and a sweep."""
    square, bowl, saddle = sd.problem("x^2 + 0.5"), sd.problem("x^2 + 4y^2"), sd.problem("x^2 - y^2")
    made: list[Shown] = [sd.descend(bowl, (3, 1), method=name, steps=4) for name in ("adam", "heavy ball", "bfgs", "damped newton")]
    made += [
        sd.descend(saddle, (3, 1), method="newton", steps=4),
        sd.descend(sd.problem("|x| + x^2"), 3, method="adagrad", rate=1, steps=4),
    ]
    made += [sd.descend(bowl, (3, 1), rate=rate, steps=3) for rate in ("exact", "wolfe", "goldstein", "lipschitz", "optimal", "cosine")]
    made += [sd.methods["newton"], sd.methods["adam"].compare(steps=5)]
    made += [sd.race(bowl, ["gradient descent", "newton"], (3, 1), budget=20)]
    return [*made, sd.sweep(square, start=3, rate=["1/10", "1/2"], steps=20)]


def diagnoses() -> list[Shown]:
    """With findings of most kinds."""
    square, bowl, well = sd.problem("x^2 + 0.5"), sd.problem("x^2 + 100y^2"), sd.problem("x^4 - 2x^2 + x/2")
    made = [sd.descend(square, 3, rate=rate, steps=30) for rate in ("1/1000", "1/10", "1/4", "0.97", "1", "2")]
    made += [sd.descend(bowl, (3, 1), rate=rate, steps=40) for rate in ("0.0098", "0.004", "exact", None)]
    made += [sd.descend(bowl, (3, 1), method="heavy ball", rate=rate, beta="0.99") for rate in ("1/1000", "armijo")]
    made += [sd.descend(well, start, rate=rate) for start, rate in ((1, "1/20"), (1, "3/10"))]
    made += [sd.descend(sd.problem(f), start, method=name) for f, start, name in (("x^2 - y^2", (3, 1), "newton"), ("cos(x)", 0, "bfgs"))]
    made += [sd.descend(sd.problem("x^3 - 2x + 2"), 0, method="newton"), sd.descend(sd.problem("|x|"), 1, rate="0.15")]
    made += [sd.descend(sd.problem("ln(x)"), 1, rate=2, steps=5), sd.descend(sd.problem("x^3"), -1, rate="1/10")]
    made += [sd.descend(sd.problem("1 - exp(-x^2)"), 6), sd.descend(square, 3, rate="1/10", steps=9, record="last")]
    made += [sd.descend(sd.problem("x^2 - y^2 + y^4"), (1, "0.0000001"), rate="1/10"), sd.descend(square, 3, method="adam")]
    made += [sd.descend(square, 3, rate="1/4", tol=1), sd.descend(square, "1/3", rate="1/3", tol="1/10^14", arithmetic="rounded")]
    made += [sd.descend(bowl, (3, 1), method="sign descent", rate="1/10"), sd.descend(bowl, (3, "1/2"), method="lion", rate="0.3")]
    made += [sd.descend(sd.problem("a x^2", variables="x"), 3, rate="1/4", steps=2, arithmetic="exact")]
    return [run.diagnose() for run in made]


def rates() -> list[Shown]:
    """Constants found in every way, known and not."""
    made = [("x^2 + x*y + y^2 - 3x", (1, 2)), ("x^2 + y^2", (1, 2)), ("x^4 + y^2", (1, 1)), ("e^x + y^2", None), ("ln(1 + e^x)", None)]
    made += [("|x|", None), ("sin(x) + x*y", None), ("sqrt(1 + x^2)", None), ("x^2 - y^2", None)]
    found: list[Shown] = [rates_of(sd.problem(formula), start=start) for formula, start in made]
    found += [rates_of(sd.problem("a*x^2 + b", variables="x")), rates_of(sd.problem("x^4 + x*y + y^2"), domain="0 <= x <= 1, 0 <= y <= 1")]
    return [*found, rates_of(sd.problem("x^4"), domain="1 <= x <= 2")]


def convexities() -> list[Shown]:
    """Every verdict, and every kind of certificate."""
    functions = ["x^2 + x*y + y^2", "x^2 - 2x*y + y^2", "2x + 3y", "-x^2 - y^2", "x^4 - 2x^2", "x*y", "1/x", "x^3", "x^x"]
    functions += ["x^6 - 3x^4 + (27/5)x^2", "e^x - ln(x)", "max(x, x^2)", "x^4 + x^2*y^2 + y^4", "x^4 - x^3 + x^2", "ln(e^x + e^y)"]
    made: list[Shown] = [sd.convexity(sd.problem(function)) for function in functions]
    made += [sd.convexity(sd.problem("sin(x)"), domain="0 < x < pi"), sd.convexity(sd.problem("-x^4 + x^2 - x"), domain="x >= 2")]
    return [*made, sd.convexity(sd.problem("-sqrt(x*y)"), domain="x > 0, y > 0")]


def analyses() -> list[Shown]:
    """Pages with every kind of answer."""
    senses = [("x^2 + y^2", "min"), ("x^4 - 2x^2", "min"), ("x + y", "min"), ("1 - x^2", "max"), ("sin(x) + x", "max"), ("x*y", "max")]
    return [sd.analyze(sd.problem(formula, sense=sense)) for formula, sense in senses]


def critical() -> list[Shown]:
    """Critical points of many kinds, solved in many ways."""
    asked: list[tuple[str, str | None]] = [
        ("x^4 - 2x^2 + y^2", None),
        ("x + y", "x^2 + y^2 = 1"),
        ("x^2 + 0.5", "x >= 1"),
        ("sin(x)", None),
    ]
    asked += [
        ("(x^2 + y^2 - 1)^2", None),
        ("x^3 - 3x y^2", None),
        ("x^2 + y^3", None),
        ("x^2 + y^4", None),
        ("|x| + |y|", None),
        ("x^3", None),
    ]
    asked += [
        ("sqrt(x)", None),
        ("x sin(x)", None),
        ("sin(x + y) + (x - y)^2 - 1.5x + 2.5y", "-1.5 <= x <= 4, -3 <= y <= 4"),
        ("x + 1", None),
    ]
    asked += [("e^x - 2x", "0 <= x <= 3"), ("x y z", "x^2 + y^2 + z^2 = 3"), ("x^4 + y^4", None), ("e^(x y) + x^2 + sin(y)", None)]
    made: list[Shown] = [sd.critical_points(sd.problem(formula), domain=domain) for formula, domain in asked]
    made += [sd.critical_points(sd.problem("-(x - 1)^2", sense="max")), sd.critical_points(sd.problem("a x^4", variables="x"))]
    return [*made, sd.critical_points(sd.problem("a x^2 + x", variables="x", domain="a > 0"))]


KINDS = (critical, derivations, runs, pieces, consequences, answers, methods, diagnoses, rates, convexities, analyses)


def told(shown: Shown) -> list[Document]:
    """Everything that the object can tell."""
    options = [{"hints": True}, {"reveal": True}] if isinstance(shown, Derivation) else []
    return [shown.lesson(), shown.display(), *(shown.lesson(**option) for option in options)]


@cache
def vocabulary(language: str) -> frozenset[str]:
    """All words of a language's sentences, without fields and without what is quoted."""
    return words(" ".join(sentences(language).values()))


def words(text: str) -> frozenset[str]:
    """The words of a text in small letters; quotations and fields are none."""
    text = re.sub(r"\{\w+\}|„[^“]*“", " ", text)
    return frozenset(match.lower() for match in re.findall(r"[^\W\d_]+", text))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize(("shown", "other"), OTHERS)
def test_no_word_of_one_language_leaks_into_another(shown: str, other: str, kind: Callable[[], list[Shown]]) -> None:
    foreign = vocabulary(other) - vocabulary(shown) - COMMON.keys()
    assert foreign
    with style(language=shown):
        texts = [document.to_text() for made in kind() for document in told(made)]
    assert {word for text in texts for word in words(text) & foreign} == set()


def test_the_samples_are_of_every_kind_that_tells_something() -> None:
    assert {name_of(type(made)) for kind in KINDS for made in kind()} == NARRATORS.keys()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_shows_itself_is_short_in_a_console(kind: Callable[[], list[Shown]]) -> None:
    for made in kind():
        assert len(repr(made)) <= 400
        assert "operand=" not in repr(made)
        assert " at 0x" not in repr(made)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_sentences_with_the_same_fields_and_marks(language: str) -> None:
    def shape(sentence: str) -> tuple[list[str], int]:
        return sorted(re.findall(r"\{\w+\}", sentence)), sentence.count("**")

    ours = {key: shape(sentence) for key, sentence in sentences(language).items()}
    assert ours == {key: shape(sentence) for key, sentence in sentences("en").items()}


def test_sentences_that_are_the_same_in_two_languages_hold_no_words() -> None:
    for shown, other in OTHERS:
        same = [sentence for key, sentence in sentences(shown).items() if sentences(other)[key] == sentence]
        assert {word for sentence in same for word in words(sentence) if "=" not in sentence} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_a_module_a_topic(language: str) -> None:
    folder = LESSONS / "language" / language
    assert {path.stem for path in folder.glob("*.py")} == {"__init__", *TOPICS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_topics_have_the_same_key(language: str) -> None:
    from importlib import import_module

    topics = [import_module(f"symdescent.lesson.language.{language}.{topic}").SENTENCES for topic in TOPICS]
    assert sum(map(len, topics)) == len(sentences(language))


def test_german_has_a_decimal_comma_unless_another_sign_is_asked_for() -> None:
    function = sd.problem("0.5x^2")
    with style(language="de"):
        german = function.lesson()
        run = sd.descend(function, {"x": "1/2"}, rate="1/3", steps=9).lesson().to_text()
        assert "f(x) = 0,5x²" in german.to_text()
        assert "0{,}5 x^{2}" in german.to_latex()
        with style(decimal="."):
            assert "f(x) = 0.5x²" in function.lesson().to_text()
    assert not re.search(r"\d\.\d", run)
    assert not re.search(r"\d\.\d", german.to_text())


def test_a_lesson_keeps_its_language_when_it_is_written_later() -> None:
    with style(language="de"):
        lesson = sd.problem("x^2/2").lesson()
    assert '<html lang="de">' in lesson.to_html()
    assert "Die Kurve von" in lesson.to_html()
    code = "".join(cell["source"] for cell in lesson.to_notebook()["cells"])
    assert "set_style(decimal=',', language='de')" in code


def test_cases_and_lists_are_written_in_the_language() -> None:
    function = sd.problem("piecewise((0.5, x < 0), (max(x, 1.5), otherwise))")
    with style(language="de"):
        written = function.to_latex()
    assert r"\text{falls } x < 0" in written
    assert r"\text{sonst}" in written
    assert r"\max\{x; 1{,}5\}" in written


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_speak_the_language(language: str) -> None:
    run = sd.descend(sd.problem("x^2 + 0.5"), {"x": 3}, rate="1/4", steps=8)
    with style(language=language):
        axes = run.draw("convergence").axes[0]
        assert axes.get_xlabel() == sentences(language)["figure step"]
        ticks = [label.get_text() for label in run.draw("curve").axes[0].get_yticklabels()]
    wrong = {".": ",", ",": "."}[LANGUAGES[language].decimal]
    assert not any(wrong in tick for tick in ticks)


def test_a_sentence_takes_its_fields_and_marks_strong_words() -> None:
    assert say("en", "checked quick", count="4")[:2] == (Strong("Checked."), " ")


@pytest.mark.parametrize("stop", Stop)
def test_every_outcome_has_its_sentences(stop: Stop) -> None:
    assert word("en", f"stop {stop.name.lower()}")
    assert word("en", f"ended {stop.name.lower()}")


def test_every_rule_has_a_name() -> None:
    assert {f"rule {rule.name}" for rule in RULES} <= sentences("en").keys()


def test_every_literal_key_that_the_code_asks_for_exists() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in LESSONS.glob("*.py"))
    asked = re.findall(r'(?:say|word)\(\s*(?:language|current_style\(\)\.language),\s*"([^"{]+)"', code)
    assert asked
    assert set(asked) <= sentences("en").keys()
