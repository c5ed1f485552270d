"""Exercises as such: seeds, levels, topics, keys, and topics of one's own."""

from __future__ import annotations

import json
from fractions import Fraction
from random import Random
from unittest.mock import Mock

import pytest

import symdescent as sd
from symdescent.calculus.checks.certify import certified
from symdescent.errors import ArgumentError
from symdescent.exercises import derived
from symdescent.exercises.answers import longest, matrix_of, number, vector_of
from symdescent.exercises.canonical import canonical
from symdescent.exercises.distractors import distractors
from symdescent.exercises.own import like, topic
from symdescent.exercises.topic import LEVELS, Size, Wrong
from symdescent.notation import parse

FIELDS = "schema topic seed level given question answer solution hints distractors key certificate"


def test_the_same_seed_gives_the_same_exercise_and_another_one_another() -> None:
    texts = [json.dumps(sd.exercise("derivative", seed=seed, level=3).to_dict()) for seed in (5, 5, 6)]
    assert texts[0] == texts[1] != texts[2]


def test_a_dictionary_holds_what_it_is_to_hold_and_json_takes_it() -> None:
    data = sd.exercise("gradient", seed=2, level=2).to_dict()
    assert list(data) == FIELDS.split()
    assert all(set(distractor) == {"answer", "reason"} for distractor in data["distractors"])
    assert json.loads(json.dumps(data)) == data


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"topic": "derivate", "seed": 1}, "derivate"),
        ({"topic": "derivative", "seed": 1.5}, "whole number"),
        ({"topic": "derivative", "seed": True}, "whole number"),
        ({"topic": "derivative", "seed": 1, "level": 6}, "from 1 to 5"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        sd.exercise(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", ["derivative", "partial-derivative", "gradient", "tangent", "gradient-step", "gradient-steps", "newton-step"]
)
def test_a_drawn_function_has_the_tree_that_is_read_from_its_text(name: str) -> None:
    for level in LEVELS:
        for seed in range(20):
            given = sd.topics[name].draw(Random(seed), level)  # noqa: S311
            if given is not None:
                assert repr(given["function"].tree) == repr(parse(given["function"]))


def test_a_draw_of_another_level_is_not_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    checks = Mock(wraps=certified)
    monkeypatch.setattr(derived, "certified", checks)
    for seed in range(12):
        sd.exercise("partial-derivative", seed=seed, level=3)
    assert checks.call_count == 12


@pytest.mark.parametrize("name", sd.topics)
def test_a_topic_is_found_by_its_name(name: str) -> None:
    assert name in sd.topics
    assert sd.topics[name].name == name


def test_there_is_no_other_topic() -> None:
    assert len(sd.topics) == len(set(sd.topics))
    with pytest.raises(KeyError, match="limits"):
        sd.topics["limits"]


def test_a_level_is_never_lower_for_more_work() -> None:
    measure = sd.topics["derivative"].level
    assert [measure(Size(rules)) for rules in range(30)] == sorted(measure(Size(rules)) for rules in range(30))
    assert all(measure(Size(5, 1, 1)) <= measure(more) for more in (Size(6, 1, 1), Size(5, 2, 1), Size(5, 1, 2)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2x + 4y^2", "3a + 6b^2"),
        ("sin(x)*e^x", "e^t*sin(t)"),
        ("(x + 2)*sin(x)", "sin(y)*(2y + 4)"),
        ("1/(2x + 6)", "5/(t + 3)"),
        ("(3x - 6)^4", "(y - 2)^4"),
        ("x*y - z^2", "b^2 - a*c"),
    ],
)
def test_keys_know_no_names_scale_or_order(first: str, second: str) -> None:
    assert canonical(parse(first)) == canonical(parse(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [("x^2 + 1", "x^2 + 2"), ("sin(2x)", "sin(3x)"), ("x^2*y", "x^2*y^2"), ("x + y", "x - y"), ("ln(x)", "ln(2x)"), ("x^2 + y", "x^2 + x")],
)
def test_keys_tell_other_functions_apart(first: str, second: str) -> None:
    assert canonical(parse(first)) != canonical(parse(second))


def test_a_point_is_renamed_with_the_variables() -> None:
    f, g = parse("x^2 + 3y"), parse("y^2 + 3x")
    assert canonical(f, "xy", {"x": 1, "y": 2}) == canonical(g, "xy", {"x": 2, "y": 1})
    assert canonical(f, "xy", {"x": 1, "y": 2}) != canonical(g, "xy", {"x": 1, "y": 2})


def test_wrong_rules_with_one_result_are_reported_together() -> None:
    wrong = [Wrong("a", number(3)), Wrong("b", number(2)), Wrong("c", number("6/2")), Wrong("right", number(1))]
    assert [one.rules for one in distractors(number(1), wrong)] == [("a", "c"), ("b",)]


def test_distractors_that_give_themselves_away_come_last() -> None:
    wrong = [Wrong("long", number(12345)), *(Wrong(str(n), number(n)) for n in range(2, 6))]
    assert [one.rule for one in distractors(number(1), wrong)] == ["2", "3", "4", "5"]


def test_the_longest_number_of_an_answer_is_found_wherever_it_stands() -> None:
    assert longest(vector_of(["1/128", 5])) == 3
    assert longest(matrix_of([[parse("12x"), 0], [0, 1]])) == 2


def test_a_topic_like_another_one_has_its_own_questions() -> None:
    waves = like("derivative", "waves", lambda random, level: {"function": f"sin({random.randint(2, 9)}*x)", "variable": "x"})
    exercise = sd.exercise(waves, seed=1, level=1)
    assert exercise.key.startswith("waves: ")
    assert exercise.answer.value == sd.problem(exercise.given["function"]).derive().result
    assert len(exercise.distractors) == 4


def _mean(random: Random, level: int) -> dict[str, int]:
    return {"a": random.randint(1, 9 * level), "b": random.randint(1, 9 * level)}


def test_a_topic_of_ones_own_takes_a_question_an_answer_and_the_lines_between() -> None:
    means = topic(
        "means",
        _mean,
        question=lambda given: f"What is the mean of {given['a']} and {given['b']}?",
        answer=lambda given: number(Fraction(given["a"] + given["b"], 2)),
        solution=lambda given: [f"The sum is {given['a'] + given['b']}; half of it is the mean."],
        wrong=lambda given: {"The sum was not halved.": number(given["a"] + given["b"])},
    )
    data = sd.exercise(means, seed=3, level=2).to_dict()
    a, b = data["given"]["a"], data["given"]["b"]
    assert (data["level"], Fraction(data["answer"].strip("-()"))) == (2, Fraction(a + b, 2))
    assert data["distractors"] == [{"answer": str(a + b), "reason": "The sum was not halved."}]
    assert f"mean of {a} and {b}" in data["question"]


def test_what_shows_itself_is_short_in_a_console() -> None:
    sheet = sd.sheet(["gradient-step", "adam-step"], seed=1, count=2, level=2, students=["A", "B"])
    assert repr(sheet) == "Sheet(seed=1, 2 students, 4 exercises)"
    assert repr(sd.exercise("adam-step", seed=3, level=2)) == "Exercise(adam-step, seed=3, level=2)"
    assert repr(sd.topics["adam-step"]) == "Topic(adam-step)"
    assert repr(sheet.for_student("A").grade(["?", "?"])) == "Marks(0 of 2)"
