"""Quasiconvexity in one variable: which way f goes, piece by piece, by the sign of f′."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from symdescent.analysis.convexity.patterns import pattern
from symdescent.analysis.convexity.pieces import Piece, derivative, pieces
from symdescent.analysis.convexity.places import Uncertain, sign_of_difference, stretch

if TYPE_CHECKING:
    from symdescent.problem import Problem

# By the signs of f′ from left to right, without zeros and repetitions (Boyd and Vandenberghe 2004, §3.4.2).
SHAPES = {(): "both", (1,): "both", (-1,): "both", (-1, 1): "quasiconvex", (1, -1): "quasiconcave"}


@dataclass(frozen=True, slots=True)
class Quasiconvexity:
    """``"quasiconvex"`` (falls, then rises), ``"quasiconcave"``, ``"both"`` (one way only) or ``"neither"``.

    ``signs`` are those of f′ from left to right, each once, and ``turns`` the points between them.
    """

    verdict: str
    signs: tuple[int, ...]
    turns: tuple[Any, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON takes it."""
        return {"verdict": self.verdict, "signs": list(self.signs), "turns": [str(turn) for turn in self.turns]}


def quasiconvexity(problem: Problem) -> Quasiconvexity | None:
    """Which it is, for a continuous function of one variable on an interval; None where that is not known.

    >>> import symdescent as sd
    >>> quasiconvexity(sd.problem("x^3")).verdict, quasiconvexity(sd.problem("-e^(-x^2)")).verdict
    ('both', 'quasiconvex')
    """
    place = stretch(problem) if len(problem.variables) == 1 and problem.data is None else None
    if place is None:
        return None
    x = problem.symbols[problem.variables[0]]
    parts = pieces(problem.sympy, x, place)
    if parts is None or not _continuous(problem.sympy, parts, x):
        return None
    shapes = [pattern(derivative(part.formula, x, 1), x, part.stretch) for part in parts]
    known = [shape for shape in shapes if shape is not None]
    if len(known) < len(shapes):
        return None
    cells = [(cell, sign) for shape in known for cell, sign in zip(shape.cells, shape.signs, strict=True) if sign]
    runs = [(sign, next(group)[0]) for sign, group in groupby(cells, key=lambda cell: cell[1])]
    signs, turns = tuple(sign for sign, _ in runs), tuple(cell[0] for _, cell in runs[1:])
    return Quasiconvexity(SHAPES.get(signs, "neither"), signs, turns)


def _continuous(formula: Any, parts: tuple[Piece, ...], x: Any) -> bool:
    """Whether neighbouring pieces have the function's own value where they meet."""
    try:
        for before, after in pairwise(parts):
            here = {x: after.stretch.low}
            value = formula.xreplace(here)
            if not value.is_real or any(sign_of_difference(piece.formula.xreplace(here), value) for piece in (before, after)):
                return False
    except Uncertain:
        return False
    return True
