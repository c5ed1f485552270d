"""Whether a typed answer is the right one, kind by kind; several steps of a run are looked at in ``steps``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from symdescent.exercises.answers import Answer, Bounds
from symdescent.exercises.grading.leaves import FORMS, Ground, Leaf, judged
from symdescent.exercises.grading.lines import Typed
from symdescent.exercises.grading.reading import Ends, Flat
from symdescent.notation.tree import Expression


class Outcome(NamedTuple):
    """What came out: right or not (None: undecided), in which form, the keys of slips seen at once, and each entry or step."""

    right: bool | None
    form: str = ""
    slips: tuple[str, ...] = ()
    parts: tuple[Any, ...] = ()


# the entries of those kinds that are a fixed number of formulas, in the order in which they are read
FLAT: dict[str, Callable[[Any], tuple[Expression, ...]]] = {
    "formula": lambda value: (value,),
    "number": lambda value: (value,),
    "point": lambda value: tuple(number for _, number in value),
    "vector": tuple,
    "matrix": lambda value: tuple(chain(*value)),
}


def entries(answer: Answer) -> tuple[Expression, ...]:
    """All formulas and numbers of an answer that is a fixed number of them."""
    return FLAT[answer.kind](answer.value) if answer.kind in FLAT else ()


def compared(typed: Any, answer: Answer, ground: Ground) -> Outcome:
    """How a typed answer, read in the shape of the right one, compares with it."""
    if answer.kind in FLAT:
        return flat(typed, FLAT[answer.kind](answer.value), ground)
    return OTHERS[answer.kind](typed, answer.value, ground)


def flat(typed: Flat, right: Sequence[Expression], ground: Ground) -> Outcome:
    """Entry by entry: wrong where one is, undecided where one is and none is wrong."""
    domain = ground.domain_of(typed)
    return together([judged(one, wanted, domain) for one, wanted in zip(typed, right, strict=True)])


def together(leaves: Sequence[Leaf]) -> Outcome:
    """All entries as one."""
    verdicts = [leaf.right for leaf in leaves]
    right = False if False in verdicts else None if None in verdicts else True
    form = max((leaf.form for leaf in leaves), key=FORMS.index, default="")
    return Outcome(right, form if right else "", (), tuple(verdicts))


def _points(typed: Sequence[tuple[Flat, str]], right: Sequence[tuple[Any, str]], ground: Ground) -> Outcome:
    """Each right point must be typed once, with its kind."""
    wanted = [(FLAT["point"](where), kind) for where, kind in right]
    if typed and wanted and len(typed[0][0]) != len(wanted[0][0]):
        return Outcome(False)
    found = [[flat(where, place, ground) for place, _ in wanted] for where, _ in typed]
    hits = [next((k for k, outcome in enumerate(row) if outcome.right is not False), None) for row in found]
    sure = all(found[n][k].right for n, k in enumerate(hits) if k is not None)
    missing, extra = len(wanted) - len(set(hits) - {None}), sum(k is None for k in hits)
    pairs = [(typed[n][1], wanted[k][1]) for n, k in enumerate(hits) if k is not None and wanted[k][1]]
    slips = tuple(
        slip
        for slip, seen in (
            ("point missing", missing > 0),
            ("point too many", extra > 0),
            ("kinds left out", any(not mine for mine, _ in pairs)),
            ("wrong kind", any(mine and mine != kind for mine, kind in pairs)),
        )
        if seen
    )
    forms = [found[n][k].form for n, k in enumerate(hits) if k is not None]
    return Outcome(not slips if sure or slips else None, "" if slips else max(forms, key=FORMS.index, default=""), slips)


def _interval(typed: Ends, right: Bounds, ground: Ground) -> Outcome:
    """Both ends, and whether they belong; of a letter such as a rate that the function has not, the end at 0 may go unsaid."""
    unsaid = typed.low is None and bool(typed.name) and typed.name not in ground.known and right.low is not None and str(right.low) == "0"
    low = Outcome(True, "lower end left out") if unsaid else _end(typed.low, right.low, ground)
    high = _end(typed.high, right.high, ground)
    slips = tuple(slip for slip, end in (("lower end", low), ("upper end", high)) if end.right is False)
    differ = [
        wanted is not None and mine != yes for wanted, mine, yes in zip((right.low, right.high), typed.closed, right.closed, strict=True)
    ]
    belongs = differ[1] or (differ[0] and not unsaid)
    slips = ("one number alone",) if typed.is_one and slips else slips or (("end belongs",) if belongs else ())
    undecided = None in (low.right, high.right)
    return Outcome(False if slips else None if undecided else True, "" if slips else low.form or high.form, slips)


def _end(typed: Typed | None, right: Expression | None, ground: Ground) -> Outcome:
    if typed is None or right is None:
        return Outcome(typed is None and right is None)
    return flat((typed,), (right,), ground)


def _choice(typed: str, right: str, ground: Ground) -> Outcome:
    return Outcome(typed == right)


OTHERS: Mapping[str, Callable[..., Outcome]] = {"points": _points, "interval": _interval, "choice": _choice}
