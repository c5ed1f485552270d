"""A step of many runs at once is the step of each."""

from __future__ import annotations

import numpy as np
import pytest

import symdescent as sd
from symdescent.numeric.many import many_stepper, solve, steepest
from symdescent.numeric.stepper import stepper
from symdescent.numeric.update import Update

POINTS = np.array([[-1.2, 0.5, 2.0, 0.3], [1.0, -0.75, 1.5, 0.1]])
ROSENBROCK, CARS = sd.problem("100(y - x^2)^2 + (1 - x)^2"), sd.problem("mean((w*speed + b - dist)^2)", data="cars.csv")


@pytest.mark.parametrize("problem", [ROSENBROCK, CARS], ids=["formula", "data"])
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("name", sd.methods)
def test_an_array_step_is_the_step_of_each_run(name: str, sign: int, problem: sd.problem) -> None:  # type: ignore[valid-type]
    method, objective = sd.methods[name], problem.objective  # type: ignore[attr-defined]
    update = Update(method.lines, method.values({}), method.starts)
    many, one = many_stepper(objective, update, sign=sign), stepper(objective, update, sign=sign)
    with np.errstate(all="ignore"):
        carried = many.start((0.01,), tuple(POINTS))
        singles = [one.start(*point) for point in POINTS.T]
        for k in (1, 2, 3):
            carried = many.move(k, (0.01,), carried, many.look(carried[:2]))[1:]
            singles = [one.step(0.01, k, *single)[-len(carried) :] for single in singles]
            together = np.broadcast_arrays(*carried, np.zeros(4))[:-1]
            np.testing.assert_allclose(np.array(together).T, singles, rtol=1e-9, atol=1e-12)


def test_a_parameter_may_differ_from_run_to_run() -> None:
    method = sd.methods["heavy ball"]
    update = Update(method.lines, method.values({}), method.starts)
    many = many_stepper(ROSENBROCK.objective, update, varying=["beta"])
    settings = (np.full(4, 0.001), np.array([0.0, 0.5, 0.9, 0.99]))
    carried = many.start(settings, tuple(POINTS))
    for k in (1, 2):
        carried = many.move(k, settings, carried, many.look(carried[:2]))[1:]
    for j, beta in enumerate(settings[1]):
        run = sd.descend(ROSENBROCK, POINTS[:, j], method="heavy ball", rate=0.001, beta=beta, steps=2)
        np.testing.assert_allclose([x[j] for x in carried[:2]], list(run.trace[-1].x.values()), rtol=1e-12)


def test_a_system_without_a_solution_is_nan_and_leaves_the_others_alone() -> None:
    found = solve(*(np.array(entries) for entries in ([2.0, 1.0], [0.0, 2.0], [0.0, 2.0], [4.0, 4.0], [2.0, 1.0], [8.0, 1.0])))
    np.testing.assert_array_equal(found, [[1.0, np.nan], [2.0, np.nan]])


def test_the_first_of_equal_sizes_is_the_steepest() -> None:
    np.testing.assert_array_equal(steepest(np.array([1.0, -2.0]), np.array([-3.0, 2.0])), [[0, 1], [1, 0]])
