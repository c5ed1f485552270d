"""Losses of a linear model on a few rows of data, of which the gradient is a mean or sum of weighted columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any, NamedTuple

from symdescent.exercises.draws import times, total
from symdescent.exercises.given import function
from symdescent.exercises.quadratics import digits
from symdescent.exercises.topic import Given
from symdescent.lesson.document import Formula, Inline, Line, Math, Parts, Table
from symdescent.lesson.formula import factor, join, math_of, name, number
from symdescent.lesson.signs import ratio
from symdescent.lesson.symbols import signature
from symdescent.notation.tree import Expression, Symbol
from symdescent.notation.tree import number as written

BIAS = "b"
Column = tuple[Fraction, ...]


class Fit(NamedTuple):
    """The columns that the weights stand before (ones for the bias), the targets, and the point.

    Of every row ``weights`` holds what its columns are multiplied with, ``scale`` what each sum; ``penalty`` is λ of λ·w².
    """

    columns: Mapping[str, Column]
    targets: Column
    point: Mapping[str, Any]
    weights: Column
    scale: Fraction
    penalty: Fraction = Fraction(0)

    @property
    def sums(self) -> dict[str, Fraction]:
        """Of every weight the sum over the rows."""
        return {w: sum((r * x for r, x in zip(self.weights, column, strict=True)), Fraction(0)) for w, column in self.columns.items()}

    @property
    def gradient(self) -> tuple[Fraction, ...]:
        """The scaled sums, and what the penalty adds to the weights' ones."""
        return tuple(self.scale * by + self.pull(w) for w, by in self.sums.items())

    def pull(self, weight: str) -> Fraction:
        """What the penalty adds to the derivative by a weight."""
        return 2 * self.penalty * Fraction(self.point[weight]) if self.penalty and weight != BIAS else Fraction(0)

    @property
    def digits(self) -> int:
        """The most digits of a number on the way."""
        products = [r * x for column in self.columns.values() for r, x in zip(self.weights, column, strict=True)]
        return digits(*products, *self.sums.values(), *self.gradient, *self.targets, *self.weights)


def columns_of(given: Given) -> dict[str, Column]:
    """Of every weight its column; the bias has ones."""
    data = given["data"]
    features = iter([column for name, column in data.items() if name != "y"])
    rows = len(data["y"])
    return {w: (Fraction(1),) * rows if w == BIAS else tuple(map(Fraction, next(features))) for w in given["point"]}


def targets_of(given: Given) -> Column:
    """The targets."""
    return tuple(map(Fraction, given["data"]["y"]))


def scores(columns: Mapping[str, Column], point: Mapping[str, Fraction]) -> Column:
    """Of every row the sum of weight times entry."""
    return tuple(sum((point[w] * x for w, x in zip(columns, row, strict=True)), Fraction(0)) for row in zip(*columns.values(), strict=True))


def model_of(row: Mapping[str, int], *, sign: int = 1, more: Sequence[Expression] = ()) -> Expression:
    """w·3 + b for a row, its numbers put in: 3w + b; a sign, and what is added."""
    terms = [times(sign * x, Symbol(w)) for w, x in row.items() if x]
    return total([*terms, *more]) if terms or more else written(0)


def by_rows(given_columns: Mapping[str, Sequence[int]]) -> Iterator[dict[str, int]]:
    """The rows of columns."""
    return (dict(zip(given_columns, row, strict=True)) for row in zip(*given_columns.values(), strict=True))


def data_table(given: Given) -> Table:
    """The data."""
    header: tuple[Parts, ...] = tuple((name(column),) for column in given["data"])
    rows = tuple(tuple((number(Fraction(entry)),) for entry in row) for row in zip(*given["data"].values(), strict=True))
    return Table(header, rows, (), "r" * len(header))


def worked_table(fit: Fit, score: tuple[Math, Sequence[Inline]], *steps: tuple[Math, Sequence[Inline]]) -> Table:
    """Row by row: the columns, what the model says, what each row is weighted with, and each product."""
    weights = [w for w in fit.columns if w != BIAS]
    features = [(name(x), [number(e) for e in fit.columns[w]]) for w, x in zip(weights, feature_names(len(weights)), strict=True)]
    r = steps[-1][0]
    products = [
        (join(r, Math(r" \cdot ", "·"), head), [number(by * x) for by, x in zip(fit.weights, fit.columns[w], strict=True)])
        for w, (head, _) in zip(weights, features, strict=True)
    ]
    shown = [*features, (name("y"), [number(y) for y in fit.targets]), score, *steps, *products]
    rows = tuple(tuple((entry,) for entry in row) for row in zip(*(entries for _, entries in shown), strict=True))
    return Table(tuple((head,) for head, _ in shown), rows, (), "r" * len(shown))


def feature_names(count: int) -> tuple[str, ...]:
    """What the columns of features are called."""
    return ("x",) if count == 1 else tuple(f"x_{k}" for k in range(1, count + 1))


def sum_lines(fit: Fit, scale: Math) -> Formula:
    """Each derivative: the scale times the sum of the products, and what the penalty adds."""
    f = Math("f", "f")
    lines = []
    for w, by in fit.sums.items():
        symbol = ratio(f, (w,), len(fit.columns) > 1)
        pull = fit.pull(w)
        more = (" + ", factor(number(pull))) if pull else ()
        lines.append(Line(symbol, join(scale, Math(r" \cdot ", "·"), factor(number(by)), *more)))
        lines.append(Line(None, number(fit.scale * by + pull)))
    return Formula(tuple(lines))


def formula_line(given: Given) -> Formula:
    """The function with the data put in."""
    return Formula((Line(called(given), math_of(function(given))),))


def called(given: Given) -> Math:
    """f(w, b)."""
    return signature(function(given), tuple(given["point"]))


def changed(fit: Fit, **fields: Any) -> tuple[Fraction, ...]:
    """The gradient with something else in it."""
    return fit._replace(**fields).gradient


def key(given: Given) -> str:
    """The rows in one order and the point, whichever of the features is called the first."""
    weights, columns = [w for w in given["point"] if w != BIAS], [x for x in given["data"] if x != "y"]
    return min(_in_order(given, order) for order in permutations(zip(weights, columns, strict=True)))


def _in_order(given: Given, order: Sequence[tuple[str, str]]) -> str:
    rows = sorted(zip(*(given["data"][x] for _, x in order), given["data"]["y"], strict=True))
    return f"{rows} {[*(given['point'][w] for w, _ in order), *(given['point'][w] for w in given['point'] if w == BIAS)]}"
