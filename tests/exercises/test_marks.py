"""The marks of a sheet."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symdescent.errors import ArgumentError
from symdescent.exercises.sheet import Sheet, sheet


@pytest.fixture(scope="module")
def page() -> Sheet:
    return sheet("gradient-step", seed=7, count=3)


def test_an_answer_is_right_wrong_unreadable_or_missing(page: Sheet) -> None:
    marks = page.grade({1: str(page.items[0].answer), "2": "x +", 3: "12345"}, worker=False)
    ((one, two, three),) = marks.papers.values()
    assert (one.outcome, two.outcome, three.outcome) == ("right", "unread", "wrong")
    assert marks.points == (Fraction(1),)
    assert page.grade(["", ""], worker=False).points == (Fraction(0),)
    assert "Points: 1 of 3" in marks.to_text()


def test_right_answers_give_all_points(page: Sheet) -> None:
    marks = page.grade([item.answer.to_dict() for item in page.items], worker=False)
    assert marks.points == (Fraction(3),)
    assert marks.to_dict()["papers"][0]["points"] == "3"


def test_a_class_is_graded_by_name() -> None:
    week = sheet("gradient-step", seed=7, count=2, students=["Ada", "Emmy"])
    right = {paper.student: {k: str(item.answer) for k, item in enumerate(paper.items, 1)} for paper in week.papers}
    assert list(week.grade(right, worker=False).points) == [2, 2]
    assert list(week.grade({"Emmy": right["Ada"]}, worker=False).points) == [0]
    assert list(week.for_student("Ada").grade(right["Ada"], worker=False).points) == [2]
    table = week.grade(right, worker=False).to_text()
    assert "Ada" in table
    assert "Emmy" in table


@pytest.mark.parametrize(("answers", "says"), [({4: "x"}, "no exercise 4"), ("2x", "expected a mapping"), ({"a": "x"}, "no exercise 'a'")])
def test_answers_that_belong_nowhere_are_refused(page: Sheet, answers: object, says: str) -> None:
    with pytest.raises(ArgumentError, match=says):
        page.grade(answers)


def test_a_student_without_a_paper_is_refused() -> None:
    with pytest.raises(ArgumentError, match="student 'Sofia' has no paper: expected one of the students, Ada"):
        sheet("gradient-step", seed=7, count=1, students=["Ada", "Emmy"]).grade({"Sofia": {1: "x"}})


def test_steps_that_are_right_earn_their_share() -> None:
    page = sheet("gradient-steps", seed=5, count=1, level=4)
    points = [", ".join(point.values()) for point in page.items[0].answer.to_dict()]
    typed = "; ".join(f"({point})" for point in [*points[:-1], "977, 977"])
    ((mark,),) = page.grade([typed], worker=False).papers.values()
    assert mark.outcome == "partly"
    assert mark.points == Fraction(len(points) - 1, len(points))


def test_names_are_known_in_other_capitals_and_the_other_way_round_and_who_is_missing_is_told() -> None:
    week = sheet("gradient-step", seed=7, count=1, students=["Jörg Müller", "Emmy Noether"])
    right = {1: str(week.papers[0].items[0].answer)}
    for name in ("jörg müller ", "Müller, Jörg", "Jo\u0308rg Mu\u0308ller"):
        marks = week.grade({name: right}, worker=False)
        assert (list(marks.papers), marks.points, marks.missing) == (["Jörg Müller"], (Fraction(1),), ("Emmy Noether",))
    assert "No answers of: Emmy Noether." in marks.to_text()


def test_a_misspelt_name_is_asked_back_and_one_student_counts_once() -> None:
    week = sheet("gradient-step", seed=7, count=1, students=["Ada", "Emmy Noether"])
    with pytest.raises(ArgumentError, match="did you mean 'Emmy Noether'"):
        week.grade({"Emy Noether": {1: "x"}})
    with pytest.raises(ArgumentError, match="two of the names are one student's"):
        week.grade({"Ada": {1: "x"}, "ada": {1: "x"}})
    with pytest.raises(ArgumentError, match="for each student's name"):
        week.grade({})


def test_what_is_no_answer_is_marked_as_unread(page: Sheet) -> None:
    assert [mark.outcome for mark in page.grade([True, "x +", ""], worker=False).papers[""]] == ["unread", "unread", "unanswered"]


def test_what_could_not_be_read_is_not_shown_as_wrong_in_the_table_of_a_class() -> None:
    page = sheet("gradient-step", seed=7, count=3, students=["Ada", "Emmy"])
    marks = page.grade({"Ada": ["2 1/10", "(((", "1000001"], "Emmy": ["1000001", "", "1000001"]})
    table = marks.to_text().splitlines()
    assert [row.split() for row in table if row.startswith(("Ada", "Emmy"))] == [["Ada", "?", "?", "0", "0"], ["Emmy", "0", "–", "0", "0"]]
    assert table[-1] == "? could not be read or decided, and has no points yet: Ada 1, 2."
