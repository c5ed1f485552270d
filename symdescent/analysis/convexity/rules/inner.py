"""A function of one variable around a part that bends itself: what it keeps of that part's squares, and along which lines it bends strictly."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symdescent.analysis.convexity.rules.atoms import Atom
from symdescent.analysis.convexity.rules.forms import vector
from symdescent.analysis.convexity.rules.polynomial import ZERO, Coefficient, Row, linear, plus, polynomial, times
from symdescent.analysis.convexity.rules.quadratics import rank
from symdescent.analysis.convexity.rules.setting import Setting
from symdescent.analysis.convexity.rules.tree import Node, Square
from symdescent.calculus.edges.ranges import Range
from symdescent.notation.tree import Call, E, Expression, Power, Product, names

LEVEL = ("constant", "affine")


def kept(atom: Atom, u: Node, reach: Range) -> tuple[Square, ...]:
    """The squares of φ(u): φ'(u) times the Hessian of u is at least the least |φ'| times the squares of u."""
    least = atom.slope(reach)
    return tuple((times(w, least), row) for w, row in u.squares) if least else ()


def bending(atom: Atom, u: Node, s: Setting) -> tuple[Row, ...]:
    """The forms along which φ(u) bends strictly: those of u, and where φ does, the slope of u along lines on which none of them changes.

    On such a line u = q + l is straight, where q depends on its forms alone and l is affine; φ(u) then bends unless l stays.
    """
    straight = _affine_rest(u, s) if atom.strict else None
    return (*u.strict, straight) if straight else u.strict


def power_of_itself(base: Power, e: Expression, s: Setting) -> Node | None:
    """u^v as e^(v ln u), where variables stand in both, as in x^x."""
    inner = None if s.fixed(base.exponent) else s.find(Power(E, Product((base.exponent, Call("ln", (base.base,))))))
    return None if inner is None else s.made(e, inner.curvature, "written out", (inner,), (), inner.strict, inner.squares)


def _affine_rest(u: Node, s: Setting) -> Row | None:
    """The linear form l of u = q + l; None where q is not known to depend on its own forms only."""
    parts = list(_terms(u))
    if not all(part.curvature in LEVEL or _depends_on_its_forms(part, s) for part in parts):
        return None
    total: dict[str, Coefficient] = {}
    for part in parts:
        p = polynomial(part.expression, s.variables)
        for name, c in linear(p) if p is not None else ():
            total[name] = plus(total.get(name, ZERO), c)
    row = tuple(sorted((name, c) for name, c in total.items() if c != 0))
    return row if all(isinstance(c, Fraction) for _, c in row) else None


def _terms(u: Node) -> Iterator[Node]:
    if u.rule == "sum":
        for part in u.parts:
            yield from _terms(part)
    else:
        yield u


def _depends_on_its_forms(node: Node, s: Setting) -> bool:
    """Whether it stays the same, or is affine for a polynomial of degree 2, where none of its forms changes."""
    if node.rule == "multiple":
        return bool(node.strict) and _depends_on_its_forms(node.parts[1], s)
    if node.rule == "quadratic" or (len(node.parts) == 1 and node.parts[0].curvature == "affine" and node.strict):
        return True
    variables = sorted(names(node.expression) & set(s.variables))
    plain = (row for row in node.strict if all(isinstance(c, Fraction) for _, c in row))
    return rank(vector(row, variables) for row in plain) == len(variables)
