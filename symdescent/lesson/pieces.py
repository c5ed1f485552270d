"""What a run is made of, shown by itself: its record, its method, its data."""

from __future__ import annotations

from symdescent.datasets import Dataset
from symdescent.descent.method import Method
from symdescent.descent.trace import Iterate, Trace
from symdescent.lesson.columns import MOST_COLUMNS, norm_of, shortened, with_decimal
from symdescent.lesson.document import Document, Formula, Line, Math, Parts, Prose, Strong, Table
from symdescent.lesson.formula import math_of, name, number
from symdescent.lesson.language import say, word
from symdescent.notation.style import current_style
from symdescent.notation.tree import Symbol


def trace(shown: Trace) -> Document:
    """The record as a table: k, the iterate, the value, the gradient's norm, the step size."""
    language = current_style().language
    variables = shown.variables if len(shown.variables) <= MOST_COLUMNS else ()

    def cells(iterate: Iterate) -> tuple[Parts, ...]:
        size = () if iterate.step_size is None else (number(iterate.step_size),)
        xs = ((number(iterate.x[variable]),) for variable in variables)
        return ((str(iterate.k),), *xs, (with_decimal(iterate.value),), (number(iterate.norm),), size)

    norm = norm_of(Math(r"\nabla f_{k}", "∇fₖ"))
    heads = [Math("k", "k"), *(name(variable, "k") for variable in variables), Math("f_{k}", "fₖ"), norm, Math("t_{k}", "tₖ")]
    return Document((word(language, "title trace"),), (shortened(heads, list(shown), cells, language),), language)


def method(shown: Method) -> Document:
    """The equations of a method, and where they were first printed."""
    language = current_style().language
    lines = tuple(Line(math_of(Symbol(line.target)), math_of(line.side)) for line in shown.lines)
    return Document((shown.name,), (Formula(lines), Prose((shown.source,))), language)


def dataset(shown: Dataset) -> Document:
    """What the columns hold, where the numbers are from, and why anyone may use them."""
    language = current_style().language
    header: tuple[Parts, ...] = ((word(language, "column"),), (word(language, "meaning"),))
    rows: tuple[tuple[Parts, ...], ...] = tuple(((Strong(key),), (text,)) for key, text in shown.columns.items())
    source = Prose(say(language, "source", source=shown.source, licence=shown.licence))
    return Document((shown.title,), (Table(header, rows, (), "ll"), source), language)
