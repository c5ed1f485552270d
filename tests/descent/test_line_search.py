"""The inequalities and equations of each line search hold at every step that is taken."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import symdescent as sd
from symdescent.descent import Iterate, Stop
from symdescent.errors import ArgumentError
from symdescent.rates import armijo, exact, goldstein, wolfe

ARITHMETICS = ["float", "exact", "rounded"]
ROSENBROCK = sd.problem("100(y - x^2)^2 + (1 - x)^2")
whole = st.integers(-3, 3)


@st.composite
def quadratics(draw: st.DrawFn) -> Any:
    """Strictly convex: a sum of squares of independent linear forms and a linear part."""
    a, b, c, d, e, f = (draw(whole) for _ in range(6))
    assume(a * d != b * c)
    return sd.problem(f"({a}x + {b}y)^2 + ({c}x + {d}y)^2 + {e}x + {f}y".replace("+ -", "- "), variables="x y")


@st.composite
def quartics(draw: st.DrawFn) -> Any:
    a, b, c, d = (draw(whole) for _ in range(4))
    return sd.problem(f"x^4 + x^2*y^2 + y^4 + {a}x^3 + {b}x*y + {c}y^2 + {d}x".replace("+ -", "- "), variables="x y")


few = settings(max_examples=10)  # each example derives and compiles a function of its own
functions = quadratics() | quartics()
starts = st.tuples(st.integers(-4, 4), st.integers(-4, 4))


def steps(run: Any) -> list[tuple[Iterate, Any, Any, Any]]:
    """Each step of an exact run with g(x)·s, g(x + s)·s and what the value has risen by."""
    found = []
    for a, b in zip(run.trace, run.trace[1:], strict=False):
        way = [b.x[name] - a.x[name] for name in a.x]
        before, after = (sum(g * w for g, w in zip(row.gradient.values(), way, strict=True)) for row in (a, b))
        found.append((a, before, after, b.value - a.value))
    return found


@few
@given(functions, starts)
def test_armijos_inequality_holds_exactly(problem: Any, start: Any) -> None:
    c = Fraction(1, 10)
    for iterate, promised, _, risen in steps(sd.descend(problem, start, rate=armijo(c), arithmetic="exact", steps=2)):
        assert risen <= c * promised < 0
        assert iterate.trials[-1].verdict == "taken"
        assert all(trial.verdict == "too high" and trial.value > trial.bound for trial in iterate.trials[:-1])


@few
@given(functions, starts)
def test_both_of_wolfes_inequalities_hold_exactly(problem: Any, start: Any) -> None:
    c1, c2 = Fraction(1, 10), Fraction(1, 2)
    run = sd.descend(problem, start, rate=wolfe(c1, c2), arithmetic="exact", steps=2)
    assert run.stop is not Stop.STALLED
    for iterate, promised, slope, risen in steps(run):
        assert risen <= c1 * promised < 0
        assert abs(slope) <= c2 * abs(promised)
        *failed, taken = iterate.trials
        assert (taken.slope, taken.steepest, taken.step_size) == (slope, -c2 * promised, iterate.step_size)
        for trial in failed:
            assert trial.verdict == ("too high" if trial.value > trial.bound else "too steep")
            assert trial.value > trial.bound or abs(trial.slope) > trial.steepest


@few
@given(functions, starts)
def test_both_of_goldsteins_inequalities_hold_exactly(problem: Any, start: Any) -> None:
    c = Fraction(1, 4)
    run = sd.descend(problem, start, rate=goldstein(c), arithmetic="exact", steps=2)
    assert run.stop is not Stop.STALLED
    for iterate, promised, _, risen in steps(run):
        assert (1 - c) * promised <= risen <= c * promised < 0
        for trial in iterate.trials[:-1]:
            assert trial.verdict == ("too high" if trial.value > trial.bound else "too short")
            assert trial.value > trial.bound or trial.value < trial.lower


@few
@given(quadratics(), starts)
def test_the_gradient_is_orthogonal_to_an_exact_step(problem: Any, start: Any) -> None:
    run = sd.descend(problem, start, rate=exact(), arithmetic="exact", steps=3)
    for iterate, promised, slope, risen in steps(run):
        assert slope == 0
        assert 2 * risen == promised  # on a quadratic the fall is half of what the slope promises
        ((t, value, *_, equation),) = iterate.trials
        assert equation[0] * t + equation[1] == 0
        assert value == iterate.value + risen


@few
@given(quartics(), starts)
def test_an_exact_step_takes_the_lowest_of_the_flat_points(problem: Any, start: Any) -> None:
    run = sd.descend(problem, start, rate="exact", arithmetic="rounded", steps=1)
    for iterate in run.trace[:-1]:
        *others, taken = iterate.trials
        assert taken.verdict == "taken"
        assert all(trial.verdict == "higher" and trial.value >= taken.value for trial in others)
        # φ′ is 0 there, to the ten digits of t
        terms = [entry * taken.step_size ** (len(taken.equation) - 1 - j) for j, entry in enumerate(taken.equation)]
        assert abs(sum(terms)) <= Fraction(1, 10**7) * sum(map(abs, terms))


@pytest.mark.parametrize("rate", [armijo(), wolfe(), goldstein(), exact()])
@pytest.mark.parametrize("method", ["gradient descent", "newton", "bfgs", "conjugate gradient"])
@pytest.mark.parametrize(
    "problem", [sd.problem("x^2 + x*y + 2y^2 - x"), sd.problem("x^4 + x^2*y^2 + y^4 + x*y - 3x")], ids=["quadratic", "quartic"]
)
def test_float_and_exact_runs_agree(method: str, rate: Any, problem: Any) -> None:
    ours, theirs = (sd.descend(problem, [2, -1], method=method, rate=rate, steps=2, arithmetic=kind).trace for kind in ("float", "exact"))
    for a, b in zip(ours, theirs, strict=True):
        assert list(a.x.values()) == pytest.approx([float(value) for value in b.x.values()], rel=1e-9, abs=1e-9)
        assert len(a.trials) == len(b.trials)


@pytest.mark.parametrize("gamma", [10, "1/3"])
def test_boyd_and_vandenberghes_valley(gamma: Any) -> None:
    # Convex Optimization (2004), §9.3.2: x_k = (γ rᵏ, (-r)ᵏ) with r = (γ - 1)/(γ + 1)
    ratio = (Fraction(gamma) - 1) / (Fraction(gamma) + 1)
    run = sd.descend(sd.problem(f"1/2*(x^2 + ({gamma})*y^2)"), [gamma, 1], rate=exact(), arithmetic="exact", steps=8)
    assert run.trace["x"] == [(Fraction(gamma) * ratio**k, (-ratio) ** k) for k in range(9)]


def test_boyd_and_vandenberghes_valley_in_symbols() -> None:
    problem = sd.problem("1/2*(x^2 + gamma*y^2)", variables="x y")
    run = sd.descend(problem, {"x": "gamma", "y": 1}, rate=exact(), arithmetic="exact", steps=4)
    gamma = problem.symbols["gamma"]
    ratio = (gamma - 1) / (gamma + 1)
    for k, (x, y) in enumerate(run.trace["x"]):
        assert sympy.cancel(x - gamma * ratio**k) == sympy.cancel(y - (-ratio) ** k) == 0
    assert run.trace["step_size"][:4] == [2 / (gamma + 1)] * 4
    assert run.to_dict()["iterates"][1]["x"] == {"x": "gamma*(gamma - 1)/(gamma + 1)", "y": "-(gamma - 1)/(gamma + 1)"}
    assert run.best in list(run.trace)  # letters have no order
    assert "gamma" in run.message


def test_bfgs_with_exact_line_search_is_conjugate_gradient_on_a_quadratic() -> None:
    # J. Nocedal, S. J. Wright, Numerical Optimization, 2nd ed. (2006), Theorem 6.4
    problem = sd.problem("2x^2 + x*y + 3y^2 + y*z + z^2 + x*z - 4x + y")
    runs = [sd.descend(problem, [1, -2, 3], method=name, rate=exact(), arithmetic="exact") for name in ("bfgs", "conjugate gradient")]
    assert runs[0].trace["x"] == runs[1].trace["x"]
    assert len(runs[0].trace) == 4
    assert runs[0].trace[-1].norm == 0
    assert runs[0].trace.rounded_from is None


@pytest.mark.parametrize(("text", "start"), [("e^x - 2x", 3), ("ln(e^x + e^(-x))", 2), ("x - ln(x)", 5), ("sqrt(x^2 + 1)", 1)])
@pytest.mark.parametrize("arithmetic", ARITHMETICS)
def test_exact_line_search_finds_the_zero_of_any_slope(text: str, start: int, arithmetic: str) -> None:
    run = sd.descend(sd.problem(text), start, rate=exact(), arithmetic=arithmetic, steps=1)
    first, last = run.trace
    assert abs(last.norm) <= 1e-8 * abs(first.norm)
    assert first.trials[0].equation == ()


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
def test_exact_line_search_takes_the_far_valley_where_it_is_deeper(arithmetic: str) -> None:
    # f′ = x(x - 1)(x - 3): the valleys are f(0) = 0 and f(3) = -9/4
    run = sd.descend(sd.problem("x^4/4 - 4/3*x^3 + 3/2*x^2"), -1, rate=exact(), steps=1, arithmetic=arithmetic)
    first, last = run.trace
    assert float(last.x["x"]) == pytest.approx(3)
    # f′(-1) = -8, so 0, 1 and 3 lie at t = 1/8, 2/8 and 4/8
    assert sorted(float(trial.step_size) for trial in first.trials) == pytest.approx([1 / 8, 2 / 8, 4 / 8])


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
def test_searches_on_data(arithmetic: str) -> None:
    problem = sd.problem("mean((w*a - b)^2)", data={"a": [1, 2, 3], "b": [2, 4, 7]})
    for rate in ("armijo", "wolfe", "goldstein", "exact"):
        run = sd.descend(problem, 0, rate=rate, arithmetic=arithmetic, steps=60)
        assert float(run.best.x["w"]) == pytest.approx(31 / 14, rel=1e-7)  # Σab/Σa²
    assert len(sd.descend(problem, 0, rate="exact", arithmetic=arithmetic).trace) == 2


@pytest.mark.parametrize("rate", ["armijo", "wolfe", "goldstein", "exact"])
@pytest.mark.parametrize("arithmetic", ARITHMETICS)
def test_a_maximum_is_searched_upwards(rate: str, arithmetic: str) -> None:
    text, options = "(x - 1)^2 + 3(y + 2)^2 + x*y", {"rate": rate, "arithmetic": arithmetic, "steps": 5}
    down = sd.descend(sd.problem(text), [3, 1], **options)  # type: ignore[arg-type]
    up = sd.descend(sd.problem(f"-({text})", sense="max"), [3, 1], **options)  # type: ignore[arg-type]
    for a, b in zip(up.trace["x"], down.trace["x"], strict=True):
        assert list(map(float, a)) == pytest.approx(list(map(float, b)), rel=1e-12)
    assert [[t.verdict for t in row.trials] for row in up.trace] == [[t.verdict for t in row.trials] for row in down.trace]


@pytest.mark.parametrize("rate", ["armijo", "wolfe", "goldstein", "exact"])
def test_a_step_that_does_not_lead_down_stalls(rate: str) -> None:
    uphill = sd.method("uphill", "x = x + alpha*g")
    run = sd.descend(sd.problem("x^2 + y^2"), [1, 1], method=uphill, rate=rate)
    assert (run.stop, run.trace[-1].k) == (Stop.STALLED, 0)


@pytest.mark.parametrize("rate", ["wolfe", "exact"])
def test_a_function_without_a_lowest_point_on_the_line(rate: str) -> None:
    run = sd.descend(sd.problem("-x"), 0, rate=rate)
    assert run.stop in (Stop.DIVERGED, Stop.STALLED)


def test_wolfe_doubles_until_the_slope_is_flat_enough() -> None:
    # f = x² from 1 with d = -2/100 a step: φ′(t)/φ′(0) = 1 - t/50 must be at most 1/10
    short = sd.method("short", "x = x - alpha*g/100")
    first = sd.descend(sd.problem("x^2"), 1, method=short, rate=wolfe(c2="1/10"), arithmetic="exact", steps=1).trace[0]
    assert [trial.step_size for trial in first.trials] == [1, 2, 4, 8, 16, 32, 64, 48]
    assert [trial.verdict for trial in first.trials] == ["too steep"] * 7 + ["taken"]


def test_goldstein_refuses_a_step_that_is_too_short() -> None:
    # f = x² from 1: with d = -g/10 the value falls by t(1 - t/10)·4/10, between 1/4 and 3/4 of t·4/10 for t from 2.5 to 7.5
    short = sd.method("short", "x = x - alpha*g/10")
    first = sd.descend(sd.problem("x^2"), 1, method=short, rate="goldstein", arithmetic="exact", steps=1).trace[0]
    assert [(trial.step_size, trial.verdict) for trial in first.trials] == [(1, "too short"), (2, "too short"), (4, "taken")]


def test_momentum_is_searched_by_its_own_steps() -> None:
    run = sd.descend(ROSENBROCK, [-1.2, 1], method="heavy ball", rate="armijo", steps=5)
    for a, b in zip(run.trace, run.trace[1:], strict=False):
        assert b.value == a.trials[-1].value
        assert b.value <= a.trials[-1].bound < a.value


@pytest.mark.parametrize("rate", ["wolfe", "goldstein"])
def test_trials_outside_the_domain_are_passed_over(rate: str) -> None:
    run = sd.descend(sd.problem("10x - ln(x)"), "1/2", rate=rate)
    assert run.success
    assert "outside" in [trial.verdict for trial in run.trace[0].trials]


def test_searches_end_at_full_accuracy_where_values_differ_by_rounding_only() -> None:
    for rate in ("wolfe", "goldstein", "exact"):
        for text in ("x^2 + 1000000", "ln(e^x + e^(-x)) + 1000"):
            assert sd.descend(sd.problem(text), 0.8, rate=rate, tol=1e-9).success


def test_a_step_that_is_no_line_is_refused_by_exact_line_search() -> None:
    bent = sd.method("bent", "x = x - alpha^2*g")
    with pytest.raises(ArgumentError, match="straight line in alpha"):
        sd.descend(sd.problem("x^2"), 1, method=bent, rate=exact())


def test_symbols_are_refused_where_they_cannot_be_compared() -> None:
    problem = sd.problem("a*x^2", variables="x")
    with pytest.raises(ArgumentError, match="A search compares numbers"):
        sd.descend(problem, 1, arithmetic="exact", rate="wolfe")
    with pytest.raises(ArgumentError, match="a in the problem has no value"):
        sd.descend(problem, 1)
    with pytest.raises(ArgumentError, match="expected a real number"):
        sd.descend(sd.problem("x^2"), "b", rate=1)
    with pytest.raises(ArgumentError, match="a quadratic along its step"):
        sd.descend(sd.problem("a*x^4", variables="x"), 1, arithmetic="exact", rate="exact")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: wolfe("1/2", "1/10"), "expected c1 < c2"),
        (lambda: wolfe(0), "expected a number above 0"),
        (lambda: wolfe(c2=1), "expected a number between 0 and 1"),
        (lambda: wolfe(initial=-1), "expected a number above 0"),
        (lambda: goldstein("1/2"), "expected a number between 0 and 1/2"),
        (lambda: armijo(c=2), "expected a number between 0 and 1"),
    ],
)
def test_searches_check_their_numbers_when_they_are_made(make: Any, reason: str) -> None:
    with pytest.raises(ArgumentError, match=reason):
        make()


def test_the_trials_of_a_search_that_fails_are_kept() -> None:
    run = sd.descend(sd.problem("x^2 + 100y^2"), ("3.05", 1), method="heavy ball", rate="armijo")
    last = run.trace[-1]
    assert run.stop is Stop.STALLED
    assert last.step_size is None
    assert last.trials[-1].verdict == "uphill"
    assert all(trial.verdict != "taken" for trial in last.trials)
    assert run.trace.from_json(run.trace.to_json())[-1].trials == last.trials
    assert run.extend(5).stop is Stop.STALLED


def test_coordinate_descent_goes_on_where_one_coordinate_has_no_step_left() -> None:
    """y is at its minimum up to rounding long before z and x, which the flat quartic and the exponential hold up."""
    run = sd.descend(
        sd.problem("(x-1/3)^2 + 10^8*(y-1/7)^2 + (z-1/3)^4 + exp(z) + exp(x)"), (1, 1, 1), method="coordinate descent", steps=3000
    )
    assert run.success
    assert any(row.step_size == 0 for row in run.trace[:-1])


def test_coordinates_that_take_turns_are_no_cycle_while_one_still_moves() -> None:
    run = sd.descend(sd.problem("(x-1/3)^2 + 10^6*(y-1/7)^2 + x*y/9"), (1, 1), method="coordinate descent", steps=500)
    assert run.stop is Stop.BUDGET
