"""Topics of theory and data: answers worked out again from what is given, and the laws that hold for every item."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from typing import Any

import pytest
import sympy

from symdescent.exercises.catalogue import TOPICS as ALL
from symdescent.exercises.grading.same import same
from symdescent.lesson.document import Document
from symdescent.notation import style
from symdescent.render.text import render
from tests.exercises.theory_laws import (
    LEVELS,
    TOPICS,
    K,
    bends,
    best_arrow,
    best_point,
    critical_points,
    eigenvalues,
    gradient_at,
    hessians,
    item,
    iterates,
    logistic,
    minimum,
    numbers,
    offsets_near,
    one_sided,
    read,
)

SEEDS = range(50)
SOME = range(20)  # where SymPy is at work
FEW = range(5)  # where it takes long
each_level = pytest.mark.parametrize("level", LEVELS)
each_topic = pytest.mark.parametrize("topic", TOPICS)


@each_level
def test_critical_points_are_the_zeros_of_the_slopes_with_their_kinds(level: int) -> None:
    for seed in FEW:
        found = item("critical-points", level, seed)
        mine = {(*point["at"].values(), point["kind"]) for point in found.answer.to_dict()}
        assert mine == critical_points(found.given), found.given


UP, DOWN = ("strictly convex", "convex"), ("strictly concave",)


@each_level
def test_the_verdict_on_convexity_agrees_with_eigenvalues_on_a_grid(level: int) -> None:
    for seed in FEW:
        found = item("convexity", level, seed)
        verdict, matrices = found.answer.value, hessians(found.given)
        expected = (not verdict.startswith(DOWN), not verdict.startswith(UP))
        assert bends(matrices) == expected, found.given
        flat = all(sympy.simplify(h.det()) == 0 for h in matrices)
        assert flat == (verdict == "convex not strictly, determinant zero"), found.given


def test_a_function_without_a_number_in_it_has_its_verdict() -> None:
    """-e^(-x), of level 2, bends downwards everywhere."""
    found = item("convexity", 2, 873272)
    assert sympy.sympify(found.given["function"]) == -sympy.exp(-sympy.Symbol("x"))
    assert str(found.answer).startswith("strictly concave")


@pytest.mark.parametrize("level", [1, 2])  # of one variable, where a few steps show all
def test_what_a_rate_does_is_what_a_run_in_fractions_does(level: int) -> None:
    for seed in SOME:
        found = item("learning-rate", level, seed)
        if "rate" not in found.given:
            continue
        centre, way = minimum(found.given), found.answer.value.split()[0]
        rows = [[abs(x - m) for x, m in zip(row, centre, strict=True)] for row in iterates(found.given, read(found.given["rate"]), 16)]
        early, late = max(rows[8]), max(rows[16])
        if found.answer.value == "one step":
            assert max(rows[1]) == 0 < max(rows[0])
        else:
            assert late > 0
            assert {"diverging": late > early, "cycle": late == early}.get(way, late < early), found.given


@each_level
def test_the_factors_of_a_rate_say_whether_sides_change_and_distances_shrink(level: int) -> None:
    for seed in SEEDS:
        found = item("learning-rate", level, seed)
        if "rate" in found.given:
            factors = [1 - read(found.given["rate"]) * value for value in eigenvalues(found.given)]
            one_way = found.answer.value.startswith(("one side", "one step"))
            assert one_way == (min(factors) >= 0), found.given
            size = max(map(abs, factors))
            assert found.answer.value.startswith("cycle") == (size == 1), found.given
            assert found.answer.value.startswith("diverging") == (size > 1), found.given


def test_near_a_minimum_the_second_derivative_there_tells_what_a_run_does() -> None:
    found = [item("learning-rate", 3, seed) for seed in SEEDS]
    near = [one for one in found if "point" in one.given]
    assert len(near) > 3
    for one in near:
        row = offsets_near(one.given, read(one.given["rate"]), 12)
        assert abs(row[12]) < abs(row[6]) < abs(row[0]), one.given
        assert (row[1] * row[0] < 0) == (one.answer.value == "alternating"), one.given


def test_near_a_minimum_rates_below_the_edge_lead_to_it_and_those_above_it_do_not() -> None:
    found = [item("safe-rate", 3, seed) for seed in SEEDS]
    near = [one for one in found if one.given["asked"] == "local"]
    assert len(near) > 5
    for one in near:
        edge = read(str(one.answer))
        below, above = (offsets_near(one.given, edge * share, 20) for share in (0.95, 1.05))
        assert abs(below[20]) < abs(below[0]) < abs(above[20]), one.given


@each_level
def test_the_fastest_of_several_rates_has_the_smallest_largest_factor(level: int) -> None:
    for seed in SEEDS:
        found = item("learning-rate", level, seed)
        if "rates" in found.given:
            values = eigenvalues(found.given)
            sizes = {rate: max(abs(1 - read(rate) * value) for value in values) for rate in found.given["rates"]}
            assert sizes[str(found.answer)] == min(sizes.values())
            assert len({*sizes.values()}) > 1


@each_level
def test_the_largest_safe_rate_is_two_over_the_largest_eigenvalue(level: int) -> None:
    for seed in SEEDS:
        found = item("safe-rate", level, seed)
        answer, edge = found.answer.to_dict(), 2 / eigenvalues(found.given)[-1]
        if found.given["asked"] == "interval":
            assert (answer["low"], answer["closed"]) == ("0", [False, False])
            answer = answer["high"]
        assert read(answer) == edge


@each_level
def test_the_closed_form_gives_every_iterate(level: int) -> None:
    for seed in SOME:
        found = item("closed-form", level, seed)
        formulas = numbers(found.answer.to_dict())
        for k, row in enumerate(iterates(found.given, read(found.given["rate"]), 4)):
            assert [formula.subs(sympy.Symbol(K.name, real=True), k) for formula in formulas] == row, found.given


@each_level
def test_the_gradient_of_a_mean_of_squares_is_that_of_the_written_function(level: int) -> None:
    for seed in SOME:
        found = item("mse-gradient", level, seed)
        assert numbers(found.answer.to_dict()) == gradient_at(found.given, found.given["point"])


@each_level
def test_the_gradient_of_the_logistic_loss_is_that_of_the_written_function(level: int) -> None:
    for seed in FEW:
        found = item("logistic-gradient", level, seed)
        assert numbers(found.answer.to_dict()) == logistic(found.given)


@each_level
def test_subgradients_lie_between_the_slopes_on_both_sides(level: int) -> None:
    for seed in SOME:
        found = item("hinge-subgradient", level, seed)
        sides, answer = one_sided(found.given), found.answer.to_dict()
        if found.answer.kind == "interval":
            assert ((read(answer["low"]), read(answer["high"])), answer["closed"]) == (sides[0], [True, True])
        else:
            assert [(value, value) for value in numbers(answer)] == sides


@each_level
def test_the_first_wrong_line_is_the_first_whose_result_is_no_derivative(level: int) -> None:
    for seed in FEW:
        found = item("find-the-error", level, seed)
        x = sympy.Symbol(found.given["variable"], real=True)
        at = {x: sympy.Rational(7, 5)}
        gaps = [(read(line["of"]).diff(x) - read(line["is"])).subs(at).evalf(30) for line in found.given["lines"]]
        wrong = [number for number, gap in enumerate(gaps, 1) if abs(gap) > 1e-20]
        assert str(found.answer) == str(wrong[0]), found.given
        assert found.given["lines"][-1]["of"] == found.given["function"]


@each_level
def test_the_picture_is_read_as_the_function_says(level: int) -> None:
    for seed in FEW:
        found = item("read-the-contours", level, seed)
        right = best_arrow(found.given) if "arrows" in found.given else best_point(found.given)
        assert found.answer.value == right, found.given


@each_topic
@each_level
def test_every_seed_has_an_item_of_the_level_with_short_numbers(topic: str, level: int) -> None:
    for seed in SEEDS:
        found = item(topic, level, seed)
        assert ALL[topic].fits(found.work.size, level)
        assert found.given == item.__wrapped__(topic, level, seed).given


@each_topic
@each_level
def test_distractors_differ_from_the_answer_and_from_each_other(topic: str, level: int) -> None:
    for seed in FEW:
        found = item(topic, level, seed)
        others = [wrong.answer for wrong in found.distractors]
        assert others, found.given
        assert not any(same(a, b) for a, b in combinations([found.answer, *others], 2)), found.given


@each_topic
@each_level
def test_an_item_is_told_in_both_languages_and_verified(topic: str, level: int) -> None:
    found = item(topic, level, 1)
    assert found.certificate["answer checked"]
    told = {_text(found, language) for language in ("en", "de")}
    assert len(told) == 2
    assert not any("{" in text for text in told)


def _text(found: Any, language: str) -> str:
    with style(language=language):
        reasons = [part if isinstance(part, str) else part.text for wrong in found.distractors for part in wrong.reason]
        return render(Document((), (*found.question, *found.solution), language)) + "".join(reasons)


@each_topic
def test_levels_have_more_different_items_than_seeds_are_alike(topic: str) -> None:
    for level in LEVELS:
        assert len({item(topic, level, seed).key for seed in SEEDS}) >= 0.7 * len(SEEDS)


def test_the_picture_of_a_question_is_drawn_and_does_not_tell_the_answer() -> None:
    for level in LEVELS:
        found = item("read-the-contours", level, 0)
        picture = found.question[0]
        assert picture.draw().axes
        assert not {"minimum", "steepest", "gradient", "descent"} & {*picture.alt.lower().replace(":", " ").split()}


CODE = """
import json, symdescent as sd
for topic in {topics!r}:
    print(json.dumps(sd.exercise(topic, seed=4, level=4).to_dict(), ensure_ascii=False))
"""


def test_items_are_the_same_bytes_under_every_hash_seed() -> None:
    code = CODE.format(topics=TOPICS)
    runs = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
