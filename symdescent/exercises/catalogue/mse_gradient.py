"""The gradient of a mean squared error on four rows of data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any

from symdescent.exercises import fitted
from symdescent.exercises.draws import monomial, signed, total, whole
from symdescent.exercises.fitted import BIAS, Fit, by_rows, changed, columns_of, feature_names, model_of, scores, targets_of
from symdescent.exercises.given import function, located, place
from symdescent.exercises.theory import agreed, cuts, hint, size, slopes, told, value, vector_or_number
from symdescent.exercises.topic import Given, Topic, Work, Wrong
from symdescent.lesson.document import Block, Math
from symdescent.lesson.formula import number
from symdescent.lesson.hints import Hint
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Expression, Power, Quotient, Sum, Symbol
from symdescent.notation.tree import number as written

ROWS = 4
# of each level: the weights, and whether there is a penalty λ·w²
SHAPES: Mapping[int, tuple[tuple[tuple[str, ...], bool], ...]] = {
    1: ((("w",), False),),
    2: ((("w", BIAS), False),),
    3: ((("w", BIAS), True),),
    4: ((("w_1", "w_2", BIAS), False),),
    5: ((("w_1", "w_2", BIAS), True),),
}


def _draw(random: Random, level: int) -> dict[str, Any] | None:
    """The residuals are drawn first: their sum and those of their products with the columns are even."""
    weights, penalised = random.choice(SHAPES[level])
    point = {w: whole(random, -3, 3) for w in weights}
    residuals = [whole(random, -4, 4, without=()) for _ in range(ROWS)]
    columns = {w: _column(random, w, level) for w in weights}
    if any(sum(r * x for r, x in zip(residuals, column, strict=True)) % 2 for column in columns.values()) or not any(residuals):
        return None
    targets = [sum(point[w] * x for w, x in row.items()) - r for row, r in zip(by_rows(columns), residuals, strict=True)]
    penalty = whole(random, 1, 3) if penalised else 0
    names = dict(zip(feature_names(len([w for w in weights if w != BIAS])), (columns[w] for w in weights if w != BIAS), strict=True))
    given = {
        "function": to_sympy_text(_loss(columns, targets, penalty)),
        "data": {**names, "y": targets},
        "point": {w: str(at) for w, at in point.items()},
        **({"penalty": penalty} if penalty else {}),
    }
    return given if any(fit_of(given).gradient) else None  # most wrong rules lead to 0 as well


def _column(random: Random, weight: str, level: int) -> list[int]:
    if weight == BIAS:
        return [1] * ROWS
    return random.sample(range(-2 if level > 1 else 1, 6), ROWS)


def _loss(columns: Mapping[str, list[int]], targets: list[int], penalty: int) -> Expression:
    """((3w + b - 2)² + …)/4 + λ w²."""
    rows = zip(by_rows(columns), targets, strict=True)
    squares = [Power(model_of(row, more=(signed(-y),) if y else ()), written(2)) for row, y in rows]
    mean = Quotient(Sum(tuple(squares)), written(ROWS))
    return total([mean, *(monomial(penalty, Symbol(w), 2) for w in columns if penalty and w != BIAS)])


def fit_of(given: Given) -> Fit:
    """The residuals and what they weight."""
    columns, targets, point = columns_of(given), targets_of(given), {w: Fraction(at) for w, at in given["point"].items()}
    residuals = tuple(z - y for z, y in zip(scores(columns, point), targets, strict=True))
    return Fit(columns, targets, point, residuals, Fraction(2, ROWS), Fraction(given.get("penalty", 0)))


def _work(given: Given) -> Work:
    fit = fit_of(given)
    return Work(
        answer=vector_or_number(fit.gradient),
        size=size(2 * len(fit.columns) + bool(fit.penalty), fit.digits),
        solution=lambda: tuple(_solution(fit)),
        checks=lambda: _checks(given, fit),
        hints=lambda: tuple(_hints(fit)),
        wrong=lambda: _wrong(fit),
    )


def _solution(fit: Fit) -> Iterator[Block]:
    yield told("mse rule penalty" if fit.penalty else "mse rule")
    predicted = Math(r"\hat{y}", "ŷ"), [number(r + y) for r, y in zip(fit.weights, fit.targets, strict=True)]
    yield fitted.worked_table(fit, predicted, (Math(r"r", "r"), list(map(number, fit.weights))))
    yield fitted.sum_lines(fit, Math(r"\frac{2}{4}", "2/4"))


def _checks(given: Given, fit: Fit) -> dict[str, Any]:
    """The derivatives of the written function by rule, at the point."""
    derivation = slopes(function(given), tuple(fit.columns))
    agreed("The gradient", list(fit.gradient), [value(result, fit.point) for result in derivation.results])
    return {"answer checked": "derivatives by rule at the point"}


def _hints(fit: Fit) -> Iterator[Hint]:
    yield hint("mse residuals")
    yield hint("mse chain")
    yield hint("mse mean", r=number(fit.weights[0]))


def _wrong(fit: Fit) -> Iterator[Wrong]:
    total_residual = sum(fit.weights)
    same = dict.fromkeys(fit.columns, fit.columns[next(iter(fit.columns))])
    ways: dict[str, tuple[Fraction, ...]] = {
        "1/n forgotten": changed(fit, scale=Fraction(2)),
        "2 of the square forgotten": changed(fit, scale=Fraction(1, ROWS)),
        "sign of the residual": changed(fit, weights=tuple(-r for r in fit.weights)),
        "penalty forgotten": changed(fit, penalty=Fraction(0)),
        "inner derivative x forgotten": changed(fit, columns=dict.fromkeys(fit.columns, (Fraction(1),) * ROWS)),
        "bias treated like a weight": changed(fit, columns=same),
        "residual squared": changed(fit, weights=tuple(r * r for r in fit.weights)),
        "sum of products for product of sums": tuple(
            fit.scale * total_residual * (sum(column) if w != BIAS else 1) + fit.pull(w) for w, column in fit.columns.items()
        ),
        "targets forgotten": changed(fit, weights=tuple(r + y for r, y in zip(fit.weights, fit.targets, strict=True))),
    }
    for rule, values in ways.items():
        if rule != "bias treated like a weight" or len(fit.columns) > 1:
            yield Wrong(rule, vector_or_number(values))


def _question(given: Given) -> tuple[Block, ...]:
    parameters = "w" if list(given["point"]) == ["w"] else "wb" if "w" in given["point"] else "wwb"
    asked = told(f"ask mse-gradient {parameters}", point=located(place(given)))
    return (asked, fitted.data_table(given), fitted.formula_line(given))


def _key(given: Given) -> str:
    return f"{fitted.key(given)} {given.get('penalty', 0)}"


TOPIC = Topic("mse-gradient", _draw, _work, _question, _key, cuts(2, 4, 5, 6), digits=3)
