"""Slopes of curves that are given in another way, told: by an equation, by a parameter, as an inverse function."""

from __future__ import annotations

from collections.abc import Iterator

from symdescent.calculus.consequences.consequence import Conclusion, Consequence
from symdescent.lesson.document import Block, Formula, Line, Math, Prose
from symdescent.lesson.formula import bracketed, factor, join, listed, math_of, name
from symdescent.lesson.language import say
from symdescent.lesson.signs import at, coordinates, path, primed, ratio
from symdescent.lesson.symbols import derivative_symbol
from symdescent.lesson.telling import Told, concluded, defined, letter
from symdescent.notation.style import current_style

ZERO = Math("0", "0")
NOT_ZERO = Math(r" \neq 0", " ≠ 0")


def implicit(c: Consequence) -> Told:
    """The curve f(x, y) = 0."""
    f, (x, y, *held) = letter(c), c.variables
    inside = listed(map(name, sorted(c.variables)))
    slope = ratio(name(y), (x,), bool(held))
    f_x, f_y = (ratio(Math(f, f), (v,), True) for v in (x, y))
    fields = {"f": join(f, bracketed(inside)), "x": name(x), "y": name(y), "slope": slope, "condition": join(f_y, NOT_ZERO)}
    theorem = Line(slope, Math(rf"-\frac{{{_flat(f, x)}}}{{{_flat(f, y)}}}", f"-({f_x.text})/({f_y.text})"))
    primes = [Math(name(y).latex + "'" * n, name(y).text + "′" * n) for n in range(1, len(c.derivations))]
    symbols = (f_x, f_y, *(ratio(prime, (v,), True) for prime in primes for v in (x, y)))
    definition = (defined(f, c.expressions[0], tuple(sorted(c.variables))),)
    return Told(fields, (theorem,), symbols, tuple(_implicit(c, fields["f"], slope, bool(held))), definition)


def _flat(f: str, x: str) -> str:
    return rf"\partial {f} / \partial {name(x).latex}"


def _implicit(c: Consequence, f: Math, slope: Math, curly: bool) -> Iterator[Block]:
    language, y = current_style().language, c.variables[1]
    for conclusion in c.conclusions:
        order = max(len(conclusion.of), 1)
        if order == 2:
            yield Prose(say(language, "further order", slope=slope))
        if conclusion.key != "value":
            yield concluded(conclusion, ratio(name(y), conclusion.of, curly))
        if order == 1 and conclusion.key != "value":
            yield from _both_sides(c, f, slope)
    yield from _value(c, ratio(name(y), c.conclusions[-1 - len(c.all("value"))].of, curly))


def _both_sides(c: Consequence, f: Math, slope: Math) -> Iterator[Block]:
    language, (x, y, *_) = current_style().language, c.variables
    f_x, f_y = map(math_of, c.derivations[0].results)
    yield Prose(say(language, "both sides", f=f, x=name(x), y=name(y)))
    yield Formula((Line(join(f_x, " + ", factor(f_y), Math(r" \cdot ", "·"), slope), ZERO),))
    yield Prose(say(language, "both sides solved", slope=slope))


def _value(c: Consequence, symbol: Math) -> Iterator[Block]:
    for conclusion in c.all("value"):
        yield concluded(conclusion, at(symbol, c.given["point"]))


def parametric(c: Consequence) -> Told:
    """The curve (x(t), y(t))."""
    (t,) = c.variables
    x, y = Math("x", "x"), Math("y", "y")
    slope, inside = ratio(y, ("x",)), name(t)
    x_t, y_t = (_by_parameter(v, t) for v in "xy")
    fields = {"path": path(c.given["path"], t), "x": x, "y": y, "condition": join(x_t, NOT_ZERO)}
    theorem = Line(
        slope, Math(rf"\frac{{{_flat_prime('y', inside)}}}{{{_flat_prime('x', inside)}}}", f"y′({inside.text})/x′({inside.text})")
    )
    further = (_of_slope(t, ("x",) * n) for n in range(1, len(c.derivations) - 1))
    definition = tuple(Line(join(v, bracketed(inside)), math_of(c.given["path"][v])) for v in "xy")
    return Told(fields, (theorem,), (x_t, y_t, *further), tuple(_parametric(c, t)), definition)


def _by_parameter(v: str, t: str) -> Math:
    return derivative_symbol(v, t)


def _flat_prime(v: str, inside: Math) -> str:
    return f"{v}'({inside.latex})"


def _of_slope(t: str, by: tuple[str, ...]) -> Math:
    """d/dt of a derivative that was already found."""
    slope = ratio(Math("y", "y"), by)
    return Math(rf"\frac{{d}}{{d{name(t).latex}}}\left[{slope.latex}\right]", f"d/d{name(t).text}[{slope.text}]")


def _parametric(c: Consequence, t: str) -> Iterator[Block]:
    y = Math("y", "y")
    found = [conclusion for conclusion in c.conclusions if conclusion.key != "value"]
    for conclusion in found:
        yield concluded(conclusion, ratio(y, conclusion.of))
    yield from _value(c, ratio(y, found[-1].of))


def inverse(c: Consequence) -> Told:
    """The inverse function of f."""
    f, (x, y) = letter(c), c.variables
    slope = derivative_symbol(f, x)
    of_inverse = _inverse_slope(f, name(y))
    equation = join(name(y), " = ", f, bracketed(name(x)))
    fields = {"f": join(f, bracketed(name(x)), " = ", math_of(c.expressions[0])), "x": name(x), "y": name(y)}
    fields |= {"condition": join(slope, NOT_ZERO), "equation": equation}
    right = Math(rf"\frac{{1}}{{{slope.latex}}}" if "frac" not in slope.latex else rf"1 / {slope.latex}", f"1/{_tight(slope)}")
    return Told(fields, (Line(of_inverse, right),), (slope,), tuple(_inverse(c, f)))


def _tight(slope: Math) -> str:
    return f"({slope.text})" if "/" in slope.text else slope.text


def _inverse_slope(f: str, inside: Math) -> Math:
    return primed(Math("(f^{-1})".replace("f", f, 1), f"({f}⁻¹)"), inside)


def _inverse(c: Consequence, f: str) -> Iterator[Block]:
    language, (x, y) = current_style().language, c.variables
    main, *others = c.conclusions
    yield concluded(main, _inverse_slope(f, name(y)))
    branches = [parts[x] for key, parts in c.given.items() if key.startswith("inverse")]
    for branch, conclusion in zip(branches, c.all("in y"), strict=True):
        yield Prose(say(language, "in the inverse", branch=join(name(x), " = ", math_of(branch)), y=name(y)))
        yield concluded(conclusion, _inverse_slope(f, name(y)))
    if not branches:
        yield Prose(say(language, "no inverse", x=name(x)))
    yield from _inverse_value(c, f, others)


def _inverse_value(c: Consequence, f: str, conclusions: list[Conclusion]) -> Iterator[Block]:
    for conclusion in conclusions:
        if conclusion.key == "value":
            image = coordinates(c.given["image"])
            here = Line(join(f, bracketed(coordinates(c.given["point"]))), image)
            yield Formula((here,))
            yield concluded(conclusion, _inverse_slope(f, image))
