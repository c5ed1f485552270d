"""The domain of a problem: what restricts it, and whether it is convex, bounded, closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symdescent.analysis.landscape.place import Function
from symdescent.analysis.squares.terms import Terms, degree, terms_of
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import Region
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Relation


@dataclass(frozen=True)
class Domain:
    """Where the function is looked at: ``given`` by the problem, ``asked`` by the formula.

    ``convex``, ``bounded`` and ``closed`` are None where that is not known.
    """

    given: tuple[Relation, ...]
    asked: tuple[Relation, ...]
    convex: bool | None
    bounded: bool | None
    closed: bool | None

    @property
    def whole(self) -> bool:
        """Whether it is the whole space."""
        return not self.given and not self.asked

    def to_dict(self) -> dict[str, Any]:
        """The domain as JSON takes it."""
        return {
            "given": list(map(to_sympy_text, self.given)),
            "asked": list(map(to_sympy_text, self.asked)),
            "convex": self.convex,
            "bounded": self.bounded,
            "closed": self.closed,
        }


def domain_of(f: Function) -> Domain:
    """The domain with what is known of it.

    >>> import symdescent as sd
    >>> from symdescent.analysis.landscape.place import function
    >>> found = domain_of(function(sd.problem("x*ln(x)")))
    >>> found.convex, found.bounded, found.closed
    (True, False, False)
    """
    every = (*f.relations, *f.asked)
    return Domain(f.relations, f.asked, _convex(f, every), _bounded(f, every), _closed(every))


def _gap(relation: Relation) -> Any:
    """What is to be ≤ 0."""
    gap = to_sympy(relation.left) - to_sympy(relation.right)
    return gap if relation.operator in ("<", "<=", "==") else -gap


def _convex(f: Function, relations: tuple[Relation, ...]) -> bool | None:
    """True where each comparison is linear, or a convex polynomial is to stay below a number; False for a gap."""
    if any(relation.operator == "!=" for relation in relations):
        return False if len(relations) == 1 and len(f.variables) == 1 else None
    return True if all(_convex_one(f, relation) for relation in relations) else None


def _convex_one(f: Function, relation: Relation) -> bool:
    p = terms_of(_gap(relation), f.symbols)
    if p is None:
        return False
    return degree(p) <= 1 or (relation.operator != "==" and _convex_quadratic(p, len(f.variables)))


def _convex_quadratic(p: Terms, size: int) -> bool:
    from symdescent.analysis.squares.quadratic import negative_direction, parts

    return degree(p) == 2 and negative_direction(parts(p, size)[0])[0] is None


def _bounded(f: Function, relations: tuple[Relation, ...]) -> bool | None:
    """True for a box, and where a coercive quadratic is to stay below a number; False where an axis stays inside."""
    region = Region(relations)
    if all(all(region.ends(name)) for name in f.variables):
        return True
    if any(_ball(f, relation) for relation in relations):
        return True
    free = [name for name in f.variables if not any(name in Region((relation,)).names for relation in relations)]
    return False if free or (region.is_box and not all(all(region.ends(name)) for name in f.variables)) else None


def _ball(f: Function, relation: Relation) -> bool:
    from symdescent.analysis.squares.quadratic import negative_direction, parts

    p = terms_of(_gap(relation), f.symbols)
    if p is None or degree(p) != 2 or relation.operator == "!=":
        return False
    direction, kernel = negative_direction(parts(p, len(f.variables))[0])
    return direction is None and not kernel


def _closed(relations: tuple[Relation, ...]) -> bool | None:
    """A domain of ≤, ≥ and = is closed; one with <, > or ≠ is not, where it is the only comparison of its name."""
    if all(relation.operator in ("<=", ">=", "==") for relation in relations):
        return True
    region = Region(relations)
    return False if region.is_box or len(relations) == 1 else None
