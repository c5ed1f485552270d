"""Versions of a method side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from symdescent.descent.compare import Comparison, Difference
from symdescent.lesson.document import Block, Document, Math, Parts, Prose, Strong, Table
from symdescent.lesson.formula import join, listed, math_of, name, number
from symdescent.lesson.language import known, say, word
from symdescent.lesson.letters import Letters, letters_of, put_in
from symdescent.lesson.method_names import method_name
from symdescent.lesson.worked import decimal_or_fraction
from symdescent.notation.style import current_style
from symdescent.notation.tree import Expression, names

MISSING = Math("-", "-")


def narrate(shown: Comparison) -> Document:
    """The lines that differ, the starts and defaults that do, and where the runs part."""
    language = current_style().language
    letters = letters_of(shown.method, *shown.method.versions.values())
    written = partial(_written, letters)
    parts: tuple[tuple[str, Sequence[Difference], Callable[[Any], Math]], ...] = (
        ("lines", shown.lines, written),
        ("starts", shown.starts, written),
        ("defaults", shown.defaults, _default),
    )
    tables = (block for key, rows, write in parts for block in _differences(key, rows, write, letters, shown.names, language))
    title = say(language, "title compare", method=method_name(shown.method.name, language))
    same = () if shown.lines or shown.starts or shown.defaults else (Prose(say(language, "compare same")),)
    return Document(title, (*tables, *same, *_partings(shown, language)), language)


def _written(letters: Letters, side: Expression) -> Math:
    """A side with its names as a paper writes them."""
    return put_in(side, {key: letters(key) for key in names(side)})


def _version(key: str, language: str) -> str:
    """A version's name: a program's, that of a method, or the paper."""
    return known(language, f"version {key}", method_name(key, language))


def _default(value: Any) -> Math:
    return decimal_or_fraction(Fraction(value))


def _differences(
    key: str, rows: Sequence[Difference], write: Callable[[Any], Math], letters: Letters, names: Sequence[str], language: str
) -> Iterator[Block]:
    """A row for each thing that a name is somewhere, with the versions where it is that."""
    if not rows:
        return
    yield Prose(say(language, f"compare {key}"))
    cells = [(row.name, entry, versions) for row in rows for entry, versions in _grouped(row.entries, names)]
    body = tuple(
        ((letters(left),), (MISSING if entry is None else write(entry),), (", ".join(_version(key, language) for key in versions),))
        for left, entry, versions in cells
    )
    header: tuple[Parts, ...] = (
        (word(language, "compare name"),),
        (word(language, f"compare {key} head"),),
        (word(language, "compare in"),),
    )
    yield Table(header, body, (), "lll")


def _grouped(entries: Sequence[Any], names: Sequence[str]) -> list[tuple[Any, list[str]]]:
    """Each different entry with the names that have it.

    >>> _grouped([1, 2, 1], ["a", "b", "c"])
    [(1, ['a', 'c']), (2, ['b'])]
    """
    found: list[tuple[Any, list[str]]] = []
    for entry, owner in zip(entries, names, strict=True):
        group = next((owners for known, owners in found if known == entry), None)
        if group is None:
            found.append((entry, [owner]))
        else:
            group.append(owner)
    return found


def _partings(shown: Comparison, language: str) -> Iterator[Block]:
    """Where each two runs part, on which function."""
    if not shown.parts:
        return
    point = listed(join(name(variable, "0"), " = ", number(x)) for variable, x in zip(shown.problem.variables, shown.start, strict=True))
    f = math_of(shown.problem.expression)
    yield Prose(say(language, "compare runs", f=f, start=point, rate=number(shown.rate)))
    header: tuple[Parts, ...] = ((word(language, "compare two"),), (word(language, "compare part"),))
    yield Table(
        header,
        tuple(
            ((f"{_version(a, language)}, {_version(b, language)}",), _when(k, shown.steps, language)) for (a, b), k in shown.parts.items()
        ),
        (),
        "ll",
    )


def _when(k: int | None, steps: int, language: str) -> Parts:
    if k is None:
        return say(language, "compare together", steps=str(steps))
    return (Strong(word(language, "compare at").format(k=k)),)
