"""Where a derivation holds, told in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from symdescent.calculus.derivation import Derivation
from symdescent.calculus.edges.asks import Condition
from symdescent.calculus.edges.domain import domain_of
from symdescent.calculus.edges.real_set import Interval, Point, RealSet
from symdescent.lesson.document import Block, Math, Parts, Prose
from symdescent.lesson.formula import decimal, join, math_of, name
from symdescent.lesson.language import say, word
from symdescent.notation.tree import ONE, Call, Power, Quotient, Relation, names, rational

SIGNS = {
    "<": Math(" < ", " < "),
    "<=": Math(r" \le ", " ≤ "),
    ">": Math(" > ", " > "),
    ">=": Math(r" \ge ", " ≥ "),
    "!=": Math(r" \ne ", " ≠ "),
    "==": Math(" = ", " = "),
}


def comparisons(relations: Iterable[Relation]) -> list[Math]:
    """Each comparison, those of which one ends where the next begins in a chain, as 0 < x < 4."""
    chains: list[tuple[Relation, Math]] = []
    for relation in relations:
        last = chains[-1] if chains else None
        right = (SIGNS[relation.operator], math_of(relation.right))
        if last is not None and last[0].right == relation.left and last[0].operator[0] == relation.operator[0] != "=":
            chains[-1] = (relation, join(last[1], *right))
        else:
            chains.append((relation, join(math_of(relation.left), *right)))
    return [chain for _, chain in chains]


def where_it_holds(derivation: Derivation, language: str) -> Iterator[Block]:
    """One sentence on the numbers for which the formula and its derivative have a value; none where these are all numbers."""
    found = derivation.conditions()
    if not found:
        return
    value, derivative = domain_of(found)
    variables = sorted(names(derivation.expression))
    if value is None or derivative is None:
        yield Prose(
            say(language, "edge needs", conditions=joined([_condition(one, language) for one in _strictest(found)], language, "and"))
        )
    elif derivative.nothing:
        yield Prose(say(language, "edge nowhere"))
    else:
        yield Prose(_solved(value, derivative, variables[0], language))
    yield from _cube_roots(found, language)
    yield from _arccotangents(found, language)


def _solved(value: RealSet, derivative: RealSet, x: str, language: str) -> Parts:
    where = _set(derivative, x, language)
    if value == derivative or value.everything:
        told = say(language, "edge holds", where=where)
    else:
        told = say(language, "edge derivative holds", value=_set(value, x, language), where=where)
    rounded = any(not point.exact for point in (*value.points, *derivative.points))
    return (*told, " ", word(language, "edge rounded")) if rounded else told


def _set(found: RealSet, x: str, language: str) -> Parts:
    """x > 0, or x ≠ -1 and x ≠ 1, or x < -1 or x > 1."""
    left_out = list(found.complement().intervals())
    if left_out and all(one.single for one in left_out):
        return joined([_related(x, "!=", one.low) for one in left_out if one.low is not None], language, "and")
    return joined([_interval(one, x) for one in found.intervals()], language, "or")


def _interval(one: Interval, x: str) -> Math:
    if one.low is None or one.high is None:
        if one.low is None and one.high is not None:
            return _related(x, "<=" if one.closed[1] else "<", one.high)
        return _related(x, ">=" if one.closed[0] else ">", one.low) if one.low is not None else name(x)
    if one.single:
        return join(name(x), " = ", point_math(one.low))
    signs = (SIGNS["<=" if closed else "<"] for closed in one.closed)
    return join(point_math(one.low), next(signs), name(x), next(signs), point_math(one.high))


def _related(x: str, operator: str, end: Point) -> Math:
    return join(name(x), SIGNS[operator], point_math(end))


def point_math(point: Point) -> Math:
    """A point, rounded to six digits where it is not known exactly."""
    return math_of(point.written) if point.exact else decimal(point.value)


def joined(parts: list[Math] | list[Parts], language: str, by: str) -> Parts:
    """Parts in a row, with "and" or "or" before the last."""
    told: list[object] = []
    for place, part in enumerate(parts):
        between = word(language, f"edge {by}") if place == len(parts) - 1 else ", "
        told += ([between] if place else []) + (list(part) if isinstance(part, tuple) else [part])
    return tuple(told)  # type: ignore[arg-type]


def _strictest(found: tuple[Condition, ...]) -> list[Condition]:
    """The conditions without the weaker ones, as u ≥ 0 beside u > 0."""
    strict = {(one.left, one.right) for one in found if one.purpose == "derivative" or one.operator in ("<", ">")}
    return [one for one in found if one.purpose == "derivative" or one.operator not in ("<=", ">=") or (one.left, one.right) not in strict]


def _condition(one: Condition, language: str) -> Parts:
    told: Parts = (_asked(one),)
    if one.within:
        told = say(language, "edge within", condition=told, pieces=joined([math_of(piece) for piece in one.within], language, "and"))
    if one.bound:
        told = say(language, "edge for every", condition=told, names=joined([name(letter) for letter in one.bound], language, "and"))
    return told


def _asked(one: Condition) -> Math:
    if one.operator != "poles":
        return math_of(Relation(one.left, one.operator, one.right))
    return join(math_of(one.left), SIGNS["!="], Math(r"0, -1, -2, \dots", "0, -1, -2, …"))


def _cube_roots(found: tuple[Condition, ...], language: str) -> Iterator[Block]:
    """What to write for the real cube root of negative numbers, too."""
    for part in dict.fromkeys(one.part for one in found if type(one.part) is Power):
        exponent = rational(part.exponent)
        if exponent is None or exponent.denominator != 3:
            continue
        typed = f"cbrt({part.base})" + _typed_power(exponent)
        yield Prose(say(language, "edge cube root", power=math_of(part), base=math_of(part.base), typed=typed))


def _arccotangents(found: tuple[Condition, ...], language: str) -> Iterator[Block]:
    """Which of the two arccotangents is meant: the one that jumps at 0."""
    for part in dict.fromkeys(one.part for one in found if type(one.part) is Call and one.part.function == "acot"):
        inside = part.arguments[0]
        yield Prose(
            say(language, "edge arccotangent", part=math_of(part), same=math_of(Call("atan", (Quotient(ONE, inside),))), u=math_of(inside))
        )


def _typed_power(exponent: Fraction) -> str:
    n = exponent.numerator
    return "" if n == 1 else f"^{n}" if n > 0 else f"^({n})"
