"""Pictures of a function's shape in words with numbers: eigenvectors, zig-zag, saddles, chords."""

from __future__ import annotations

import numpy as np

from symdescent.lesson.formula import math_of
from symdescent.notation.text import to_text
from symdescent.notation.tree import Symbol
from symdescent.render.figures.alt import alt_map_of, alt_run, sentences
from symdescent.render.figures.chord import chord_of, halfway, place
from symdescent.render.figures.eigen import Bend, bend_here, turns
from symdescent.render.figures.labels import number, separator
from symdescent.render.figures.saddle import frame, nearest, saddle_of
from symdescent.render.figures.scene import Scene
from symdescent.render.figures.words import words


def alt_eigen(scene: Scene) -> str:
    """The eigenvalues and eigenvectors at the point."""
    here = bend_here(scene)
    low, high = (number(float(1 / np.sqrt(abs(value)))) if value else "∞" for value in here.values)
    lengths = words("alt_lengths", low=low, high=high)
    return sentences(alt_map_of(scene, (here.place,)), alt_run(scene), _bend(here), lengths)


def alt_zigzag(scene: Scene) -> str:
    """The path, by how much it turns, and the eigenvalues that make it turn."""
    here, angles = bend_here(scene), turns(scene.points[scene.kept])
    turning = words("alt_turns", angle=number(float(np.median(angles)), 3)) if len(angles) else ""
    ratio = words("alt_condition", value=number(here.condition)) if np.isfinite(here.condition) else ""
    return sentences(alt_map_of(scene), alt_run(scene), turning, _bend(here), ratio)


def alt_saddle(scene: Scene) -> str:
    """Where the saddle is, and along which directions it falls and rises."""
    here = saddle_of(scene)
    value = number(float(scene.problem.objective.value(here.place)))
    marked = words("alt_mark", kind=words("saddle"), place=place(here.place), value=value)
    near = ""
    if scene.is_run:
        index, distance = nearest(scene, here)
        near = words("alt_near", k=int(scene.steps[index]), distance=number(distance, 3))
    return sentences(alt_map_of(scene, framed=frame(scene, here)), alt_run(scene), marked, _bend(here), near)


def alt_chord(scene: Scene) -> str:
    """The chord's ends, and both values half-way."""
    chord = chord_of(scene)
    there, curve = halfway(chord)
    names = separator().join(to_text(Symbol(name)) for name in scene.problem.variables)
    way = "alt_above" if chord.chord > chord.curve else "alt_below" if chord.chord < chord.curve else "alt_touching"
    ends = {"start": place(chord.start), "end": place(chord.end), "first": number(chord.first), "last": number(chord.last)}
    return sentences(
        words("alt_chord", names=names, formula=math_of(scene.problem.expression).text, **ends),
        words(way, chord=there, curve=curve),
    )


def _bend(here: Bend) -> str:
    """The eigenvalues with their directions."""
    directions = dict(zip(("first", "second"), (place(np.round(vector, 3)) for vector in here.vectors), strict=True))
    low, high = (number(float(value)) for value in here.values)
    return words("alt_eigen", place=place(here.place), low=low, high=high, **directions)
