"""Derivatives in a direction, along a path and of several functions at once, told."""

from __future__ import annotations

from collections.abc import Iterator

from symdescent.calculus.consequences.consequence import Consequence
from symdescent.lesson.document import Block, Formula, Line, Math, Prose
from symdescent.lesson.formula import bracketed, join, listed, math_of, matrix, name, vector
from symdescent.lesson.language import say
from symdescent.lesson.signs import at, coordinates, inside, path, ratio
from symdescent.lesson.symbols import derivative_symbol
from symdescent.lesson.telling import Told, concluded, defined, letter, lines
from symdescent.notation.style import current_style

DOT = Math(r" \cdot ", "·")


def direction(c: Consequence) -> Told:
    """The slope of f in a direction."""
    f, u = letter(c), _free(c, "uvw")
    nabla = Math(rf"\nabla {f}", f"∇{f}")
    slope = Math(rf"D_{{{u}}} {f}", f"D_{u} {f}")
    fields = {"f": defined_by(c, f), "u": Math(u, u), "direction": coordinates(c.given["direction"])}
    symbols = tuple(ratio(Math(f, f), (x,), True) for x in c.variables)
    theorem = Line(slope, join(nabla, DOT, u))
    return Told(fields, (theorem,), symbols, tuple(_direction(c, f, u, slope)), (defined(f, c.expressions[0], c.variables),))


def defined_by(c: Consequence, f: str) -> Math:
    """f(x, y)."""
    return join(f, bracketed(listed(map(name, c.variables))))


def _free(c: Consequence, letters: str) -> str:
    return next(letter for letter in letters if letter not in c.variables)


def _direction(c: Consequence, f: str, u: str, slope: Math) -> Iterator[Block]:
    language, unit = current_style().language, c.given["unit vector"]
    here = {"direction": coordinates(c.given["direction"]), "length": math_of(c.given["length"]["v"]), "u": Math(u, u)}
    yield Prose(say(language, "unit vector", **here))
    yield Formula((Line(Math(u, u), vector(map(math_of, unit.values()))),))
    yield concluded(c.all("result")[0], join(slope, bracketed(listed(map(name, c.variables)))))
    for conclusion in c.all("value"):
        yield concluded(conclusion, join(slope, bracketed(inside(c.given["point"]))))
    for conclusion in c.all("steepest"):
        nabla = Math(rf"\left|\nabla {f}({inside(c.given['point']).latex})\right|", f"|∇{f}({inside(c.given['point']).text})|")
        yield Prose(say(language, "steepest", size=join(nabla, " = ", math_of(conclusion.result))))


def along_path(c: Consequence) -> Told:
    """The rate of f along a path."""
    f, t = letter(c), c.given["parameter"]["t"].name  # type: ignore[attr-defined]
    parts = c.given["path"]
    rate = ratio(Math(f, f), (t,))
    partials = {x: ratio(Math(f, f), (x,), True) for x in c.variables}
    fields = {"f": join(f, bracketed(listed(map(name, c.variables)))), "path": path(parts, t)}
    terms = [join(partial, DOT, ratio(name(x), (t,))) if x in parts else partial for x, partial in partials.items()]
    theorem = Line(rate, join(terms[0], *(part for term in terms[1:] for part in (" + ", term))))
    definition = (defined(f, c.expressions[0], c.variables), *_components(c, t))
    symbols = (*partials.values(), *(derivative_symbol(x, t) for x in parts))
    return Told(fields, (theorem,), symbols, tuple(_along(c, rate)), definition)


def _components(c: Consequence, t: str) -> Iterator[Line]:
    for x, part in c.given["path"].items():
        yield Line(join(name(x), bracketed(name(t))), math_of(part))


def _along(c: Consequence, rate: Math) -> Iterator[Block]:
    yield concluded(c.all("result")[0], rate)
    for conclusion in c.all("value"):
        yield concluded(conclusion, at(rate, c.given["point"]))


def jacobian(c: Consequence) -> Told:
    """The matrix of all partial derivatives."""
    f, inside_ = letter(c), bracketed(listed(map(name, c.variables)))
    functions = [name(f, str(k)) for k in range(1, len(c.expressions) + 1)] if len(c.expressions) > 1 else [Math(f, f)]
    symbols = [[ratio(function, (x,), True) for x in c.variables] for function in functions]
    left = _free_letter(c)
    fields = {"functions": listed(join(function, inside_) for function in functions)}
    definition = tuple(Line(join(function, inside_), math_of(e)) for function, e in zip(functions, c.expressions, strict=True))
    together = tuple(_jacobian(c, left))
    return Told(fields, (Line(left, matrix(symbols)),), tuple(s for row in symbols for s in row), together, definition)


def _free_letter(c: Consequence) -> Math:
    letter = next(letter for letter in ("J", "M", "A") if letter not in c.variables)
    return Math(letter, letter)


def _jacobian(c: Consequence, left: Math) -> Iterator[Block]:
    yield Formula((Line(left, matrix([map(math_of, row) for row in c.results])),))
    for conclusion in c.all("determinant"):
        yield Prose(say(current_style().language, "determinant"))
        yield Formula(lines(conclusion, Math(rf"\det {left.latex}", f"det {left.text}")))
    if "point" in c.given:
        entries = [math_of(conclusion.result) for conclusion in c.all("entry")]
        width = len(c.variables)
        rows = [entries[k : k + width] for k in range(0, len(entries), width)]
        yield Formula((Line(join(left, bracketed(inside(c.given["point"]))), matrix(rows)),))
