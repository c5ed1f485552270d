"""Tangents and Taylor polynomials, told."""

from __future__ import annotations

from collections.abc import Iterator

from symdescent.calculus.consequences.consequence import Consequence
from symdescent.lesson.document import Block, Formula, Line, Math, Prose
from symdescent.lesson.formula import bracketed, factor, join, listed, math_of, name
from symdescent.lesson.language import say
from symdescent.lesson.signs import coordinates, derivative_at, equations, inside, offset, ratio
from symdescent.lesson.symbols import derivative_symbol
from symdescent.lesson.telling import Told, concluded, defined, letter, lines
from symdescent.notation.style import current_style
from symdescent.notation.tree import Symbol, names


def tangent(c: Consequence) -> Told:
    """The line or plane that touches."""
    f = letter(c)
    left = _height(c)
    place = c.given["point"]
    theorem = join(derivative_at(f, (), place), *(part for x in c.variables for part in (" + ", _term(c, f, x))))
    together = Formula(lines(c.all("result")[0], left))
    return Told(_fields(c, f), (Line(left, theorem),), _symbols(c, f), (*_values(c, f), together), _definition(c, f))


def _height(c: Consequence) -> Math:
    """y, or z above the plane: a letter that is not a variable."""
    wanted = ("y", "Y", "T") if len(c.variables) == 1 else ("z", "Z", "T")
    found = next(letter for letter in wanted if letter not in names(c.expressions[0]) | set(c.variables))
    return Math(found, found)


def _term(c: Consequence, f: str, x: str) -> Math:
    place = c.given["point"]
    return join(derivative_at(f, (x,), place), Math(r" \cdot ", "·"), factor(offset(x, place[x])))


def _fields(c: Consequence, f: str) -> dict[str, Math]:
    return {"f": join(f, bracketed(listed(map(name, c.variables)))), "point": equations(c.given["point"])}


def _definition(c: Consequence, f: str) -> tuple[Line, ...]:
    return (defined(f, c.expressions[0], c.variables),)


def _symbols(c: Consequence, f: str) -> tuple[Math, ...]:
    orders = [partial.order for derivation in c.derivations for partial in derivation.partials]
    if len(c.variables) == 1:
        return tuple(derivative_symbol(f, order[0], len(order)) for order in orders)
    return tuple(ratio(Math(f, f), order, True) for order in orders)


def _values(c: Consequence, f: str) -> Iterator[Block]:
    for conclusion in c.all("value"):
        yield concluded(conclusion, derivative_at(f, conclusion.of, c.given["point"]))


def taylor(c: Consequence) -> Told:
    """The Taylor polynomial with its remainder."""
    f = letter(c)
    n = math_of(c.given["order"]["n"])
    left = join(name("T", n.text), bracketed(listed(map(name, c.variables))))
    following = str(int(n.text) + 1)
    fields = _fields(c, f) | {"n": n, "next": Math(following, following)}
    theorem = (Line(left, _sum(c, f, n)), *_step(c))
    together = (*_values(c, f), concluded(c.all("result")[0], left), *_remainder(c, f, left, n))
    return Told(fields, theorem, _symbols(c, f), together, _definition(c, f))


def _sum(c: Consequence, f: str, n: Math) -> Math:
    """The general formula, in one variable as a sum over k, in several up to the second order."""
    a = coordinates(c.given["point"])
    if len(c.variables) == 1:
        base = factor(offset(c.variables[0], c.given["point"][c.variables[0]]))
        return Math(
            rf"\sum_{{k=0}}^{{{n.latex}}} \frac{{{f}^{{(k)}}({a.latex})}}{{k!}} {base.latex}^{{k}}",
            f"Σ {f}⁽ᵏ⁾({a.text})/k!·{base.text}ᵏ, k = 0, …, {n.text}",
        )
    here = inside(c.given["point"])
    first = Math(rf"{f}({here.latex})", f"{f}({here.text})")
    linear = Math(rf" + \nabla {f}({here.latex}) \cdot h", f" + ∇{f}({here.text})·h")
    square = Math(rf" + \tfrac{{1}}{{2}}\, h^{{\mathsf T}}\, \nabla^{{2}} {f}({here.latex})\, h", f" + 1/2·hᵀ·∇²{f}({here.text})·h")
    return join(*(first, linear, square)[: int(n.text) + 1])


def _step(c: Consequence) -> Iterator[Line]:
    """h = (x - 1, y - 2), where the theorem needs it."""
    if len(c.variables) > 1:
        yield Line(Math("h", "h"), bracketed(listed(offset(x, a) for x, a in c.given["point"].items())))


def _remainder(c: Consequence, f: str, left: Math, n: Math) -> Iterator[Block]:
    language, rest = current_style().language, c.all("remainder")
    left = Math(left.latex.replace("T", "R", 1), left.text.replace("T", "R", 1))
    if not rest:
        yield Prose(say(language, "remainder in several", theta=Math(r"\theta", "θ")))
        yield Formula((Line(left, _in_several(c, f, int(n.text) + 1)),))
        return
    (x,) = c.variables
    between = next(iter(sorted(names(rest[0].result) - names(c.expressions[0]) - {x})), "xi")
    fields = {"xi": math_of(Symbol(between)), "a": coordinates(c.given["point"]), "x": name(x)}
    yield Prose(say(language, "remainder", **fields))
    yield concluded(rest[0], left)


def _in_several(c: Consequence, f: str, order: int) -> Math:
    """Lagrange's remainder on the segment from the point: that of s ↦ f(a + s h)."""
    a = coordinates(c.given["point"])
    by = ratio(Math(rf"{f}({a.latex} + s\,h)", f"{f}({a.text} + s·h)"), ("s",) * order)
    return Math(rf"\frac{{1}}{{{order}!}} \left.{by.latex}\right|_{{s = \theta}}", f"1/{order}!·{by.text}|(s = θ)")
