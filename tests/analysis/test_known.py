"""Every answer of the corpus is checked in numbers, by nothing of the package's analysis."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import mpmath
import numpy as np
import pytest
import sympy

from tests.analysis.corpus import CORPUS
from tests.analysis.corpus.known import Critical, Known
from tests.analysis.corpus.numbers import Array, Numbers, Pairs, clouds, number, numbers, pairs, points

DOWNWARD = {"concave": "convex", "strictly concave": "strictly convex", "strongly concave": "strongly convex"}
FAR = (6, 12, 24, 48)  # powers of ten
SEARCHED = (1.0, 6.0)  # how far out Newton's steps start


def rows(*verdicts: str) -> list[Known]:
    return [row for row in CORPUS if DOWNWARD.get(row.verdict, row.verdict) in verdicts]


def names(row: Known) -> str:
    return row.name


def sign(row: Known) -> float:
    return -1.0 if row.verdict in DOWNWARD else 1.0


class Sample(NamedTuple):
    function: Numbers
    setting: Mapping[str, str]
    scale: float
    cloud: Array
    pairs: Pairs


@cache
def functions(index: int) -> tuple[Numbers, ...]:
    row = CORPUS[index]
    return tuple(numbers(row, setting) for setting in row.settings)


def of(row: Known) -> tuple[Numbers, ...]:
    return functions(CORPUS.index(row))


def sampled(row: Known) -> list[Sample]:
    """Each setting's points at each scale, with pairs of them; chords of a concave function are turned over."""
    return samples(CORPUS.index(row))


@cache
def samples(index: int) -> list[Sample]:
    row, found = CORPUS[index], []
    for j, function in enumerate(functions(index)):
        for scale, cloud in clouds(row, function):
            chords = pairs(function, scale, cloud)
            found.append(Sample(function, row.settings[j], scale, cloud, chords._replace(above=sign(row) * chords.above)))
    return found


def eigenvalues(row: Known, sample: Sample) -> Array:
    """The eigenvalues of the Hessian (of -f where f is concave) at each point (m, n), increasing."""
    assert sample.function.hessian is not None
    matrices = sign(row) * sample.function.hessian(sample.cloud)
    return np.asarray(np.linalg.eigvalsh(matrices[np.isfinite(matrices).all(axis=(-1, -2))]))


def least_bends(row: Known, sample: Sample) -> Array:
    """How much it bends at least: by the Hessian, or where there are kinks by chords."""
    if sample.function.hessian:
        return eigenvalues(row, sample)[:, 0]
    squared, above, slack = sample.pairs
    return (8 * above / squared)[abs(above) > 10 * slack]


def signs(row: Known, sample: Sample) -> tuple[bool, bool]:
    """Whether it bends downwards somewhere, and upwards."""
    _, above, slack = sample.pairs
    if not sample.function.hessian:
        return bool((above < -slack).any()), bool((above > slack).any())
    bends = eigenvalues(row, sample)
    tiny = 1e-9 * abs(bends).max(axis=1)
    return bool((bends[:, 0] < -tiny).any()), bool((bends[:, -1] > tiny).any())


def test_the_corpus_is_wide() -> None:
    count = {verdict: len(rows(verdict)) for verdict in ("strongly convex", "strictly convex", "convex", "affine", "neither")}
    assert all(count[verdict] >= most for verdict, most in zip(count, (20, 25, 30, 10, 50), strict=True))
    assert sum(row.verdict in DOWNWARD for row in CORPUS) >= 15
    assert len(CORPUS) >= 160
    assert len({(row.name, row.variables) for row in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("row", rows("convex", "strictly convex", "strongly convex"), ids=names)
def test_no_chord_is_below_the_curve(row: Known) -> None:
    tested = 0
    for *_, (_, above, slack) in sampled(row):
        assert (above >= -slack).all()
        tested += len(above)
    assert tested > 100


@pytest.mark.parametrize("row", rows("affine"), ids=names)
def test_every_chord_of_a_line_is_on_it(row: Known) -> None:
    assert all((abs(above) <= slack).all() for *_, (_, above, slack) in sampled(row))


@pytest.mark.parametrize("row", rows("convex"), ids=names)
def test_convex_only_has_a_segment_on_which_it_is_a_line(row: Known) -> None:
    assert row.segment, "name a segment"
    ends = np.array([[float(entry) for entry in points(end)] for end in row.segment])
    x = ends[0] + np.linspace(0, 1, 9)[:, None] * (ends[1] - ends[0])
    function = of(row)[0]
    assert ends[0].tolist() != ends[1].tolist()
    assert (function.inside(x) > 0).all()
    np.testing.assert_allclose(np.diff(function.value(x), 2), 0, atol=1e-12)
    assert any((above > slack).any() for *_, (_, above, slack) in sampled(row)), "it is affine"


@pytest.mark.parametrize("row", rows("strictly convex", "strongly convex"), ids=names)
def test_strictly_convex_bends_nearly_everywhere(row: Known) -> None:
    first = sampled(row)[0]
    assert (first.pairs.above > 0).all()
    if first.function.hessian:
        bends = eigenvalues(row, first)
        assert (bends[:, 0] > 1e-12 * bends[:, -1]).mean() > 0.98


@pytest.mark.parametrize("row", rows("strictly convex"), ids=names)
def test_strictly_convex_only_bends_as_little_as_you_like(row: Known) -> None:
    least, most = np.inf, 0.0
    for sample in sampled(row):
        bends = least_bends(row, sample)
        least, most = min(least, bends.min()), max(most, bends.max())
    assert least < 0.02 * most


@pytest.mark.parametrize("row", rows("strongly convex"), ids=names)
def test_the_modulus_is_a_bound_and_the_best(row: Known) -> None:
    for setting in row.settings:
        mu, tightest = float(number(row.modulus or "0", **setting).evalf()), np.inf
        for sample in (sample for sample in sampled(row) if sample.setting is setting):
            squared, above, slack = sample.pairs
            assert (above - mu / 8 * squared >= -slack).all()
            tightest = min(tightest, least_bends(row, sample).min(initial=np.inf))
        assert tightest > 0
        assert row.modulus is None or tightest <= 1.25 * mu


@pytest.mark.parametrize("row", rows("neither"), ids=names)
def test_neither_breaks_both_inequalities(row: Known) -> None:
    for setting in row.settings:
        found = [signs(row, sample) for sample in sampled(row) if sample.setting is setting]
        assert any(down for down, _ in found)
        assert any(up for _, up in found)


CRITICAL = [pytest.param(row, point, id=f"{row.name}: {point.at}") for row in CORPUS for point in row.critical]


@pytest.mark.parametrize(("row", "point"), CRITICAL)
def test_critical_points_are_what_they_are_said_to_be(row: Known, point: Critical) -> None:
    function, at = of(row)[0], points(point.at)
    place, n = dict(zip(function.symbols, at, strict=True)), len(at)
    value = function.expression.subs(place, simultaneous=True)
    assert abs(sympy.N(value - number(point.value), 40)) < mpmath.mpf(10) ** -30
    middle = np.array([float(entry) for entry in at])
    random = np.random.default_rng(1)
    directions = random.normal(size=(400, n))
    directions /= np.linalg.norm(directions, axis=1)[:, None]
    around = middle + 1e-2 * (1 + np.linalg.norm(middle)) * directions
    around = around[function.inside(around) > 0]
    rise = function.value(around) - float(value)
    rise, slack = rise[np.isfinite(rise)], 1e-13 * (1 + abs(float(value)))
    assert len(rise) > 20
    is_low, is_high = bool((rise >= -slack).all()), bool((rise <= slack).all())
    assert (is_low, is_high) == {"minimum": (True, False), "maximum": (False, True), "saddle": (False, False)}[point.kind]
    if function.gradient and len(rise) == 400:  # inside: no edge
        slopes = [sympy.diff(function.expression, x).subs(place, simultaneous=True) for x in function.symbols]
        assert all(slope is sympy.nan or abs(sympy.N(slope, 40)) < 1e-30 for slope in slopes)  # nan: a kink of a root


def along(row: Known, curve: str) -> list[Any]:
    """The values along a curve in t, farther and farther out."""
    function = of(row)[0]
    compiled = sympy.lambdify(function.symbols, function.expression, "mpmath")
    with mpmath.workdps(120):
        places = [[number(part, t=sympy.Integer(10) ** power) for part in curve.split(",")] for power in FAR]
        return [compiled(*(mpmath.mpf(sympy.N(entry, 120)) for entry in place)) for place in places]


def zeros(row: Known, function: Numbers) -> list[Array]:
    """The critical points inside the domain that Newton's steps find from many starts."""
    assert function.gradient
    assert function.hessian
    n = len(function.symbols)
    starts = np.concatenate([np.random.default_rng(3).uniform(-reach, reach, (150 * n, n)) for reach in SEARCHED])
    x = starts[(function.inside(starts) > 0) & np.isfinite(function.value(starts))]
    for _ in range(60):
        slopes, matrices = function.gradient(x), function.hessian(x)
        fine = np.isfinite(slopes).all(axis=1) & np.isfinite(matrices).all(axis=(1, 2))
        x, slopes, matrices = x[fine], slopes[fine], matrices[fine]
        fine = abs(np.linalg.eigvalsh(matrices)).min(axis=1) > 1e-9
        x = x[fine]
        step = np.linalg.solve(matrices[fine], slopes[fine, :, None])[..., 0]
        x = x - step
    found: list[Array] = []
    settled = (abs(function.gradient(x)).max(axis=1) < 1e-7) & (abs(step).max(axis=1) < 1e-6) & (function.inside(x) > 0)
    for place in x[settled]:
        if not any(np.allclose(place, other, atol=1e-5) for other in found) and np.isfinite(function.value(place)):
            found.append(place)
    return found


def kind(function: Numbers, place: Array) -> str:
    assert function.hessian
    bends = np.linalg.eigvalsh(function.hessian(place))
    assert abs(bends).min() > 1e-8 * abs(bends).max() or len(bends) == 1
    return "minimum" if bends[0] >= 0 else "maximum" if bends[-1] < 0 else "saddle"


@pytest.mark.parametrize("row", [row for row in CORPUS if row.counts is not None and not row.data], ids=names)
def test_newton_finds_as_many_critical_points(row: Known) -> None:
    function = of(row)[0]
    kinds = [kind(function, place) for place in zeros(row, function)]
    assert {name: kinds.count(name) for name in ("minimum", "maximum", "saddle")} == row.counts


@pytest.mark.parametrize("row", [row for row in CORPUS if row.infimum], ids=names)
def test_nothing_is_below_the_infimum(row: Known) -> None:
    infimum = float(number(row.infimum or "0").evalf())
    assert row.falls is None
    least = min(float(sample.function.value(sample.cloud).min()) for sample in sampled(row))
    assert least >= infimum - 1e-9 * (1 + abs(infimum))
    if row.toward:
        assert along(row, row.toward)[-1] < infimum + 0.02
        return
    reached = [point for point in row.critical if point.kind == "minimum" and number(point.value) == number(row.infimum or "0")]
    assert reached or least < infimum + 0.02 * (1 + abs(infimum))


@pytest.mark.parametrize("row", [row for row in CORPUS if row.falls], ids=names)
def test_the_value_falls_along_the_curve(row: Known) -> None:
    values = along(row, row.falls or "")
    assert all(later < earlier for earlier, later in pairwise(values))
    assert values[-1] < -4
