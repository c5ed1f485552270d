"""Pictures of a sweep: ends against a setting, basins of attraction, and how many steps the runs take."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from numpy.typing import NDArray

from symdescent.descent.stop import Stop
from symdescent.render.figures.labels import definition, is_narrow, legend_place, name, number, plain_ticks
from symdescent.render.figures.races import COLOURS, MARKERS
from symdescent.render.figures.scene import Array
from symdescent.render.figures.style import BLUE, GREY, INK, VERMILLION, halo, unit
from symdescent.render.figures.words import words
from symdescent.sweep import Sweep

LIGHT = 0.45  # of white in the colour of a basin, so that its minimum is seen on it
SPREAD = 30.0  # numbers whose largest is so many times the smallest stand on a log axis


def setting_name(sweep: Sweep, key: str) -> str:
    """A setting's name as mathematics."""
    return words("rate") if key == "rate" else name(key)


def is_wide(numbers: Any) -> bool:
    """Whether the numbers belong on a log axis."""
    return bool(min(numbers) > 0 and max(numbers) > SPREAD * min(numbers))


def draw_rates(ax: Axes, sweep: Sweep) -> None:
    """Draws steps against the setting, the runs that diverged marked at the top."""
    (key, numbers), steps, converged, lost = next(iter(sweep.settings.items())), *by_setting(sweep)
    x = np.array(numbers)
    ax.set_xscale("log" if is_wide(numbers) else "linear")
    style: dict[str, Any] = {
        "linewidth": 1.5 * unit(),
        "markersize": 4.5 * unit(),
        "markeredgecolor": "white",
        "markeredgewidth": 0.5 * unit(),
    }
    told = words("converged") if converged.any() else "_"  # matplotlib leaves such a label out of the legend
    ax.plot(x, np.where(converged, steps, np.nan), color=BLUE, marker="o", label=told, **style)
    others = ~converged & ~lost
    if others.any():
        ax.plot(
            x[others],
            np.full(others.sum(), sweep.budget),
            color=GREY,
            marker="s",
            linestyle="",
            label=words("unfinished", k=sweep.budget),
            **style,
        )
    if lost.any():
        place = ax.get_xaxis_transform()
        big = style | {"markersize": 7 * unit()}
        ax.plot(x[lost], np.full(lost.sum(), 0.97), color=VERMILLION, marker="X", linestyle="", label=words("lost"), transform=place, **big)
    ax.set_yscale("log" if converged.any() and is_wide(np.maximum(steps[converged], 1)) else "linear")
    if ax.get_yscale() == "linear":
        ax.set_ylim(bottom=0)
        plain_ticks(ax, "y", whole=True)
    if ax.get_xscale() == "linear":
        plain_ticks(ax, "x")
    ax.set(xlabel=setting_name(sweep, key), ylabel=words("steps until", tol=number(sweep.tol)))
    _head(ax, sweep)
    _legend(ax)


def by_setting(sweep: Sweep) -> tuple[Array, NDArray[np.bool_], NDArray[np.bool_]]:
    """For each number: the median steps of the runs that converged, whether most runs did, and whether most were lost."""
    converged = sweep.converged.reshape(-1, len(sweep.starts))
    lost = _lost(sweep).reshape(converged.shape)
    steps = np.array(
        [
            np.median(row[there]) if there.any() else np.nan
            for row, there in zip(sweep.steps.reshape(converged.shape), converged, strict=True)
        ]
    )
    return steps, converged.mean(axis=1) > 0.5, lost.mean(axis=1) >= 0.5


def _lost(sweep: Sweep) -> NDArray[np.bool_]:
    return np.asarray((sweep.outcomes == Stop.DIVERGED) | (sweep.outcomes == Stop.LEFT_DOMAIN))


def draw_basins(ax: Axes, sweep: Sweep) -> None:
    """Draws each start in the colour of the point that its run reached, and the points."""
    assert sweep.grid is not None  # noqa: S101 - the kind fits grids only
    x, y = sweep.grid.values()
    labels = sweep.basins.reshape(-1, len(x), len(y))[0].T
    count = min(len(sweep.minima), len(COLOURS))
    shades = ListedColormap([(1.0, 1.0, 1.0), *(_lighter(colour) for colour in COLOURS[:count])])
    shown = np.where(labels < count, labels, -1)
    ax.imshow(shown, cmap=shades, vmin=-1.5, vmax=count - 0.5, **_frame(x, y))
    for j, place in enumerate(sweep.minima[:count]):
        word = f"({', '.join(number(entry, 3) for entry in place)})"
        style: dict[str, Any] = {
            "color": COLOURS[j],
            "markeredgecolor": INK,
            "markersize": 8 * unit(),
            "linestyle": "",
            "markeredgewidth": 0.8 * unit(),
        }
        ax.plot(*place[:, None], marker=MARKERS[j % len(MARKERS)], label=word, path_effects=halo(), **style)
    ax.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]))
    if (shown < 0).any():
        ax.plot([], [], marker="s", color="white", markeredgecolor=GREY, linestyle="", label=words("nowhere"))
    _axes(ax, sweep, list(map(name, sweep.problem.variables)))
    _legend(ax, words("reaches"))


def draw_map(ax: Axes, sweep: Sweep) -> None:
    """Draws how many steps each run took, over two settings or over a grid of starts."""
    (x, y), names = sides(sweep)
    shape = len(x), len(y)
    steps = np.where(sweep.converged, sweep.steps, np.nan).reshape(shape).T
    lost = _lost(sweep).reshape(shape).T
    ax.set_facecolor("#D9D9D9")
    frame = _frame(x, y)
    image = ax.imshow(steps, cmap="viridis_r", **frame)
    red = ListedColormap([VERMILLION])
    ax.imshow(np.where(lost, 0.0, np.nan), cmap=red, vmin=0, vmax=1, **frame)
    bar = ax.figure.colorbar(image, ax=ax, pad=0.02, location="top" if is_narrow(ax) else "right")
    bar.set_label(words("steps until", tol=number(sweep.tol)), fontsize=8 * unit())
    bar.outline.set_visible(False)
    for colour, key in ((VERMILLION, "lost"), ("#D9D9D9", "unfinished")):
        if (lost if key == "lost" else np.isnan(steps) & ~lost).any():
            ax.plot([], [], marker="s", color=colour, linestyle="", label=words(key, k=sweep.budget))
    _axes(ax, sweep, names)
    if ax.get_legend_handles_labels()[0]:
        ax.legend(frameon=False, fontsize=8.5 * unit(), loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2)


def sides(sweep: Sweep) -> tuple[tuple[Array, Array], list[str]]:
    """The numbers along both sides of a map, and their names."""
    lists = {setting_name(sweep, key): np.array(numbers) for key, numbers in sweep.settings.items()}
    if sweep.grid is not None:
        lists |= {name(key): side for key, side in sweep.grid.items()}
    (first, x), (second, y) = lists.items()
    return (x, y), [first, second]


def _frame(x: Array, y: Array) -> dict[str, Any]:
    """The picture's edges, half a cell beyond the outer numbers."""
    right, up = ((side[-1] - side[0]) / max(len(side) - 1, 1) / 2 or 0.5 for side in (x, y))
    return {"extent": (x[0] - right, x[-1] + right, y[0] - up, y[-1] + up), "origin": "lower", "aspect": "auto", "interpolation": "nearest"}


def _lighter(colour: str) -> tuple[float, float, float]:
    from matplotlib.colors import to_rgb

    red, green, blue = (LIGHT + (1 - LIGHT) * part for part in to_rgb(colour))
    return red, green, blue


def _axes(ax: Axes, sweep: Sweep, names: list[str]) -> None:
    ax.set(xlabel=names[0], ylabel=names[1])
    plain_ticks(ax)
    _head(ax, sweep)


def _head(ax: Axes, sweep: Sweep) -> None:
    ax.set_title(definition(sweep.problem.variables, sweep.problem.expression), va="bottom")


def _legend(ax: Axes, title: str | None = None) -> None:
    style: dict[str, Any] = {"frameon": False, "fontsize": 8.5 * unit(), "title_fontsize": 8.5 * unit(), "alignment": "left"}
    ax.legend(title=title, borderaxespad=0.2, **style, **legend_place(ax))


def alt_rates(sweep: Sweep) -> str:
    """Which numbers converge fastest, and which not at all."""
    (key, numbers), steps, converged, lost = next(iter(sweep.settings.items())), *by_setting(sweep)
    ends = {"first": number(numbers[0]), "last": number(numbers[-1]), "name": _plain(key)}
    told = [words("alt_rates", count=len(numbers), formula=sweep.problem.expression, **ends)]
    if converged.any():
        j = int(np.nanargmin(np.where(converged, steps, np.nan)))
        told.append(words("alt_fastest", number=number(numbers[j]), steps=number(steps[j])))
    if lost.any():
        told.append(words("alt_lost", numbers=", ".join(number(value) for value, gone in zip(numbers, lost, strict=True) if gone)))
    return " ".join(told)


def _plain(key: str) -> str:
    return words("rate") if key == "rate" else key


def alt_basins(sweep: Sweep) -> str:
    """How many starts lead to each point."""
    runs = sweep.basins.size
    told = [words("alt_basins", count=runs, formula=sweep.problem.expression)]
    for j, place in enumerate(sweep.minima[: len(COLOURS)]):
        share = number(100 * (sweep.basins == j).sum() / runs, 3)
        told.append(words("alt_basin", place=", ".join(number(entry, 3) for entry in place), share=share))
    return " ".join(told)


def alt_map(sweep: Sweep) -> str:
    """How many runs converged, and in how many steps."""
    converged, lost = sweep.converged, _lost(sweep)
    told = [words("alt_map", count=converged.size, formula=sweep.problem.expression, converged=int(converged.sum()), lost=int(lost.sum()))]
    if converged.any():
        steps = sweep.steps[converged]
        told.append(words("alt_steps", fewest=int(steps.min()), most=int(steps.max())))
    return " ".join(told)
