"""What a step did, in a sentence: it went past the lowest point, turned back, crossed a kink, was carried uphill, met a saddle."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from symdescent.analysis.curvature import curvature
from symdescent.descent.trace import Iterate
from symdescent.lesson.amounts import put, put_as
from symdescent.lesson.document import Math, Parts
from symdescent.lesson.formula import join, math_of
from symdescent.lesson.language import say
from symdescent.lesson.names import at
from symdescent.lesson.worked import is_exact
from symdescent.notation.style import current_style
from symdescent.notation.tree import Call, Expression, Negation, Sum, columns, names, walk
from symdescent.numeric.components import Components
from symdescent.numeric.plain import FLOAT
from symdescent.plan import SIGNS
from symdescent.run import Run

ROUNDING = 1e-9  # of a slope, below which it counts as 0
FLAT = 1e-6  # a gradient's norm from which on a point counts as a critical one


def deed(run: Run, previous: Iterate | None, before: Iterate, after: Iterate) -> Parts:
    """How the value changed, and what there is to say about the way."""
    language = current_style().language
    if not all(map(_is_plain, (before, after))):
        return ()
    change = float(after.value) - float(before.value)
    moved = "fell" if change < 0 else "rose" if change > 0 else "stayed"
    exact = is_exact(run, after)
    shown, relation = put_as(after.value, exact=exact)
    reached = join(at(run, str(after.k)), " = " if relation == "=" else Math(r" \approx ", " ≈ "), shown)
    fields = {"after": reached, **({} if moved == "stayed" else {"before": put(before.value, exact=exact)})}
    parts = list(say(language, f"did {moved}", **fields))
    for key, extra in _remarks(run, previous, before, after, change):
        parts += [" ", *say(language, f"did {key}", **extra)]
    return tuple(parts)


def _is_plain(iterate: Iterate) -> bool:
    """Whether it holds finite numbers and no letters."""
    entries = (*iterate.x.values(), iterate.value, *iterate.gradient.values())
    return not any(getattr(entry, "free_symbols", ()) for entry in entries) and all(math.isfinite(float(entry)) for entry in entries)


def _remarks(
    run: Run, previous: Iterate | None, before: Iterate, after: Iterate, change: float
) -> Iterator[tuple[str, Mapping[str, Parts]]]:
    sign = SIGNS[run.problem.sense]
    step = _between(before, after)
    if not any(step):
        yield "nothing", {}
        return
    kink = _kink(run, before, after)
    if kink is not None:
        yield kink[0], {"kink": (math_of(kink[1]),)}
    promised, reached = (sign * _dot(map(float, end.gradient.values()), step) for end in (before, after))
    yield from ((key, {}) for key in _along(sign * change, promised, reached, is_kinked=kink is not None))
    if previous is not None and len(step) > 1 and _turns(_between(previous, before), step):
        yield "turned", {}
    place = _place(run, after)
    if place:
        yield place, {}


def _along(change: float, promised: float, reached: float, *, is_kinked: bool) -> Iterator[str]:
    """From the slope along the step at its two ends, in the sense in which the run goes."""
    if promised > 0:
        yield "carried" if change > 0 else "against"
    elif promised < 0 and reached > ROUNDING * abs(promised) and not is_kinked:
        yield "overshot" if change > 0 else "past"


def _place(run: Run, after: Iterate) -> str:
    """What kind of critical point the step landed on, where that is no minimum."""
    if not float(after.norm) <= FLAT:
        return ""
    bend = curvature(run.problem, after.x)
    if bend is None or not bend.lowest < 0:
        return ""
    return "saddle" if bend.highest > 0 else f"top {run.problem.sense}"


def _between(before: Iterate, after: Iterate) -> list[float]:
    return [float(end) - float(start) for start, end in zip(before.x.values(), after.x.values(), strict=True)]


def _turns(last: list[float], step: list[float]) -> bool:
    """Whether the angle between two steps is more than a right one."""
    return _dot(last, step) < -ROUNDING * math.hypot(*last) * math.hypot(*step)


def _dot(left: Iterator[float] | Sequence[float], right: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))


def _kink(run: Run, before: Iterate, after: Iterate) -> tuple[str, Expression] | None:
    """What is 0 at a kink that the step hit or crossed."""
    for inside in _kinked(run.problem.expression):
        start, end = (_value(inside, iterate) for iterate in (before, after))
        if start * end < 0:
            return "crossed", inside
        if end == 0 and start != 0:
            return "hit", inside
    return None


def _kinked(expression: Expression) -> Iterator[Expression]:
    """The expressions at whose zeros absolute values, maxima and minima of two have a kink."""
    for e in walk(expression):
        if isinstance(e, Call) and not columns(e):
            if e.function in ("abs", "relu"):
                yield e.arguments[0]
            elif e.function in ("max", "min") and len(e.arguments) == 2:
                yield Sum((e.arguments[0], Negation(e.arguments[1])))


def _value(expression: Expression, iterate: Iterate) -> float:
    """The expression at the iterate; nan where it has no value there."""
    if not names(expression) <= iterate.x.keys():
        return math.nan
    try:
        return float(Components({name: float(value) for name, value in iterate.x.items()}, FLOAT, {})[expression])
    except (ArithmeticError, ValueError, KeyError):
        return math.nan
