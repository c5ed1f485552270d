"""Whether a typed answer is the right one, kind by kind; several steps of a run are looked at in ``steps``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from symdescent.exercises.answers import Answer, Bounds
from symdescent.exercises.grading.entries import Flat
from symdescent.exercises.grading.leaves import FORMS, Ground, Leaf, judged, near
from symdescent.exercises.grading.lines import Typed
from symdescent.exercises.grading.reading import Ends
from symdescent.exercises.grading.words import ALSO_SADDLE
from symdescent.notation.tree import Expression, Symbol, names, substitute


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
    "bound": lambda value: (value,),
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
    """Each right point must be typed once, with its kind; on a line the heights that are typed must be right, too."""
    wanted = [(FLAT["point"](where), kind) for where, kind in right]
    width = len(wanted[0][0]) if wanted else 0
    if any(len(where) not in (width, 2 if width == 1 else width) for where, _ in typed):
        return Outcome(False)
    found = [[flat(where[:width], place, ground) for place, _ in wanted] for where, _ in typed]
    hits = [next((k for k, outcome in enumerate(row) if outcome.right is not False), None) for row in found]
    sure = all(found[n][k].right for n, k in enumerate(hits) if k is not None)
    missing, extra = len(wanted) - len(set(hits) - {None}), sum(k is None for k in hits)
    pairs = [(typed[n][1], wanted[k][1]) for n, k in enumerate(hits) if k is not None and wanted[k][1]]
    lifted = [(typed[n][0][1], wanted[k][0]) for n, k in enumerate(hits) if k is not None and len(typed[n][0]) > width]
    also = ALSO_SADDLE[width == 1]
    faults = (
        ("point missing", missing > 0),
        ("point too many", extra > 0),
        ("kinds left out", any(not mine for mine, _ in pairs)),
        ("wrong kind", any(mine and mine != kind and not (kind == "saddle" and mine in also) for mine, kind in pairs)),
        ("wrong height", any(_height(at, place, ground) is False for at, place in lifted)),
    )
    slips = tuple(slip for slip, seen in faults if seen)
    forms = (found[n][k].form for n, k in enumerate(hits) if k is not None)
    form = max(forms, key=FORMS.index, default="") or ("called otherwise" if any(mine in also for mine, _ in pairs) else "")
    return Outcome(not slips if sure or slips else None, "" if slips else form, slips)


def _height(typed: Typed, place: Sequence[Expression], ground: Ground) -> bool | None:
    """Whether a number is the function's value there; None where the question has no function of one variable."""
    if len(ground.given) != 1 or len(names(ground.given[0])) != 1:
        return None
    (x,) = names(ground.given[0])
    return flat((typed,), (substitute(ground.given[0], {Symbol(x): place[0]}),), ground).right


def _interval(typed: Ends, right: Bounds, ground: Ground) -> Outcome:
    """Both ends, and whether they belong; of a letter such as a rate that the function has not, the end at 0 may go unsaid."""
    unsaid = typed.low is None and bool(typed.name) and typed.name not in ground.known and right.low is not None and str(right.low) == "0"
    low = Outcome(True, "lower end left out") if unsaid else _end(typed.low, right.low, ground)
    high = _end(typed.high, right.high, ground)
    slips = tuple(slip for slip, wrong in _seen(typed, right, (low, high), unsaid, ground).items() if wrong)[:2]
    form = low.form or high.form or ("" if typed.closed else "ends left open")
    return Outcome(False if slips else None if None in (low.right, high.right) else True, "" if slips else form, slips)


def _seen(typed: Ends, right: Bounds, ends: tuple[Outcome, Outcome], unsaid: bool, ground: Ground) -> dict[str, bool]:
    """The slips, those first that exclude the others."""
    off = [end.right is False for end in ends]
    if not any(off):
        wanted = ((end is not None, yes) for end, yes in zip((right.low, right.high), right.closed, strict=True))
        mine = typed.closed or right.closed
        differ = [there and yes != belongs for (there, yes), belongs in zip(wanted, mine, strict=True)]
        return {"end belongs": differ[1] or (differ[0] and not unsaid)}
    if typed.is_one:
        return {"one number alone": True}
    if _end(typed.low, right.high, ground).right and _end(typed.high, right.low, ground).right:
        return {"ends the other way round": True}
    pairs = zip((typed.low, typed.high), (right.low, right.high), off, strict=True)
    if all(not wrong or (one and end and near(one, end)) for one, end, wrong in pairs):
        return {"too few digits": True}
    return {"lower end": off[0], "upper end": off[1]}


def _end(typed: Typed | None, right: Expression | None, ground: Ground) -> Outcome:
    if typed is None or right is None:
        return Outcome(typed is None and right is None)
    return flat((typed,), (right,), ground)


def _choice(typed: str, right: str, ground: Ground) -> Outcome:
    return Outcome(typed == right)


OTHERS: Mapping[str, Callable[..., Outcome]] = {"points": _points, "interval": _interval, "choice": _choice}
