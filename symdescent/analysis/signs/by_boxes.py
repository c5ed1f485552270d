"""Signs on boxes by interval arithmetic: where the bounds of the whole box are too wide, of the parts it is cut into."""

from __future__ import annotations

from math import isinf

from symdescent.analysis.signs.enclose import derivatives, lowest
from symdescent.analysis.signs.fact import MINUS, PLUS, Fact, fact
from symdescent.analysis.signs.known import Known
from symdescent.notation.tree import Expression, columns, families, names

MOST_BOXES = 40
MOST_NAMES = 4


def by_boxes(e: Expression, known: Known) -> Fact | None:
    """Bounds on smaller and smaller boxes; the ends of the names are facts of their own."""
    mine = sorted(names(e))
    box = known.box(mine)
    if (
        columns(e)
        or families(e)
        or not 0 < len(mine) <= MOST_NAMES
        or any(isinf(here.high - here.low) or here.low > here.high for here in box.values())
    ):
        return None
    if not known.spend("boxes", MOST_BOXES):
        return None
    slopes = derivatives(e, tuple(mine))
    for side, sign in ((PLUS, 1), (MINUS, -1)):
        if lowest(e, box, slopes, MOST_BOXES, side=sign, enough=0.0) > 0:
            return fact(e, side, "boxes")
    return None
