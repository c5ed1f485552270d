"""Pictures in words with numbers, for people who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symdescent.lesson.formula import math_of
from symdescent.notation.text import to_text
from symdescent.notation.tree import Symbol
from symdescent.render.figures.contour import Edges, window
from symdescent.render.figures.convergence import best_name, drawable, gaps
from symdescent.render.figures.curve import samples
from symdescent.render.figures.labels import number, separator
from symdescent.render.figures.notes import mark_word
from symdescent.render.figures.scene import Array, Scene
from symdescent.render.figures.words import words


def alt_curve(scene: Scene) -> str:
    """What the curve shows."""
    x, _ = samples(scene)
    ends = {"left": number(x[0], 3), "right": number(x[-1], 3)}
    first = words("alt_curve", variable=to_text(Symbol(scene.problem.variables[0])), formula=_formula(scene), **ends)
    return sentences(first, alt_run(scene), *_marks(scene))


def alt_contour(scene: Scene) -> str:
    """What the contours show."""
    return sentences(alt_map_of(scene), alt_run(scene), *_marks(scene))


def alt_map_of(scene: Scene, extra: Sequence[Array] = (), *, framed: Edges | None = None) -> str:
    """From where to where the map goes, on which the ``extra`` places (2,) are."""
    edges = dict(zip(("left", "right", "bottom", "top"), (number(edge, 3) for edge in framed or window(scene, extra)[0]), strict=True))
    across, up = (to_text(Symbol(name)) for name in scene.problem.variables)
    return words("alt_contour", names=f"{across}{separator()}{up}", formula=_formula(scene), across=across, up=up, **edges)


def alt_convergence(scene: Scene) -> str:
    """What the lines show."""
    gap, norm = (_ends(values) for values in (gaps(scene), scene.norms))
    return sentences(
        words("alt_convergence", k=int(scene.steps[-1]), formula=_formula(scene)),
        words("alt_gap", kind=words(best_name(scene)), **gap) if gap else "",
        words("alt_norm", **norm) if norm else "",
    )


def _formula(scene: Scene) -> str:
    return math_of(scene.problem.expression).text


def sentences(*told: str) -> str:
    """One after the other, empty ones left out."""
    return " ".join(filter(None, told))


def alt_run(scene: Scene) -> str:
    """Where the run, or the tangent, starts and ends."""
    if not len(scene.kept):
        return ""
    first, last = scene.kept[0], scene.kept[-1]
    if scene.touching:
        place, slope = _place(scene.problem.variables, scene.points[first]), number(scene.slopes[first, 0])
        return words("alt_tangent", place=place, value=number(scene.values[first]), slope=slope)
    start, end = (_place(scene.problem.variables, scene.points[k]) for k in (first, last))
    values = {"first": number(scene.values[first]), "last": number(scene.values[last])}
    run = words("alt_run", k=int(scene.steps[last]), start=start, end=end, **values)
    return sentences(run, words(f"alt_{scene.ending}") if scene.ending else "")


def _place(variables: Sequence[str], point: Array) -> str:
    return separator().join(f"{to_text(Symbol(name))} = {number(value)}" for name, value in zip(variables, point, strict=True))


def _marks(scene: Scene) -> list[str]:
    values = np.array([scene.problem.objective.value(x) for x in scene.minima])
    marks = [(mark_word(scene, x, values), _place(scene.problem.variables, x)) for x in scene.minima]
    return [words("alt_mark", kind=kind, place=place, value=number(value)) for (kind, place), value in zip(marks, values, strict=True)]


def _ends(values: Array) -> dict[str, str]:
    """The first and the last number that there is, as words."""
    there = values[drawable(values) | (values == 0)]
    return {"first": number(there[0], 3), "last": number(there[-1], 3)} if there.size else {}
