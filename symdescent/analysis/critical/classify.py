"""What a stationary point is, from the Hessian's signs on the face it lies on and the signs of its multipliers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import sympy

from symdescent.analysis.critical.cells import Cell, Wall
from symdescent.analysis.critical.degenerate import Verdict, decide
from symdescent.analysis.critical.inertia import Inertia, bordered, inertia, kind_of
from symdescent.analysis.critical.mixtures import gradients_at, mixture_is_zero
from symdescent.analysis.critical.places import Place

MOST_WALLS = 8  # in a corner
HESSIAN, MULTIPLIERS, OPEN = Verdict("", "hessian"), Verdict("", "multipliers"), Verdict("undecided", "open")


class Found(NamedTuple):
    """A kind, the signs that decided it, the constraints it is on and their multipliers."""

    kind: str | None  # None: f rises into one side and falls into another, so it is nothing
    signs: Inertia | None
    why: Verdict
    active: tuple[sympy.Expr, ...] = ()
    multipliers: tuple[sympy.Expr, ...] = ()


def touching(cell: Cell, place: Place) -> tuple[Wall, ...] | None:
    """The walls that a place lies on; None where it is outside of the cell."""
    signs = [(wall, place.sign(wall.inside)) for wall in cell.walls]
    if any(sign == -1 or (sign == 0 and not wall.closed) for wall, sign in signs) or any(
        place.sign(e) not in (0, None) for e in cell.equations
    ):
        return None
    return tuple(wall for wall, sign in signs if sign == 0)


def classified(cell: Cell, place: Place) -> Found:
    """What a place in a cell is: an extremum on the cell, a saddle, or nothing.

    >>> from symdescent.analysis.critical.places import exact_place
    >>> x = sympy.Symbol("x", real=True)
    >>> classified(Cell(x**2, (Wall(x - 1, True, "domain"),), ()), exact_place((x,), (sympy.S.One,))).kind
    'edge minimum'
    """
    walls = touching(cell, place) or ()
    constraints = (*cell.equations, *(wall.inside for wall in walls))
    if not constraints:
        return _inside(cell, place)
    jacobian = sympy.Matrix([[sympy.diff(c, x) for x in place.symbols] for c in constraints])
    multipliers = _multipliers(cell.formula, jacobian, place)
    if multipliers is None:
        unclear = cell.equations or any(wall.steep is not None for wall in walls)
        corner = "undecided" if unclear else _in_corner(cell.formula, constraints, jacobian, place)
        return Found(corner, None, OPEN if corner == "undecided" else MULTIPLIERS, constraints)
    hessian = sympy.hessian(cell.formula - sum(m * c for m, c in zip(_dummies(multipliers), constraints, strict=True)), place.symbols)
    hessian = hessian.subs(dict(zip(_dummies(multipliers), multipliers, strict=True)))
    pressing = multipliers[len(cell.equations) :]
    signs = [place.sign(m if wall.steep is None else wall.steep) for m, wall in zip(pressing, walls, strict=True)]
    kept = [k for k in range(len(constraints)) if k < len(cell.equations) or signs[k - len(cell.equations)] != 0]
    along = _on_face(hessian, jacobian.extract(kept, list(range(jacobian.cols))) if kept else None, place)
    kind = _kind(along, signs)
    return Found(kind, along, OPEN if kind == "undecided" else MULTIPLIERS, constraints, tuple(multipliers))


def _inside(cell: Cell, place: Place) -> Found:
    signs = inertia(sympy.hessian(cell.formula, place.symbols), place)
    kind = kind_of(signs)
    if kind is not None:
        return Found(kind, signs, HESSIAN)
    if signs is None:
        return Found("undecided", None, OPEN)
    verdict = decide(cell.formula, place, signs)
    return Found(verdict.kind, signs, verdict)


def _dummies(multipliers: Sequence[sympy.Expr]) -> tuple[sympy.Symbol, ...]:
    return tuple(sympy.Symbol(f"mu_{k}", real=True) for k in range(len(multipliers)))


def _multipliers(f: sympy.Expr, jacobian: sympy.Matrix, place: Place) -> list[sympy.Expr] | None:
    """The numbers with which the constraints' gradients make up the gradient: (J Jᵀ)⁻¹ J ∇f; None where they are dependent."""
    gradient = sympy.Matrix([sympy.diff(f, x) for x in place.symbols])
    values = dict(zip(place.symbols, place.exact, strict=True)) if place.exact is not None else {}
    j, g = jacobian.subs(values), gradient.subs(values)
    square = (j * j.T).applyfunc(sympy.expand)
    if g.has(sympy.nan, sympy.zoo, sympy.oo) or place.sign(square.det()) in (0, None):
        return None
    return [sympy.together(m) for m in square.inv() * j * g]


def _in_corner(f: sympy.Expr, walls: Sequence[sympy.Expr], jacobian: sympy.Matrix, place: Place) -> str | None:
    """Where more walls meet than there are unknowns: as many of them as unknowns, with multipliers of one sign, decide (Farkas 1902)."""
    for chosen in combinations(range(jacobian.rows), jacobian.cols) if jacobian.rows <= MOST_WALLS else ():
        multipliers = _multipliers(f, jacobian.extract(list(chosen), list(range(jacobian.cols))), place)
        signs = {place.sign(m) for m in multipliers or ()}
        if signs in ({1}, {-1}):
            return "edge minimum" if signs == {1} else "edge maximum"
    inwards, own = gradients_at(walls, place), gradients_at([f], place)
    if inwards is None or own is None or len(inwards) > MOST_WALLS:
        return "undecided"
    against = [-c for c in own[0]]
    return "undecided" if any(mixture_is_zero([g, *inwards]) for g in (own[0], against)) else None  # it rises and falls in the corner


def _on_face(hessian: sympy.Matrix, jacobian: sympy.Matrix | None, place: Place) -> Inertia | None:
    """The Hessian's signs along the face."""
    if jacobian is None:
        return inertia(hessian, place)
    k, n = jacobian.rows, jacobian.cols
    if k >= n:
        return Inertia(0, 0, 0)
    whole = inertia(bordered(hessian, jacobian), place)
    return None if whole is None else Inertia(whole.positive - k, whole.zero, whole.negative - k)


def _kind(along: Inertia | None, signs: Sequence[int | None]) -> str | None:
    pressing = {sign for sign in signs if sign}
    if None in signs or along is None:
        return "undecided"
    if pressing == {1, -1}:
        return None
    edge = "edge " if pressing else ""
    if not any(along):
        return {1: "edge minimum", -1: "edge maximum"}.get(next(iter(pressing), 0), "undecided")
    kind = kind_of(along)
    wanted = {1: "minimum", -1: "maximum"}.get(next(iter(pressing), 0), kind)
    if 0 in signs and (kind == "saddle" or (pressing and kind != wanted)):
        return "undecided"  # the falling direction may lead out of the cell
    if kind is None or kind == "saddle":
        return f"{edge}saddle" if kind else "undecided"
    return f"{edge}{kind}" if kind == wanted else "edge saddle"


def together(found: Sequence[Found], at_edge: bool = False) -> Found | None:
    """What a point is that several cells share: an extremum where it is the same in each; None where it is nothing.

    A point on a kink is an edge only ``at_edge`` of the domain.
    """
    kinds = {one.kind for one in found}
    first = found[0]
    if len(found) == 1:
        return first if first.kind else None
    bare = {kind.removeprefix("edge ") for kind in kinds if kind}
    if None in kinds or {"edge minimum", "edge maximum"} <= kinds:
        return None
    if len(bare) == 1:
        edge = "edge " if at_edge and bare != {"undecided"} else ""
        return first._replace(kind=edge + next(iter(bare)), why=Verdict("", "kink"))
    return first._replace(kind="saddle" if "undecided" not in bare else "undecided", why=Verdict("", "kink"))
