"""Safe rates, numbers from theorems, and the object that holds them all."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import sympy

import symdescent as sd
from symdescent.analysis.rates.constants import constants
from symdescent.analysis.rates.rates import rates_of
from symdescent.analysis.rates.safe import safe_rates
from symdescent.analysis.rates.theorems import NUMBERS, SOURCES, THEOREMS, applicable, steps_needed
from symdescent.errors import ArgumentError


def test_the_safe_rates_of_a_parabola_in_letters() -> None:
    found = safe_rates(sd.problem("a*x^2 + b", variables="x", domain="a > 0"))
    assert found is not None
    assert str(found.edge) == "1/a"
    spans = [(row.key, str(row.low), str(row.high)) for row in found.classes]
    assert spans == [
        ("monotone", "0", "1/(2*a)"),
        ("one step", "1/(2*a)", "1/(2*a)"),
        ("alternating", "1/(2*a)", "1/a"),
        ("cycle", "1/a", "1/a"),
        ("diverging", "1/a", "None"),
    ]
    assert found.assumed is None


def test_without_a_sign_it_says_what_it_assumes() -> None:
    found = safe_rates(sd.problem("a*x^2 + b", variables="x"))
    assert found is not None
    assert (str(found.edge), str(found.assumed)) == ("1/a", "2*a")


def test_the_safe_rates_of_a_matrix_are_those_below_two_over_its_greatest_eigenvalue() -> None:
    found = safe_rates(sd.problem("1/2*(a*x^2 + 2b*x*y + c*y^2)", variables=["x", "y"]))
    assert found is not None
    assert found.assumed is not None
    a, b, c = sympy.symbols("a b c", real=True)
    greatest = max(sympy.Matrix([[2, 1], [1, 3]]).eigenvals(), key=float)
    assert sympy.simplify(found.edge.subs({a: 2, b: 1, c: 3}) - 2 / greatest) == 0


@pytest.mark.parametrize(
    ("share", "behaviour"), [(0.4, "monotone"), (0.5, "one step"), (0.8, "alternating"), (1.0, "cycle"), (1.1, "diverging")]
)
def test_a_run_does_what_its_class_says(share: float, behaviour: str) -> None:
    edge = float(safe_rates(sd.problem("3x^2")).edge)  # type: ignore[union-attr]
    x = [row.x["x"] for row in sd.descend(sd.problem("3x^2"), 1, rate=share * edge, steps=6, tol=0).trace]
    signs, sizes = np.sign(x), np.abs(x)
    seen = {
        "monotone": (signs == 1).all() and (np.diff(sizes) < 0).all(),
        "one step": sizes[1] < 1e-12,
        "alternating": (signs[1:] == -signs[:-1]).all() and (np.diff(sizes) < 0).all(),
        "cycle": (signs[1:] == -signs[:-1]).all() and np.allclose(sizes, 1),
        "diverging": (np.diff(sizes) > 0).all(),
    }
    assert seen[behaviour]


def test_there_is_no_safe_rate_without_a_bound() -> None:
    assert safe_rates(sd.problem("x^4")) is None
    assert safe_rates(sd.problem("3x")) is None
    assert [row.key for row in safe_rates(sd.problem("x^2 - y^2")).classes] == ["decreasing", "open"]  # type: ignore[union-attr]


def test_the_numbers_of_a_bowl() -> None:
    found = rates_of(sd.problem("x^2/2 + 9/2*y^2"))
    numbers = {row.number.key: row.value for row in found.numbers}
    assert numbers == {  # L = 9, μ = 1, κ = 9
        "edge": sympy.Rational(2, 9),
        "descent rate": sympy.Rational(1, 9),
        "best rate": sympy.Rational(1, 5),
        "best factor": sympy.Rational(4, 5),
        "search factor": sympy.Rational(16, 25),
        "heavy ball rate": sympy.Rational(1, 4),
        "heavy ball momentum": sympy.Rational(1, 4),
        "heavy ball factor": sympy.Rational(1, 2),
        "nesterov momentum": sympy.Rational(1, 2),
        "nesterov factor": sympy.Rational(2, 3),
    }


def test_the_steps_that_are_promised_are_enough_and_needed_from_the_worst_start() -> None:
    problem = sd.problem("x^2/2 + 9/2*y^2")
    found = rates_of(problem, accuracy="1/1000")
    assert found.steps == 31  # (4/5)^31 < 10^-3 < (4/5)^30
    run = sd.descend(problem, (1, 1), rate="1/5", steps=31, tol=0, arithmetic="exact")
    distances = [float(sum(value**2 for value in row.x.values())) ** 0.5 for row in run.trace]
    assert distances[31] <= 1e-3 * distances[0] < distances[30]


@pytest.mark.parametrize(("q", "steps"), [("1/2", 10), ("1/10", 3), ("0", 1), ("1", None), ("3/2", None)])
def test_steps_needed(q: str, steps: int | None) -> None:
    assert steps_needed(sympy.Rational(q), sympy.Rational(1, 1000)) == steps


def test_a_sublevel_set_serves_where_there_is_no_bound_everywhere() -> None:
    problem = sd.problem("x^4 + y^2")
    assert rates_of(problem).safe is None
    found = rates_of(problem, start=(1, 1))
    assert found.constants.where == "sublevel"
    assert found.safe is not None
    run = sd.descend(problem, (1, 1), rate=0.99 * float(found.safe.edge), steps=100, tol=0)
    values = run.trace["value"]
    assert all(after <= before for before, after in pairwise(values))


def test_only_theorems_that_apply_are_told() -> None:
    assert [row.key for row in applicable(constants(sd.problem("x^2 - y^2")))] == ["descent lemma", "smallest gradient"]
    assert "sublinear" in [row.key for row in applicable(constants(sd.problem("ln(1 + e^x)")))]
    assert "linear" not in [row.key for row in applicable(constants(sd.problem("ln(1 + e^x)")))]
    assert {row.key for row in applicable(constants(sd.problem("x^2 + y^2")))} == THEOREMS.keys()


def test_every_source_is_known() -> None:
    citations = [*(row.citations for row in THEOREMS.values()), *(row.citations for row in NUMBERS)]
    cited = {one.key for group in citations for one in group}
    assert cited == SOURCES.keys()


def test_plain_data() -> None:
    found = rates_of(sd.problem("x^2 + 4y^2")).to_dict()
    assert (found["L"], found["mu"], found["safe_rate"], found["numbers"]["best rate"]) == ("8", "2", "1/4", "1/5")


def test_an_accuracy_must_be_a_number() -> None:
    with pytest.raises(ArgumentError, match="accuracy"):
        rates_of(sd.problem("x^2"), accuracy="good")


def test_the_lesson_says_the_numbers() -> None:
    text = rates_of(sd.problem("x^2 + x*y + y^2 - 3x"), start=(1, 2)).lesson().to_text()
    for part in (
        "L = 3",
        "μ = 1",
        "κ = 3",
        "0 < γ < 1/3",
        "γ > 2/3",
        "2/(L + μ) = 1/2",
        "after 20 steps",
        "(1/2)^k·(-2, 2) + (-1/2)^k·(1, 1)",
    ):
        assert part in text


def test_the_pictures_say_their_numbers() -> None:
    found = rates_of(sd.problem("x^2 + 4y^2"))
    assert "edge is at 0.25; the best rate is 0.2" in found.describe("rate sweep")
    assert "α = 0.2222, β = 0.1111" in found.describe("stability")
    run = sd.descend(sd.problem("x^2 + 4y^2"), (1, 1), rate="1/10", steps=20)
    assert "the bound is" in run.describe("bound")
    with pytest.raises(ArgumentError, match="no theorem bounds"):
        sd.descend(sd.problem("sin(x)"), 1, rate="1/10", steps=20).draw("bound")
    with pytest.raises(ArgumentError, match="no picture of kind"):
        rates_of(sd.problem("x^4")).draw("rate sweep")
