"""How critical points with whole coordinates are found by hand: equations in factors, one put into the other, and the test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from symdescent.exercises.draws import joined, monomial, power, signed, total
from symdescent.exercises.quadratics import Rows
from symdescent.exercises.theory import told, value
from symdescent.exercises.written import Written
from symdescent.lesson.document import Block, Formula, Line, Math, Parts, Prose, Table
from symdescent.lesson.formula import join, listed, math_of, matrix, name, number, point
from symdescent.lesson.language import say, word
from symdescent.lesson.signs import primed
from symdescent.lesson.symbols import partial_symbol
from symdescent.notation.style import current_style
from symdescent.notation.tree import Expression, Negation, Product, Symbol, names, rational

NODES = range(7)  # a polynomial of degree 6 is known from its values there
Coefficients = tuple[Fraction, ...]  # from the constant on


class Point(NamedTuple):
    """A critical point with the Hessian there and what it is."""

    at: tuple[int, ...]
    hessian: Rows
    kind: str

    @property
    def determinant(self) -> Fraction:
        """Of the Hessian in two variables."""
        (a, b), (c, d) = self.hessian
        return a * d - b * c


class Solved(NamedTuple):
    """A variable as a polynomial in the other one by an equation, and the other equation with that put in."""

    equation: int
    variable: int
    side: Coefficients
    left: Coefficients


def polynomial(at: Callable[[int], Fraction]) -> Coefficients:
    """The polynomial with these values at 0, 1, 2, …, by divided differences."""
    rows, found, product = list(map(at, NODES)), [Fraction(0)] * len(NODES), [Fraction(1)]
    for place in NODES:
        for k, by in enumerate(product):
            found[k] += rows[0] * by
        rows = [(b - a) / (place + 1) for a, b in pairwise(rows)]
        product = [a - place * b for a, b in zip([Fraction(0), *product], [*product, Fraction(0)], strict=True)]
    while len(found) > 1 and not found[-1]:
        found.pop()
    return tuple(found)


def solved(problem: Written) -> Solved | None:
    """The shortest way to one equation in one variable; None where every equation holds its own variable only."""
    if all(names(partial) <= {x} for partial, x in zip(problem.partials, problem.variables, strict=True)):
        return None
    ways = [(i, j, rational(problem.second[i][j])) for i in (0, 1) for j in (0, 1)]
    return min((_by(problem, i, j, slope) for i, j, slope in ways if slope), key=lambda way: len(way.side))


def _by(problem: Written, i: int, j: int, slope: Fraction) -> Solved:
    """The equation i solved for the variable j, in which it is linear."""

    def at(k: int, x: Fraction | int, y: Fraction | int) -> Fraction:
        place = dict(zip(problem.variables, (x, y) if j else (y, x), strict=True))
        return value(problem.partials[k], place)

    side = polynomial(lambda x: -at(i, x, 0) / slope)
    return Solved(i, j, side, polynomial(lambda x: at(1 - i, x, evaluated(side, x))))


def evaluated(formula: Coefficients, x: int) -> Fraction:
    """The value of a polynomial."""
    return sum((by * x**n for n, by in enumerate(formula)), Fraction(0))


def written(formula: Coefficients, x: str) -> Expression:
    """A polynomial, highest power first."""
    terms = [_term(by, x, n) for n, by in reversed(list(enumerate(formula))) if by]
    return total(terms) if terms else signed(0)


def _term(by: Fraction, x: str, n: int) -> Expression:
    if by.denominator == 1:
        return monomial(int(by), Symbol(x), n)
    shown = Product((signed(abs(by)), power(Symbol(x), n))) if n else signed(abs(by))
    return Negation(shown) if by < 0 else shown


def leftover(formula: Coefficients, roots: Iterable[int]) -> Coefficients:
    """The factor that is left beside those with these roots, 1 before its highest power."""
    rest = [by / formula[-1] for by in formula]
    for root in roots:
        rest = _divided(rest, root)
    return tuple(rest)


def in_factors(formula: Coefficients, x: str, roots: Sequence[int]) -> Expression:
    """A polynomial with these roots as a product; what is left has none."""
    lead, left = formula[-1], leftover(formula, roots)
    factors = [total([Symbol(x), signed(-root)]) if root else Symbol(x) for root in roots]
    parts = [*sorted(factors, key=lambda factor: not isinstance(factor, Symbol)), *([written(left, x)] if len(left) > 1 else [])]
    product = joined(*([] if abs(lead) == 1 else [signed(abs(lead))]), *parts)
    shown = product.factors[0] if len(product.factors) == 1 else product  # type: ignore[attr-defined]
    return Negation(shown) if lead < 0 else shown


def _divided(formula: Sequence[Fraction], root: int) -> list[Fraction]:
    """By x - root, from the highest power down."""
    found = [formula[-1]]
    for by in formula[-2:0:-1]:
        found.append(by + root * found[-1])
    return found[::-1]


def zero_lines(problem: Written, points: Sequence[Point]) -> Iterator[tuple[Math, Expression]]:
    """Every equation whose zeros are looked for, in factors: what stands left of the sign, and the product."""
    found = solved(problem) if len(problem.variables) > 1 else None
    if found is None:
        for k, (partial, x) in enumerate(zip(problem.derive(check="quick").partials, problem.variables, strict=True)):
            own = polynomial(lambda n, k=k, x=x: value(problem.partials[k], {**dict.fromkeys(problem.variables, 0), x: n}))  # type: ignore[misc]
            yield partial_symbol(problem.derive(check="quick"), partial), in_factors(own, x, sorted({p.at[k] for p in points}))
        return
    x = problem.variables[1 - found.variable]
    yield Math("0", "0"), in_factors(found.left, x, sorted({p.at[1 - found.variable] for p in points}))


def told_lines(problem: Written, points: Sequence[Point]) -> Iterator[Block]:
    """The equations solved by hand, and the test of every point."""
    lines = list(zero_lines(problem, points))
    found = solved(problem) if len(problem.variables) > 1 else None
    if found is not None:
        x, y = problem.variables[1 - found.variable], problem.variables[found.variable]
        derivation = problem.derive(check="quick")
        symbols = [partial_symbol(derivation, partial) for partial in derivation.partials]
        side = join(name(y), " = ", math_of(written(found.side, x)))
        yield told(
            "critical put in", first=join(symbols[found.equation], " = 0"), side=side, second=join(symbols[1 - found.equation], " = 0")
        )
    else:
        yield told("critical in factors" if len(problem.variables) > 1 else "critical in factors one")
    yield Formula(tuple(Line(left, math_of(product)) for left, product in lines))
    if found is not None:
        rest = leftover(found.left, sorted({p.at[1 - found.variable] for p in points}))
        yield from [told("critical no zero", factor=math_of(written(rest, x)))] if len(rest) > 1 else []
    key = "critical product one" if len(problem.variables) == 1 else "critical product" if found is None else "critical product put in"
    yield told(key, points=listed(_place(p) for p in points))
    yield from _test(problem, points)


def _place(p: Point) -> Math:
    return point(map(number, p.at))


def _test(problem: Written, points: Sequence[Point]) -> Iterator[Block]:
    """The second derivative or the Hessian, and its sign at every point."""
    language, several = current_style().language, len(problem.variables) > 1
    second = problem.second
    if several:
        yield Formula((Line(Math(r"\nabla^{2} f", "∇²f"), matrix([list(map(math_of, row)) for row in second])),))
    else:
        yield Formula((Line(primed(Math("f", "f"), name(problem.variables[0]), 2), math_of(second[0][0])),))
    yield Prose(say(language, "critical by determinant" if several else "critical by sign"))
    head: list[Parts] = [(word(language, "critical point"),), (_head(several),)]
    head += [(Math(r"\det", "det"),)] if several else []
    rows = tuple(tuple(_row(p, several, language)) for p in points)
    yield Table((*head, (word(language, "critical kind"),)), rows, (), "l" + "r" * (1 + several) + "l")


def _head(several: bool) -> Math:
    return Math(r"\nabla^{2} f", "∇²f") if several else Math("f''", "f″")


def _row(p: Point, several: bool, language: str) -> Iterator[Parts]:
    yield (_place(p),)
    yield (matrix([list(map(number, row)) for row in p.hessian]) if several else number(p.hessian[0][0]),)
    if several:
        yield (number(p.determinant),)
    yield (word(language, f"kind {p.kind}"),)
