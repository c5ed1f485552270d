"""Landscapes told: the domain, how the function grows, whether it has a floor, its symmetries, parts and level sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from symdescent.analysis.landscape.levels import LevelSets
from symdescent.analysis.landscape.reason import Curve
from symdescent.analysis.landscape.result import Landscape
from symdescent.analysis.landscape.symmetry import Symmetry
from symdescent.lesson.document import Block, Document, Formula, Heading, Line, Math, Parts, Prose, Table
from symdescent.lesson.domain import comparisons
from symdescent.lesson.estimates import beside
from symdescent.lesson.formula import bracketed, function_name, join, listed, name, point
from symdescent.lesson.language import say, word
from symdescent.lesson.reasons import told
from symdescent.lesson.shape_pictures import picture
from symdescent.lesson.squares import written
from symdescent.lesson.steps import enumerated
from symdescent.lesson.symbols import of
from symdescent.notation.style import current_style


def narrate(shown: Landscape) -> Document:
    """The landscape as a document."""
    language = current_style().language
    title = say(language, "title landscape", f=of(shown.problem.expression, shown.problem.variables))
    return Document(title, tuple(blocks(shown, language)), language)


def blocks(shown: Landscape, language: str, known: Mapping[str, Parts] | None = None) -> Iterator[Block]:
    """A section on each side of the landscape of which there is something to say; ``known`` has what else is known of a side."""
    for key, section in SECTIONS.items():
        other = (known or {}).get(key)
        told_here = tuple(section(shown, language)) if other is None else (Prose(other),)
        if told_here:
            high = " above" if key == "bounds" and shown.problem.sense == "max" else ""
            yield Heading((word(language, f"landscape heading {key}{high}"),))
            yield from told_here


def lowered(shown: Landscape) -> Math:
    """The name of the function that is made least: f, or -f where f is made greatest."""
    f = function_name(shown.problem.expression, shown.problem.variables)
    return Math(f"-{f}", f"-{f}") if shown.problem.sense == "max" else Math(f, f)


def _domain(shown: Landscape, language: str) -> Iterator[Block]:
    found = shown.domain
    if found.whole:
        yield Prose((word(language, f"landscape whole{' line' if len(shown.problem.variables) == 1 else ''}"),))
        return
    for key, relations in (("given", found.given), ("asked", found.asked)):
        if relations:
            yield Prose(say(language, f"landscape domain {key}", relations=enumerated(comparisons(relations))))
    for key, answer in (("convex", found.convex), ("bounded", found.bounded), ("closed", found.closed)):
        if answer is not None:
            yield Prose((word(language, f"landscape {key} {'yes' if answer else 'no'}"),))


def _growth(shown: Landscape, language: str) -> Iterator[Block]:
    found, f = shown.coercivity, lowered(shown)
    if found.reason is not None:
        yield from told(found.reason, f)
        if found.reason.key != "bounded domain":
            yield Prose(say(language, "landscape coercive", f=f))
    elif found.curve is not None:
        yield Formula(curve_lines(found.curve, f))
        yield Prose(say(language, "landscape not coercive", f=f, t=written(found.curve.t)))
    else:
        yield Prose(say(language, "landscape coercive open", f=f))


def _bounds(shown: Landscape, language: str) -> Iterator[Block]:
    found, f = shown.bounded, lowered(shown)
    plain = Math(f.latex.lstrip("-"), f.text.lstrip("-"))
    if found.reason is not None:
        yield from told(found.reason, f)
        key = f"landscape bounded {found.side}" if found.bound is None else f"landscape bound {found.side}"
        yield Prose(say(language, key, f=plain, **({} if found.bound is None else {"bound": written(found.bound)})))
    elif found.curve is not None:
        yield Formula(curve_lines(found.curve, f))
        yield Prose(say(language, f"landscape unbounded {found.side}", f=plain, lowered=f, t=written(found.curve.t)))
    else:
        yield Prose(say(language, f"landscape bounded open {found.side}", f=plain))
        if found.lacking:
            yield Prose((word(language, found.lacking),))


def curve_lines(curve: Curve, f: Math) -> tuple[Line, ...]:
    """The curve, and the function on it."""
    left, right = point(map(name, curve.x)), point(map(written, curve.x.values()))
    inside = listed(map(written, curve.x.values()))
    return Line(left, right), Line(join(f, "(", inside, ")"), written(curve.value))


def _symmetries(shown: Landscape, language: str) -> Iterator[Block]:
    yield from (Prose(_symmetry(one, shown, language)) for one in shown.symmetries)


def _symmetry(one: Symmetry, shown: Landscape, language: str) -> Parts:
    """The symmetry with the equation that it is."""
    names = list(map(name, one.names))
    period = written(one.period) if one.period is not None else Math("", "")
    direction = point(map(written, one.direction)) if one.direction else Math("", "")
    f = function_name(shown.problem.expression, shown.problem.variables)
    pair = names if len(names) == 2 else [*names, *names][:2]
    return say(
        language,
        f"landscape symmetry {one.kind}",
        f=Math(f, f),
        names=enumerated(names),
        at=point(names),
        first=pair[0],
        second=pair[1],
        period=period,
        direction=direction,
    )


def _parts(shown: Landscape, language: str) -> Iterator[Block]:
    found = shown.separability
    if found.kind == "none":
        return
    yield Prose(say(language, f"landscape {found.kind}"))
    f = function_name(shown.problem.expression, shown.problem.variables)
    whole = _added(found.parts) if found.kind == "sum" else _multiplied(found.parts)
    yield Formula((Line(join(f, "(", listed(map(name, shown.problem.variables)), ")"), whole),))


def _added(parts: Sequence[Any]) -> Math:
    """The parts with their signs between them, those that are sums in brackets."""
    whole = _in_brackets(parts[0])
    for part in parts[1:]:
        lost = not part.is_Add and part.could_extract_minus_sign()
        whole = join(whole, " - " if lost else " + ", _in_brackets(-part if lost else part))
    return whole


def _in_brackets(part: Any) -> Math:
    return bracketed(written(part)) if part.is_Add else written(part)


def _multiplied(parts: Sequence[Any]) -> Math:
    """The parts with dots between them, those in brackets that a dot would tear apart."""
    whole: list[Math] = []
    for part in parts:
        shape = written(part)
        torn = part.is_Add or (whole and (shape.text.startswith("-") or "/" in shape.text))
        whole += [*([Math(r" \cdot ", "·")] if whole else []), bracketed(shape) if torn else shape]
    return join(*whole)


def _levels(shown: Landscape, language: str) -> Iterator[Block]:
    found = shown.level_sets
    if found is None:
        return
    positive, negative, zero = map(str, found.signature)
    yield Prose(say(language, f"landscape level {found.kind}"))
    yield Prose(say(language, "landscape signature", positive=positive, negative=negative, zero=zero))
    if found.centre is not None:
        centre = join(point(map(name, shown.problem.variables)), " = ", point(map(written, found.centre)))
        yield Prose(say(language, "landscape centre", centre=centre, value=beside(written(found.value), found.value)))
    if found.axes:
        yield _axes(found, language)
    if found.axes and len(shown.problem.variables) == 2 and not shown.problem.domain.relations:
        yield from picture(shown.problem, "eigen-directions", language)
    if found.ratio is not None and found.ratio != 1:
        yield Prose(say(language, "landscape ratio", ratio=beside(written(found.ratio), found.ratio)))


def _axes(found: LevelSets, language: str) -> Table:
    """Eigenvalue, direction, and the half-axis of the level set at distance 1 from the centre's value."""
    header = tuple((word(language, f"landscape axis {key}"),) for key in ("direction", "eigenvalue", "half"))
    rows = tuple(
        (
            (point(map(written, direction)),),
            (beside(written(value), value),),
            (_half(value) if value != 0 and found.centre is not None else "–",),
        )
        for value, direction in found.axes
    )
    return Table(header, rows, (word(language, "landscape axes"),), "lrr")


def _half(eigenvalue: Any) -> Math:
    """√(2/|λ|) without a root below the line."""
    from sympy import radsimp, sqrt

    half = sqrt(radsimp(2 / abs(eigenvalue))) if eigenvalue.is_number else sqrt(2 / abs(eigenvalue))
    return beside(written(half), half)


SECTIONS: dict[str, Callable[[Landscape, str], Iterator[Block]]] = {
    "domain": _domain,
    "growth": _growth,
    "bounds": _bounds,
    "symmetries": _symmetries,
    "parts": _parts,
    "levels": _levels,
}
