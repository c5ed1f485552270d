"""What a derivation's lesson says of its edges: where it holds, and the slopes where the function is not differentiable."""

from __future__ import annotations

from collections.abc import Iterator

from symdescent.calculus.derivation import Derivation
from symdescent.calculus.edges.kinks import Kink, kinks
from symdescent.calculus.edges.slopes import Limit
from symdescent.calculus.edges.suspects import ROOTS
from symdescent.lesson.document import Block, Heading, Math, Parts, Prose, Table
from symdescent.lesson.domain import joined, point_math, where_it_holds
from symdescent.lesson.formula import decimal, join, listed, math_of, name
from symdescent.lesson.language import say, word
from symdescent.lesson.symbols import symbol_of
from symdescent.notation.style import current_style
from symdescent.notation.tree import Call, Expression, Negation, Number, Piecewise, Power, Relation

MOST_ROWS = 6
MOST_LISTED = 12  # equations in a sentence
MOST_EXCEPTED = 3
COMMA, UNEQUAL = Math(r",\quad ", ", "), Math(r" \ne ", " ≠ ")
INFINITE = {"+infinity": Math(r"+\infty", "+∞"), "-infinity": Math(r"-\infty", "-∞"), "outside": Math("-", "–")}


def edges(derivation: Derivation) -> tuple[Block, ...]:
    """Where the derivative holds and where the function has kinks; nothing for a function that is smooth everywhere.

    >>> import symdescent as sd
    >>> [part if isinstance(part, str) else part.text for part in edges(sd.problem("ln x").derive())[0].parts]
    ['This holds for ', 'x > 0', '.']
    """
    language = current_style().language
    return (*where_it_holds(derivation, language), *_kinks(derivation, language), *_further(derivation, language))


def excepted(derivation: Derivation) -> Math | str:
    """x ≠ 0: the points, where they are few, at which the formula of the derivative has a value and the function no derivative."""
    if len(derivation.variables) != 1 or len(derivation.partials) != 1 or derivation.kind == "hessian":
        return ""
    kinks = [kink for kink in derivation.kinks() if not kink.differentiable and _telling(kink)]
    found = [kink for kink in kinks if kink.used is not None]
    if not 0 < len(found) <= MOST_EXCEPTED or any(kink.extent != "all" or (kink in found and not kink.point.exact) for kink in kinks):  # type: ignore[union-attr]
        return ""
    points = sorted((kink.point for kink in found if kink.point is not None), key=lambda point: point.value)
    return join(COMMA, join(name(derivation.variables[0]), UNEQUAL, listed(map(point_math, points))))


def _further(derivation: Derivation, language: str) -> Iterator[Block]:
    """Where a higher derivative does not exist, although its formula may have a value: where a lower one has a kink."""
    last = derivation.partials[-1]
    if len(derivation.variables) != 1 or len(last.order) == 1:
        return
    x = derivation.variables[0]
    sources = (derivation.expression, *(partial.source for partial in derivation.partials))
    found = [kink for source in dict.fromkeys(sources) for kink in kinks(source, x) if kink.point is not None and not kink.differentiable]
    points = list(dict.fromkeys(_at(kink, x) for kink in sorted(found, key=lambda kink: kink.point.value)))  # type: ignore[union-attr]
    if points:
        yield Prose(
            say(language, "edge further", symbol=symbol_of(derivation, last.order), points=joined(points[:MOST_ROWS], language, "and"))
        )


def _kinks(derivation: Derivation, language: str) -> Iterator[Block]:
    found = derivation.kinks()
    if not found:
        return
    placed = sorted((kink for kink in found if kink.point is not None), key=lambda kink: abs(kink.point.value))  # type: ignore[union-attr]
    shown = sorted(placed[:MOST_ROWS], key=lambda kink: kink.point.value)  # type: ignore[union-attr]
    told = (
        *_table([kink for kink in shown if kink.continuous and not kink.differentiable], derivation.variables[0], language),
        *(Prose(_jump(kink, derivation.variables[0], language)) for kink in shown if not kink.continuous),
        *(Prose(_smooth(kink, derivation.variables[0], language)) for kink in shown if kink.differentiable),
        *_extent(found, len(placed) - len(shown), language),
    )
    heading = any(not kink.differentiable and _telling(kink) for kink in found)
    yield from (Heading((word(language, "edge heading"),), 2), *told) if heading else told


def _table(kinks: list[Kink], x: str, language: str) -> Iterator[Block]:
    if not kinks:
        return
    header = tuple((word(language, f"edge {key}"),) for key in ("point", "left", "right", "between", "used"))
    yield Table(header, tuple(_row(kink, x, language) for kink in kinks), (), "lrrcr")
    limits = [side.kind for kink in kinks for side in (kink.left, kink.right) if side is not None]
    keys = [kink.subdifferential.kind for kink in kinks if kink.subdifferential is not None]
    keys += ["outside"] * ("outside" in limits) + ["vertical"] * any("infinity" in kind for kind in limits)
    sentences = [word(language, f"edge {key}") for key in dict.fromkeys(keys)]
    if sentences:
        yield Prose((" ".join(sentences),))


def _row(kink: Kink, x: str, language: str) -> tuple[Parts, ...]:
    none: Parts = (word(language, "edge none"),)
    used: Parts = none if kink.used is None else (_value(kink.used),)
    return (_at(kink, x),), _slope(kink.left, language), _slope(kink.right, language), _between(kink, none), used


def _between(kink: Kink, none: Parts) -> Parts:
    """The subdifferential; a dash at an end, where that of a convex function is no interval between slopes."""
    if kink.edge:
        return (INFINITE["outside"],)
    allowed = kink.subdifferential
    return none if allowed is None else (join("[", listed((_value(allowed.low), _value(allowed.high))), "]"),)


def _at(kink: Kink, x: str) -> Math:
    """x = 1."""
    point = kink.point
    sign: Math | str = " = " if point is None or point.exact else Math(r" \approx ", " ≈ ")
    return join(name(x), sign, Math("", "") if point is None else point_math(point))


def _slope(side: Limit | None, language: str) -> Parts:
    if side is None or side.kind in ("no limit", "unknown"):
        return (word(language, "edge no limit" if side is not None and side.kind == "no limit" else "edge unknown"),)
    return (_limit(side),)


def _limit(side: Limit | None) -> Math:
    if side is None or side.written is None:
        return INFINITE.get(side.kind if side else "", Math("-", "–"))
    return _value(side.written)


def _value(written: Expression) -> Math:
    """A number, with six digits where it is a decimal."""
    size = written.operand if isinstance(written, Negation) else written
    if not (isinstance(size, Number) and size.decimal):
        return math_of(written)
    return decimal(-size.value if isinstance(written, Negation) else size.value)


def _jump(kink: Kink, x: str, language: str) -> Parts:
    value = Math("-", "–") if kink.value is None else _value(kink.value)
    fields = {"point": _at(kink, x), "before": _limit(kink.before), "value": value, "after": _limit(kink.after)}
    if kink.used is None:
        return say(language, "edge jump", **fields)
    return say(language, "edge jump used", **fields, used=_value(kink.used))


def _smooth(kink: Kink, x: str, language: str) -> Parts:
    slope = _limit(kink.left)
    if kink.used is None:
        return say(language, "edge smooth unused", point=_at(kink, x), slope=slope)
    used = _value(kink.used)
    key = "edge smooth other" if used != slope else "edge smooth" if kink.subdifferential is not None else "edge smooth swinging"
    return say(language, key, point=_at(kink, x), slope=slope, used=used)


def _equation(equation: Relation) -> Math:
    return join(math_of(equation.left), " = ", math_of(equation.right))


def _telling(kink: Kink) -> bool:
    """Whether the place says more than the conditions do, which name the roots of 0."""
    part = kink.parts[0]
    return kink.point is not None or not (type(part) is Power or (type(part) is Call and part.function in ROOTS))


def _jumps(part: Expression) -> bool:
    return type(part) is Piecewise or (type(part) is Call and part.function in ("sign", "heaviside"))


def _is_angle(part: Expression) -> bool:
    return type(part) is Call and part.function == "atan2"


def _extent(found: tuple[Kink, ...], left_out: int, language: str) -> Iterator[Block]:
    """What is known only by an equation, has infinitely many points, or was searched."""
    seams = [kink for kink in found if kink.extent == "equation" and _is_angle(kink.parts[0])]
    for part in (kink.parts[0] for kink in seams):
        v, u = map(math_of, part.arguments)  # type: ignore[attr-defined]
        yield Prose(say(language, "edge angle", angle=math_of(part), u=u, v=v))
    for key in ("periodic", "found", "equation"):
        told_so = [kink.equation for kink in found if kink.extent == key and kink not in seams and _telling(kink)]
        equations = [_equation(equation) for equation in dict.fromkeys(told_so)]
        if equations:
            told = joined(equations[:MOST_LISTED], language, "or")
            hull = (" ", word(language, "edge hull")) if key == "equation" and not any(_jumps(kink.parts[0]) for kink in found) else ()
            more = (" ", word(language, "edge more equations")) if len(equations) > MOST_LISTED else ()
            yield Prose((*say(language, f"edge {key}", equation=told, equations=told), *more, *hull))
    if left_out:
        yield Prose(say(language, "edge more" if left_out > 1 else "edge one more", count=str(left_out)))
