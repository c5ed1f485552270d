"""Quadratics of which the minimum and the eigenvalues of the Hessian were drawn first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import isqrt, prod
from random import Random
from typing import Any, NamedTuple

from symdescent.exercises.answers import written
from symdescent.exercises.draws import monomial, signed, times, total, whole
from symdescent.exercises.given import function
from symdescent.exercises.pointed import confirm_slope
from symdescent.exercises.theory import agreed, value
from symdescent.exercises.topic import Given
from symdescent.exercises.written import Written
from symdescent.lesson.document import Block, Formula, Line, Math
from symdescent.lesson.formula import join, listed, math_of, matrix, name, number
from symdescent.lesson.letters import put_in
from symdescent.lesson.signs import primed
from symdescent.notation.tree import ONE, Expression, Product, Symbol, names, rational

Row = tuple[Fraction, ...]
Rows = tuple[Row, ...]
LETTERS = {1: ("x", "x", "t", "w"), 2: ("xy", "xy", "st"), 3: ("xyz", "xyz", "rst")}


def line(random: Random) -> Rows:
    """a x²."""
    return ((Fraction(2 * whole(random, 1, 12)),),)


def half(random: Random) -> Rows:
    """a x²/2, a odd."""
    return ((Fraction(2 * whole(random, 1, 10) - 1),),)


def apart(random: Random, count: int = 2) -> Rows:
    """a x² + b y², curved differently."""
    found = random.sample(range(1, 11), count)
    return tuple(tuple(Fraction(2 * a if i == j else 0) for j in range(count)) for i, a in enumerate(found))


def joint(random: Random) -> Rows:
    """Both variables alike, with a mixed term: eigenvectors (1, 1) and (1, -1)."""
    p = 2 * whole(random, 1, 7)
    q = whole(random, 1 - p, p - 1)
    return (Fraction(p), Fraction(q)), (Fraction(q), Fraction(p))


def turned(random: Random) -> Rows:
    """Eigenvectors (2, 1) and (-1, 2), in this order or the other, with eigenvalues that differ by a multiple of 5."""
    low, apart_by = whole(random, 1, 6), whole(random, 1, 3)
    a, b, c = low + apart_by, 2 * apart_by * random.choice((-1, 1)), low + 4 * apart_by
    a, c = random.choice(((a, c), (c, a)))
    return (Fraction(a), Fraction(b)), (Fraction(b), Fraction(c))


def made(rows: Rows, centre: Mapping[str, int], constant: int) -> Expression:
    """½(x - c)ᵀH(x - c) multiplied out, without what it adds to the constant."""
    variables = [Symbol(x) for x in centre]
    squares = [_term(rows[i][i] / 2, x, 2) for i, x in enumerate(variables)]
    pairs = [(i, j) for i in range(len(rows)) for j in range(i) if rows[i][j]]
    mixed = [times(int(rows[i][j]), Product((variables[j], variables[i]))) for i, j in pairs]
    slopes = [-sum(by * at for by, at in zip(row, centre.values(), strict=True)) for row in rows]
    linear = [monomial(int(by), x, 1) for by, x in zip(slopes, variables, strict=True) if by]
    return total([*squares, *mixed, *linear, *([signed(constant)] if constant else [])])


def _term(by: Fraction, x: Symbol, exponent: int) -> Expression:
    if by.denominator == 1:
        return monomial(int(by), x, exponent)
    return Product((signed(by), monomial(1, x, exponent)))


class Known(NamedTuple):
    """What is known of a quadratic that is given: its Hessian, the Hessian's eigenvalues from the least on, its minimum.

    Of another function it is known at a minimum: ``is_local``.
    """

    problem: Written
    rows: Rows
    values: Row
    centre: dict[str, Fraction]
    is_local: bool = False

    @property
    def is_mixed(self) -> bool:
        """Whether there is a mixed term."""
        return any(by for i, row in enumerate(self.rows) for by in row[:i])

    @property
    def steps(self) -> int:
        """How many steps it takes to know the eigenvalues and the minimum."""
        count = len(self.rows)
        return (
            count
            + any(self.centre.values())
            + 2 * self.is_local
            + 3 * self.is_mixed
            + 2 * (self.is_mixed and self.rows[0][0] != self.rows[1][1])
        )


def known(given: Given) -> Known:
    """The quadratic that is given, in the variables of its start where there is one; another function at its ``point``."""
    expression = function(given)
    if "point" in given:
        return _at_minimum(expression, {x: Fraction(at) for x, at in given["point"].items()})
    variables = tuple(given["start"]) if "start" in given else tuple(sorted(names(expression)))
    problem = Written(expression, variables)
    rows = tuple(tuple(rational(entry) or Fraction(0) for entry in row) for row in problem.second)
    slopes = [value(partial, dict.fromkeys(variables, 0)) for partial in problem.partials]
    centre = dict(zip(variables, _solved(rows, slopes), strict=True))
    return Known(problem, rows, _eigenvalues(rows), centre)


def _at_minimum(expression: Expression, point: dict[str, Fraction]) -> Known:
    problem = Written(expression, tuple(point))
    bend = value(problem.second[0][0], point)
    return Known(problem, ((bend,),), (bend,), point, True)


def bend_at_origin(found: Known) -> Fraction:
    """The first variable's second derivative at 0."""
    return value(found.problem.second[0][0], dict.fromkeys(found.centre, 0))


def confirmed_at_minimum(found: Known) -> dict[str, Any]:
    """The slope is 0 at the minimum, and its own slope there, by difference quotients, is the second derivative."""
    (partial,), ((x, at),) = found.problem.partials, found.centre.items()
    agreed("The slope at the minimum", Fraction(0), value(partial, found.centre))
    confirm_slope(partial, {x: written(at)}, {x: ONE}, written(found.values[0]))
    return {"answer checked": "difference quotients"}


def _solved(rows: Rows, slopes: list[Fraction]) -> list[Fraction]:
    """Where Hx + slopes is 0, by elimination; H is positive definite."""
    lines = [[*row, -slope] for row, slope in zip(rows, slopes, strict=True)]
    for k, pivot in enumerate(lines):
        pivot[:] = [entry / pivot[k] for entry in pivot]
        for other in lines[:k] + lines[k + 1 :]:
            other[:] = [a - other[k] * b for a, b in zip(other, pivot, strict=True)]
    return [line[-1] for line in lines]


def _eigenvalues(rows: Rows) -> Row:
    """Those of a diagonal matrix, or of 2 by 2 with a rational root."""
    if not any(by for i, row in enumerate(rows) for by in row[:i]):
        return tuple(sorted(rows[i][i] for i in range(len(rows))))
    (a, b), (_, d) = rows
    inside = (a - d) ** 2 + 4 * b * b
    root = Fraction(isqrt(inside.numerator * inside.denominator), inside.denominator)
    return (a + d - root) / 2, (a + d + root) / 2


def hessian_lines(found: Known) -> Iterator[Block]:
    """The second derivatives, and the eigenvalues of their matrix."""
    if len(found.rows) == 1:
        second = primed(Math("f", "f"), name(found.problem.variables[0]), 2)
        yield Formula((Line(second, math_of(found.problem.second[0][0])), *(_bend_lines(found) if found.is_local else ())))
        return
    shown = matrix(list(map(math_of, row)) for row in found.problem.second)
    yield Formula((Line(Math(r"\nabla^{2} f", "∇²f"), shown),))
    if found.is_mixed:
        yield Formula((Line(_characteristic(found.rows), Math("0", "0")),))
    yield Formula((Line(Math(r"\lambda", "λ"), listed(map(number, found.values))),))


def _bend_lines(found: Known) -> Iterator[Line]:
    """f″(2) = 12·2² - 6 = 42."""
    (at,) = map(number, found.centre.values())
    formula = found.problem.second[0][0]
    yield Line(primed(Math("f", "f"), at, 2), put_in(formula, {found.problem.variables[0]: at}, numbers=True))
    yield Line(None, number(found.values[0]))


def _characteristic(rows: Rows) -> Math:
    (a, b), (_, d) = rows
    trace, determinant = number(a + d), number(a * d - b * b)
    return join(Math(r"\lambda^{2} - ", "λ² - "), trace, Math(r"\lambda + ", "λ + "), determinant)


def digits(*values: Fraction) -> int:
    """The most digits above or below a line; of no number at all, as in e^x, 1."""
    return max((len(str(abs(part))) for value in values for part in (value.numerator, value.denominator)), default=1)


Shape = Callable[[Random], Rows]


def drawn(random: Random, shape: Shape, *, shifted: bool, largest: int = 9) -> tuple[Expression, Rows, dict[str, int]]:
    """A quadratic of that shape, its Hessian, and its minimum: at the origin unless it is shifted; ``largest`` bounds its constant."""
    rows = shape(random)
    variables = random.choice(LETTERS[len(rows)])
    centre = {x: whole(random, -4, 4) if shifted else 0 for x in variables}
    return made(rows, centre, whole(random, -largest, largest, without=())), rows, centre


class Local(NamedTuple):
    """A function of one variable that is no quadratic, and one of its minima."""

    expression: Expression
    point: dict[str, int]


def local(random: Random) -> Local | None:
    """The integral of k (x - a)(x - b), or of k (x - a)(x - b)(x - c) with c half-way; None where a coefficient is no whole number."""
    middle, step, k = whole(random, -2, 2, without=()), whole(random, 1, 3), random.choice((-6, -4, -3, -2, 2, 3, 4, 6))
    roots = random.choice(([middle - step, middle + step], [middle - step, middle, middle + step]))
    slope = [k]
    for root in roots:
        slope = [a - root * b for a, b in zip([*slope, 0], [0, *slope], strict=True)]
    terms = [Fraction(by, len(slope) - place) for place, by in enumerate(slope)]
    if any(by.denominator > 1 for by in terms):
        return None
    name = random.choice(LETTERS[1])
    shown = [monomial(int(by), Symbol(name), len(slope) - place) for place, by in enumerate(terms) if by]
    constant = whole(random, -9, 9, without=())
    bends = {root: k * prod(root - other for other in roots if other != root) for root in roots}
    at = random.choice([root for root, bend in bends.items() if bend > 0])
    return Local(total([*shown, *([signed(constant)] if constant else [])]), {name: at})
