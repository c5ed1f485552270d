"""The data sets hold what was published: the facts below are from the sources, not from our files."""

from __future__ import annotations

import numpy as np
import pytest

from symdescent.datasets import DATASETS, Dataset, cars, forbes, hubble
from symdescent.numeric.csv_file import SHIPPED


def line(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Slope and intercept of the least-squares line."""
    slope, intercept = np.polyfit(x, y, 1)
    return float(slope), float(intercept)


@pytest.mark.parametrize("data", DATASETS.values(), ids=DATASETS.keys())
def test_the_table_describes_every_column_of_its_file(data: Dataset) -> None:
    columns = data.read()
    assert columns.names == tuple(data.columns)
    assert columns.source == f"{data.name}.csv"
    for name, meaning in data.columns.items():
        assert "(text)" in meaning or columns[name].size == len(columns)


def test_every_file_has_its_row() -> None:
    assert {path.stem for path in SHIPPED.iterdir()} == set(DATASETS)


def test_cars_is_the_table_that_r_prints() -> None:
    # R 4: lm(dist ~ speed, cars) prints -17.579 and 3.932; summary(cars) the means 15.4 and 42.98.
    columns = cars.read()
    assert len(columns) == 50
    assert line(columns["speed"], columns["dist"]) == pytest.approx((3.9324, -17.5791), abs=5e-5)
    assert (columns["speed"].mean(), columns["dist"].mean()) == pytest.approx((15.4, 42.98))


def test_forbes_pressure_is_a_straight_line_in_logarithms() -> None:
    # S. Weisberg, Applied Linear Regression: 100 log10(pressure) = -42.1 + 0.895 boiling.
    columns = forbes.read()
    assert len(columns) == 17
    slope, intercept = line(columns["boiling"], 100 * np.log10(columns["pressure"]))
    assert slope == pytest.approx(0.895, abs=1e-3)
    assert intercept == pytest.approx(-42.1, abs=0.1)


def test_hubble_finds_about_500_kilometres_a_second_for_each_megaparsec() -> None:
    # F. Ramsey, D. Schafer, The Statistical Sleuth, case 7.1: distance = 0.3991 + 0.001373 velocity.
    columns = hubble.read()
    assert len(columns) == 24
    assert line(columns["velocity"], columns["distance"]) == pytest.approx((0.001373, 0.3991), abs=5e-5)
