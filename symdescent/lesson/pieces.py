"""What a run is made of, shown by itself: its record, its method, its data."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symdescent.datasets import DATASETS, Dataset
from symdescent.descent.method import Method, Parameter
from symdescent.descent.rate_names import step_size
from symdescent.descent.step_sizes import Fixed
from symdescent.descent.trace import Iterate, Trace
from symdescent.lesson.columns import MOST_COLUMNS, norm_of, shortened, with_decimal
from symdescent.lesson.document import Block, Document, Formula, Line, Math, Parts, Prose, Strong, Table
from symdescent.lesson.formula import join, listed, name, number
from symdescent.lesson.language import known, say, word
from symdescent.lesson.letters import Letters, letters_of, put_in
from symdescent.lesson.method_names import method_name, method_title
from symdescent.lesson.worked import decimal_or_fraction
from symdescent.notation.block import GIVEN
from symdescent.notation.style import current_style

INFINITE = {"inf": Math(r"\infty", "∞"), "-inf": Math(r"-\infty", "-∞")}


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
    """The equations of a method, its parameters and state, what it needs, and where it was first printed."""
    language = current_style().language
    return Document((method_title(shown.name, language),), tuple(method_blocks(shown, language)), language)


def method_blocks(shown: Method, language: str) -> Iterator[Block]:
    """All of it but the title."""
    letters = letters_of(shown)
    fills = {key: letters(key) for key in {*GIVEN, *shown.parameters, *shown.state, *(line.target for line in shown.lines)}}
    fills["I"], fills["n"], fills["k"] = Math("I", "I"), Math("n", "n"), Math("k", "k")
    yield Formula(tuple(Line(fills[line.target], put_in(line.side, fills)) for line in shown.lines))
    if shown.parameters:
        header: tuple[Parts, ...] = tuple((word(language, key),) for key in ("parameter", "default", "range"))
        yield Table(header, tuple(_parameter(letters(key), row) for key, row in shown.parameters.items()), (), "lll")
    if shown.starts:
        starts = listed(join(letters(key), " = ", put_in(start, fills)) for key, start in shown.starts)
        yield Prose(say(language, "method starts", starts=starts))
    yield Prose(say(language, "method needs", needs=", ".join(word(language, f"needs {what}") for what in shown.needs)))
    yield Prose(_rate(shown, letters, language))
    if shown.versions:
        yield Prose(say(language, "method versions", versions=", ".join(method_name(key, language) for key in shown.versions)))
    yield Prose((shown.source,))


def _parameter(letter: Math, row: Parameter) -> tuple[Parts, ...]:
    """Name, default and range."""
    low, high = (INFINITE.get(end.strip()) or decimal_or_fraction(Fraction(end.strip())) for end in row.range[1:-1].split(","))
    interval = join(row.range[0], listed((low, high)), row.range[-1])
    return (letter,), (decimal_or_fraction(Fraction(row.default)),), (interval,)


def _rate(shown: Method, letters: Letters, language: str) -> Parts:
    """The step size that the method takes where none is given."""
    rule, rate = step_size(shown.rate), letters("alpha")
    if isinstance(rule, Fixed):
        return say(language, "method rate", rate=rate, value=number(rule.rate))
    if not rule.lines:
        return say(language, "method rate searched", rate=rate)
    known = {key: letters(key) for key in (*dict(rule.values), *dict(rule.starts))}
    fills = {**known, "k": Math("k", "k")}
    lines = listed(join(letters(line.target), " = ", put_in(line.side, fills)) for line in rule.lines)
    numbers = [join(letters(key), " = ", decimal_or_fraction(value)) for key, value in rule.values]
    return say(language, "method rate scheduled", rate=rate, value=listed([lines, *numbers]))


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
