"""Pictures of rates: the steps that each rate needs, with the edge marked, and where heavy ball converges."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from symdescent.analysis.rates.rates import Rates
from symdescent.lesson.formula import math_of
from symdescent.render.figures.labels import definition, number, plain_ticks
from symdescent.render.figures.scene import Array
from symdescent.render.figures.style import BLUE, GREEN, GREY, INK, VERMILLION, halo, unit
from symdescent.render.figures.words import words

POINTS = 600
BELOW, BEYOND = 100.0, 2.0  # how far the picture goes below and beyond the edge
SHARES = np.array([1.0, 0.85, 0.7, 0.55, 0.4, 0.25, 0.1, 0.0])  # of the way from the best radius to 1, where the shade changes
GRID = 241


def is_strong(rates: Rates) -> bool:
    """Whether L and a positive μ are numbers."""
    mu = rates.constants.mu
    return rates.constants.L is not None and rates.constants.L.is_number and mu is not None and bool(mu.is_positive)


def is_strong_quadratic(rates: Rates) -> bool:
    """Whether they are those of a quadratic that is not equally curved in all directions."""
    return is_strong(rates) and rates.constants.is_quadratic and rates.constants.kappa != 1


def draw_rate_sweep(ax: Axes, rates: Rates) -> None:
    """Draws the steps that gradient descent needs at worst against the rate, on two log axes."""
    edge, best = _edge(rates), _number(rates, "best rate")
    gammas = np.geomspace(min(edge / BELOW, best / 4), edge * 0.9999, POINTS)
    gammas = np.sort(np.append(gammas, best))
    steps = steps_needed(rates, gammas)
    top = min(float(steps.max()), 300 * float(steps.min()))
    ax.set(xscale="log", yscale="log", xlim=(gammas[0], edge * BEYOND), ylim=(max(float(steps.min()) / 3, 0.5), top))
    ax.axvspan(edge, edge * BEYOND, color=VERMILLION, alpha=0.12, linewidth=0)
    ax.plot(gammas, np.where(steps <= top, steps, np.nan), color=BLUE, linewidth=1.6 * unit())
    ax.axvline(edge, color=VERMILLION, linewidth=1.2 * unit())
    ax.plot([best], [steps_needed(rates, np.array([best]))[0]], marker="o", color=GREEN, markersize=6 * unit(), markeredgecolor="white")
    _name(ax, words("sweep edge", edge=number(edge, 3)), (edge, 0.97), VERMILLION, ax.get_xaxis_transform(), va="top")
    _name(ax, words("sweep best", best=number(best, 3)), (best, float(steps.min()) / 1.25), GREEN, ax.transData, va="top")
    ax.text(
        edge * BEYOND**0.5,
        ax.get_ylim()[0] * 1.1,
        words("sweep lost" if rates.constants.is_quadratic else "sweep open"),
        rotation=90,
        color=VERMILLION,
        ha="center",
        va="bottom",
        fontsize=8 * unit(),
    )
    ax.set(xlabel=words("sweep rate"), ylabel=words("sweep steps", accuracy=number(float(rates.accuracy)).removeprefix("1·")))
    ax.set_title(definition(rates.problem.variables, rates.problem.expression), va="bottom")
    _log_ticks(ax)


def _name(ax: Axes, text: str, place: tuple[float, float], colour: str, transform: Any, **options: Any) -> None:
    ax.annotate(
        text,
        place,
        (-5 * unit(), 0),
        xycoords=transform,
        textcoords="offset points",
        color=colour,
        ha="right",
        fontsize=8.5 * unit(),
        path_effects=halo(),
        **options,
    )


def _log_ticks(ax: Axes) -> None:
    """Plain numbers on both log axes."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(LogLocator(subs=(1.0,)))
        axis.set_major_formatter(FuncFormatter(lambda value, _: number(value, 3).removeprefix("1·")))
        axis.set_minor_formatter(NullFormatter())


def steps_needed(rates: Rates, gammas: Array) -> Array:
    """ln ε / ln max{|1 - γμ|, |1 - γL|} for each rate, at least 1."""
    mu, high = float(rates.constants.mu), float(rates.constants.L)  # type: ignore[arg-type]
    factors = np.maximum(abs(1 - gammas * mu), abs(1 - gammas * high))
    with np.errstate(divide="ignore"):
        return np.asarray(np.maximum(np.ceil(np.log(float(rates.accuracy)) / np.log(factors)), 1.0))


def _edge(rates: Rates) -> float:
    return _number(rates, "edge")


def _number(rates: Rates, key: str) -> float:
    return float(rates.number(key))  # type: ignore[arg-type]


def alt_rate_sweep(rates: Rates) -> str:
    """The edge and the best rate."""
    best = _number(rates, "best rate")
    steps = int(steps_needed(rates, np.array([best]))[0])
    beyond = words("alt_sweep_lost" if rates.constants.is_quadratic else "alt_sweep_open")
    first = words("alt_rate_sweep", formula=_formula(rates), edge=number(_edge(rates)), best=number(best), steps=steps)
    return f"{first} {beyond}"


def draw_stability(ax: Axes, rates: Rates) -> None:
    """Draws the spectral radius of heavy ball as shades over (α, β), the edge as a line and the best pair as a mark."""
    edge = _edge(rates)
    alphas, betas = np.linspace(0, 2.1 * edge, GRID), np.linspace(0, 1, GRID)
    radii = radius(rates, *np.meshgrid(alphas, betas))
    least = _number(rates, "heavy ball factor")
    levels = 1 - SHARES * (1 - least)
    shades = ax.contourf(alphas, betas, np.maximum(radii, least), levels=levels, cmap="viridis", vmin=least, vmax=1)
    ax.plot([edge, 2 * edge], [0, 1], color=VERMILLION, linewidth=1.6 * unit())
    style: dict[str, Any] = {
        "color": "white",
        "markeredgecolor": INK,
        "markersize": 7 * unit(),
        "markeredgewidth": 0.8 * unit(),
        "linestyle": "",
    }
    best = _number(rates, "heavy ball rate"), _number(rates, "heavy ball momentum")
    ax.plot(*([place] for place in best), marker="o", **style)
    _name(ax, words("stability best", radius=number(least, 3)), best, INK, ax.transData, va="center")
    ax.text(0.97, 0.08, words("stability outside"), transform=ax.transAxes, ha="right", color=GREY)
    ax.annotate(
        words("stability edge"),
        (1.25 * edge, 0.25),
        (6 * unit(), 0),
        textcoords="offset points",
        color=VERMILLION,
        va="center",
        fontsize=8.5 * unit(),
    )
    bar = ax.figure.colorbar(shades, ax=ax, pad=0.02, ticks=levels)
    bar.set_label(words("stability radius"))
    bar.ax.set_yticklabels([number(level, 3) for level in levels])
    bar.outline.set_visible(False)
    ax.set(xlim=(0, alphas[-1]), ylim=(0, 1), xlabel=words("stability alpha"), ylabel=words("stability beta"))
    ax.set_title(definition(rates.problem.variables, rates.problem.expression), va="bottom")
    plain_ticks(ax)


def radius(rates: Rates, alphas: Array, betas: Array) -> Array:
    """The larger size of the roots of r² - (1 + β - αλ) r + β = 0 over all eigenvalues."""
    found = rates.constants.eigenvalues
    assert found is not None  # noqa: S101 - the kind fits quadratics only
    result = np.zeros_like(alphas)
    for one in found.eigenvalues:
        half = (1 + betas - alphas * float(one.value)) / 2
        inside = half**2 - betas
        sizes = np.where(inside < 0, np.sqrt(betas), abs(half) + np.sqrt(np.maximum(inside, 0)))
        result = np.maximum(result, sizes)
    return np.asarray(result)


def alt_stability(rates: Rates) -> str:
    """The edge, and the best pair."""
    edge = _edge(rates)
    best = {
        name: number(_number(rates, f"heavy ball {key}")) for name, key in (("alpha", "rate"), ("beta", "momentum"), ("radius", "factor"))
    }
    return words("alt_stability", formula=_formula(rates), first=number(edge), last=number(2 * edge), **best)


def _formula(rates: Rates) -> str:
    return math_of(rates.problem.expression).text
