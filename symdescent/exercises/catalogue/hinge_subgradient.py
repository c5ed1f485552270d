"""Gradients and subdifferentials of the hinge loss: on the flat side, on the slope, and right at the kink."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

from symdescent.exercises import answers, fitted
from symdescent.exercises.answers import Answer
from symdescent.exercises.draws import monomial, total, whole
from symdescent.exercises.fitted import BIAS, Column, by_rows, columns_of, model_of, scores, targets_of
from symdescent.exercises.given import function, located, place
from symdescent.exercises.quadratics import digits
from symdescent.exercises.theory import cuts, hint, size, told, vector_or_number
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.lesson.document import Block, Formula, Line, Math, Parts, Table
from symdescent.lesson.formula import join, listed, name, number, vector
from symdescent.lesson.hints import Hint
from symdescent.lesson.language import word
from symdescent.notation.style import current_style
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Call, Expression, Quotient, Symbol
from symdescent.notation.tree import number as written

# of each level: the weights, how many rows, how many of them at the kink, whether there is λ·w²/2
SHAPES: Mapping[int, tuple[tuple[tuple[str, ...], int, int, bool], ...]] = {
    1: ((("w",), 1, 0, False), (("w",), 2, 0, False)),
    2: ((("w",), 1, 1, False), *((("w",), 2, 1, False),) * 5),
    3: ((("w", BIAS), 2, 0, False), (("w", BIAS), 3, 0, False)),
    4: ((("w",), 3, 1, False),),
    5: ((("w",), 2, 1, True), (("w",), 3, 1, True)),
}
LARGEST = {1: (5, 9), 2: (8, 9)}  # below the line of w at a kink, and of x; at other levels (5, 6)


class Hinge(NamedTuple):
    """Of every row its margin and its slope -y·x by weight; ``pull`` is λ·w of the penalty."""

    margins: Column
    slopes: tuple[dict[str, Fraction], ...]
    pull: Fraction
    weights: tuple[str, ...]

    def summed(self, keep: Any) -> tuple[Fraction, ...]:
        """The slopes of the rows whose margin is kept, added up, by weight."""
        rows = [slope for margin, slope in zip(self.margins, self.slopes, strict=True) if keep(margin)]
        return tuple(sum((row[w] for row in rows), Fraction(0)) + (self.pull if w != BIAS else 0) for w in self.weights)

    @property
    def kinks(self) -> int:
        """How many rows are at the kink."""
        return sum(margin == 1 for margin in self.margins)


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    weights, rows, kinks, penalised = random.choice(SHAPES[level])
    most, reach = LARGEST.get(level, (5, 6))
    below = whole(random, 1, most) if kinks else 1
    at = {w: Fraction(random.choice((-1, 1)), below) if kinks else Fraction(whole(random, -3, 3)) for w in weights}
    columns = {w: [1] * rows if w == BIAS else [whole(random, -reach, reach) for _ in range(rows)] for w in weights}
    if kinks:
        columns["w"][0] = random.choice((-1, 1)) * below  # its margin is 1 or -1
    targets = [random.choice((-1, 1)) for _ in range(rows)]
    given = {
        "function": to_sympy_text(_loss(columns, targets, penalised)),
        "data": {"x": columns["w"], "y": targets},
        "point": {w: str(value) for w, value in at.items()},
        **({"penalty": 1} if penalised else {}),
    }
    found = hinge_of(given)
    if found.kinks != kinks or len({*columns["w"]}) < rows or (not kinks and not any(m < 1 for m in found.margins)):
        return None
    return given


def _loss(columns: Mapping[str, list[int]], targets: list[int], penalised: bool) -> Expression:
    """max(0, 1 - y(w x + b)) + … + w²/2."""
    hinges: list[Expression] = [
        Call("max", (written(0), model_of({}, more=(written(1), *_terms(row, y)))))
        for row, y in zip(by_rows(columns), targets, strict=True)
    ]
    square = [Quotient(monomial(1, Symbol("w"), 2), written(2))] if penalised else []
    return total([*hinges, *square])


def _terms(row: Mapping[str, int], y: int) -> tuple[Expression, ...]:
    return tuple(monomial(-y * x, Symbol(w), 1) for w, x in row.items() if x)


def hinge_of(given: Given) -> Hinge:
    """Margins and slopes of the rows."""
    columns, targets = columns_of(given), targets_of(given)
    point = {w: Fraction(value) for w, value in given["point"].items()}
    margins = tuple(y * z for y, z in zip(targets, scores(columns, point), strict=True))
    rows = zip(*columns.values(), strict=True)
    slopes = tuple({w: -y * x for w, x in zip(columns, row, strict=True)} for row, y in zip(rows, targets, strict=True))
    return Hinge(margins, slopes, Fraction(given.get("penalty", 0)) * point["w"], tuple(columns))


def _answer(found: Hinge) -> Answer:
    """The gradient, or between the two one-sided slopes all of the subdifferential."""
    if not found.kinks:
        return vector_or_number(found.summed(lambda margin: margin < 1))
    return _between(*_ends(found))


def _ends(found: Hinge) -> tuple[Fraction, Fraction]:
    return found.summed(lambda margin: margin < 1)[0], found.summed(lambda margin: margin <= 1)[0]


def _between(a: Fraction, b: Fraction, closed: bool = True) -> Answer:
    return answers.between(min(a, b), max(a, b), (closed, closed))


def _work(given: Given) -> Work:
    found = hinge_of(given)
    steps = 2 * found.kinks + 3 * (len(found.weights) - 1) + 2 * (len(found.margins) > 2) * found.kinks + 3 * bool(found.pull)
    return Work(
        answer=_answer(found),
        size=size(steps, digits(*found.margins, *(by for slope in found.slopes for by in slope.values()), *_ends(found), found.pull)),
        solution=lambda: tuple(_solution(given, found)),
        checks=lambda: _checks(given, found),
        hints=lambda: tuple(_hints(found)),
        wrong=lambda: _wrong_kink(found) if found.kinks else _wrong(found),
    )


def _solution(given: Given, found: Hinge) -> Iterator[Block]:
    language = current_style().language
    head: list[Parts] = [
        (name("x"),),
        (name("y"),),
        (join(name("y"), Math(r" \cdot ", "·"), _score(found)),),
        (word(language, "hinge slope"),),
    ]
    rows = zip(given["data"]["x"], given["data"]["y"], found.margins, found.slopes, strict=True)
    cells = tuple(((number(x),), (number(y),), (number(m),), _slope(m, by)) for x, y, m, by in rows)
    yield told("hinge rule")
    yield Table(tuple(head), cells, (), "rrrr")
    if found.pull:
        yield told("hinge penalty", pull=number(found.pull))
    if found.kinks:
        yield told("hinge kink")
    yield Formula((Line(_symbol(found), _answer(found).math),))


def _symbol(found: Hinge) -> Math:
    """What is asked for: ∂f at a kink, else ∇f, of one weight f′(w)."""
    if found.kinks:
        return Math(r"\partial f", "∂f")
    return Math(r"\nabla f", "∇f") if len(found.weights) > 1 else Math("f'(w)", "f′(w)")


def _score(found: Hinge) -> Math:
    return Math("(w x + b)", "(w·x + b)") if BIAS in found.weights else Math("w x", "w·x")


def _slope(margin: Fraction, slope: Mapping[str, Fraction]) -> tuple[Math, ...]:
    """0 beyond the margin, -y·x before it, both at the kink."""
    steep = list(map(number, slope.values()))
    shown = steep[0] if len(steep) == 1 else vector(steep)
    zero = number(0) if len(steep) == 1 else vector([number(0)] * len(steep))
    return (zero if margin > 1 else shown if margin < 1 else listed((zero, shown)),)


def _checks(given: Given, found: Hinge) -> dict[str, Any]:
    """One-sided differences of the written function at the point: it is straight there but for the square."""
    from symdescent.errors import DerivationError
    from symdescent.notation.bridge import to_sympy

    formula, step = to_sympy(function(given)), Fraction(1, 10**6)
    at = {w: Fraction(value) for w, value in given["point"].items()}
    for k, w in enumerate(found.weights):
        lower, upper = found.summed(lambda margin: margin < 1)[k], found.summed(lambda margin: margin <= 1)[k]
        for sign, side in ((-1, min(lower, upper)), (1, max(lower, upper))):
            moved = {**at, w: at[w] + sign * step}
            values = [formula.subs({x: str(value) for x, value in _symbols(formula, where).items()}) for where in (at, moved)]
            slope = Fraction(str(values[1] - values[0])) / (sign * step)
            if abs(slope - side) > 2 * step:
                raise DerivationError(f"The slope of {formula} at {at} is {slope} on one side, not {side}.")
    return {"answer checked": "one-sided differences"}


def _symbols(formula: Any, values: Mapping[str, Fraction]) -> dict[Any, Fraction]:
    return {symbol: values[symbol.name] for symbol in sorted(formula.free_symbols, key=str)}


def _hints(found: Hinge) -> Iterator[Hint]:
    yield hint("hinge margins")
    yield hint("hinge sides")
    if found.kinks:
        yield hint("hinge kink")


def _wrong(found: Hinge) -> Iterator[Wrong]:
    turned = found._replace(slopes=tuple({w: -by for w, by in slope.items()} for slope in found.slopes))
    unsigned = found._replace(slopes=tuple({w: -abs(by) for w, by in slope.items()} for slope in found.slopes))
    ways = {
        "other side of the kink": found.summed(lambda margin: margin > 1),
        "hinge differentiated without its sign": turned.summed(lambda margin: margin < 1),
        "all rows counted": found.summed(lambda margin: True),
        "margin compared with zero": found.summed(lambda margin: margin < 0),
        "hinge always flat": found.summed(lambda margin: False),
        "target forgotten in the slope": unsigned.summed(lambda margin: margin < 1),
        "slope one instead of x": tuple(Fraction(-sum(margin < 1 for margin in found.margins)) for _ in found.weights),
    }
    if len(found.weights) == 1:
        steep = [margin for margin in found.margins if margin < 1]
        ways["value instead of slope"] = (sum((1 - margin for margin in steep), Fraction(0)),)
        ways["weight kept"] = (-sum(steep, Fraction(0)),)
    for rule, values in ways.items():
        yield Wrong(rule, vector_or_number(values))


def _wrong_kink(found: Hinge) -> Iterator[Wrong]:
    flat, steep = _ends(found)
    pull, jump = found.pull, steep - flat
    ways: dict[str, Answer] = {
        "zero alone at the kink": answers.between(flat, flat, (True, True)),
        "slope alone at the kink": answers.between(steep, steep, (True, True)),
        "ends left out at the kink": _between(flat, steep, False),
        "other side of the kink": _between(flat, flat - jump),
        "kink as of the absolute value": _between(flat - abs(jump), flat + abs(jump)),
        "other rows forgotten": _between(pull, pull + jump),
        "penalty forgotten": _between(flat - pull, steep - pull),
        "middle of the slopes": answers.between((flat + steep) / 2, (flat + steep) / 2, (True, True)),
        "slope one instead of x": _between(flat, flat + (1 if jump > 0 else -1)),
    }
    for rule, answer in ways.items():
        yield Wrong(rule, answer)


def _question(given: Given) -> tuple[Block, ...]:
    kind = "kink" if hinge_of(given).kinks else "smooth" if len(given["point"]) > 1 else "smooth one"
    asked = told(f"ask hinge-subgradient {kind}", point=located(place(given)), f=fitted.called(given))
    return (asked, fitted.formula_line(given))


def _key(given: Given) -> str:
    rows = sorted(((x * y, y) for x, y in zip(given["data"]["x"], given["data"]["y"], strict=True)))
    return f"{rows} {list(given['point'].values())} {given.get('penalty', 0)}"


TOPIC = Topic("hinge-subgradient", _draw, _work, _question, _key, cuts(1, 2, 3, 4), digits=3)
