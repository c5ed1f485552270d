"""What gradient descent with a learning rate does on a quadratic or near a minimum, and which of several rates is the best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any

from symdescent.exercises import answers, quadratics
from symdescent.exercises.canonical import canonical
from symdescent.exercises.draws import whole
from symdescent.exercises.functions import texts
from symdescent.exercises.given import asked, function, located, place
from symdescent.exercises.quadratics import Known, Shape, digits, drawn, known
from symdescent.exercises.theory import agreed, choices, cuts, hint, size, slope_lines, slopes, told
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.lesson.document import Block, Formula, Line, Math
from symdescent.lesson.formula import factor, join, listed, math_of, number, rate_letter
from symdescent.lesson.hints import Hint
from symdescent.notation.parser import parse_number
from symdescent.notation.sympy_text import to_sympy_text

Factors = tuple[Fraction, ...]
ONE_WAY = ("one side", "one step", "alternating", "cycle", "diverging")
SEVERAL_WAYS = tuple(f"{way} somewhere" if way != "one side" else way + " everywhere" for way in ONE_WAY if way != "one step")
FACTORS = ("1/2", "1/4", "3/4", "1/5", "3/5", "0", "0", "-1/2", "-1/4", "-3/4", "-3/5", "-1", "-1", "-3/2", "-2", "-5/4", "-9/5")
SHAPES: Mapping[int, tuple[tuple[Shape, bool], ...]] = {
    1: ((quadratics.line, False),),
    2: ((quadratics.line, True),),
    3: ((quadratics.line, True), (quadratics.apart, False)),
    4: ((quadratics.apart, True),),
    5: ((quadratics.joint, False), (quadratics.turned, False), (quadratics.joint, True)),
}
NEAR = {3: 0.25}  # how often a start near a minimum of another function is asked about
FACTORS_NEAR = ("1/2", "1/4", "3/4", "1/5", "3/5", "-1/2", "-1/4", "-3/4", "-3/5")  # of these it is known what the iterates do
LONGEST_RATE = 3  # digits


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    """What the steepest direction's error is multiplied with is drawn first; of several rates one for each of several factors."""
    if level in NEAR and random.random() < NEAR[level]:
        return _near(random)
    shape, shifted = random.choice(SHAPES[level])
    expression, rows, centre = drawn(random, shape, shifted=shifted)
    start = {x: at + whole(random, -5, 5) for x, at in centre.items()}
    given = {"function": to_sympy_text(expression), "start": texts(start)}
    largest = known(given).values[-1]
    compared = (level == 3 and len(rows) == 1) or (level == 5 and random.random() < 1 / 3)
    wanted = random.sample(sorted({*FACTORS}), 4) if compared else [random.choice(FACTORS[:-6] if len(rows) == 3 else FACTORS)]
    rates = [(1 - Fraction(q)) / largest for q in wanted]
    if max(map(digits, rates)) > LONGEST_RATE:
        return None
    return {**given, "rates": sorted(map(str, rates), key=Fraction)} if compared else {**given, "rate": str(rates[0])}


def _near(random: Random) -> dict[str, Any] | None:
    found = quadratics.local(random)
    if found is None:
        return None
    given = {"function": to_sympy_text(found.expression), "point": texts(found.point)}
    rate = (1 - Fraction(random.choice(FACTORS_NEAR))) / known(given).values[-1]
    return {**given, "rate": str(rate)} if digits(rate) <= LONGEST_RATE else None


def _factors(found: Known, rate: Fraction) -> Factors:
    return tuple(1 - rate * value for value in found.values)


def _way(factors: Factors) -> str:
    """What errors do that are multiplied with these at every step."""
    size = max(map(abs, factors))
    if size >= 1:
        return "diverging" if size > 1 else "cycle"
    if len(factors) == 1 and not factors[0]:
        return "one step"
    return "alternating" if min(factors) < 0 else "one side"


def _named(way: str, count: int) -> str:
    if count == 1 or way == "one step":
        return way
    return f"{way} everywhere" if way == "one side" else f"{way} somewhere"


def _is_general(found: Known, start: Mapping[str, Fraction]) -> bool:
    """Whether the error has a part along every eigenvector."""
    error = [start[x] - found.centre[x] for x in start]
    if len(error) == 1 or not found.is_mixed:
        return all(error)
    (a, b), (_, d) = found.rows
    turned = [((a - value) * error[0] + b * error[1], b * error[0] + (d - value) * error[1]) for value in found.values]
    return all(any(part) for part in turned)


def _work(given: Given) -> Work:
    return _compared(given) if "rates" in given else _classified(given)


def _start(given: Given) -> dict[str, Fraction]:
    return {x: Fraction(value) for x, value in given["start"].items()}


def _classified(given: Given) -> Work:
    found, rate = known(given), Fraction(given["rate"])
    factors = _factors(found, rate)
    is_plain = found.is_local or _is_general(found, _start(given))
    long = 0 if is_plain else 99  # a start without a part of the error is no question
    return Work(
        answer=answers.choice(_named(_way(factors), len(factors))),
        size=size(_steps(found), max(long, digits(rate, *factors, *found.values))),
        solution=lambda: tuple(_solution(found, [rate])),
        checks=lambda: _checks(found, rate, given),
        hints=lambda: tuple(_hints(found)),
        wrong=lambda: _wrong_ways(found, rate),
    )


def _steps(found: Known, compared: bool = False) -> int:
    return found.steps + 2 * (compared or len(found.rows) > 1)


def _compared(given: Given) -> Work:
    found, rates = known(given), [Fraction(rate) for rate in given["rates"]]
    sizes = {rate: max(map(abs, _factors(found, rate))) for rate in rates}
    best = min(rates, key=sizes.__getitem__)
    first, second = sorted(sizes.values())[:2]
    tie = 99 if first == second else 0
    return Work(
        answer=answers.number(best),
        size=size(_steps(found, True), max(tie, digits(*rates, *found.values, *sizes.values()))),
        solution=lambda: tuple(_solution(found, rates)),
        checks=lambda: _checks(found, best, given),
        hints=lambda: (*_hints(found), hint("rate fastest")),
        wrong=lambda: _wrong_rates(found, rates, sizes),
    )


def _rate(found: Known) -> Math:
    return rate_letter(found.problem.variables)


def _solution(found: Known, rates: list[Fraction]) -> Iterator[Block]:
    yield slope_lines(slopes(found.problem.expression, found.problem.variables))
    yield from quadratics.hessian_lines(found)
    kind = " local" if found.is_local else " one" if len(found.rows) == 1 else ""
    yield told(f"rate factor{kind}", rate=_rate(found))
    yield Formula(tuple(_factor_line(found, rate, value) for rate in rates for value in found.values))
    if len(rates) > 1:
        yield told("rate smallest")
        return
    yield told(f"rate so {_named(_way(_factors(found, rates[0])), len(found.rows))}")


def _factor_line(found: Known, rate: Fraction, value: Fraction) -> Line:
    product = join("1 - ", number(rate), Math(r" \cdot ", "·"), factor(number(value)))
    return Line(product, number(1 - rate * value))


def _hints(found: Known) -> Iterator[Hint]:
    yield hint("safe error", rate=_rate(found))
    yield hint("safe curvature local" if found.is_local else "safe curvature one" if len(found.rows) == 1 else "safe curvature")
    yield hint("rate sign")


def _checks(found: Known, rate: Fraction, given: Given) -> dict[str, Any]:
    """Whether the rate is safe, by the constants of the function; near a minimum, its second derivative by difference quotients."""
    from symdescent.analysis.rates.safe import safe_rates

    if found.is_local:
        return quadratics.confirmed_at_minimum(found)
    edge = getattr(safe_rates(found.problem), "edge", None)
    way, fraction = _way(_factors(found, rate)), Fraction(str(edge))
    agreed("Whether the rate is safe", way not in ("cycle", "diverging"), rate < fraction)
    agreed("Whether the rate is the edge", way == "cycle", rate == fraction)
    return {"answer checked": "safe rates by the constants of the function"}


def _wrong_ways(found: Known, rate: Fraction) -> Iterator[Wrong]:
    factors = _factors(found, rate)
    steepest, mildest = min(factors), max(factors)
    slow = tuple(1 - rate * value / 2 for value in found.values)
    ways: dict[str, str] = {
        "second derivative at the origin": _way_at_origin(found, rate),
        "coefficient for the second derivative": _way(factors if found.is_local else slow),
        "least eigenvalue alone": _way((mildest, mildest)),
        "1/L for 2/L": "diverging" if steepest < 0 else _way(factors),
        "sign of the factor not looked at": "one side" if max(map(abs, factors)) < 1 else "diverging",
        "size of the factor not looked at": "alternating" if steepest < 0 else "one side",
        "edge taken for safe": "alternating" if steepest == -1 else _way(factors),
        "edge taken for diverging": "diverging" if steepest == -1 else _way(factors),
        "plus instead of minus": "diverging",
        "every rate thought small enough": "one side",
        "factor taken for its size": "cycle" if steepest < 0 else "alternating",
    }
    for rule, way in ways.items():
        if way != "one step" or len(factors) == 1:
            yield Wrong(rule, answers.choice(_named(way, len(factors))))
    for key in ONE_WAY if len(factors) == 1 else SEVERAL_WAYS:
        yield Wrong("factor not worked out", answers.choice(key))


def _way_at_origin(found: Known, rate: Fraction) -> str:
    """What the second derivative at 0 would make of it, where it is one of a minimum; of a quadratic it is the same."""
    bend = quadratics.bend_at_origin(found) if found.is_local else Fraction(0)
    return _way((1 - rate * bend,) if bend > 0 else _factors(found, rate))


def _wrong_rates(found: Known, rates: list[Fraction], sizes: Mapping[Fraction, Fraction]) -> Iterator[Wrong]:
    safe = [rate for rate in rates if sizes[rate] < 1]
    orders: dict[str, tuple[list[Fraction], Callable[[Fraction], Fraction]]] = {
        "largest rate for the fastest": (rates, lambda rate: -rate),
        "largest safe rate for the fastest": (safe, lambda rate: -rate),
        "smallest rate for the surest": (rates, lambda rate: rate),
        "sign of the factor not looked at": (rates, lambda rate: min(_factors(found, rate))),
        "coefficient for the second derivative": (rates, lambda rate: max(abs(1 - rate * value / 2) for value in found.values)),
        "least eigenvalue alone": (rates, lambda rate: abs(1 - rate * found.values[0])),
        "factor close to one for the fastest": (safe, lambda rate: -sizes[rate]),
    }
    for rule, (among, order) in orders.items():
        if among:
            yield Wrong(rule, answers.number(min(among, key=order)))
    for rate in rates:
        yield Wrong("factor not worked out", answers.number(rate))


def _question(given: Given) -> tuple[Block, ...]:
    found = known(given)
    fields = {"start": located(place(given, "point" if found.is_local else "start")), "rate": _rate(found)}
    variables = found.problem.variables
    if "rates" in given:
        fields["rates"] = listed(math_of(parse_number(rate)) for rate in given["rates"])
        return asked("ask learning-rate fastest", function(given), variables, **fields)
    fields["value"] = math_of(parse_number(given["rate"]))
    key = "ask learning-rate local" if found.is_local else "ask learning-rate"
    return (*asked(key, function(given), variables, **fields), *choices(ONE_WAY if len(variables) == 1 else SEVERAL_WAYS))


def _key(given: Given) -> str:
    at = given.get("start") or given["point"]
    return f"{canonical(function(given), tuple(at), at)} {given.get('rate')} {given.get('rates')}"


TOPIC = Topic("learning-rate", _draw, _work, _question, _key, cuts(1, 2, 4, 5), digits=3)
