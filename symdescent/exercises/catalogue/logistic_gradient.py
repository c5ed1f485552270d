"""The gradient of a logistic regression's loss where the probabilities are short fractions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any

import sympy

from symdescent.exercises import fitted
from symdescent.exercises.draws import total, whole
from symdescent.exercises.fitted import BIAS, Column, Fit, by_rows, changed, columns_of, feature_names, model_of, targets_of
from symdescent.exercises.given import function, located, place
from symdescent.exercises.theory import agreed, cuts, hint, size, told, vector_or_number
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.lesson.document import Block, Math
from symdescent.lesson.formula import number
from symdescent.lesson.hints import Hint
from symdescent.notation.bridge import to_sympy
from symdescent.notation.parser import parse_number
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import ONE, Call, E, Expression, Negation, Power, Product, Quotient, Sum
from symdescent.notation.tree import number as written

# of each level: the weights, how many rows, and whether the point is the origin
SHAPES: Mapping[int, tuple[tuple[tuple[str, ...], int, bool], ...]] = {
    1: ((("w",), 2, True), (("w",), 3, True), (("w",), 4, True)),
    2: ((("w",), 2, False), (("w",), 4, False), (("w", BIAS), 4, True)),
    3: ((("w", BIAS), 2, False),),
    4: ((("w", BIAS), 4, False),),
    5: ((("w_1", "w_2", BIAS), 4, False), (("w_1", "w_2", BIAS), 3, False)),
}
BASES = (2, 3, 4)
LARGEST_POWER = 3  # of the base, in the odds of a row


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    """The odds of every row are a small power of one number, so the weights are multiples of its logarithm."""
    weights, rows, at_origin = random.choice(SHAPES[level])
    base = random.choice(BASES)
    most = 3 if rows == 2 else 2
    powers = {w: 0 if at_origin else whole(random, -most, most) for w in weights}
    reach = 4 if at_origin else most
    columns = {w: [1] * rows if w == BIAS else [whole(random, -reach, reach, without=()) for _ in range(rows)] for w in weights}
    targets = [random.randint(0, 1) for _ in range(rows)]
    sums = [sum(powers[w] * x for w, x in row.items()) for row in by_rows(columns)]
    if max(map(abs, sums)) > LARGEST_POWER or len({*targets}) < 2 or any(not any(column) for column in columns.values()):
        return None
    if (base == 4 and max(map(abs, sums)) > 1) or len({*zip(*columns.values(), targets, strict=True)}) < rows:
        return None
    point = {w: to_sympy_text(_logarithm(power, base)) for w, power in powers.items()}
    names = dict(zip(feature_names(len([w for w in weights if w != BIAS])), (columns[w] for w in weights if w != BIAS), strict=True))
    given = {"function": to_sympy_text(_loss(columns, targets)), "data": {**names, "y": targets}, "point": point}
    return given if any(fit_of(given).gradient) else None  # most wrong rules lead to 0 as well


def _logarithm(power: int, base: int) -> Expression:
    if not power:
        return written(0)
    logarithm = Call("ln", (written(base),))
    shown = logarithm if abs(power) == 1 else Product((written(abs(power)), logarithm))
    return Negation(shown) if power < 0 else shown


def _loss(columns: Mapping[str, list[int]], targets: list[int]) -> Expression:
    """The mean of ln(1 + e^z) - y z."""
    rows = [
        (Call("ln", (total([written(1), Power(E, model_of(row))]),)), model_of(row, sign=-1) if y else None)
        for row, y in zip(by_rows(columns), targets, strict=True)
    ]
    terms = [term for row in rows for part in row if part is not None for term in (part.terms if isinstance(part, Sum) else (part,))]
    return Quotient(total([term for term in terms if term != written(0)]), written(len(targets)))


def odds_of(given: Given) -> Column:
    """e^z of every row, a fraction."""
    columns = columns_of(given)
    grows = {w: Fraction(str(sympy.exp(to_sympy(parse_number(value))))) for w, value in given["point"].items()}
    found = []
    for row in zip(*columns.values(), strict=True):
        odds = Fraction(1)
        for w, x in zip(columns, row, strict=True):
            odds *= grows[w] ** int(x)
        found.append(odds)
    return tuple(found)


def fit_of(given: Given) -> Fit:
    """σ(z) - y of every row, and the columns that it weights."""
    columns, targets = columns_of(given), targets_of(given)
    errors = tuple(odds / (1 + odds) - y for odds, y in zip(odds_of(given), targets, strict=True))
    return Fit(columns, targets, given["point"], errors, Fraction(1, len(targets)))


def _work(given: Given) -> Work:
    fit, odds = fit_of(given), odds_of(given)
    known = 0 if all(value == 1 for value in odds) else 2
    return Work(
        answer=vector_or_number(fit.gradient),
        size=size(2 * len(fit.columns) + known + (len(fit.columns) > 1 and known and len(odds) > 2), fit.digits),
        solution=lambda: tuple(_solution(fit, odds)),
        checks=lambda: _checks(given, fit),
        hints=lambda: tuple(_hints(known > 0)),
        wrong=lambda: _wrong(fit, odds),
    )


def _solution(fit: Fit, odds: Column) -> Iterator[Block]:
    yield told("logistic rule", n=str(len(odds)))
    powers = Math("e^{z}", "e^z"), list(map(number, odds))
    chances = Math(r"\sigma(z)", "σ(z)"), [number(value / (1 + value)) for value in odds]
    yield fitted.worked_table(fit, powers, chances, (Math("r", "r"), list(map(number, fit.weights))))
    yield fitted.sum_lines(fit, number(fit.scale))


def _checks(given: Given, fit: Fit) -> dict[str, Any]:
    """Differences of the written function at the point, to 30 digits."""
    from symdescent.exercises.pointed import confirm_slope

    point = place(given)
    for w, value in zip(fit.columns, fit.gradient, strict=True):
        entry = parse_number(str(value))
        confirm_slope(function(given), point, {w: ONE}, entry)
    agreed("The number of rows", len(fit.weights), len(fit.targets))
    return {"answer checked": "difference quotients", "digits": 30}


def _hints(moved: bool) -> Iterator[Hint]:
    yield hint("logistic derivative")
    yield hint("logistic odds" if moved else "logistic zero")
    yield hint("logistic mean")


def _wrong(fit: Fit, odds: Column) -> Iterator[Wrong]:
    chances = tuple(value / (1 + value) for value in odds)
    rows = Fraction(len(odds))
    turned = tuple(1 - p - y for p, y in zip(chances, fit.targets, strict=True))
    damped = tuple(r * p * (1 - p) for r, p in zip(fit.weights, chances, strict=True))
    ways: dict[str, tuple[Fraction, ...]] = {
        "1/n forgotten": changed(fit, scale=Fraction(1)),
        "target minus probability": changed(fit, weights=tuple(-r for r in fit.weights)),
        "sigmoid differentiated once more": changed(fit, weights=damped),
        "inner derivative x forgotten": changed(fit, columns=dict.fromkeys(fit.columns, (Fraction(1),) * len(odds))),
        "sigmoid at minus z": changed(fit, weights=turned),
        "2 as of a square": changed(fit, scale=2 / rows),
        "targets forgotten": changed(fit, weights=chances),
        "odds for the probability": changed(fit, weights=tuple(o - y for o, y in zip(odds, fit.targets, strict=True))),
    }
    for rule, values in ways.items():
        yield Wrong(rule, vector_or_number(values))


def _question(given: Given) -> tuple[Block, ...]:
    parameters = "w" if list(given["point"]) == ["w"] else "wb" if "w" in given["point"] else "wwb"
    asked = told(f"ask logistic-gradient {parameters}", point=located(place(given)), n=str(len(given["data"]["y"])))
    return (asked, fitted.data_table(given), fitted.formula_line(given))


def _key(given: Given) -> str:
    return fitted.key(given)


TOPIC = Topic("logistic-gradient", _draw, _work, _question, _key, cuts(2, 4, 6, 7), digits=3)
