"""The topics of derivatives: right by SymPy, wrong where they are to be wrong, of the level asked for, and told in full."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from itertools import combinations, islice
from typing import Any

import pytest

import symdescent as sd
from symdescent.calculus.answers.reading import reading_cost
from symdescent.calculus.consequences.conclude import reduced
from symdescent.exercises.answers import longest
from symdescent.exercises.exercise import exercise
from symdescent.exercises.topic import Wrong
from symdescent.notation.style import style
from tests.exercises.derivation_laws import EXPECTED, LEVELS, SEEDS, TOPICS, close, flat, is_real, item, places, values

FEW = range(4)
each = pytest.mark.parametrize("topic", TOPICS)
each_level = pytest.mark.parametrize("level", LEVELS)


@each
@each_level
def test_the_answer_is_sympys(topic: str, level: int) -> None:
    for seed in SEEDS:
        exercise = item(topic, level, seed)
        expected, found = flat(EXPECTED[topic](exercise.given)), flat(exercise.answer.to_dict())
        at = next(places(exercise.given))
        assert close(values(found, at), values(expected, at)), (seed, exercise.given)


@each
@each_level
def test_the_level_is_measured_and_no_number_is_long(topic: str, level: int) -> None:
    for seed in SEEDS:
        exercise = item(topic, level, seed)
        assert exercise.level == level == exercise.topic.level(exercise.work.size)
        assert longest(exercise.answer) <= exercise.work.size.digits <= exercise.topic.digits


@each
@each_level
def test_distractors_differ_from_the_answer_and_from_each_other_as_functions(topic: str, level: int) -> None:
    for seed in SEEDS[::5]:
        exercise = item(topic, level, seed)
        all_answers = [exercise.answer, *(wrong.answer for wrong in exercise.distractors)]
        assert len(all_answers) >= 4, (seed, exercise.given)
        formulas = [flat(answer.to_dict()) for answer in all_answers]
        numbers = [[values(formula, at) for at in islice(places(exercise.given), 3)] for formula in formulas]
        assert not any(_same(a, b) for a, b in combinations(numbers, 2)), (seed, exercise.given)


def _same(first: list[list[Any]], second: list[list[Any]]) -> bool:
    """Whether two answers agree at every point at which both are real."""
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if all(map(is_real, (*a, *b)))]
    return all(close(a, b) for a, b in pairs)


@each
@each_level
def test_every_wrong_answer_has_its_reason_in_both_languages(topic: str, level: int) -> None:
    for seed in FEW:
        for wrong in item(topic, level, seed).distractors:
            reasons = [_reason(wrong, language) for language in ("en", "de")]
            assert all(reasons)
            assert reasons[0] != reasons[1]
            assert wrong.rules[0] == wrong.rule
            assert len(set(wrong.rules)) == len(wrong.rules)


def _reason(wrong: Wrong, language: str) -> str:
    with style(language=language):
        return "".join(part if isinstance(part, str) else part.text for part in wrong.reason)


@each
@each_level
def test_the_question_says_everything_that_is_given(topic: str, level: int) -> None:
    for seed in SEEDS[::5]:
        exercise = item(topic, level, seed)
        data = exercise.to_dict()
        text = re.sub(r"\s", "", data["question"])
        assert re.sub(r"\s", "", str(sd.problem(data["given"]["function"]).expression)) in text
        shown = [*data["given"].get("point", {}).values()]
        shown += data["given"]["direction"].values() if "direction" in data["given"] and "asked" not in data["given"] else []
        assert all(number in text for number in shown)
        assert data["given"].get("variable", "") in text


@each
@each_level
def test_hints_lead_on_without_the_whole_answer(topic: str, level: int) -> None:
    for seed in FEW:
        exercise = item(topic, level, seed)
        told = ["".join(part if isinstance(part, str) else part.text for part in hint.answer) for hint in exercise.hints]
        assert len(told) >= 2
        assert all(hint.question for hint in exercise.hints)
        answer = str(exercise.answer)
        assert not any(hint.endswith(f"= {answer}.") for hint in told)


@each
@each_level
def test_the_certificate_tells_how_it_was_verified(topic: str, level: int) -> None:
    for seed in FEW:
        certificate = item(topic, level, seed).certificate
        assert certificate["steps"] > 0
        assert certificate["digits"] >= 20
        assert certificate["answer checked"] == "difference quotients"


@each
@pytest.mark.parametrize("language", ["en", "de"])
def test_an_exercise_is_told_in_each_language(topic: str, language: str) -> None:
    for level in LEVELS:
        with style(language=language):
            lesson = item(topic, level, 1).lesson()
            assert lesson.language == language
            assert lesson.to_text()
            assert lesson.to_latex(fragment=True)


DIGEST = f"""
import hashlib, json, symdescent as sd
items = [sd.exercise(topic, seed=seed, level=level).to_dict() for topic in {TOPICS!r} for level in range(1, 6) for seed in range(1)]
print(hashlib.sha256(json.dumps(items, ensure_ascii=False).encode()).hexdigest())
"""


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    runs = [subprocess.run([sys.executable, "-c", DIGEST], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True) for seed in "17"]
    ours = [sd.exercise(topic, seed=seed, level=level).to_dict() for topic in TOPICS for level in LEVELS for seed in range(1)]
    digest = hashlib.sha256(json.dumps(ours, ensure_ascii=False).encode()).hexdigest()
    assert {run.stdout.decode().strip() for run in runs} == {digest}


@pytest.mark.parametrize("level", [2, 3, 4])
def test_a_wrong_derivative_is_as_tidy_as_the_right_one(level: int) -> None:
    """Nothing is left to carry out: a line that nobody tidied would give itself away."""
    items = [exercise("derivative", seed=seed, level=level) for seed in range(15)]
    told = [(wrong.answer.value, str(item.given["variable"])) for item in items for wrong in item.distractors]
    assert len(told) > 3 * len(items)
    assert [str(line) for line, x in told if reading_cost(reduced(line, x).result) < reading_cost(line)] == []
