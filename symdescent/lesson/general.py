"""The equations of a method as a lesson's rule: what the letters mean, the numbers of the parameters, where the state begins."""

from __future__ import annotations

from collections.abc import Iterator

from symdescent.descent.step_sizes import Fixed
from symdescent.lesson.document import Block, Formula, Math, Parts, Prose
from symdescent.lesson.equations import Telling, general_lines
from symdescent.lesson.formula import join, listed, name, number
from symdescent.lesson.language import say
from symdescent.lesson.names import rate_name
from symdescent.lesson.worked import decimal_or_fraction
from symdescent.notation.tree import Call, Expression, Power, names, walk
from symdescent.run import Run

ENTRY_BY_ENTRY = frozenset(("sqrt", "sign", "abs", "max", "min"))


def general_rule(run: Run, language: str) -> Iterator[Block]:
    """The equations with their letters."""
    told = Telling(run)
    k, before, after = Math("k", "k"), told.symbol("x", "k-1"), told.symbol("x", "k")
    yield Prose(say(language, "rule lines", k=k, before=before, after=after))
    yield Formula(tuple(general_lines(told)))
    yield Prose(_letters(told, language))
    for key, field, shown in (("given numbers", "numbers", _numbers(told)), ("given starts", "starts", _starts(told))):
        if shown:
            yield Prose(say(language, key, **{field: listed(shown)}))


def _letters(told: Telling, language: str) -> Parts:
    """What g, H and the step size are, and how columns are to be read."""
    run, used = told.run, told.run.update.names
    parts = [*say(language, f"given g {run.problem.sense}", g=told.letters("g"))]
    if "H" in used:
        parts += say(language, "given H", H=told.letters("H"))
    if "alpha" in used and "alpha" not in told.targets:
        parts += say(language, "given rate", rate=rate_name(run))
    parts.append(".")
    if len(run.variables) > 1:
        parts += [" ", *say(language, "given columns", variables=listed(map(name, run.variables)))]
        if any(_is_by_entry(line.side, told.columns) for line in told.lines):
            parts += [" ", *say(language, "given entries")]
    return tuple(parts)


def _is_by_entry(side: Expression, columns: frozenset[str]) -> bool:
    nodes = (e for e in walk(side) if isinstance(e, Power) or (isinstance(e, Call) and e.function in ENTRY_BY_ENTRY))
    return any(names(e) & columns and not any(isinstance(part, Call) and part.function == "transpose" for part in walk(e)) for e in nodes)


def _numbers(told: Telling) -> list[Math]:
    """The parameters, and a fixed step size."""
    rate = [join(rate_name(told.run), " = ", number(told.run.rate.rate))] if isinstance(told.run.rate, Fixed) else []
    return rate + [join(told.letters(key), " = ", decimal_or_fraction(value)) for key, value in told.parameters.items()]


def _starts(told: Telling) -> list[Math]:
    """What each state is before the first step."""
    fills = {key: told.symbol(key, "0") for key in ("x",)} | {key: told.letters(key) for key in told.parameters}
    return [join(told.symbol(key, "0"), " = ", told.written(start, fills)) for key, start in told.run.update.state]
