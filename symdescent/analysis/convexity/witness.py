"""Neither convex nor concave: exact points with vᵀHv < 0 and > 0, and chords that show it; or a gap in the domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import sympy

from symdescent.analysis.convexity.exact import sign_of, written_out
from symdescent.analysis.convexity.finding import Certificate, Finding
from symdescent.analysis.convexity.places import KINKED, belongs
from symdescent.analysis.convexity.samples import Place, bends, chords, gaps
from symdescent.calculus.derivation import differentiate
from symdescent.errors import DerivationError
from symdescent.notation.bridge import from_sympy, to_sympy
from symdescent.notation.tree import Expression, Product, Sum, Symbol, substitute

if TYPE_CHECKING:
    from symdescent.problem import Problem

WIDTHS = tuple(sympy.Rational(*pair) for pair in ((1, 2), (1, 1), (1, 4), (1, 8), (1, 16), (1, 64), (1, 256), (1, 2048)))
MOST_TRIED = 12  # candidates that are put to the exact test
Vector = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Bend:
    """A point, a direction v and the exact value of vᵀHv there; in one variable v is 1."""

    point: Vector
    direction: Vector
    value: Any


@dataclass(frozen=True, slots=True)
class Chord:
    """A chord between ``start`` and ``end``, and the function ``there``, halfway, against the mean of its ends, ``chord``."""

    start: Vector
    end: Vector
    there: Any
    chord: Any

    @property
    def middle(self) -> Vector:
        """The point halfway."""
        return tuple((a + b) / 2 for a, b in zip(self.start, self.end, strict=True))


@dataclass(frozen=True, slots=True)
class Witness(Certificate):
    """``over``: a chord below the curve, so f is not convex; ``under``: a chord above it, so f is not concave.

    ``down`` and ``up`` are where the Hessian shows the same, None where there is none, as at a kink.
    """

    kind: ClassVar[str] = "witness"
    over: Chord
    under: Chord
    down: Bend | None = None
    up: Bend | None = None

    def to_dict(self) -> dict[str, Any]:
        """Points and values as SymPy writes them."""
        made: dict[str, Any] = {"kind": self.kind}
        for name, chord in (("over", self.over), ("under", self.under)):
            made[name] = {"from": _texts(chord.start), "to": _texts(chord.end), "value": str(chord.there), "chord": str(chord.chord)}
        for name, bend in (("down", self.down), ("up", self.up)):
            if bend is not None:
                made[name] = {"at": _texts(bend.point), "direction": _texts(bend.direction), "value": str(bend.value)}
        return made


@dataclass(frozen=True, slots=True)
class Gap(Certificate):
    """Two points of the domain, and a point ``between`` them that is not in it: the domain is not convex."""

    kind: ClassVar[str] = "gap"
    start: Vector
    end: Vector
    between: Vector

    def to_dict(self) -> dict[str, Any]:
        """The three points."""
        return {"kind": self.kind, "from": _texts(self.start), "to": _texts(self.end), "outside": _texts(self.between)}


def _texts(vector: Vector) -> list[str]:
    return [str(entry) for entry in vector]


def by_witness(problem: Problem) -> Finding | None:
    """Neither, by numbers that are found in floats, made short rationals and checked exactly."""
    written = written_out(problem)
    if written is None or problem.parameters or problem.domain.equations or not problem.variables:
        return None
    gap = _gap(written)
    if gap is not None:
        return Finding("neither", gap)
    smooth = not problem.sympy.has(*KINKED)
    down, up = (_bend(written, way, smooth) for way in (-1, 1))
    over, under = _chord(written, down, -1), _chord(written, up, 1)
    return None if over is None or under is None else Finding("neither", Witness(over, under, down, up))


def _gap(problem: Problem) -> Gap | None:
    for start, end, between in gaps(problem):
        inside = [belongs(problem, dict(zip(problem.variables, at, strict=True))) for at in (start, end, between)]
        if inside == [True, True, False]:
            return Gap(start, end, between)
    return None


def _bend(problem: Problem, way: int, smooth: bool) -> Bend | None:
    """The first point and direction that bend this way, exactly."""
    for point, direction in _few(bends(problem, way)) if smooth else ():
        value = curvature_along(problem, point, direction)
        if value is not None and sign_of(value) == way and belongs(problem, dict(zip(problem.variables, point, strict=True))):
            return Bend(point, direction, value)
    return None


def curvature_along(problem: Problem, point: Vector, direction: Vector) -> Any:
    """vᵀHv at a point: the second derivative of t ↦ f(point + t v) at 0; None where it is no real number."""
    t = next(name for name in ("t", "s", "tau_0") if name not in problem.variables)
    line: dict[Expression, Expression] = {
        Symbol(name): Sum((_written(start), Product((_written(step), Symbol(t)))))
        for name, start, step in zip(problem.variables, point, direction, strict=True)
    }
    along = substitute(problem.expression, line)
    try:
        second = differentiate(differentiate(along, t).result, t).result
    except DerivationError:  # too long
        return None
    value = to_sympy(second).subs(sympy.Symbol(t, real=True), 0)
    return value if value.is_real else None


def _written(value: Any) -> Expression:
    return from_sympy(value)


def _chord(problem: Problem, bend: Bend | None, way: int) -> Chord | None:
    """A chord through the middle of the curve: above it for ``way`` 1, below it for -1."""
    places: Iterable[Place] = ((bend.point, bend.direction),) if bend is not None else ()
    tried = [(point, direction, width) for point, direction in places for width in WIDTHS] or list(_few(chords(problem, way)))
    for point, direction, width in tried:
        start = tuple(p - width * v for p, v in zip(point, direction, strict=True))
        end = tuple(p + width * v for p, v in zip(point, direction, strict=True))
        values = [value_at(problem, at) for at in (start, point, end)]
        if None in values:
            continue
        mean = (values[0] + values[2]) / 2
        if sign_of(mean - values[1]) == way:
            return Chord(start, end, values[1], mean)
    return None


def value_at(problem: Problem, point: Vector) -> Any:
    """The exact value at a point of the domain, else None."""
    at: Mapping[str, Any] = dict(zip(problem.variables, point, strict=True))
    if not belongs(problem, at):
        return None
    value = problem.sympy.xreplace({problem.symbols[name]: entry for name, entry in at.items()})
    return value if value.is_real else None


def _few(found: Iterator[Any]) -> Iterator[Any]:
    for _, one in zip(range(MOST_TRIED), found, strict=False):
        yield one
