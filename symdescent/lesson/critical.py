"""Critical points told: the equations, how they were solved, a table, why each is what it is, and which are global."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Matrix, hessian

from symdescent.analysis.critical.cells import equations
from symdescent.analysis.critical.inertia import bordered, minors
from symdescent.analysis.critical.points import CriticalPoint, CriticalPoints, CriticalSet
from symdescent.lesson.critical_extremes import extremes
from symdescent.lesson.critical_steps import set_math, steps
from symdescent.lesson.critical_words import beside, coordinates, equation, math, number_of, place_of, written
from symdescent.lesson.document import Block, Document, Figure, Formula, Heading, Inline, Line, Math, Parts, Prose, Reveal, Table
from symdescent.lesson.domain import comparisons
from symdescent.lesson.estimates import point_beside
from symdescent.lesson.formula import SUBSCRIPTS, bracketed, factor, join, listed, matrix, name, point
from symdescent.lesson.language import say, word
from symdescent.lesson.shape_pictures import picture
from symdescent.lesson.symbols import signature
from symdescent.notation.style import current_style, in_this_style

MOST_OPEN = 6  # points that are explained open; more are folded
MOST_OPERATIONS = 100  # in an entry of a Hessian that is multiplied out
LARGEST_SHOWN = 4  # rows of a Hessian with numbers
PICTURED = (1, 2)  # numbers of variables of which there is a picture


def narrate(found: CriticalPoints) -> Document:
    """The whole lesson."""
    language = current_style().language
    return Document(_title(found, language), tuple(blocks(found, language)), language)


def display(found: CriticalPoints) -> Document:
    """The table alone, and what it leaves open."""
    language = current_style().language
    return Document(_title(found, language), (*_table(found, language), *_extent(found, language)), language)


def _title(found: CriticalPoints, language: str) -> Parts:
    problem = found.problem
    return say(language, "title critical", f=signature(problem.expression, problem.variables))


def blocks(found: CriticalPoints, language: str) -> Iterator[Block]:
    """The lesson without a title."""
    yield Heading((word(language, "critical equations"),))
    yield from _equations(found, language)
    yield Heading((word(language, "critical solved"),))
    yield from steps(found, language)
    yield Heading((word(language, "critical table"),))
    yield from _table(found, language)
    yield from _extent(found, language)
    yield from _picture(found, language)
    if found.points:
        yield Heading((word(language, "critical kinds"),))
        yield from _kinds(found, language)
        if found.of("saddle") and len(found.problem.variables) == 2 and not found.domain.relations:
            yield from picture(found.problem, "saddle", language)
    told = list(extremes(found, language))
    if told:
        yield Heading((word(language, "critical global"),))
        yield from told


def _equations(found: CriticalPoints, language: str) -> Iterator[Block]:
    """The gradient, each part of it = 0."""
    problem = found.problem
    f = signature(problem.expression, problem.variables)
    key = (
        "critical wanted constrained"
        if found.domain.equations
        else "critical wanted edges"
        if found.domain.relations
        else "critical wanted"
    )
    yield Prose(say(language, key, domain=_domain(found)))
    lines = [Line(f, written(problem.expression))]
    for variable, part in zip(problem.variables, problem.partials, strict=True):
        lines.append(Line(_slope(variable, len(problem.variables)), join(written(part), " = ", _multiple(found, variable))))
    yield Formula(tuple(lines))


def _multiple(found: CriticalPoints, variable: str) -> Math:
    """0, or under constraints λ times their slope."""
    x = found.problem.symbols[variable]
    slopes = [e.diff(x) for e in equations(found.domain)]
    if not any(slopes):
        return Math("0", "0")
    letters = _letters(len(slopes))
    return join(
        *_added([join(letter, Math(r" \cdot ", "·"), factor(math(slope))) for letter, slope in zip(letters, slopes, strict=True) if slope])
    )


def _added(parts: list[Math]) -> list[Math | str]:
    return [one for part in parts for one in (" + ", part)][1:]


def _letters(count: int) -> list[Math]:
    """λ, or λ₁, λ₂ and so on."""
    return (
        [Math(r"\lambda", "λ")]
        if count == 1
        else [Math(rf"\lambda_{{{k}}}", f"λ{str(k).translate(SUBSCRIPTS)}") for k in range(1, count + 1)]
    )


def _domain(found: CriticalPoints) -> Math:
    return listed(comparisons(found.domain.relations))


def _slope(variable: str, count: int) -> Math:
    x = name(variable)
    if count == 1:
        return join("f", Math("'", "′"), bracketed(x))
    return Math(rf"\frac{{\partial f}}{{\partial {x.latex}}}", f"∂f/∂{x.text}")


def _table(found: CriticalPoints, language: str) -> Iterator[Block]:
    """A row a point, and a row a set."""
    header = tuple((word(language, f"critical {key}"),) for key in ("point", "value", "signs", "kind", "which"))
    rows = [_row(one, found, language) for one in found.points]
    rows += [
        (_set(one, language), (_value(one.value),), (), _kind(one.kind, language), _which(one.is_global, language)) for one in found.sets
    ]
    if rows:
        yield Table(header, tuple(rows), (), "lrcll")
        if found.points:
            key = "edges" if found.domain.relations else "one" if len(found.problem.variables) == 1 else "more"
            yield Prose((word(language, f"critical signs {key}"),))
    else:
        yield Prose((word(language, "critical nowhere" if found.complete else "critical none found"),))


def _set(one: CriticalSet, language: str) -> Parts:
    """The equations and inequalities of a whole set of points, or words where it has none."""
    if one.equations or one.within:
        return (set_math(one.equations, one.within),)
    return (word(language, f"critical {'everywhere' if one.kind == 'constant' else 'whole piece'}"),)


def _row(one: CriticalPoint, found: CriticalPoints, language: str) -> tuple[Parts, ...]:
    del found
    return (
        (point_beside(coordinates(one), list(one.at.values())),),
        (_value(one.value),),
        _signs(one),
        _kind(one.kind, language),
        _which(one.is_global, language),
    )


def _value(value: Any) -> Math:
    return Math(r"\text{–}", "–") if value is None else beside(value)


def _signs(one: CriticalPoint) -> Parts:
    if one.signs is None or not any(one.signs):
        return ("–",)
    plus, zero, minus = one.signs
    return (listed([Math("+", "+")] * plus + [Math("0", "0")] * zero + [Math("-", "−")] * minus),)


def _kind(kind: str, language: str) -> Parts:
    return (word(language, f"critical kind {kind}"),)


def _which(is_global: bool | None, language: str) -> Parts:
    return () if is_global is None else (word(language, "critical is global" if is_global else "critical is local"),)


def _extent(found: CriticalPoints, language: str) -> Iterator[Block]:
    """Whether these are all."""
    for family in found.families:
        yield Prose(say(language, "critical family", step=point([math(c) for c in family])))
    if found.complete and (found.points or found.sets):
        yield Prose((word(language, "critical complete"),))
    for gap in found.gaps:
        yield Prose((word(language, f"critical gap {gap}"),))


def _picture(found: CriticalPoints, language: str) -> Iterator[Block]:
    """The curve or the contours with the points marked."""
    problem = found.problem
    if len(problem.variables) in PICTURED and found.points and not problem.parameters:
        kind = "critical points"
        yield Figure(
            in_this_style(lambda: found.draw(kind)), found.describe(kind), (word(language, "critical figure"),), f'found.plot("{kind}")'
        )


def _kinds(found: CriticalPoints, language: str) -> Iterator[Block]:
    """Why each is what it is; the first few open."""
    told = [(one, tuple(_why(one, found, language))) for one in found.points]
    general = [key for key in ("hessian", "multipliers") if any(one.why and one.why.reason == key for one in found.points)]
    for key in general:
        several = "one" if len(found.problem.variables) == 1 else "two" if len(found.problem.variables) == 2 else "more"
        yield Prose((word(language, f"critical test {several}" if key == "hessian" else "critical test multipliers"),))
    for _, blocks in told[:MOST_OPEN]:
        yield from blocks
    if told[MOST_OPEN:]:
        rest = tuple(block for _, blocks in told[MOST_OPEN:] for block in blocks)
        yield Reveal(say(language, "critical others", count=str(len(told) - MOST_OPEN)), rest)


def _why(one: CriticalPoint, found: CriticalPoints, language: str) -> Iterator[Block]:
    reason = one.why.reason if one.why else "open"
    fields: dict[str, Inline | Parts] = {"point": place_of(one), "kind": word(language, f"critical kind {one.kind}")}
    if reason == "hessian":
        yield Prose(say(language, "critical by hessian", **fields, numbers=_numbers(one, found)))
    elif reason == "multipliers":
        yield Prose(say(language, "critical by multipliers", **fields, walls=_walls(one), numbers=_multipliers(one)))
        yield from _border(one, found, language)
    elif reason in ("higher derivative", "curve", "valley", "lowest form", "definite form"):
        yield Prose(say(language, f"critical by {reason}", **fields, **_shown(reason, one)))
    else:
        yield Prose(say(language, f"critical by {reason}", **fields))


def _numbers(one: CriticalPoint, found: CriticalPoints) -> Math:
    """The Hessian with its numbers, and the minors that decide."""
    h = _hessian_at(one, found)
    if h.rows == 1:
        return join("f", Math("''", "″"), " = ", _value(h[0, 0]))
    if h.rows > LARGEST_SHOWN:
        return join("H ", Math(r"\in", "∈"), f" {h.rows}", Math(r"\times", "×"), f"{h.rows}")
    shown = join("H = ", matrix([[_rounded(entry) for entry in h.row(i)] for i in range(h.rows)]))
    found_minors = minors(h)
    told = [join(Math(f"D_{{{k}}}", f"D{'₁₂₃₄'[k - 1]}"), " = ", _value(m)) for k, m in enumerate(found_minors, 1)]
    return listed([shown, *told])


def _hessian_at(one: CriticalPoint, found: CriticalPoints) -> Any:
    problem = found.problem
    names = [problem.symbols[variable] for variable in problem.variables]
    values = {symbol: one.at[symbol.name] for symbol in names}
    whole = problem.hessian if problem.data is None else Matrix(problem.at(**dict.fromkeys(problem.variables, 0)).hessian)
    return whole.subs(values).applyfunc(lambda entry: entry.expand() if entry.is_number and entry.count_ops() <= MOST_OPERATIONS else entry)


def _rounded(value: Any) -> Math:
    return number_of(value)


def _walls(one: CriticalPoint) -> Math:
    return listed(equation(e) for e in one.active)


def _multipliers(one: CriticalPoint) -> Math:
    pairs = zip(_letters(len(one.multipliers)), one.multipliers, strict=True)
    return listed(join(letter, " = ", _value(value)) for letter, value in pairs)


def _border(one: CriticalPoint, found: CriticalPoints, language: str) -> Iterator[Block]:
    """The bordered Hessian with numbers, under equations."""
    problem = found.problem
    symbols = [problem.symbols[variable] for variable in problem.variables]
    if not found.domain.equations or len(one.active) + len(symbols) > LARGEST_SHOWN or None in one.multipliers:
        return
    lagrange = problem.sympy - sum(m * e for m, e in zip(one.multipliers, one.active, strict=True))
    border = Matrix([[e.diff(x) for x in symbols] for e in one.active])
    values = {symbol: one.at[symbol.name] for symbol in symbols}
    b = bordered(hessian(lagrange, symbols), border).subs(values)
    shown = matrix([[_rounded(entry) for entry in b.row(i)] for i in range(b.rows)])
    yield Prose(say(language, "critical bordered", matrix=shown, determinant=_value(b.det())))


def _shown(reason: str, one: CriticalPoint) -> dict[str, Math]:
    """The formulas that decided a degenerate point."""
    shown = one.why.shown if one.why else ()
    if reason == "higher derivative":
        order, derivative = shown
        value = derivative.subs({x: one.at[x.name] for x in derivative.free_symbols}) if derivative.free_symbols else derivative
        return {"order": math(order), "value": number_of(value)}
    if reason in ("curve", "valley"):
        *curve, first, free = shown
        moved = [join(_from(one, free), " = s"), *(join(_from(one, e.lhs), " = ", math(e.rhs)) for e in curve)]
        return {"curve": listed(moved), "first": math(first)}
    return {"form": math(shown[0])}


def _from(one: CriticalPoint, symbol: Any) -> Math:
    """x, or x - 3 where the point is at 3."""
    at = one.at[symbol.name]
    return name(symbol.name) if at == 0 else math(symbol - at)
