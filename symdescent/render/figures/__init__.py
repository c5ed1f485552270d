"""Pictures of runs and problems, drawn with matplotlib: a table of kinds, one module each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from symdescent.errors import ArgumentError
from symdescent.render.figures.alt import alt_contour, alt_convergence, alt_curve
from symdescent.render.figures.contour import draw_contour
from symdescent.render.figures.convergence import draw_convergence
from symdescent.render.figures.curve import draw_curve
from symdescent.render.figures.scene import Scene, scene
from symdescent.render.figures.style import SIZES, Picture, settings
from symdescent.shown import Shown


class Kind(NamedTuple):
    """A kind of picture: for how many variables it is (None: any), whether it needs a run, what draws it, what describes it."""

    variables: int | None
    needs_run: bool
    draw: Callable[[Axes, Scene], None]
    describe: Callable[[Scene], str]


KINDS: dict[str, Kind] = {
    "curve": Kind(1, False, draw_curve, alt_curve),
    "contour": Kind(2, False, draw_contour, alt_contour),
    "convergence": Kind(None, True, draw_convergence, alt_convergence),
}


def plot(shown: Shown, kind: str | None = None, *, ax: Axes | None = None) -> Axes:
    """The axes on which a run or a problem is drawn: ``ax``, or those of a new figure that a notebook shows once.

    ``kind`` is "curve" (one variable), "contour" (two) or "convergence" (a run); None is the first of them that fits.
    Raises ``ArgumentError`` for a kind that does not fit.
    """
    data = scene(shown)
    row = KINDS[fitting(data, kind)]
    if ax is not None:
        row.draw(ax, data)
        return ax
    from matplotlib import pyplot as plt

    # Outside the settings below: the first figure turns a notebook's display on, which leaving them would undo.
    figure = plt.figure(figsize=SIZES["page"][:2], layout="constrained", facecolor="white")
    with settings():
        return _drawn(figure.add_subplot(axes_class=Picture), data, row)


def draw(shown: Shown, kind: str | None = None, *, size: str = "page") -> Figure:
    """The picture as a figure of its own that no window or notebook shows; ``size`` is "page" or "slide"."""
    data = scene(shown)
    row = KINDS[fitting(data, kind)]
    with settings(size):
        figure = Figure()
        _drawn(figure.add_subplot(axes_class=Picture), data, row)
        return figure


def alt_text(shown: Shown, kind: str | None = None) -> str:
    """One to three sentences, with numbers, that describe the picture to someone who cannot see it."""
    data = scene(shown)
    return KINDS[fitting(data, kind)].describe(data)


def _drawn(ax: Axes, data: Scene, row: Kind) -> Axes:
    row.draw(ax, data)
    ax.figure.set_label(row.describe(data))
    return ax


def fitting(data: Scene, kind: str | None) -> str:
    """The kind, where it fits; the first that fits for None."""
    variables = len(data.problem.variables)
    fits = [name for name, row in KINDS.items() if row.variables in (None, variables) and (data.is_run or not row.needs_run)]
    if kind in fits or (kind is None and fits):
        return kind or fits[0]
    raise ArgumentError(_misfit(kind, variables, fits, data.is_run))


def _misfit(kind: str | None, variables: int, fits: list[str], is_run: bool) -> str:
    this = f"This {'run' if is_run else 'problem'} has {variables} variable{'s' * (variables != 1)}"
    choice = f"expected {' or '.join(map(repr, fits))}" if fits else "no kind of picture fits; plot a run of it"
    wanted = KINDS.get(kind) if kind else None
    if wanted is None:
        return f"{this}; kind={kind!r}: {choice}."
    reason = "needs a run" if wanted.needs_run else f"shows functions of {wanted.variables} variable{'s' * (wanted.variables != 1)}"
    return f"{this}, and {kind!r} {reason}: {choice}."
