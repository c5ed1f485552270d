"""The loop where numbers hold symbols: what cannot be decided about them does not end a run."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from symdescent.descent.criteria import Check
from symdescent.descent.driver import Begin, End, Phase, Rules
from symdescent.descent.stop import Stop, Verdict
from symdescent.descent.trace import Row


def in_symbols(number: Any) -> bool:
    """Whether a number holds a symbol without a value."""
    return bool(getattr(number, "free_symbols", ()))


def symbolic_course(phase: Phase, carried: Row, rules: Rules, begin: Begin) -> Generator[Row, None, End]:
    """The rows from step ``begin.k`` on, up to the budget or to numbers that are too long to be read; the last row has no step."""
    layout, until = rules.layout, rules.until.check(rules.layout, begin.spent) if rules.until else None
    carried, before = tuple(map(phase.number, carried)), None
    for k in range(begin.k, rules.steps):
        row = phase.advance(k + 1, *carried)
        met = _ended(k, row, carried, before, rules, until)
        following = row[layout.next]
        if met or (phase.is_long and any(map(phase.is_long, following))):
            yield row[: layout.rate]
            return End((met or Verdict(Stop.BUDGET))[0])
        yield row
        carried, before = following, row
    row = phase.advance(max(begin.k, rules.steps) + 1, *carried)
    yield row[: layout.rate]
    return End((_ended(rules.steps, row, carried, before, rules, until) or Verdict(Stop.BUDGET))[0])


def _ended(k: int, row: Row, carried: Row, before: Row | None, rules: Rules, until: Check | None) -> Verdict | None:
    """How the run ends at the row; None where it goes on, and where nobody can tell."""
    layout, norm = rules.layout, row[rules.layout.norm]
    if any(number != number for number in (layout.value(row), *layout.gradient(row))):
        return Verdict(Stop.LEFT_DOMAIN)
    if not in_symbols(norm) and norm <= rules.tol:
        return Verdict(Stop.CONVERGED_GRADIENT)
    if row[layout.next] == carried:
        return Verdict(Stop.STALLED)
    try:
        return until(k, before, row) if until else None
    except TypeError:  # a comparison that depends on the symbols
        return None
