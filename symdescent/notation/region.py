"""A part of space given by comparisons that all hold there, as ``x > 0, y > 0`` or ``-1 <= x <= 4``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from symdescent.errors import ArgumentError, FormulaError
from symdescent.notation.calls import COMPARISONS
from symdescent.notation.decimals import with_points
from symdescent.notation.limits import AUTHOR
from symdescent.notation.names import variable_name
from symdescent.notation.parser import Grammar, parse_number
from symdescent.notation.reasons import DOMAIN, Reason
from symdescent.notation.refusals import unexpected
from symdescent.notation.tree import Expression, Relation, Symbol, names

MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}


class End(NamedTuple):
    """One end of an interval: a number as written, and whether it belongs to the interval."""

    value: Expression
    closed: bool


@dataclass(frozen=True, slots=True)
class Region:
    """The points where each of some comparisons holds; without any it is the whole space. Made by ``region``."""

    relations: tuple[Relation, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names that are restricted."""
        return frozenset().union(*map(names, self.relations))

    @property
    def equations(self) -> tuple[Relation, ...]:
        """The comparisons with =."""
        return tuple(relation for relation in self.relations if relation.operator == "==")

    @property
    def inequalities(self) -> tuple[Relation, ...]:
        """The comparisons with <, <=, > and >=."""
        return tuple(relation for relation in self.relations if relation.operator != "==")

    @property
    def is_box(self) -> bool:
        """Whether each comparison bounds one name by a number."""
        return all(_bound(relation) is not None for relation in self.relations)

    def of(self, some: Collection[str]) -> Region:
        """What restricts one of these names: not what is only known of parameters."""
        return Region(tuple(relation for relation in self.relations if not names(relation).isdisjoint(some)))

    def ends(self, name: str) -> tuple[tuple[End, ...], tuple[End, ...]]:
        """The lower and the upper ends that comparisons of this name with a number give.

        >>> lower, upper = region("0 < x <= pi").ends("x")
        >>> str(upper[0].value), upper[0].closed, lower[0].closed
        ('π', True, False)
        """
        found = [bound for relation in self.relations if (bound := _bound(relation)) and bound[0] == name]
        lower = tuple(End(value, operator != ">") for _, operator, value in found if operator[0] in ">=")
        upper = tuple(End(value, operator != "<") for _, operator, value in found if operator[0] in "<=")
        return lower, upper

    def __str__(self) -> str:
        return ", ".join(f"{r.left} {r.operator.replace('==', '=')} {r.right}" for r in self.relations)


SPACE = Region()


def region(given: object, *, columns: Collection[str] = (), variables: Collection[str] = ()) -> Region:
    """The region of a text, or of a mapping from names to two ends, ``None`` being no end; a ``Region`` stays itself.

    Comparisons may be chained. Raises ``FormulaError`` with a caret for a text that cannot be read, ``ArgumentError`` for
    anything else.

    >>> str(region("-1 <= x <= 4, y > 0"))
    '-1 <= x, x <= 4, y > 0'
    >>> str(region({"x": (0, None), "y": ("-1/2", 3)}))
    'x >= 0, y >= -1/2, y <= 3'
    """
    if given is None:
        return SPACE
    if isinstance(given, Region):
        return given
    if isinstance(given, Mapping):
        return Region(tuple(relation for name, ends in given.items() for relation in _between(variable_name(name), ends)))
    if not isinstance(given, str):
        raise ArgumentError(f"domain={given!r}: {DOMAIN}, or give a mapping such as {{'x': (0, 4)}}.")
    try:
        return Region(tuple(_relations(Grammar(with_points(given), columns, variables, AUTHOR))))
    except FormulaError as fault:
        raise FormulaError(fault.reason, given, fault.position) from None


def _relations(grammar: Grammar) -> Iterator[Relation]:
    """relations = chain { "," chain } end"""
    yield from _chain(grammar)
    while grammar.token.kind == ",":
        grammar.advance()
        yield from _chain(grammar)
    if grammar.token.kind != "end":
        unexpected(grammar, "domain")


def _chain(grammar: Grammar) -> Iterator[Relation]:
    """chain = total comparison total { comparison total }"""
    left, first = grammar.total(), grammar.token
    if first.kind not in COMPARISONS:
        unexpected(grammar, "domain without a comparison")
    while (sign := grammar.token).kind in COMPARISONS:
        if COMPARISONS[sign.kind] == "!=":
            grammar.fail(Reason("gap"), sign.at)
        grammar.advance()
        right = grammar.total()
        yield grammar.make(Relation(left, COMPARISONS[sign.kind], right), sign.at)
        left = right


def _between(name: str, ends: object) -> Iterator[Relation]:
    if not isinstance(ends, (tuple, list)) or len(ends) != 2:
        raise ArgumentError(f"domain={{{name!r}: {ends!r}}}: expected two ends such as (0, 4), or (0, None) for x >= 0.")
    for operator, end in zip((">=", "<="), ends, strict=True):
        if end is not None and str(end) not in ("inf", "-inf"):
            yield Relation(Symbol(name), operator, end if isinstance(end, Expression) else parse_number(str(end)))


def _bound(relation: Relation) -> tuple[str, str, Expression] | None:
    """Name, comparison and number of a comparison that bounds one name by a number."""
    left, right = relation.left, relation.right
    if type(left) is Symbol and not names(right):
        return left.name, relation.operator, right
    if type(right) is Symbol and not names(left):
        return right.name, MIRRORED[relation.operator], left
    return None
