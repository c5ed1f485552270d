"""Races and sweeps as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product
from statistics import median
from typing import Any

from symdescent.lesson.columns import HEAD, TAIL
from symdescent.lesson.document import Block, Document, Figure, Math, Parts, Prose, Table
from symdescent.lesson.formula import decimal, join, listed, math_of, name, number, point
from symdescent.lesson.language import say, word
from symdescent.lesson.method_names import method_name, method_title
from symdescent.lesson.symbols import of
from symdescent.notation.style import current_style
from symdescent.notation.tree import Symbol
from symdescent.race import Race
from symdescent.run import Run
from symdescent.sweep import Sweep

RACE_FIGURES = {1: ("race", "panels"), 2: ("race", "paths", "panels")}


def race(shown: Race) -> Document:
    """The table of a race: a row a method."""
    language = current_style().language
    heads = tuple((word(language, key),) for key in ("method", "steps", "evaluations", "best value", "outcome"))
    rows = tuple(_racer(shown, key, run, language) for key, run in shown.items())
    return Document(_title(shown, "title race", language), (Table(heads, rows, (), "lrrrl"), _winner(shown, language)), language)


def _racer(shown: Race, key: str, run: Run, language: str) -> tuple[Parts, ...]:
    counts = ((str(run.trace[-1].k),), (str(shown.evaluations(key)),))
    called = method_name(key, language) if key == run.method.name else key
    return ((called,), *counts, (decimal(run.best.value),), (word(language, f"outcome {run.stop.name.lower()}"),))


def _winner(shown: Race, language: str) -> Prose:
    ahead = shown[shown.winner]
    count = str(shown.evaluations(shown.winner))
    called = method_name(shown.winner, language) if shown.winner == ahead.method.name else shown.winner
    return Prose(say(language, "race winner", name=called, value=decimal(ahead.best.value), count=count))


def race_lesson(shown: Race) -> Document:
    """What was asked, the table, and the pictures."""
    language, table = current_style().language, race(shown)
    question = Prose(say(language, "race question", budget=str(shown.budget)))
    pictures = _figures(shown, RACE_FIGURES.get(len(shown.problem.variables), ("race",)), language)
    return Document(table.title, (question, *table.blocks, *pictures), language)


def _title(shown: Race | Sweep, key: str, language: str) -> Parts:
    f = of(shown.problem.expression, shown.problem.variables)
    return say(language, key, f=f, **({"method": method_title(shown.method.name, language)} if isinstance(shown, Sweep) else {}))


def _figures(shown: Race | Sweep, kinds: Sequence[str], language: str) -> Iterator[Block]:
    for kind in kinds:
        yield Figure(partial(shown.draw, kind), shown.describe(kind), say(language, f"caption {kind}"))


def sweep(shown: Sweep) -> Document:
    """The table of a sweep: a row a combination of settings, or a row a point that the runs reached."""
    language = current_style().language
    table = _by_setting(shown, language) if shown.settings else _by_point(shown, language)
    return Document(_title(shown, "title sweep", language), (table, _counts(shown, language), _best(shown, language)), language)


def sweep_lesson(shown: Sweep) -> Document:
    """The table, and the picture that fits."""
    from symdescent.errors import ArgumentError

    table = sweep(shown)
    try:
        shown.describe()
    except ArgumentError:  # no kind of picture shows so many dimensions
        return table
    kind = fitting_kind(shown)
    return Document(table.title, (*table.blocks, *_figures(shown, (kind,), table.language)), table.language)


def fitting_kind(shown: Sweep) -> str:
    """The kind of picture that says most of a sweep."""
    if not shown.settings:
        return "basins"
    return "rates" if len(shown.settings) == 1 else "map"


def _by_setting(shown: Sweep, language: str) -> Table:
    several = len(shown.starts) > 1
    keys = ("converged", "median steps", "best value") if several else ("steps", "value", "outcome")
    names = tuple(math_of(Symbol(key)) if key != "rate" else _rate(shown) for key in shown.settings)
    heads: tuple[Parts, ...] = (*((head,) for head in names), *((word(language, key),) for key in keys))
    places = list(product(*(range(len(numbers)) for numbers in shown.settings.values())))
    row = _many_starts if several else _one_start
    cells = [(*_setting(shown, place), *row(shown, place, language)) for place in places]
    return Table(heads, _shortened(cells, len(heads)), _left_out(len(cells), language), "r" * (len(heads) - 1) + ("r" if several else "l"))


def _rate(shown: Sweep) -> Math:
    from symdescent.lesson.formula import rate_letter

    return rate_letter(shown.problem.variables)


def _setting(shown: Sweep, place: tuple[int, ...]) -> list[Parts]:
    return [(decimal(numbers[j]),) for numbers, j in zip(shown.settings.values(), place, strict=True)]


def _one_start(shown: Sweep, place: tuple[int, ...], language: str) -> list[Parts]:
    entry = shown.entry(*place, 0)
    return [(str(entry.steps),), (decimal(entry.value),), (word(language, f"outcome {entry.stop.name.lower()}"),)]


def _many_starts(shown: Sweep, place: tuple[int, ...], language: str) -> list[Parts]:
    there = shown.converged[place]
    steps = str(int(median(shown.steps[place][there].tolist()))) if there.any() else ""
    finite = [value for value in shown.values[place].tolist() if value - value == 0]
    best = (max if shown.problem.sense == "max" else min)(finite, default=None)
    share = say(language, "share", count=str(int(there.sum())), all=str(len(shown.starts)))
    return [share, (steps,), () if best is None else (decimal(best),)]


def _shortened(rows: list[Any], width: int) -> tuple[Any, ...]:
    if len(rows) <= HEAD + TAIL + 1:
        return tuple(rows)
    gap: tuple[Parts, ...] = ((Math(r"\vdots", "⋮"),), *(((),) * (width - 1)))
    return (*rows[:HEAD], gap, *rows[-TAIL:])


def _left_out(count: int, language: str) -> Parts:
    return say(language, "left out", count=str(count - HEAD - TAIL)) if count > HEAD + TAIL + 1 else ()


def _by_point(shown: Sweep, language: str) -> Table:
    """A row for each point that runs reached: where it is, its value, how many runs reached it."""
    heads = tuple((word(language, key),) for key in ("reached", "value", "runs"))
    runs = Counter(shown.basins.ravel().tolist())
    rows: list[tuple[Parts, ...]] = []
    for j, place in enumerate(shown.minima):
        value = shown.problem.objective.value(place)
        rows.append(((point(decimal(entry) for entry in place),), (decimal(value),), (str(runs[j]),)))
    if runs[-1]:
        rows.append(((word(language, "nowhere"),), (), (str(runs[-1]),)))
    return Table(heads, _shortened(rows, 3), _left_out(len(rows), language), "lrr")


def _counts(shown: Sweep, language: str) -> Prose:
    counted = Counter(stop.name.lower() for stop in shown.outcomes.flat)
    parts: list[Any] = []
    for outcome, count in counted.most_common():
        parts += [", "] * bool(parts) + list(say(language, "count of", count=f"{count:,}", outcome=word(language, f"outcome {outcome}")))
    return Prose(say(language, "sweep counts", all=f"{shown.outcomes.size:,}", counts=tuple(parts)))


def _best(shown: Sweep, language: str) -> Prose:
    best = shown.best
    chosen = [join(math_of(Symbol(key)) if key != "rate" else _rate(shown), " = ", decimal(value)) for key, value in best.settings.items()]
    start = join(point(name(variable, "0") for variable in best.start), " = ", point(map(number, best.start.values())))
    where = listed([*chosen, start]) if len(shown.starts) > 1 or not chosen else listed(chosen)
    return Prose(say(language, "sweep best", where=where, value=decimal(best.value), count=str(best.steps)))
