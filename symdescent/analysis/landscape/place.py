"""The function of a landscape: what is made least, where, and under which conditions it has a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symdescent.analysis.landscape.growth import growth
from symdescent.analysis.squares.terms import Terms, terms_of
from symdescent.calculus.edges.asks import Condition, always
from symdescent.calculus.edges.domain import conditions
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import Region
from symdescent.notation.tree import (
    Call,
    E,
    Expression,
    Negation,
    OverIndex,
    OverRows,
    Piecewise,
    Power,
    Relation,
    Symbol,
    columns,
    rational,
    walk,
)
from symdescent.problem import Problem

JUMPING = ("sign", "heaviside", "floor", "ceil", "round", "atan2", "gamma", "digamma", "polygamma")
MOST_NODES = 600


@dataclass(frozen=True)
class Function:
    """A function to be made least on the region where some comparisons hold; made by ``function``."""

    written: Expression
    variables: tuple[str, ...]
    relations: tuple[Relation, ...]
    parameters: tuple[str, ...] = ()

    @cached_property
    def symbols(self) -> tuple[Any, ...]:
        """The variables as SymPy's symbols."""
        from symdescent.notation.bridge import symbol

        return tuple(map(symbol, self.variables))

    @cached_property
    def sympy(self) -> Any:
        """The function as SymPy's expression."""
        return to_sympy(self.written)

    @cached_property
    def terms(self) -> Terms | None:
        """Its terms where it is a polynomial with rational coefficients."""
        return None if self.parameters or columns(self.written) else terms_of(self.sympy, self.symbols)

    @cached_property
    def asked(self) -> tuple[Relation, ...]:
        """What the formula asks of its variables to have a value, beyond what holds by itself and where it is looked at."""
        known = self._stand_ins(self.relations)
        found = (one for one in conditions_of_value(self.written) if not one.within and not always(one, known))
        return tuple(one.relation for one in found if one.relation not in self.relations)

    @cached_property
    def gaps(self) -> tuple[tuple[Any, str], ...]:
        """The domain's comparisons as (gap, sign) with the sign one of ≥, >, == and !=; an equation with its gap in both signs."""
        found: list[tuple[Any, str]] = []
        for relation in self.relations:
            gap = (to_sympy(relation.left) - to_sympy(relation.right)).expand()
            turned = relation.operator in ("<", "<=")
            found.append((-gap if turned else gap, relation.operator.replace("<", ">")))
            if relation.operator in ("==", "!="):
                found.append((-gap, relation.operator))
        return tuple(found)

    def contains(self, point: Mapping[Any, Any]) -> bool:
        """Whether a point, a number for each symbol, is proved to lie in the domain."""
        signs = {">=": "is_nonnegative", ">": "is_positive", "==": "is_zero", "!=": "is_nonzero"}
        return all(getattr(gap.subs(point), signs[sign]) is True for gap, sign in self.gaps)

    @cached_property
    def everywhere(self) -> bool:
        """Whether it is looked at on the whole space and has a value at each point of it."""
        return not self.relations and not conditions_of_value(self.written)

    @cached_property
    def continuous(self) -> bool:
        """Whether it is continuous wherever it has a value: no part jumps."""
        parts = list(walk(self.written))
        jumping = any(type(part) is Call and part.function in JUMPING for part in parts)
        return not jumping and not any(type(part) in (Piecewise, OverIndex) for part in parts)

    @property
    def stand_ins(self) -> dict[Expression, Expression]:
        """e^x for an x that has to be > 0, and |x| for one that has to be ≥ 0, so that bounds over all reals know it."""
        return self._stand_ins((*self.relations, *self.asked))

    def _stand_ins(self, relations: tuple[Relation, ...]) -> dict[Expression, Expression]:
        region, found = Region(relations), dict[Expression, Expression]()
        for name in self.variables:
            lower = [(low, end.closed) for end in region.ends(name)[0] if (low := rational(end.value)) is not None and low >= 0]
            if lower:
                positive = any(low > 0 or not closed for low, closed in lower)
                found[Symbol(name)] = Power(E, Symbol(name)) if positive else Call("abs", (Symbol(name),))
        return found

    @property
    def small(self) -> bool:
        """Whether the formula is short enough to be looked at from all sides, and has no data and no parameters."""
        plain = not self.parameters and not columns(self.written) and not any(type(part) is OverRows for part in walk(self.written))
        return plain and self.nodes <= MOST_NODES

    @cached_property
    def nodes(self) -> int:
        """How many nodes the formula has."""
        return sum(1 for _ in walk(self.written))

    def along(self, curve: Mapping[str, Any]) -> Any:
        """The function with formulas in t for its variables."""
        return self.sympy.xreplace({x: curve[name] for x, name in zip(self.symbols, self.variables, strict=True)})

    def holds_along(self, curve: Mapping[str, Any], t: Any) -> bool:
        """Whether for all large t the curve runs where the function is looked at and has a value."""
        return all(self._kept(relation, curve, t) for relation in (*self.relations, *self.asked))

    def _kept(self, relation: Relation, curve: Mapping[str, Any], t: Any) -> bool:
        gap = to_sympy(relation.left) - to_sympy(relation.right)
        gap = gap.subs({x: curve[name] for x, name in zip(self.symbols, self.variables, strict=True)}, simultaneous=True).expand()
        if gap.is_zero or gap == 0:
            return relation.operator in ("<=", ">=", "==")
        known = growth(gap, t)
        wanted = {"<": (-1,), "<=": (-1,), ">": (1,), ">=": (1,), "!=": (-1, 1)}.get(relation.operator, ())
        return known is not None and known.sign in wanted


def conditions_of_value(written: Expression) -> tuple[Condition, ...]:
    """The conditions for the formula to have a value, those inside of pieces too."""
    return tuple(one for one in conditions(written) if one.purpose == "value")


def function(problem: Problem) -> Function:
    """The function that is made least: f, or -f where f is made greatest, with the comparisons of the problem's variables."""
    written = Negation(problem.expression) if problem.sense == "max" else problem.expression
    return Function(written, problem.variables, problem.domain.of(problem.variables).relations, problem.parameters)
