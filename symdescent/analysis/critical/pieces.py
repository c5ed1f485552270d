"""Where the pieces of a bent function meet: whether a mixture of their gradients is zero."""

from __future__ import annotations

from collections.abc import Sequence

from symdescent.analysis.critical.cells import Cell
from symdescent.analysis.critical.classify import touching
from symdescent.analysis.critical.mixtures import MOST_VECTORS, gradients_at, mixture_is_zero
from symdescent.analysis.critical.places import Place


def balanced(parts: Sequence[Cell], place: Place) -> bool | None:
    """Whether 0 is a mixture of the gradients of the pieces around a point (Clarke 1975); None where that is not computed.

    >>> import sympy
    >>> from symdescent.analysis.critical.cells import cells
    >>> from symdescent.analysis.critical.places import exact_place
    >>> x, y = sympy.symbols("x y", real=True)
    >>> origin = exact_place((x, y), (sympy.S.Zero, sympy.S.Zero))
    >>> [balanced(cells(f, (), ()), origin) for f in (abs(x) - abs(y), abs(x) - abs(y) + 2 * y)]
    [True, False]
    """
    gradients = []
    for cell in parts:
        walls = gradients_at([wall.inside for wall in touching(cell, place) or ()], place)
        own = gradients_at([cell.formula], place)
        if walls is None or own is None:
            return None
        if not mixture_is_zero(walls):  # there is a direction into the inside of the piece (Gordan 1873)
            gradients += own
    distinct = [g for k, g in enumerate(gradients) if g not in gradients[:k]]
    return mixture_is_zero(distinct) if len(distinct) <= MOST_VECTORS else None
