"""What a run is made of, shown by itself: its record, its method, its data."""

from __future__ import annotations

from symdescent.datasets import DATASETS, Dataset
from symdescent.descent.method import Method
from symdescent.descent.trace import Iterate, Trace
from symdescent.lesson.columns import MOST_COLUMNS, norm_of, shortened, with_decimal
from symdescent.lesson.document import Document, Formula, Line, Math, Parts, Prose, Strong, Table
from symdescent.lesson.formula import math_of, name, number
from symdescent.lesson.language import known, say, word
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
    return Document((known(language, f"method {shown.name}", shown.name),), (Formula(lines), Prose((shown.source,))), language)


def dataset(shown: Dataset) -> Document:
    """What the columns hold, where the numbers are from, and why anyone may use them."""
    language = current_style().language
    own = f"dataset {shown.name}" if DATASETS.get(shown.name) is shown else ""  # the sentences of those that come along

    def told(key: str, words: str) -> str:
        return known(language, own + key, words)

    header: tuple[Parts, ...] = ((word(language, "column"),), (word(language, "meaning"),))
    columns = tuple(((Strong(column),), (told(f" {column}", text),)) for column, text in shown.columns.items())
    source = say(language, "source", source=told(", source", shown.source), licence=told(", licence", shown.licence))
    return Document((told("", shown.title),), (Table(header, columns, (), "ll"), Prose(source)), language)
