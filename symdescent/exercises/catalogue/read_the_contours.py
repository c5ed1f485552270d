"""Reading a contour plot: where the minimum is, which point is the highest, where it is steepest, which arrow descends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import hypot
from random import Random
from typing import Any

from symdescent.exercises import answers, quadratics
from symdescent.exercises.canonical import canonical
from symdescent.exercises.contours import Reading, angle, figure, reading_of
from symdescent.exercises.draws import whole
from symdescent.exercises.functions import texts
from symdescent.exercises.given import function
from symdescent.exercises.quadratics import Rows, Shape, digits, drawn
from symdescent.exercises.theory import agreed, cuts, hint, size, slope_lines, slopes, told
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.lesson.document import Block, Formula, Line, Math
from symdescent.lesson.formula import decimal, join, number, point, vector
from symdescent.lesson.hints import Hint
from symdescent.notation.parser import parse_number
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import ONE

LETTERS = ("A", "B", "C", "D")
LEAST_ANGLE = 25  # degrees between two arrows
LEAST_SHARE = 1.35  # of two slopes or heights that are told apart by eye
SMALLEST_SLOPE = 0.5
Place = tuple[float, ...]


def _round(random: Random) -> Rows:
    """Curved alike in both directions, or not much differently."""
    a = whole(random, 1, 3)
    b = random.choice((a, a + 1))
    return (Fraction(2 * a), Fraction(0)), (Fraction(0), Fraction(2 * b))


def _long(random: Random) -> Rows:
    a, by = whole(random, 1, 3), whole(random, 2, 6)
    pair = random.choice(((a, a * by), (a * by, a)))
    return (Fraction(2 * pair[0]), Fraction(0)), (Fraction(0), Fraction(2 * pair[1]))


def _slanted(random: Random) -> Rows:
    return random.choice((quadratics.turned, _even))(random)


def _even(random: Random) -> Rows:
    p = 2 * whole(random, 1, 4)
    q = random.choice((-1, 1)) * whole(random, p // 2, p - 1)
    return (Fraction(p), Fraction(q)), (Fraction(q), Fraction(p))


# of each level what is asked, and the shape of the function
ASKED: Mapping[int, tuple[tuple[str, Shape], ...]] = {
    1: (("minimum", _round), ("minimum", _long), ("minimum", _slanted)),
    2: (("highest", _round), ("highest", _long), ("lowest", _long), ("highest", _slanted), ("lowest", _slanted)),
    3: (("descent", _round), ("descent", _long), ("gradient", _long), ("gradient", _round)),
    4: (("descent", _slanted), ("gradient", _slanted)),
    5: (("steepest", _long), ("steepest", _slanted), ("flattest", _slanted)),
}
STEPS = {"minimum": 1, "highest": 2, "lowest": 2, "descent": 3, "gradient": 3, "steepest": 6, "flattest": 6}
ARROWED = ("descent", "gradient")


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    asked, shape = random.choice(ASKED[level])
    expression, rows, _ = drawn(random, shape, shifted=False)
    centre = {x: whole(random, -3, 3, without=()) for x in "xy"}
    expression = quadratics.made(rows, centre, whole(random, -9, 9, without=()))
    given = {"function": to_sympy_text(expression), "asked": asked}
    more = _arrows(random, rows, centre) if asked in ARROWED else _points(random, asked, centre)
    return more and {**given, **more}


def _points(random: Random, asked: str, centre: Mapping[str, int]) -> dict[str, Any] | None:
    """Four points in the picture, not near each other; the minimum among them where it is asked for."""
    places = [tuple(centre.values())] if asked == "minimum" else []
    while len(places) < len(LETTERS):
        place = (whole(random, -6, 6, without=()), whole(random, -4, 4, without=()))
        if all(hypot(place[0] - x, place[1] - y) >= 2 for x, y in (*places, *([tuple(centre.values())] if asked != "minimum" else []))):
            places.append(place)
    random.shuffle(places)
    return {"points": {letter: texts(dict(zip("xy", place, strict=True))) for letter, place in zip(LETTERS, places, strict=True)}}


def _arrows(random: Random, rows: Rows, centre: Mapping[str, int]) -> dict[str, Any] | None:
    """Uphill, downhill, along the contour and towards the minimum, where these are told apart."""
    at = {"x": whole(random, -4, 4, without=()), "y": whole(random, -3, 3, without=())}
    error = [at[x] - centre[x] for x in "xy"]
    slope = [sum((by * e for by, e in zip(row, error, strict=True)), Fraction(0)) for row in rows]
    along = random.choice((-1, 1))
    wanted: list[list[Fraction]] = [slope, [-by for by in slope], [-along * slope[1], along * slope[0]], [Fraction(-e) for e in error]]
    others: list[list[Fraction]] = [
        [Fraction(x), Fraction(y)] for x, y in ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
    ]
    found: list[list[Fraction]] = []
    for by in wanted + random.sample(others, len(others)):
        if hypot(*map(float, by)) and all(angle(by, other) >= LEAST_ANGLE for other in found):
            found.append(by)
    if len(found) < len(LETTERS) or hypot(*map(float, slope)) < SMALLEST_SLOPE or found[:2] != wanted[:2]:
        return None
    found = random.sample(found[: len(LETTERS)], len(LETTERS))
    return {
        "at": texts(at),
        "arrows": {letter: {x: str(e) for x, e in zip("xy", by, strict=True)} for letter, by in zip(LETTERS, found, strict=True)},
    }


ORDERS: Mapping[str, Callable[[Reading], Callable[[str], float]]] = {
    "minimum": lambda r: lambda letter: float(r.heights[letter]),
    "lowest": lambda r: lambda letter: float(r.heights[letter]),
    "highest": lambda r: lambda letter: -float(r.heights[letter]),
    "steepest": lambda r: lambda letter: -r.steepness(letter),
    "flattest": lambda r: r.steepness,
    "gradient": lambda r: lambda letter: angle(r.arrows[letter].values(), r.gradients[""]),
    "descent": lambda r: lambda letter: -angle(r.arrows[letter].values(), r.gradients[""]),
}


def _ordered(given: Given, read: Reading) -> list[str]:
    """The letters, the right one first."""
    return sorted(LETTERS, key=ORDERS[given["asked"]](read))


def _is_plain(given: Given, read: Reading) -> bool:
    """Whether the answer can be seen: the first two are not nearly the same."""
    first, second = _ordered(given, read)[:2]
    if given["asked"] in ("steepest", "flattest"):
        a, b = sorted((read.steepness(first), read.steepness(second)))
        return b >= LEAST_SHARE * a > 0
    if given["asked"] in ("highest", "lowest"):
        spread = max(read.heights.values()) - min(read.heights.values())
        return abs(read.heights[first] - read.heights[second]) * 5 >= spread
    return True


def _work(given: Given) -> Work:
    read = reading_of(given)
    mixed = given["asked"] in ARROWED and _is_slanted(given)
    numbers = [*read.heights.values(), *(e for by in read.gradients.values() for e in by)]
    return Work(
        answer=answers.choice(_ordered(given, read)[0]),
        size=size(STEPS[given["asked"]] + mixed, digits(*numbers) if _is_plain(given, read) else 99),
        solution=lambda: tuple(_solution(given, read)),
        checks=lambda: _checks(given, read),
        hints=lambda: tuple(_hints(given)),
        wrong=lambda: _wrong(given, read),
    )


def _is_slanted(given: Given) -> bool:
    return quadratics.known(given).is_mixed


def _solution(given: Given, read: Reading) -> Iterator[Block]:
    asked = given["asked"]
    yield told(f"contours why {asked}")
    f = function(given)
    if asked in ("minimum", "highest", "lowest"):
        yield Formula(tuple(Line(join(Math("f(", "f("), letter, ")"), number(h)) for letter, h in read.heights.items()))
        return
    yield slope_lines(slopes(f, ("x", "y")))
    if asked in ARROWED:
        gradient = read.gradients[""]
        shown = gradient if asked == "gradient" else tuple(-e for e in gradient)
        sign = "" if asked == "gradient" else "-"
        yield Formula((Line(join(sign, Math(r"\nabla f", "∇f")), vector(map(number, shown))),))
        return
    lines = []
    for letter, by in read.gradients.items():
        length = decimal(read.steepness(letter), 3)
        lines.append(Line(Math(rf"\|\nabla f({letter})\|", f"|∇f({letter})|"), length, (vector(map(number, by)),), "≈"))
    yield Formula(tuple(lines))


def _checks(given: Given, read: Reading) -> dict[str, Any]:
    """Differences of the function: along the arrow of descent nothing falls faster, and slopes are as told."""
    from symdescent.exercises.pointed import confirm_slope

    f = function(given)
    for letter, place in read.places.items():
        at = {x: parse_number(str(value)) for x, value in place.items()}
        for x, slope in zip("xy", read.gradients[letter], strict=True):
            confirm_slope(f, at, {x: ONE}, parse_number(str(slope)))
    agreed("Whether the answer can be seen", True, _is_plain(given, read))
    return {"answer checked": "difference quotients", "digits": 30}


def _hints(given: Given) -> Iterator[Hint]:
    yield hint("contours meaning")
    yield hint(f"contours {given['asked']}")


def _wrong(given: Given, read: Reading) -> Iterator[Wrong]:
    """Every other letter, with the rule by which it is the first choice."""
    right = _ordered(given, read)[0]
    for rule, order in _tempting(given, read).items():
        letter = min(LETTERS, key=order)
        if letter != right:
            yield Wrong(rule, answers.choice(letter))
    for letter in LETTERS:
        yield Wrong("arrow at another angle" if given["asked"] in ARROWED else "contours misread", answers.choice(letter))


def _tempting(given: Given, read: Reading) -> dict[str, Callable[[str], float]]:
    asked, centre = given["asked"], quadratics.known(given).centre
    if asked in ARROWED:
        error = [centre[x] - read.places[""][x] for x in "xy"]
        turned = "downhill for uphill" if asked == "gradient" else "uphill for downhill"
        opposite = "descent" if asked == "gradient" else "gradient"
        aim = {letter: angle(by.values(), error) for letter, by in read.arrows.items()} if any(error) else {}
        across = {letter: abs(angle(by.values(), read.gradients[""]) - 90) for letter, by in read.arrows.items()}
        ways: dict[str, Callable[[str], float]] = {turned: ORDERS[opposite](read), "gradient along the contour": across.__getitem__}
        return ways | ({"straight to the minimum": aim.__getitem__} if aim and asked == "descent" else {})
    far = {letter: hypot(*(float(place[x] - centre[x]) for x in "xy")) for letter, place in read.places.items()}
    height, steep = ORDERS["lowest"](read), ORDERS["steepest"](read)
    table: dict[str, dict[str, Callable[[str], float]]] = {
        "minimum": {"lowest and highest swapped": lambda k: -height(k), "steepest for lowest": steep},
        "highest": {"lowest and highest swapped": height, "farthest for highest": lambda k: -far[k], "steepest for highest": steep},
        "lowest": {"lowest and highest swapped": lambda k: -height(k), "nearest for lowest": far.__getitem__},
        "steepest": {
            "height for slope": lambda k: -height(k),
            "wide for steep": lambda k: -steep(k),
            "farthest for steepest": lambda k: -far[k],
        },
        "flattest": {"height for slope": height, "narrow for flat": steep, "nearest for flattest": far.__getitem__},
    }
    return table[asked]


def _question(given: Given) -> tuple[Block, ...]:
    at = {"at": point(number(Fraction(value)) for value in given["at"].values())} if "at" in given else {}
    return (figure(given), told(f"ask read-the-contours {given['asked']}", **at))


def _key(given: Given) -> str:
    beside = given["points"].values() if "points" in given else (given["at"], *given["arrows"].values())
    return f"{given['asked']} {canonical(function(given), 'xy', *beside)}"


TOPIC = Topic("read-the-contours", _draw, _work, _question, _key, cuts(1, 2, 3, 4), digits=4)
