"""The landscape of a problem: domain, growth, bounds, symmetries, parts and level sets in one object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symdescent.analysis.landscape.bounded import Boundedness, boundedness
from symdescent.analysis.landscape.coercive import Coercivity, coercivity
from symdescent.analysis.landscape.levels import LevelSets, level_sets
from symdescent.analysis.landscape.place import Function, function
from symdescent.analysis.landscape.region import Domain, domain_of
from symdescent.analysis.landscape.separable import Separability, separability
from symdescent.analysis.landscape.symmetry import Symmetry, symmetries
from symdescent.problem import Problem
from symdescent.shown import Shown


@dataclass(frozen=True, eq=False)
class Landscape(Shown):
    """What a problem's function is like as a whole; made by ``landscape``.

    ``coercivity`` and ``bounded`` are of the function that is made least: of -f where f is made greatest.
    """

    problem: Problem
    domain: Domain
    coercivity: Coercivity
    bounded: Boundedness
    symmetries: tuple[Symmetry, ...]
    separability: Separability
    level_sets: LevelSets | None

    def __repr__(self) -> str:
        return f"Landscape({self.problem.expression})"

    def to_dict(self) -> dict[str, Any]:
        """The landscape as plain data for JSON; formulas as SymPy reads them."""
        return {
            "schema": "symdescent/landscape/1",
            "problem": self.problem.to_dict(),
            "domain": self.domain.to_dict(),
            "coercivity": self.coercivity.to_dict(),
            "bounded": self.bounded.to_dict(),
            "symmetries": [one.to_dict() for one in self.symmetries],
            "separability": self.separability.to_dict(),
            "level_sets": None if self.level_sets is None else self.level_sets.to_dict(),
        }


def landscape(problem: Problem, *, domain: Any = None) -> Landscape:
    """Domain, coercivity, bounds, symmetries, separability and level sets of a problem, each with its proof or left open.

    ``domain`` takes the place of the problem's own. Raises what ``problem`` raises for a domain that cannot be read.

    >>> import symdescent as sd
    >>> found = landscape(sd.problem("x^2 + 3x*y + y^2"))
    >>> found.bounded.verdict, found.level_sets.kind
    ('unbounded', 'hyperbola')
    """
    chosen = problem.on(domain)
    f = function(chosen)
    grows = coercivity(f)
    side = "above" if chosen.sense == "max" else "below"
    plain = Function(chosen.expression, f.variables, f.relations, f.parameters)
    return Landscape(
        chosen,
        domain_of(f),
        grows,
        boundedness(f, side, grows.reason),
        symmetries(plain),
        separability(plain),
        level_sets(plain),
    )
