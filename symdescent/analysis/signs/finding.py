"""The sign of an expression on a region: the strongest that one of some ways proves."""

from __future__ import annotations

from collections.abc import Callable

from symdescent.analysis.signs.bounds import Enclosure
from symdescent.analysis.signs.by_boxes import by_boxes
from symdescent.analysis.signs.fact import MINUS, NIL, PLUS, Fact, fact, is_strict
from symdescent.analysis.signs.forms import compared_root, factored, grouped, shifted
from symdescent.analysis.signs.known import Known, Way, asked_by, given
from symdescent.analysis.signs.linear import is_linear, linear
from symdescent.analysis.signs.one_base import exponential_gap, is_polynomial, one_base
from symdescent.analysis.signs.ranged import ranged
from symdescent.analysis.signs.sample import seen
from symdescent.analysis.signs.squares import completed, discriminant
from symdescent.analysis.signs.structure import structural
from symdescent.analysis.signs.turning import turning
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import SPACE, Region
from symdescent.notation.tree import Expression, Sum, is_number, rational, walk

MOST_NODES = 4_000  # of an expression whose sign is looked for
FINAL = frozenset(("polynomial roots", "turning points", "range"))  # reasons that find the strict sign where there is one
LONGEST_NUMBER = 40  # nodes of a number that SymPy is asked about


def sign(expression: Expression, domain: Region = SPACE) -> Fact | None:
    """The strongest sign of an expression that is proved on a region, where the expression has a value; None where none is.

    Variables and parameters are all the same: the region's comparisons are what is known of them. The effort is bounded by
    counts. Any expression of calculus may be asked about, data's columns standing for any entry of theirs.

    >>> from symdescent.notation import parse
    >>> from symdescent.notation.region import region
    >>> sign(parse("x^2 + 2x + 2")).sign, sign(parse("x*y"), region("x > 0, y <= 0")).sign, sign(parse("x"))
    ('positive', 'nonpositive', None)
    """
    if sum(1 for _ in walk(expression)) > MOST_NODES:
        return None
    wanted = tuple(r for r in asked_by(expression) if r not in domain.relations)
    found = Known(domain.relations, wanted, search).fact(expression)
    return None if found is None or found.sign == "nonzero" else found


def search(e: Expression, known: Known) -> Fact | None:
    """The strongest fact of the ways, each gone only while something is left to be found."""
    if is_number(e):
        return number_sign(e)
    best: Fact | None = None
    for way in QUICK:
        best = stronger(best, way(e, known))
        if is_strict(best):
            return best
    if best is not None and type(e) is not Sum:
        return best
    met = seen(e, known)
    if met & MINUS and met & PLUS:
        return best
    for way in () if best is not None and best.mask == met else THOROUGH:
        found = way(e, known)
        best = stronger(best, found)
        final = way in DECIDED and DECIDED[way](e) if found is None else found.reason in FINAL
        if final or is_strict(best) or (best is not None and best.mask == met):
            return best
    return best


def stronger(a: Fact | None, b: Fact | None) -> Fact | None:
    """What two facts of the same expression say together."""
    if a is None or b is None:
        return a or b
    mask = a.mask & b.mask
    if not mask:  # nothing is in the region
        return a
    return a if mask == a.mask else b if mask == b.mask else fact(a.expression, mask, "both", a, b)


def number_sign(e: Expression) -> Fact | None:
    """The sign of a number: by its bounds, and where these leave 0, by SymPy's exact arithmetic."""
    value = rational(e)
    if value is not None:
        return fact(e, PLUS if value > 0 else MINUS if value < 0 else NIL, "number")
    near = Enclosure({})[e]
    if near is None:
        return None
    if 0 not in near:
        return fact(e, PLUS if near.low > 0 else MINUS, "number")
    if near.high - near.low < 1e-3 and sum(1 for _ in walk(e)) <= LONGEST_NUMBER and to_sympy(e).is_zero:
        return fact(e, NIL, "number")
    return None


QUICK: tuple[Way, ...] = (given, structural)
THOROUGH: tuple[Way, ...] = (
    linear,
    exponential_gap,
    ranged,
    completed,
    one_base,
    grouped,
    shifted,
    compared_root,
    discriminant,
    factored,
    turning,
    by_boxes,
)
# Where one of these finds nothing for an expression of its kind, no other way does.
DECIDED: dict[Way, Callable[[Expression], bool]] = {linear: is_linear, one_base: is_polynomial}
