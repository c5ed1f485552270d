"""One variable: the sign of f″ on the domain, piece by piece, and the slopes where the pieces meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

import sympy

from symdescent.analysis.convexity.exact import sign_of
from symdescent.analysis.convexity.finding import MIRROR, Certificate, Finding
from symdescent.analysis.convexity.patterns import Pattern, between, pattern
from symdescent.analysis.convexity.pieces import Piece, derivative, pieces
from symdescent.analysis.convexity.places import Stretch, Uncertain, sign_of_difference, stretch
from symdescent.analysis.effort import factored
from symdescent.errors import DerivationError

if TYPE_CHECKING:
    from symdescent.problem import Problem

LONGEST_FACTORED = 500  # operations of a second derivative
HIGHEST_TOWER = 2  # exponentials in a function whose limit is asked for
LONGEST_LIMIT = 60  # operations of a function whose limit is asked for
ROUGH = (1000, 10)  # a least value with which the proof fails is rounded down to thousandths or tenths
FAR, NOTHING = 100, 1e-9  # a number far out, and a value that is taken for 0 there
SEEN = 200  # points at which a least value is looked for


@dataclass(frozen=True, slots=True)
class Joint:
    """A place where two pieces meet, and the slopes on both sides."""

    at: Any
    left: Any
    right: Any


@dataclass(frozen=True, slots=True)
class SecondDerivative(Certificate):
    """f″ - ``modulus`` has one sign on each piece (``patterns``), and the slopes at the ``joints`` go the same way."""

    kind: ClassVar[str] = "second derivative"
    variable: str
    pieces: tuple[Piece, ...]
    seconds: tuple[Any, ...]
    patterns: tuple[Pattern, ...]
    joints: tuple[Joint, ...]
    modulus: Any = sympy.S.Zero

    def to_dict(self) -> dict[str, Any]:
        """The pieces with f″ and the points where f″ less the modulus is 0; the slopes at the joints."""
        return {
            "kind": self.kind,
            "variable": self.variable,
            "pieces": [
                {
                    "low": str(piece.stretch.low),
                    "high": str(piece.stretch.high),
                    "second": str(second),
                    "zeros": [str(c) for c in shape.cuts],
                }
                for piece, second, shape in zip(self.pieces, self.seconds, self.patterns, strict=True)
            ],
            "joints": [{"at": str(j.at), "left": str(j.left), "right": str(j.right)} for j in self.joints],
            "modulus": str(self.modulus),
        }


@dataclass(frozen=True, slots=True)
class Studied:
    """A function of one variable in pieces, with f″ and its signs on each, and the slopes where they meet."""

    variable: str
    pieces: tuple[Piece, ...]
    seconds: tuple[Any, ...]
    patterns: tuple[Pattern, ...]
    joints: tuple[Joint, ...]


def by_second_derivative(problem: Problem) -> Finding | None:
    """Convex where f″ ≥ 0 between the kinks and the slopes grow at them (Hiriart-Urruty and Lemaréchal 2001, §B.6)."""
    found = studied(problem)
    if found is None:
        return None
    if all(set(p.signs) == {0} for p in found.patterns) and all(joint.left == joint.right for joint in found.joints):
        return Finding("affine", _certificate(found))
    if all(p.nonnegative for p in found.patterns) and all(_order(joint) >= 0 for joint in found.joints):
        return _graded(found, 1)
    if all(p.nonpositive for p in found.patterns) and all(_order(joint) <= 0 for joint in found.joints):
        return _graded(found, -1)
    return None


def studied(problem: Problem) -> Studied | None:
    """The pieces of a function of one variable on its domain; None where that is not an interval, or something is not known."""
    if len(problem.variables) != 1 or problem.data is not None:
        return None
    place = stretch(problem)
    if place is None:
        return None
    x = problem.symbols[problem.variables[0]]
    parts = pieces(problem.sympy, x, place)
    if parts is None:
        return None
    try:
        bare = [derivative(_multiplied(part.formula, x), x, 2) for part in parts]
    except DerivationError:  # too long
        return None
    if any(second.count_ops() > LONGEST_FACTORED for second in bare):
        return None
    seconds = tuple(map(factored, bare))
    shapes = [pattern(second, x, part.stretch) for second, part in zip(seconds, parts, strict=True)]
    joints = _joints(problem.sympy, parts, x) if _reaches_its_ends(problem.sympy, parts, x) else None
    known = tuple(shape for shape in shapes if shape is not None)
    if len(known) < len(shapes) or joints is None:
        return None
    return Studied(problem.variables[0], parts, seconds, known, joints)


def _multiplied(formula: Any, x: Any) -> Any:
    """A product of many polynomials multiplied out, whose derivative is then short."""
    long = formula.is_Mul and len(formula.args) > 3 and formula.is_polynomial(x) and all(part.is_Add for part in formula.args)
    return sympy.expand(formula) if long else formula


def _reaches_its_ends(formula: Any, parts: tuple[Piece, ...], x: Any) -> bool:
    """Whether the function does not jump at an end that belongs to its domain."""
    ends = [(parts[0].formula, parts[0].stretch.low), (parts[-1].formula, parts[-1].stretch.high)]
    pairs = [(formula.xreplace({x: end}), inside.xreplace({x: end})) for inside, end in ends if end not in (sympy.oo, -sympy.oo)]
    return all(value == limit or not value.is_real or not value.is_finite or sign_of(value - limit) == 0 for value, limit in pairs)


def _joints(formula: Any, parts: tuple[Piece, ...], x: Any) -> tuple[Joint, ...] | None:
    """The slopes where the pieces meet; None where the function jumps there or a slope is not finite."""
    made = []
    for before, after in pairwise(parts):
        at = after.stretch.low
        values = [part.xreplace({x: at}) for part in (before.formula, formula, after.formula)]
        slopes = [derivative(part.formula, x, 1).xreplace({x: at}) for part in (before, after)]
        try:
            if any(v.has(sympy.nan, sympy.zoo, sympy.oo) for v in (*values, *slopes)) or any(
                sign_of_difference(v, values[0]) for v in values
            ):
                return None
            sign_of_difference(*slopes)
        except Uncertain:
            return None
        made.append(Joint(at, *slopes))
    return tuple(made)


def _order(joint: Joint) -> int:
    return sign_of_difference(joint.right, joint.left)


def _graded(found: Studied, way: int) -> Finding:
    """The strongest word: strong with the least f″, strict where f″ is 0 at single points only, else just convex."""
    verdict = "convex" if any(0 in p.signs for p in found.patterns) else "strictly convex"
    finding = Finding(verdict, _certificate(found))
    if verdict == "strictly convex":
        finding = _strong(found, way) or finding
    return finding if way > 0 else Finding(MIRROR[finding.verdict], finding.certificate, finding.modulus)


def _strong(found: Studied, way: int) -> Finding | None:
    """With the modulus that is the least value of way·f″; or a little less, where that is irrational."""
    x = _symbol(found)
    lowest = [least(way * second, x, piece.stretch) for second, piece in zip(found.seconds, found.pieces, strict=True)]
    if any(value is None or sign_of(value) != 1 for value in lowest):
        return None
    modulus = min(lowest, key=lambda value: value.evalf(30))
    rough = [sympy.floor(modulus.evalf(30) * size) / size for size in ROUGH]
    for tried in dict.fromkeys((modulus, *rough)):
        shapes = [pattern(second - way * tried, x, piece.stretch) for second, piece in zip(found.seconds, found.pieces, strict=True)]
        known = tuple(shape for shape in shapes if shape is not None)
        if tried > 0 and len(known) == len(shapes) and all(way * sign >= 0 for shape in known for sign in shape.signs):
            return Finding(
                "strongly convex", SecondDerivative(found.variable, found.pieces, found.seconds, known, found.joints, tried), tried
            )
    return None


def least(function: Any, x: Any, place: Stretch) -> Any:
    """The least value or limit of a function on an open interval, by the zeros of its derivative; None where that is not known."""
    shape = pattern(derivative(function, x, 1), x, place)
    if shape is None:
        return _seen(function, x, place)
    ends = [_limit(function, x, end, side) for end, side in ((place.low, "+"), (place.high, "-"))]
    values = [*ends, *(function.xreplace({x: cut}) for cut in shape.cuts)]
    finite = [value for value in values if value is not None and value != sympy.oo]
    if None in values or not finite or any(not value.is_real and value != sympy.oo for value in finite):
        return None
    return min(finite, key=lambda value: value.evalf(30))


def _seen(function: Any, x: Any, place: Stretch) -> Any:
    """The least value at some points: nothing is proved by it."""
    reach = [end if abs(end) != sympy.oo else 5 * sympy.sign(end) for end in place]
    if sign_of(reach[1] - reach[0]) != 1:
        return None
    low, high = (sympy.Rational(str(sympy.N(end, 20))) for end in reach)
    points = [low + (high - low) * sympy.Rational(k, SEEN) for k in range(1, SEEN)]
    values = [(function.xreplace({x: point}).evalf(15), point) for point in points if place.holds(point)]
    real = [(value, point) for value, point in values if value.is_Float or value.is_Rational]
    if len(real) < len(values) or not real:
        return None
    value, point = min(real, key=lambda pair: pair[0])
    exact = function.xreplace({x: point})
    return exact if exact.is_Rational else sympy.Rational(str(value))


def _limit(function: Any, x: Any, end: Any, side: str) -> Any:
    """The limit at an end; None where SymPy is not asked for it or does not know it."""
    if _tower(function) > HIGHEST_TOWER:  # of which no value far out can be written
        return None
    if end not in (sympy.oo, -sympy.oo):
        value = function.xreplace({x: end})
        if value.is_real and value.is_finite:
            return value
    elif (far := function.xreplace({x: FAR if end == sympy.oo else -FAR}).evalf(15)).is_real and abs(far) < NOTHING:
        return sympy.S.Zero  # so small there that nothing strong is to be proved, and no limit is needed
    if function.count_ops() > LONGEST_LIMIT:
        return None
    try:
        found = sympy.limit(function, x, end, side)
    except (NotImplementedError, ValueError, TypeError):
        return None
    return found if found.is_real or found in (sympy.oo, -sympy.oo) else None


def _tower(e: Any) -> int:
    """How many exponentials of variables stand above one another."""
    return max((_tower(part) for part in e.args), default=0) + int(isinstance(e, sympy.exp) and bool(e.free_symbols))


def _certificate(found: Studied) -> SecondDerivative:
    return SecondDerivative(found.variable, found.pieces, found.seconds, found.patterns, found.joints)


def _symbol(found: Studied) -> Any:
    from symdescent.notation.bridge import symbol

    return symbol(found.variable)


def bending(problem: Problem) -> Iterator[tuple[Any, int]]:
    """Points of one variable and the sign of f″ there, one from every interval between the zeros of f″."""
    found = studied(problem)
    for shape in found.patterns if found is not None else ():
        yield from ((between(*cell), sign) for cell, sign in zip(shape.cells, shape.signs, strict=True))
