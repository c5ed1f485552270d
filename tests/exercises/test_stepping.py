"""Steps of methods, worked out again by SymPy from what the question gives; the laws that all these topics keep."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy

from symdescent.exercises.catalogue import TOPICS
from symdescent.exercises.exercise import exercise
from symdescent.exercises.grading.same import same
from symdescent.exercises.mistakes import table
from symdescent.exercises.mistakes.step import Mistake
from symdescent.exercises.topic import LEVELS
from symdescent.lesson.language import word
from symdescent.notation.style import style

SEEDS = range(12)
Given = dict[str, Any]
Numbers = list[sympy.Rational]


def _numbers(given: Given, key: str) -> Numbers:
    return [sympy.Rational(value) for value in given[key].values()]


def _gradient(given: Given, at: Numbers) -> Numbers:
    symbols = sympy.symbols(list(given["start"]))
    f = sympy.sympify(given["function"], locals={str(s): s for s in symbols})
    return [sympy.diff(f, s).subs(dict(zip(symbols, at, strict=True))) for s in symbols]


def _hessian(given: Given, at: Numbers) -> sympy.Matrix:
    symbols = sympy.symbols(list(given["start"]))
    f = sympy.sympify(given["function"], locals={str(s): s for s in symbols})
    return sympy.hessian(f, symbols).subs(dict(zip(symbols, at, strict=True)))


def _value(given: Given, at: Numbers) -> sympy.Rational:
    symbols = sympy.symbols(list(given["start"]))
    return sympy.sympify(given["function"], locals={str(s): s for s in symbols}).subs(dict(zip(symbols, at, strict=True)))


def _entries(rule: Callable[..., Any], *columns: Numbers) -> Numbers:
    return [rule(*row) for row in zip(*columns, strict=True)]


def _several(given: Given) -> list[Numbers]:
    x, rate, found = _numbers(given, "start"), sympy.Rational(given["rate"]), []
    for _ in range(given["steps"]):
        x = _entries(lambda a, g: a - rate * g, x, _gradient(given, x))
        found.append(x)
    return found


def _searched(given: Given) -> Any:
    x = _numbers(given, "start")
    g = sympy.Matrix(_gradient(given, x))
    rate = g.dot(g) / (g.T * _hessian(given, x) * g)[0]
    return rate if given["asked"] == "rate" else list(sympy.Matrix(x) - rate * g)


def _armijo(given: Given) -> sympy.Rational:
    x, c, t = _numbers(given, "start"), sympy.Rational(given["constant"]), sympy.Rational(1)
    g = _gradient(given, x)
    while _value(given, [a - t * b for a, b in zip(x, g, strict=True)]) > _value(given, x) - c * t * sum(b * b for b in g):
        t /= 2
    return t


def _momentum(given: Given) -> Numbers:
    x, rate, beta = _numbers(given, "start"), sympy.Rational(given["rate"]), sympy.Rational(given["beta"])
    g = _gradient(given, x)
    if given["version"] == "paper":
        return _entries(lambda a, b, old: a - rate * b + beta * (a - old), x, g, _numbers(given, "previous"))
    v = _numbers(given, "velocity")
    if given["version"] == "pytorch":
        return _entries(lambda a, b, w: a - rate * (beta * w + b), x, g, v)
    return _entries(lambda a, b, w: a + beta * w - rate * b, x, g, v)


def _nesterov(given: Given) -> Numbers:
    x, v, beta = _numbers(given, "start"), _numbers(given, "velocity"), sympy.Rational(given["beta"])
    ahead = _entries(lambda a, w: a + beta * w, x, v)
    return _entries(lambda a, g: a - sympy.Rational(given["rate"]) * g, ahead, _gradient(given, ahead))


def _scaled(given: Given, squares: Callable[[Any, Any], Any], upper: Callable[..., Any] = lambda g, m: g) -> Numbers:
    x, old = _numbers(given, "start"), _numbers(given, "squares")
    g, mean = _gradient(given, x), _numbers(given, "mean") if "mean" in given else old
    rate = sympy.Rational(given["rate"])
    return _entries(lambda a, b, v, m: a - rate * upper(b, m) / sympy.sqrt(squares(v, b)), x, g, old, mean)


def _average(share: str) -> Callable[[Any, Any], Any]:
    part = sympy.Rational(share)
    return lambda old, new: part * old + (1 - part) * new**2


def _adam(given: Given) -> Numbers:
    first, second, k = sympy.Rational(given["beta1"]), sympy.Rational(given["beta2"]), given["done"] + 1
    squares = _average(given["beta2"])
    return _scaled(given, lambda v, g: squares(v, g) / (1 - second**k), lambda g, m: (first * m + (1 - first) * g) / (1 - first**k))


def _newton(given: Given) -> Numbers:
    x = _numbers(given, "start")
    return list(sympy.Matrix(x) - _hessian(given, x).LUsolve(sympy.Matrix(_gradient(given, x))))


SOLVED: dict[str, Callable[[Given], Any]] = {
    "gradient-step": lambda given: _several({**given, "steps": 1})[0],
    "gradient-steps": _several,
    "exact-line-search": _searched,
    "armijo": _armijo,
    "momentum-step": _momentum,
    "nesterov-step": _nesterov,
    "adagrad-step": lambda given: _scaled(given, lambda old, g: old + g**2),
    "rmsprop-step": lambda given: _scaled(given, _average(given["rho"])),
    "adam-step": _adam,
    "newton-step": _newton,
}


def _plain(answer: Any) -> Any:
    """The answer as SymPy's numbers."""
    if isinstance(answer, str):
        return sympy.sympify(answer)
    values = answer.values() if isinstance(answer, dict) else answer
    return [_plain(value) for value in values]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("topic", SOLVED)
def test_answer_is_what_the_formula_of_the_method_gives(topic: str, level: int) -> None:
    for seed in SEEDS:
        made = exercise(topic, seed=seed, level=level)
        assert _plain(made.answer.to_dict()) == SOLVED[topic](dict(made.given)), made.given


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("topic", SOLVED)
def test_distractors_are_different_and_none_is_right(topic: str, level: int) -> None:
    for seed in SEEDS:
        made = exercise(topic, seed=seed, level=level)
        all_answers = [made.answer, *(wrong.answer for wrong in made.distractors)]
        assert len(all_answers) > 2
        assert not any(same(a, b) for k, a in enumerate(all_answers) for b in all_answers[:k])


@pytest.mark.parametrize("topic", SOLVED)
def test_level_is_measured_and_every_line_is_short(topic: str) -> None:
    for level in LEVELS:
        made = exercise(topic, seed=level, level=level)
        assert made.topic.level(made.work.size) == level
        told = json.dumps(made.to_dict()["solution"])
        assert max(len(run) for run in re.findall(r"\d+", told)) <= made.topic.digits + 2  # products such as a·d stand in a line too


@pytest.mark.parametrize("topic", SOLVED)
def test_every_item_is_verified(topic: str) -> None:
    for level in LEVELS:
        assert exercise(topic, seed=level, level=level).certificate["arithmetic"] == "exact"


@pytest.mark.parametrize("topic", SOLVED)
def test_told_in_both_languages(topic: str) -> None:
    english = exercise(topic, seed=3, level=3).to_dict()
    with style(language="de"):
        german = exercise(topic, seed=3, level=3).to_dict()
    assert english["question"] != german["question"]
    assert english["answer"] == german["answer"]
    assert all(wrong["reason"] for wrong in german["distractors"])


def test_hints_end_before_the_answer() -> None:
    made = exercise("newton-step", seed=2, level=3)
    numbers = "".join(part if isinstance(part, str) else part.text for part in made.hints[-1].answer)
    assert len(made.hints) == 7  # the rule, the derivatives, their values, the system, its determinant, p, the new point
    assert str(made.answer).partition(" = ")[2] not in numbers


def test_the_first_step_of_adam_is_as_long_in_every_variable() -> None:
    made = [exercise("adam-step", seed=seed, level=4) for seed in range(30)]
    first = [one for one in made if one.given["done"] == 0]
    assert 3 < len(first) < 27
    for one in first:
        old, new = one.given["start"], one.answer.to_dict()
        assert {abs(sympy.sympify(new[x]) - sympy.Rational(old[x])) for x in old} == {sympy.Rational(one.given["rate"])}


def test_the_averages_before_the_second_step_of_adam_are_those_that_one_gradient_leaves() -> None:
    """Kingma and Ba (2015), algorithm 1 from nothing: m₁ = (1 - β₁) g and v₁ = (1 - β₂) g², so v₁ (1 - β₁)² = m₁² (1 - β₂)."""
    made = [exercise("adam-step", seed=seed, level=level).given for seed in range(20) for level in (1, 3, 5)]
    second = [given for given in made if given["done"] == 1]
    assert len(second) > 20
    for given in second:
        first, other = Fraction(given["beta1"]), Fraction(given["beta2"])
        for x, m in given["mean"].items():
            assert Fraction(given["squares"][x]) * (1 - first) ** 2 == Fraction(m) ** 2 * (1 - other) != 0


def test_items_are_the_same_under_every_hash_seed() -> None:
    code = (
        "import json; from symdescent.exercises.exercise import exercise; "
        f"print(json.dumps([exercise(t, seed=5, level=4).to_dict() for t in {list(SOLVED)!r}]))"
    )
    made = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1]


def test_carries_on_from_a_wrong_point() -> None:
    """From 1 a step on x² - 2x with rate 1/4 stays; from 3 it leads to 3 - (1/4)·4 = 2."""
    work = TOPICS["gradient-steps"].work({"function": "x**2 - 2*x", "start": {"x": "5"}, "rate": "1/4", "steps": 2})
    assert work.onward is not None
    assert work.onward({"x": sympy.Integer(3)}) == {"x": 2}
    assert TOPICS["gradient-step"].work({"function": "x**2", "start": {"x": "5"}, "rate": "1/4"}).onward is None


def test_without_velocity_momentum_has_no_distractor_that_forgets_it() -> None:
    given = {"function": "x**2", "start": {"x": "4"}, "rate": "1/4", "beta": "1/2", "version": "keras", "velocity": {"x": "0"}}
    work = TOPICS["momentum-step"].work(given)
    forgotten = [wrong for wrong in work.wrong() if wrong.rule == "old velocity forgotten"]
    assert all(same(wrong.answer, work.answer) for wrong in forgotten)


def test_every_wrong_rule_has_its_reason_in_both_languages() -> None:
    rows = [row for value in vars(table).values() for row in (value if isinstance(value, tuple) else (value,))]
    rules = {row.name for row in rows if isinstance(row, Mistake)}
    assert len(rules) > 30
    assert all(word(language, f"wrong {rule}") for rule in rules for language in ("en", "de"))
