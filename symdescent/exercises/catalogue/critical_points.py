"""Critical points and their kinds; the points are drawn first, and the function is put together from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import product
from random import Random
from typing import Any

from symdescent.exercises import answers
from symdescent.exercises.answers import Answer
from symdescent.exercises.canonical import canonical
from symdescent.exercises.critical_lines import Point, told_lines, zero_lines
from symdescent.exercises.draws import signed, total, whole
from symdescent.exercises.given import asked, function
from symdescent.exercises.quadratics import LETTERS, digits
from symdescent.exercises.theory import agreed, cuts, hint, size, slope_lines, slopes, told, value
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.exercises.written import Written
from symdescent.lesson.document import Block
from symdescent.lesson.hints import Hint
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Expression, Negation, Power, Product, Symbol, children, names, rational, walk
from symdescent.notation.tree import number as positive

REACH = 7  # the coordinates of all points are whole numbers up to that size
Terms = dict[tuple[int, int], int]  # coefficients by the exponents of both variables
Place = tuple[int, ...]


def _square(random: Random) -> Terms:
    by, at = whole(random, -4, 4), whole(random, -5, 5)
    return {(2, 0): by, (1, 0): -2 * by * at}


def _cubic(random: Random) -> Terms:
    """The integral of k(x - a)(x - b)."""
    a, b = random.sample(range(-4, 5), 2)
    k = random.choice((-6, 6) if (a + b) % 2 else (-6, -3, 3, 6))
    return {(3, 0): k // 3, (2, 0): -k * (a + b) // 2, (1, 0): k * a * b}


def _quartic(random: Random) -> Terms:
    """The integral of k(x - a)(x - b)(x - c), the roots at equal distances."""
    middle, step = whole(random, -2, 2, without=()), whole(random, 1, 3)
    a, b, c = middle - step, middle, middle + step
    first, second, third = a + b + c, a * b + b * c + c * a, a * b * c
    k = random.choice((-4, 4) if second % 2 == 0 else (-8, 8))
    return {(4, 0): k // 4, (3, 0): -k * first // 3, (2, 0): k * second // 2, (1, 0): -k * third}


def _other(terms: Terms) -> Terms:
    return {(j, i): by for (i, j), by in terms.items()}


def _added(*parts: Terms) -> Terms:
    found: Terms = {}
    for part in parts:
        for exponents, by in part.items():
            found[exponents] = found.get(exponents, 0) + by
    return found


def _valley(random: Random) -> Terms:
    """c(y - p x - q)², which is 0 along a line."""
    by, slope, at = random.choice((-2, -1, 1, 2)), random.choice((-1, 1)), whole(random, -2, 2, without=())
    return {(0, 2): by, (1, 1): -2 * by * slope, (2, 0): by * slope**2, (0, 1): -2 * by * at, (1, 0): 2 * by * slope * at}


def _leaf(random: Random) -> Terms:
    """a(x³ + y³) - 3 a m x y."""
    by, at = whole(random, -3, 3), whole(random, -4, 4)
    return {(3, 0): by, (0, 3): by, (1, 1): -3 * by * at}


Shape = Callable[[Random], Terms]
SHAPES: Mapping[int, tuple[Shape, ...]] = {
    1: (_square,),
    2: (_cubic, _cubic, lambda r: _added(_square(r), _other(_square(r)))),
    3: (_quartic, lambda r: _added(_square(r), _other(_cubic(r))), lambda r: _added(_square(r), _valley(r))),
    4: (lambda r: _added(_cubic(r), _other(_cubic(r))), lambda r: _added(_cubic(r), _valley(r)), _leaf),
    5: (lambda r: _added(_quartic(r), _valley(r)), lambda r: _added(_cubic(r), _other(_quartic(r)))),
}


def _draw(random: Random, level: int) -> dict[str, Any]:
    terms = random.choice(SHAPES[level])(random)
    constant = whole(random, -9, 9, without=())
    count = 2 if any(j for (_, j), by in terms.items() if by) else 1
    return {"function": to_sympy_text(_expression(terms, random.choice(LETTERS[count]), constant))}


def _expression(terms: Terms, letters: str, constant: int) -> Expression:
    order = sorted((exponents for exponents, by in terms.items() if by), key=lambda e: (-sum(e), -e[0]))
    written = [_monomial(terms[exponents], exponents, letters) for exponents in order]
    return total([*written, *([signed(constant)] if constant else [])])


def _monomial(by: int, exponents: Place, letters: str) -> Expression:
    powers = [_power(Symbol(x), n) for x, n in zip(letters, exponents, strict=False) if n]
    factors = [*([positive(abs(by))] if abs(by) > 1 else []), *powers]
    whole_term = factors[0] if len(factors) == 1 else Product(tuple(factors))
    return Negation(whole_term) if by < 0 else whole_term


def _power(x: Symbol, exponent: int) -> Expression:
    return x if exponent == 1 else Power(x, positive(exponent))


@lru_cache(maxsize=64)
def found_in(text: str) -> tuple[Point, ...]:
    """The critical points with whole coordinates; that there are no others the certificate says."""
    problem = _problem(text)
    second = [entry for row in problem.second for entry in row]
    places = product(range(-REACH, REACH + 1), repeat=len(problem.variables))
    still = (at for at in places if not any(value(slope, _named(problem, at)) for slope in problem.partials[::-1]))
    return tuple(_classified(at, [value(entry, _named(problem, at)) for entry in second]) for at in still)


def _problem(text: str) -> Written:
    from symdescent.exercises.given import read

    expression = read(text)
    return Written(expression, tuple(sorted(names(expression))))


def _named(problem: Written, at: Place) -> dict[str, int]:
    return dict(zip(problem.variables, at, strict=True))


def _classified(at: Place, entries: list[Fraction]) -> Point:
    if len(at) == 1:
        return Point(at, ((entries[0],),), "minimum" if entries[0] > 0 else "maximum")
    a, b, _, d = entries
    determinant = a * d - b * b
    kind = "saddle" if determinant < 0 else "minimum" if a > 0 else "maximum"
    return Point(at, ((a, b), (b, d)), kind)


def _answer(variables: tuple[str, ...], points: list[tuple[Place, str]]) -> Answer:
    return answers.points_of((dict(zip(variables, at, strict=True)), kind) for at, kind in sorted(points))


def _work(given: Given) -> Work:
    problem, points = _problem(given["function"]), found_in(given["function"])
    values = [value(problem.expression, _named(problem, point.at)) for point in points]
    entries = [entry for point in points for row in point.hessian for entry in row]
    determinants = [point.determinant for point in points if len(point.at) > 1]
    return Work(
        answer=_answer(problem.variables, [(point.at, point.kind) for point in points]),
        size=size(_steps(problem, points), digits(*values, *entries, *determinants, *_coefficients(problem), *_factors(problem, points))),
        solution=lambda: tuple(_solution(problem, points)),
        checks=lambda: _checks(problem, points),
        hints=lambda: tuple(_hints(problem)),
        wrong=lambda: _wrong(problem.variables, points),
    )


def _coefficients(problem: Written) -> tuple[Fraction, ...]:
    found = (rational(node) for part in (problem.expression, *problem.partials) for node in walk(part) if not children(node))
    return tuple(size for size in found if size is not None)


def _factors(problem: Written, points: tuple[Point, ...]) -> tuple[Fraction, ...]:
    """The numbers of the equations in factors."""
    return tuple(by for _, e in zero_lines(problem, points) for node in walk(e) if (by := rational(node)) is not None)


def _steps(problem: Written, points: tuple[Point, ...]) -> int:
    """A point each, what a second variable adds and what a mixed term adds, and how high the degree is."""
    degree = max((int(rational(node.exponent) or 0) for node in walk(problem.expression) if isinstance(node, Power)), default=1)
    count = len(problem.variables)
    mixed = any(isinstance(node, Product) and len(names(node)) > 1 for node in walk(problem.expression))
    return len(points) + 2 * (count - 1) + degree - 2 + 2 * mixed


def _found(problem: Written) -> Any:
    from symdescent.analysis.critical.find import critical_points
    from symdescent.problem import Problem

    return critical_points(Problem(problem.expression, problem.variables))


def _solution(problem: Written, points: tuple[Point, ...]) -> Iterator[Block]:
    yield slope_lines(slopes(problem.expression, problem.variables))
    yield from told_lines(problem, points)


def _checks(problem: Written, points: tuple[Point, ...]) -> dict[str, Any]:
    found = _found(problem)
    mine = sorted((tuple(map(str, point.at)), point.kind) for point in points)
    agreed("The set of critical points", mine, sorted((tuple(str(p.at[x]) for x in problem.variables), p.kind) for p in found))
    agreed("Whether these are all", True, found.complete)
    return {"answer checked": "critical points by exact solution", "complete": True}


def _hints(problem: Written) -> Iterator[Hint]:
    several = len(problem.variables) > 1
    yield hint("critical gradient" if several else "critical slope")
    yield hint("critical equations" if several else "critical factor")
    yield hint("critical test" if several else "critical second")


TURNED = {"minimum": "maximum", "maximum": "minimum", "saddle": "saddle"}


def _wrong(variables: tuple[str, ...], points: tuple[Point, ...]) -> Iterator[Wrong]:
    several = len(variables) > 1
    ways: dict[str, list[tuple[Place, str]]] = {
        "determinant test read the wrong way": [(p.at, _misread(p)) for p in points] if several else [],
        "minimum and maximum swapped": [(p.at, TURNED[p.kind]) for p in points],
        "exponent not brought down": [(tuple(2 * x for x in p.at), p.kind) for p in points] if len(points) == 1 and not several else [],
        "one second derivative alone": [(p.at, "minimum" if p.hessian[0][0] > 0 else "maximum") for p in points],
        "a point lost": [(p.at, p.kind) for p in points[1:]],
        "signs of the roots": [(tuple(-x for x in p.at), p.kind) for p in points],
        "coordinates in the wrong order": [(p.at[::-1], p.kind) for p in points],
        "every point a minimum": [(p.at, "minimum") for p in points],
        "every point a saddle": [(p.at, "saddle") for p in points] if several else [],
        "the other point lost": [(p.at, p.kind) for p in points[:-1]],
    }
    for rule, found in ways.items():
        if found:
            yield Wrong(rule, _answer(variables, found))
    if several:
        other = [(p.at, "minimum" if p.hessian[1][1] > 0 else "maximum") for p in points]
        yield Wrong("one second derivative alone", _answer(variables, other))


def _misread(point: Point) -> str:
    """A saddle where the determinant is positive, an extremum where it is negative."""
    return ("minimum" if point.hessian[0][0] >= 0 else "maximum") if point.kind == "saddle" else "saddle"


def _question(given: Given) -> tuple[Block, ...]:
    problem = _problem(given["function"])
    key = "ask critical-points" if len(problem.variables) > 1 else "ask critical-points one"
    return (*asked(key, function(given), problem.variables), told("ask critical-points form"))


TOPIC = Topic("critical-points", _draw, _work, _question, lambda given: canonical(function(given)), cuts(1, 3, 5, 7), digits=3)
