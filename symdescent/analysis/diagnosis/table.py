"""The table of findings: what each looks at, what it suggests, and which findings before it already explain it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from symdescent.analysis.diagnosis import end, places, rate, remedies
from symdescent.analysis.diagnosis.course import Course
from symdescent.analysis.diagnosis.finding import Numbers, Remedy


def nothing(course: Course, numbers: Numbers) -> tuple[Remedy, ...]:
    """There is no remedy."""
    return ()


class Row(NamedTuple):
    """A finding: its key, the function that returns the numbers that show it or None, its remedies, and the keys that explain it."""

    key: str
    look: Callable[[Course], Numbers | None]
    remedies: Callable[[Course, Numbers], tuple[Remedy, ...]] = nothing
    unless: frozenset[str] = frozenset()


def _keys(text: str) -> frozenset[str]:
    return frozenset(text.split())


CAUSES = _keys("unbounded singular steps-too-long diverging diverged momentum cycle thrown-back left-domain saddle maximum plateau kink")

FINDINGS: tuple[Row, ...] = (
    Row("left-domain", places.left_domain, remedies.searched),
    Row("unbounded", rate.unbounded),
    Row("singular", places.singular, remedies.other_search, _keys("unbounded")),
    Row("diverging", rate.diverging, remedies.slower, _keys("unbounded")),
    Row("momentum", rate.momentum, remedies.less_momentum, _keys("unbounded")),
    Row("steps-too-long", rate.steps_too_long, remedies.tenth_of_the_way, _keys("unbounded singular momentum left-domain")),
    Row("diverged", rate.diverged, remedies.searched, _keys("unbounded diverging momentum singular steps-too-long")),
    Row("kink", places.kink, remedies.decreasing, _keys("diverging diverged")),
    Row("thrown-back", rate.thrown_back, remedies.slower, _keys("diverging kink")),
    Row("cycle", places.cycle, remedies.damped, _keys("kink")),
    Row("oscillating", rate.oscillating, remedies.slower, _keys("diverging cycle kink")),
    Row("saddle", places.saddle, remedies.escape),
    Row("maximum", places.maximum, remedies.escape),
    Row("newton", places.newton, remedies.downhill),
    Row("saddle-passed", places.saddle_passed, remedies.escape, _keys("saddle maximum unbounded diverging")),
    Row("plateau", places.plateau, remedies.by_sign, _keys("saddle maximum cycle kink unbounded diverging diverged thrown-back")),
    Row("local", places.local, remedies.elsewhere, _keys("saddle maximum plateau")),
    Row("precision", end.precision, remedies.looser, CAUSES),
    Row("search-failed", end.search_failed, remedies.other_search, _keys("precision kink")),
    Row("bottomless", end.bottomless, nothing, CAUSES | _keys("local precision")),
    Row("rate-too-small", rate.rate_too_small, remedies.faster, CAUSES | _keys("precision")),
    Row("zigzag", rate.zigzag, remedies.rounder, CAUSES | _keys("rate-too-small precision")),
    Row("valley", rate.valley, remedies.rounder, CAUSES | _keys("rate-too-small precision zigzag")),
    Row("steps-too-short", rate.steps_too_short, remedies.tenfold, CAUSES | _keys("precision")),
    Row("hovering", end.hovering, remedies.smaller, CAUSES | _keys("precision oscillating zigzag momentum")),
    Row("early", end.early, remedies.tighter, CAUSES | _keys("local")),
    Row("stalled", end.stalled, remedies.searched, CAUSES | _keys("precision search-failed rate-too-small")),
    Row(
        "budget",
        end.budget,
        remedies.more_steps,
        CAUSES | _keys("bottomless precision rate-too-small zigzag valley steps-too-short hovering oscillating"),
    ),
)
HEALTHY = Row("healthy", end.healthy)
