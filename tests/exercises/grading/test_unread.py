"""What a German student mistypes is refused in German, with the caret where the fault is, wherever it is graded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import symdescent as sd
from symdescent.cli import main
from symdescent.errors import FormulaError
from symdescent.exercises import answers
from symdescent.exercises.grading import worker
from symdescent.notation import parse, style
from tests.exercises.grading.items import derivative, of

FORMULA = answers.formula(parse("2x + 5"))
THIRD = answers.number("1/3")
POINT = answers.at_point({"x": "1/2", "y": 2})
VECTOR = answers.vector_of([parse("2x"), parse("-3")])
MATRIX = answers.matrix_of([["1", "2"], ["3", "4"]])
POINTS = answers.points_of([({"x": 0, "y": 0}, "saddle"), ({"x": 1, "y": 1}, "minimum")])
RATE = answers.between(0, "1/2")
STEPS = answers.iterates_of([{"x": 1}, {"x": "1/2"}])
VERDICT = answers.choice("convex")

# each with where the caret stands
MISTYPED = [
    (FORMULA, "   ", 3),
    (FORMULA, "2x +", 4),
    (FORMULA, "2x + (5", 5),
    (FORMULA, "2x + 5)", 6),
    (FORMULA, "|2x + 5", 0),
    (FORMULA, "()", 1),
    (FORMULA, "sin + 5", 4),
    (FORMULA, "2x + * 5", 5),
    (FORMULA, "2 5", 2),
    (FORMULA, "xsin", 0),
    (FORMULA, "sinn(x)", 0),
    (FORMULA, "fgh(x)", 0),
    (FORMULA, "2x = 0", 5),
    (FORMULA, "2x + 5 =", 8),
    (FORMULA, "2X + 5", 1),
    (FORMULA, "5% x", 1),
    (FORMULA, "2x + ∞", 5),
    (FORMULA, "2x + [5]]", 5),
    (FORMULA, "{2x", 0),
    (FORMULA, "2x + 5'", 6),
    (FORMULA, "x_", 1),
    (FORMULA, "2x : 5", 3),
    (FORMULA, "2x ; 5", 3),
    (FORMULA, "x²^3", 2),
    (FORMULA, "sin^-1 x", 3),
    (FORMULA, "sin 2(x+1)", 4),
    (FORMULA, "max(1,2)", 5),
    (FORMULA, "1,2,3", 3),
    (FORMULA, "sin(x, 2)", 0),
    (FORMULA, "log(x, -1)", 0),
    (FORMULA, "log2 x", 0),
    (FORMULA, "x/0", 1),
    (FORMULA, "51!", 2),
    (FORMULA, "x^99999", 1),
    (FORMULA, "\u0430 + 1", 0),
    (FORMULA, "2x + é", 5),
    (FORMULA, "for x", 0),
    (FORMULA, "diff(x^2)", 0),
    (FORMULA, "sum(i, i, 1)", 0),
    (FORMULA, "x < 2", 2),
    (FORMULA, "f(x, 5)", 3),
    (FORMULA, r"\frac{1}{2", 8),
    (FORMULA, r"\hat{x}", 0),
    (FORMULA, r"\foo x", 0),
    (FORMULA, r"\sinn x", 0),
    (FORMULA, r"\sum x", 0),
    (FORMULA, "x" * 1001, 1000),
    (FORMULA, "(" * 45 + "x" + ")" * 45, 40),
    (THIRD, "x", 0),
    (THIRD, "1/", 2),
    (POINT, "1/2", 0),
    (POINT, "(1/2; 2; 3)", 0),
    (POINT, "(a; b)", 1),
    (VECTOR, "2x", 0),
    (VECTOR, "(2x; )", 0),
    (MATRIX, "1 2", 0),
    (MATRIX, "((1;2);(3))", 7),
    (RATE, "0 <", 0),
    (RATE, "[1;2;3]", 0),
    (RATE, "0 < x < 1/(2", 10),
    (POINTS, "Extremum", 0),
    (STEPS, "1; x", 3),
    (STEPS, "1; 1/", 5),
    (VERDICT, "vielleicht", 0),
]
ENGLISH = frozenset(
    "a about after an and answer are argument arguments as at be before between bracket brackets but by can cannot character closed comma"
    " does end expected few first follow formula found function has have here how in inside is it its know lines list many may mean meaning"
    " missing more most must name never no not nothing number of on one only open or part place point read remove right separate side so such"
    " than that the their there these this to too type unknown use value where which with without word write wrong you your".split()
) - {"an", "argument", "in", "name", "so"}  # words of German too


def english(text: str) -> set[str]:
    """The English words in a message, besides what was typed, what is quoted and the kinds of the test's own choice."""
    told = re.sub(r"„[^“]*“|\w+\(|[a-z]+=|\b\w(?=\W)|\\\w+", " ", text)
    return set(re.findall(r"[^\W\d_]+", told.casefold())) & ENGLISH


def test_the_list_finds_english() -> None:
    with pytest.raises(FormulaError, match="can't read") as caught:
        of(FORMULA, "2x +")
    assert {"formula", "here", "something", "must", "follow"} - english(str(caught.value)) == {"something"}


@pytest.mark.parametrize(("answer", "line", "at"), MISTYPED, ids=[line[:30] for _, line, _ in MISTYPED])
def test_a_mistyped_answer_is_refused_in_german(answer: answers.Answer, line: str, at: int) -> None:
    with style(language="de"), pytest.raises(FormulaError, match="Das kann ich so nicht lesen") as caught:
        of(answer, line)
    assert (caught.value.text, caught.value.position) == (line, at)
    title, shown, caret, *said = str(caught.value).split("\n")
    assert (shown.strip() in line or len(line) > 72, caret.strip(), len(said)) == (True, "^", 1)
    assert english(title + said[0]) == set()
    assert said[0] == caught.value.reason


@pytest.mark.parametrize(("answer", "line", "at"), MISTYPED, ids=[line[:30] for _, line, _ in MISTYPED])
def test_in_english_the_caret_stands_in_the_same_place(answer: answers.Answer, line: str, at: int) -> None:
    with style(decimal=","), pytest.raises(FormulaError, match="I can't read this formula") as caught:
        of(answer, line)
    assert (caught.value.text, caught.value.position) == (line, at)


@pytest.fixture
def _ended() -> Iterator[None]:
    yield
    worker.stop()


@pytest.mark.usefixtures("_ended")
def test_the_other_process_says_the_same() -> None:
    exercise = derivative("x**2 + 5*x")
    with style(language="de"):
        for other in (True, False):
            with pytest.raises(FormulaError, match="Hier bricht die Formel ab; nach „\\+“ muss aber noch etwas kommen") as caught:
                exercise.grade("f'(x) = 2x +", worker=other)
            assert str(caught.value).startswith("Das kann ich so nicht lesen.\n    f'(x) = 2x +\n                ^\n")


def test_a_choice_is_asked_for_in_the_words_of_the_reader() -> None:
    asked = sd.exercise("convexity", seed=1)
    with style(language="de"), pytest.raises(FormulaError, match="Erwartet wird eines davon: ") as caught:
        asked.grade("vielleicht", worker=False)
    assert english(str(caught.value)) == set()


def test_the_marks_of_a_sheet_say_it_in_german() -> None:
    sheet = sd.sheet(["derivative"], seed=3, count=2)
    with style(language="de"):
        marks = sheet.grade({1: "2x + (", 2: "((x"}, worker=False).lesson().to_text()
    assert "Hier bricht die Formel ab" in marks
    assert "Zu dieser Klammer fehlt" in marks
    assert english(marks) == set()


@pytest.mark.usefixtures("_ended")
def test_the_command_line_says_it_in_its_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in (["grade", "2x +", "--topic", "derivative", "--seed", "7"], ["derive", "2x +"]):
        assert main([*verb, "--language", "de"]) == 2
        assert "Hier bricht die Formel ab; nach „+“" in capsys.readouterr().err
        assert main(verb) == 2
        assert "The formula stops here" in capsys.readouterr().err
    page, typed = tmp_path / "sheet.json", tmp_path / "answers.json"
    page.write_text(json.dumps(sd.sheet(["derivative"], seed=3, count=1).to_dict()), encoding="utf-8")
    typed.write_text(json.dumps({"1": "2x +"}), encoding="utf-8")
    assert main(["grade", str(page), str(typed), "--language", "de"]) == 0
    assert "Hier bricht die Formel ab" in capsys.readouterr().out
