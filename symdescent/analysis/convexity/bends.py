"""Neither convex nor concave whatever the parameters are: points and directions in the parameters' letters, with the signs of vᵀHv proved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import TYPE_CHECKING, Any, ClassVar

import sympy

from symdescent.analysis.convexity.exact import sign_of, written_out
from symdescent.analysis.convexity.finding import Certificate, Finding
from symdescent.analysis.convexity.known import known_sign
from symdescent.analysis.convexity.places import KINKED, TRUE
from symdescent.analysis.convexity.samples import coordinates, directions
from symdescent.analysis.convexity.witness import Bend, Vector
from symdescent.calculus.edges.domain import conditions
from symdescent.notation.bridge import to_sympy

if TYPE_CHECKING:
    from symdescent.problem import Problem

MOST_VARIABLES, MOST_LETTERS = 4, 4
LONGEST = 200  # operations of a Hessian
MOST_SETTINGS = 24  # numbers for the parameters at which a candidate is looked at before anything is proved
MOST_POINTS, MOST_PROVED = 120, 6
NUMBERS = tuple(sympy.Rational(*pair) for pair in ((0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-1, 2), (4, 1), (-4, 1)))
FORMS: tuple[Any, ...] = (lambda a: a, lambda a: a + 1, lambda a: a / 2, lambda a: 2 * a)
QUOTIENTS: tuple[Any, ...] = (lambda a: 1 / a, lambda a: 2 / a, lambda a: 4 / a, lambda a: 1 + 1 / a, lambda a: 1 / (2 + 2 * a))
STRICT = {"<": ("negative",), "<=": ("negative",), ">": ("positive",), ">=": ("positive",), "!=": ("negative", "positive")}


@dataclass(frozen=True, slots=True)
class Bends(Certificate):
    """``down`` and ``up``: where vᵀHv < 0 and where it is > 0, for every value that the parameters may have."""

    kind: ClassVar[str] = "bends"
    down: Bend
    up: Bend

    def to_dict(self) -> dict[str, Any]:
        """Points, directions and values, as SymPy writes them."""
        named = (("down", self.down), ("up", self.up))
        return {"kind": self.kind, **{name: _plain(bend) for name, bend in named}}


def _plain(bend: Bend) -> dict[str, Any]:
    return {"at": list(map(str, bend.point)), "direction": list(map(str, bend.direction)), "value": str(bend.value)}


def by_bends(problem: Problem) -> Finding | None:
    """Neither, for every value of the parameters: vᵀHv < 0 at one inner point and > 0 at another (Boyd and Vandenberghe 2004, §3.1.4).

    >>> import symdescent as sd
    >>> found = by_bends(sd.problem("x^4 - a x^2", variables="x", domain="a > 0"))
    >>> found.verdict, found.certificate.down.point, found.certificate.down.value
    ('neither', (0,), -2*a)
    """
    written = written_out(problem)
    letters, variables = problem.parameters, problem.variables
    if written is None or problem.domain.equations or problem.sympy.has(*KINKED) or not variables:
        return None
    hessian = written.hessian
    if len(letters) > MOST_LETTERS or len(variables) > MOST_VARIABLES or sum(entry.count_ops() for entry in hessian) > LONGEST:
        return None
    search = Search(written, hessian)
    down = search.bend(-1)
    up = search.bend(1) if down is not None else None
    return None if down is None or up is None else Finding("neither", Bends(down, up))


@dataclass(frozen=True)
class Search:
    """The problem with its Hessian, and what candidates are drawn from."""

    problem: Problem
    hessian: Any

    @cached_property
    def letters(self) -> list[Any]:
        """The parameters' symbols."""
        return [self.problem.symbols[name] for name in self.problem.parameters]

    @cached_property
    def settings(self) -> list[dict[Any, Any]]:
        """Some numbers that the parameters may have."""
        axes = [_spread([sympy.Rational(c.numerator, c.denominator) for c in coordinates(self.problem, x.name)]) for x in self.letters]
        known = [r for r in self.problem.domain.relations if r not in self.problem.domain.of(self.problem.variables).relations]
        every = (dict(zip(self.letters, values, strict=True)) for values in _outwards(axes))
        return list(islice((one for one in every if all(_holds(r, one) for r in known)), MOST_SETTINGS))

    @cached_property
    def points(self) -> list[Vector]:
        """Points in numbers, then in letters, that lie inside the domain at every setting."""
        apart = [x for x in self.letters if known_sign(x, self.problem) in STRICT["!="]]
        lettered = [form(x) for form in FORMS for x in self.letters] + [form(x) for form in QUOTIENTS for x in apart]
        size = sum((x**2 for x in self.letters), sympy.S.One)
        entries = [*NUMBERS, *(sign * f for f in (*lettered, size) for sign in (1, -1))]
        names = [self.problem.symbols[name] for name in self.problem.variables]
        tried = product(entries, repeat=1) if len(names) == 1 else _few_letters(entries, len(names))
        inside = (point for point in tried if self._seen_inside(dict(zip(names, point, strict=True))))
        return list(islice(inside, MOST_POINTS))

    @cached_property
    def asked(self) -> list[tuple[Any, str]]:
        """What has to hold at an inner point of the domain: differences compared with 0."""
        needed = [c.relation for c in conditions(self.problem.expression)]
        given = self.problem.domain.of(self.problem.variables).relations
        return [(to_sympy(r.left) - to_sympy(r.right), r.operator) for r in (*given, *needed)]

    def _seen_inside(self, at: dict[Any, Any]) -> bool:
        return all(sign_of(gap.xreplace(at).xreplace(here)) in OPEN[operator] for gap, operator in self.asked for here in self.settings)

    def bend(self, way: int) -> Bend | None:
        """The first candidate that is proved to bend this way for all parameters."""
        wanted = "positive" if way > 0 else "negative"
        for bend, at in islice(self._candidates(way), MOST_PROVED):
            inside = all(known_sign(gap.xreplace(at), self.problem) in STRICT[operator] for gap, operator in self.asked)
            if inside and known_sign(bend.value, self.problem) == wanted:
                return bend
        return None

    def _candidates(self, way: int) -> Iterator[tuple[Bend, dict[Any, Any]]]:
        """Points and directions that bend this way at every setting."""
        names = [self.problem.symbols[name] for name in self.problem.variables]
        ways = [tuple(map(sympy.Integer, v)) for v in directions(len(names))]
        for point in self.points if self.settings else ():
            at = dict(zip(names, point, strict=True))
            here = self.hessian.xreplace(at)
            for v in ways:
                value = sympy.factor_terms(sympy.expand((sympy.Matrix([v]) * here * sympy.Matrix(v))[0]))
                if all(sign_of(value.xreplace(setting)) == way for setting in self.settings):
                    yield Bend(point, v, value), at


OPEN = {operator: tuple(sign for sign in signs if sign) for operator, signs in TRUE.items()}


def _holds(relation: Any, setting: dict[Any, Any]) -> bool:
    return sign_of((to_sympy(relation.left) - to_sympy(relation.right)).xreplace(setting)) in TRUE[relation.operator]


def _spread(axis: list[Any]) -> list[Any]:
    """From both ends of the list in turn, for its last numbers are small or large."""
    return [axis[k // 2] if k % 2 == 0 else axis[-1 - k // 2] for k in range(len(axis))]


def _outwards(axes: list[list[Any]]) -> Iterator[tuple[Any, ...]]:
    """Tuples of entries, one from each axis, those that stand early in all of them first."""
    longest = max(map(len, axes), default=0)
    for reach in range(longest):
        yield from (
            at
            for at in product(*(axis[: reach + 1] for axis in axes))
            if any(_at(axis, reach, x) for axis, x in zip(axes, at, strict=True))
        )


def _at(axis: list[Any], index: int, value: Any) -> bool:
    return index < len(axis) and axis[index] == value


def _few_letters(entries: list[Any], size: int) -> Iterator[tuple[Any, ...]]:
    """Points of small numbers, then those of small numbers with one letter."""
    yield from product(entries[:3], repeat=size)
    for entry in entries[3:]:
        for k in range(size):
            yield from ((*rest[:k], entry, *rest[k:]) for rest in product(entries[:2], repeat=size - 1))
