"""Pictures of runs and problems, drawn with matplotlib: a table of kinds, one module each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from symdescent.analysis.analysis import Analysis
from symdescent.analysis.critical.points import CriticalPoints
from symdescent.analysis.rates.rates import Rates
from symdescent.errors import ArgumentError
from symdescent.race import Race
from symdescent.render.figures.alt import alt_contour, alt_convergence, alt_curve
from symdescent.render.figures.alt_shape import alt_chord, alt_eigen, alt_saddle, alt_zigzag
from symdescent.render.figures.bound import alt_bound, draw_bound
from symdescent.render.figures.chord import draw_chord, proof
from symdescent.render.figures.contour import draw_contour
from symdescent.render.figures.convergence import draw_convergence
from symdescent.render.figures.critical import alt_critical, draw_critical, fits
from symdescent.render.figures.curve import draw_curve
from symdescent.render.figures.eigen import draw_eigen, draw_zigzag
from symdescent.render.figures.races import alt_paths, alt_race, draw_panels, draw_paths, draw_race
from symdescent.render.figures.rates import alt_rate_sweep, alt_stability, draw_rate_sweep, draw_stability, is_strong, is_strong_quadratic
from symdescent.render.figures.saddle import draw_saddle
from symdescent.render.figures.scene import Scene, scene
from symdescent.render.figures.style import SIZES, Picture, settings
from symdescent.render.figures.sweeps import alt_basins, alt_map, alt_rates, draw_basins, draw_map, draw_rates
from symdescent.run import Run
from symdescent.shown import Shown
from symdescent.sweep import Sweep


class Kind(NamedTuple):
    """A kind of picture: for how many variables it is (None: any), whether it needs a run, what draws it, what describes it."""

    variables: int | None
    needs_run: bool
    draw: Callable[[Axes, Scene], None]
    describe: Callable[[Scene], str]
    by_name: bool = False  # drawn only where asked for


KINDS: dict[str, Kind] = {
    "curve": Kind(1, False, draw_curve, alt_curve),
    "contour": Kind(2, False, draw_contour, alt_contour),
    "convergence": Kind(None, True, draw_convergence, alt_convergence),
    "zigzag": Kind(2, True, draw_zigzag, alt_zigzag, by_name=True),
    "eigen-directions": Kind(2, False, draw_eigen, alt_eigen, by_name=True),
    "saddle": Kind(2, False, draw_saddle, alt_saddle, by_name=True),
    "chord": Kind(None, False, draw_chord, alt_chord, by_name=True),
}


class Other(NamedTuple):
    """A kind of picture of something else than a run or a problem: what it fits, what draws it, what describes it."""

    fits: Callable[[Any], bool]
    draw: Callable[[Axes, Any], None]
    describe: Callable[[Any], str]

    def of(self, part: str) -> Other:
        """The picture of a part of something."""
        return Other(
            lambda whole: self.fits(getattr(whole, part)),
            lambda axes, whole: self.draw(axes, getattr(whole, part)),
            lambda whole: self.describe(getattr(whole, part)),
        )


def _dimension(*counts: int) -> Callable[[Race], bool]:
    return lambda race: len(race.problem.variables) in counts


POINTS = {"critical points": Other(fits, draw_critical, alt_critical)}
RATES = {
    "rate sweep": Other(is_strong, draw_rate_sweep, alt_rate_sweep),
    "stability": Other(is_strong_quadratic, draw_stability, alt_stability),
}
OTHERS: dict[type, dict[str, Other]] = {
    Race: {
        "race": Other(lambda race: True, draw_race, alt_race),
        "paths": Other(_dimension(2), draw_paths, alt_paths),
        "panels": Other(_dimension(1, 2), draw_panels, alt_paths),
    },
    Analysis: {
        **{kind: row.of("critical_points") for kind, row in POINTS.items()},
        **{kind: row.of("rates") for kind, row in RATES.items()},
    },
    CriticalPoints: POINTS,
    Rates: RATES,
    Sweep: {
        "rates": Other(lambda sweep: len(sweep.settings) == 1, draw_rates, alt_rates),
        "basins": Other(lambda sweep: len(sweep.grid or ()) == 2 and not sweep.settings, draw_basins, alt_basins),
        "map": Other(
            lambda sweep: len(sweep.settings) + len(sweep.grid or ()) == 2 and (sweep.grid or len(sweep.starts) == 1), draw_map, alt_map
        ),
    },
}

OF_RUNS: dict[str, Other] = {"bound": Other(lambda run: True, draw_bound, alt_bound)}  # drawn only where asked for


def chosen(shown: Shown, kind: str | None) -> tuple[Callable[[Axes, Any], None], Callable[[Any], str], Any]:
    """What draws the kind, what describes it, and what they take."""
    if isinstance(shown, Run) and kind in OF_RUNS:
        return OF_RUNS[kind].draw, OF_RUNS[kind].describe, shown
    if type(shown) in OTHERS:
        fits = {name: row for name, row in OTHERS[type(shown)].items() if row.fits(shown)}
        if not fits or kind not in {None, *fits}:
            known = f"expected {' or '.join(map(repr, fits))}" if fits else "no kind of picture shows so many dimensions"
            raise ArgumentError(f"This {type(shown).__name__.lower()} has no picture of kind={kind!r}: {known}.")
        row = fits[kind] if kind else next(iter(fits.values()))
        return row.draw, row.describe, shown
    data = scene(shown)
    known_row = KINDS[fitting(data, kind)]
    return known_row.draw, known_row.describe, data


def plot(shown: Shown, kind: str | None = None, *, ax: Axes | None = None) -> Axes:
    """The axes on which a run or a problem is drawn: ``ax``, or those of a new figure that a notebook shows once.

    ``kind`` is "curve" (one variable), "contour" (two) or "convergence" (a run), the first of them that fits for None; or "chord"
    (any), "eigen-directions", "saddle" (two), "zigzag" (a run in two), "bound" (a run); of rates "rate sweep" or
    "stability"; of a race "race", "paths" or "panels"; of a sweep "rates", "basins" or "map".
    Raises ``ArgumentError`` for a kind that does not fit.
    """
    paint, describe, data = chosen(shown, kind)
    if ax is not None:
        paint(ax, data)
        return ax
    from matplotlib import pyplot as plt

    # Outside the settings below: the first figure turns a notebook's display on, which leaving them would undo.
    figure = plt.figure(figsize=SIZES["page"][:2], layout="constrained", facecolor="white")
    with settings():
        return _drawn(figure.add_subplot(axes_class=Picture), data, paint, describe)


def draw(shown: Shown, kind: str | None = None, *, size: str = "page") -> Figure:
    """The picture as a figure of its own that no window or notebook shows; ``size`` is "page" or "slide"."""
    paint, describe, data = chosen(shown, kind)
    with settings(size):
        figure = Figure()
        _drawn(figure.add_subplot(axes_class=Picture), data, paint, describe)
        return figure


def alt_text(shown: Shown, kind: str | None = None) -> str:
    """One to three sentences, with numbers, that describe the picture to someone who cannot see it."""
    _, describe, data = chosen(shown, kind)
    return describe(data)


def _drawn(ax: Axes, data: Any, paint: Callable[[Axes, Any], None], describe: Callable[[Any], str]) -> Axes:
    paint(ax, data)
    ax.figure.set_label(describe(data))
    return ax


def fitting(data: Scene, kind: str | None) -> str:
    """The kind, where it fits; the first that fits for None."""
    variables = len(data.problem.variables)
    fits = [name for name, row in KINDS.items() if row.variables in (None, variables) and (data.is_run or not row.needs_run)]
    default = "chord" if proof(data) else next((name for name in fits if not KINDS[name].by_name), None)
    chosen = kind or default
    if chosen in fits:
        return chosen
    raise ArgumentError(_misfit(kind, variables, fits, data.is_run))


def _misfit(kind: str | None, variables: int, fits: list[str], is_run: bool) -> str:
    this = f"This {'run' if is_run else 'problem'} has {variables} variable{'s' * (variables != 1)}"
    choice = f"expected {' or '.join(map(repr, fits))}" if kind else "no kind of picture fits; plot a run of it"
    wanted = KINDS.get(kind) if kind else None
    if wanted is None:
        return f"{this}; kind={kind!r}: {choice}."
    reason = "needs a run" if wanted.needs_run else f"shows functions of {wanted.variables} variable{'s' * (wanted.variables != 1)}"
    return f"{this}, and {kind!r} {reason}: {choice}."
