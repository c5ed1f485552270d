"""How what follows from derivatives is written: dy/dx, f⁻¹, a derivative at a point, f₁."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from symdescent.lesson.document import Math
from symdescent.lesson.formula import bracketed, join, listed, math_of, name, point
from symdescent.lesson.symbols import PRIMES, derivative_symbol, raised
from symdescent.notation.style import current_style
from symdescent.notation.tree import ZERO, Expression


def ratio(f: Math, by: Sequence[str], curly: bool = False) -> Math:
    """dy/dx, d²y/dx², ∂²f/∂y∂x: of f by these variables in turn, the last one outermost."""
    d = Math(r"\partial ", "∂") if curly else Math("d", "d")
    below = [join(d, name(x), Math(*raised(len(list(same))))) for x, same in groupby(reversed(by))]
    above = join(d, Math(*raised(len(by))), Math(" ", "") if curly else "", f)
    return Math(rf"\frac{{{above.latex}}}{{{' '.join(part.latex for part in below)}}}", f"{above.text}/{''.join(d.text for d in below)}")


def primed(f: Math, inside: Math, order: int = 1) -> Math:
    """f′(x), f″(2), f⁽⁴⁾(t)."""
    latex, text = PRIMES.get(order, (f"^{{({order})}}", f"⁽{raised(order)[1]}⁾"))
    return join(f, Math(latex, text), bracketed(inside))


def equations(parts: Mapping[str, Expression]) -> Math:
    """x = 1, y = 2."""
    return listed(join(name(x), " = ", math_of(part)) for x, part in parts.items())


def path(parts: Mapping[str, Expression], t: str) -> Math:
    """x(t) = cos(t), y(t) = sin(t)."""
    return listed(join(name(x), bracketed(name(t)), " = ", math_of(part)) for x, part in parts.items())


def coordinates(parts: Mapping[str, Expression]) -> Math:
    """(1, 2), or in one variable 1."""
    return point(map(math_of, parts.values()))


def inside(parts: Mapping[str, Expression]) -> Math:
    """1, 2: what stands in the brackets of f(1, 2)."""
    return listed(map(math_of, parts.values()))


def offset(x: str, a: Expression) -> Math:
    """x - a; just x where a is 0."""
    written = math_of(a)
    if a == ZERO:
        return name(x)
    return join(name(x), " - ", bracketed(written) if written.text.startswith("-") or " " in written.text else written)


def at(symbol: Math, place: Mapping[str, Expression]) -> Math:
    """A derivative taken at a point."""
    where = equations(place)
    return Math(rf"\left.{symbol.latex}\right|_{{{where.latex}}}", f"{symbol.text}|({where.text})")


def derivative_at(f: str, by: tuple[str, ...], place: Mapping[str, Expression]) -> Math:
    """f(1), f′(1), f″(1), or in several variables ∂f/∂x at the point."""
    if not by:
        return join(f, bracketed(inside(place)))
    if len(place) > 1:
        return join(ratio(Math(f, f), by, True), bracketed(inside(place)))
    if current_style().derivative == "prime":
        return primed(Math(f, f), inside(place), len(by))
    return at(derivative_symbol(f, by[0], len(by)), place)
