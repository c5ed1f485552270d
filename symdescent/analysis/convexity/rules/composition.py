"""Convexity by composition, as disciplined convex programming does it (Grant, Boyd, Ye 2006), strict and strong told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from symdescent.analysis.convexity.finding import MIRROR, Finding
from symdescent.analysis.convexity.rules import shapes
from symdescent.analysis.convexity.rules.atoms import CALLED, CONVEX, DOWN, HOLDS, UP, Atom, absolute_powers, powers, rows
from symdescent.analysis.convexity.rules.conditions import domain_of
from symdescent.analysis.convexity.rules.factors import HALF, Factor, product, split
from symdescent.analysis.convexity.rules.forms import determine, modulus, over_data, scaled, squares_over_data
from symdescent.analysis.convexity.rules.inner import bending, kept, power_of_itself
from symdescent.analysis.convexity.rules.joined import pieces
from symdescent.analysis.convexity.rules.logarithms import log_sum_exp, logarithm
from symdescent.analysis.convexity.rules.polynomial import polynomial, times, written
from symdescent.analysis.convexity.rules.setting import Setting, facts_of
from symdescent.analysis.convexity.rules.tree import FLIPPED, Composition, Node, Square
from symdescent.notation.binding import unrolled
from symdescent.notation.tree import (
    Call,
    E,
    Expression,
    Negation,
    OverIndex,
    OverRows,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    families,
    names,
    walk,
)
from symdescent.problem import Problem

MOST_NODES = 2_000  # of a formula that is looked at


def by_composition(problem: Problem) -> Finding | None:
    """What the rules of composition prove of a function's convexity on its domain, the strongest they can; None where nothing.

    >>> import symdescent as sd
    >>> by_composition(sd.problem("e^x + y^2")).verdict
    'strictly convex'
    >>> by_composition(sd.problem("x^4 - 2x^2")) is None
    True
    """
    e = problem.expression
    if sum(1 for _ in walk(e)) > MOST_NODES:
        return None
    start = Setting(problem.variables, facts_of(e, problem.data), problem.data, found)
    domain = domain_of(problem, start)
    if domain is None or (root := domain.setting.find(e)) is None:
        return None
    return _finding(root, domain.conditions, domain.setting)


def _finding(root: Node, conditions: tuple[Node, ...], s: Setting) -> Finding:
    if root.curvature not in FLIPPED:
        return Finding("affine", Composition(root, conditions))
    strong = modulus(root.squares, s)
    strict = strong is not None or determine(root.strict, s)
    upward = "strongly convex" if strong is not None else "strictly convex" if strict else "convex"
    verdict = upward if root.curvature == CONVEX else MIRROR[upward]
    mu, exact = strong if strong is not None else (None, True)
    return Finding(verdict, Composition(root, conditions, exact), mu)


def found(e: Expression, s: Setting) -> Node | None:
    """The proof for a part, by the first rule that serves."""
    if s.fixed(e):
        return s.made(e, "constant", "constant")
    p = polynomial(e, s.variables)
    if p is not None and max(map(len, p), default=0) <= 1:
        return s.made(e, "affine", "affine")
    rule = RULES.get(type(e))
    node = rule(e, s) if rule else None
    return node if node is not None or p is None else shapes.quadratic(e, s)


def _combined(parts: Iterable[Node | None]) -> str | None:
    """The curvature of a sum; None where one part bends upwards and another downwards, or one is unknown."""
    kinds = {None if part is None else part.curvature for part in parts} - {"constant", "affine"}
    return "affine" if not kinds else kinds.pop() if len(kinds) == 1 else None


def _sum(e: Sum, s: Setting) -> Node | None:
    """A sum of convex functions is convex; terms of degree 2 that are not, one by one, are taken together."""
    nodes = [s.find(term) for term in e.terms]
    if _combined(nodes) is None:
        low = [term for term in e.terms if polynomial(term, s.variables) is not None]
        together = shapes.quadratic(Sum(tuple(low)), s) if 1 < len(low) < len(nodes) else None
        nodes = [together, *(node for term, node in zip(e.terms, nodes, strict=True) if term not in low)]
    curvature = _combined(nodes)
    if curvature is None:
        return None
    parts = [node for node in nodes if node is not None]
    strict, squares = (row for part in parts for row in part.strict), (square for part in parts for square in part.squares)
    return s.made(e, curvature, "sum", parts, (), strict, squares)


def _product(e: Expression, s: Setting) -> Node | None:
    """A number times one function, or a product that is known as a whole."""
    constant, factors = split(e, s)
    if constant == 1:
        return _as_written(e, _core(factors, e, s), s)
    core = product(factors)
    node = _core(factors, core, s)
    return None if node is None else _multiple(e, written(constant), node, s)


def _as_written(e: Expression, node: Node | None, s: Setting) -> Node | None:
    """A proof for what a product comes to, as one for the product itself."""
    if node is None or node.expression == e:
        return node
    return s.made(e, node.curvature, "written out", (node,), (), node.strict, node.squares)


def _multiple(e: Expression, constant: Expression, node: Node, s: Setting) -> Node | None:
    reach = s.reach(constant)
    if not reach.nonnegative and reach.high > 0:
        return None
    positive = reach.nonnegative
    weight = constant if positive else Negation(constant)
    size = polynomial(weight, ())
    squares: tuple[Square, ...] = tuple((times(w, size[()]), row) for w, row in node.squares) if size is not None else ()
    curvature = node.curvature if positive else FLIPPED.get(node.curvature, node.curvature)
    strict = scaled(node.strict, weight, s)
    return s.made(e, curvature, "multiple", (s.made(constant, "constant", "constant"), node), (), strict, squares)


def _core(factors: list[Factor], e: Expression, s: Setting) -> Node | None:
    if len(factors) > 1:
        return next((node for rule in shapes.SEVERAL if (node := rule(factors, e, s)) is not None), None)
    base, exponent = factors[0]
    if exponent == 1:
        return _exponential(base, e, s) if type(base) is Power else s.find(base)
    return _power(base, exponent, e, s) or shapes.log_convex_product(factors, e, s)


def _exponential(base: Power, e: Expression, s: Setting) -> Node | None:
    """e^u, or a^u with a fixed a > 0 that is known to lie above or below 1."""
    if base.base == E:
        return applied(rows("exponential"), base.exponent, e, s)
    if not s.fixed(base.base):
        return power_of_itself(base, e, s)
    size = s.reach(base.base)
    if not size.positive or size.low <= 1 <= size.high:
        return None
    return applied(rows("growing exponential" if size.low > 1 else "falling exponential"), base.exponent, e, s)


def _power(base: Expression, p: Fraction, e: Expression, s: Setting) -> Node | None:
    if p == HALF and (node := shapes.norm(base, e, s)) is not None:
        return node
    if type(base) is Product and (mean := _mean(base, p, e, s)) is not None:
        return mean
    if type(base) is Call and base.function == "abs" and (node := applied(absolute_powers(p), base.arguments[0], e, s)) is not None:
        return node
    return applied(powers(p), base, e, s)


def _mean(base: Product, p: Fraction, e: Expression, s: Setting) -> Node | None:
    """The power of a product of nonnegative factors as a product of powers."""
    constant, factors = split(base, s)
    return shapes.geometric_mean([Factor(one.base, one.exponent * p) for one in factors], e, s) if constant == 1 else None


def applied(atoms: Iterable[Atom], inner: Expression, e: Expression, s: Setting) -> Node | None:
    """A function of one variable of a part: an affine one may be put into each, a convex one into convex ones that rise."""
    u, reach = s.find(inner), s.reach(inner)
    fitting = (atom for atom in atoms if u is not None and HOLDS[atom.where](reach) and _fits(atom, u.curvature))
    atom = next(fitting, None)
    if atom is None or u is None:
        return None
    if u.curvature not in ("constant", "affine"):
        strict, squares = (bending(atom, u, s), kept(atom, u, reach)) if atom.monotone in (UP, DOWN) else ((), ())
        return s.made(e, atom.curvature, atom.name, (u,), (atom.monotone,), strict, squares)
    row, bend = s.row(inner), atom.bend(reach)
    strict = (row,) if row and atom.strict else ()
    return s.made(e, atom.curvature, atom.name, (u,), (atom.monotone,), strict, ((Fraction(bend), row),) if row and bend else ())


def _fits(atom: Atom, inner: str) -> bool:
    if inner in ("constant", "affine"):
        return True
    if atom.monotone == "":
        return False
    return inner == (FLIPPED[atom.curvature] if atom.monotone == DOWN else atom.curvature)


def _call(e: Call, s: Setting) -> Node | None:
    if e.function in ("max", "min"):
        return _greatest(e, s)
    if e.function == "logsumexp":
        return log_sum_exp(e, s)
    if e.function == "log":
        return _logarithm_to_a_base(e, s)
    if e.function in ("exp", "sqrt"):
        return _product(e, s)
    node = applied(rows(CALLED[e.function]), e.arguments[0], e, s) if e.function in CALLED else None
    return logarithm(e.arguments[0], e, s) if node is None and e.function == "ln" else node


def _logarithm_to_a_base(e: Call, s: Setting) -> Node | None:
    base = s.reach(e.arguments[1])
    if not s.fixed(e.arguments[1]) or not base.positive or base.low <= 1 <= base.high:
        return None
    return applied(rows("growing logarithm" if base.low > 1 else "falling logarithm"), e.arguments[0], e, s)


def _greatest(e: Call, s: Setting) -> Node | None:
    """The greatest of convex functions is convex, the least of concave ones concave; strictly where all of them are."""
    nodes = [s.find(argument) for argument in e.arguments]
    wanted = CONVEX if e.function == "max" else FLIPPED[CONVEX]
    parts = [node for node in nodes if node is not None and node.curvature in ("constant", "affine", wanted)]
    if len(parts) < len(nodes):
        return None
    shared = [row for row in parts[0].strict if all(row in part.strict for part in parts)]
    strict = parts[0].strict if all(determine(part.strict, s) for part in parts) else shared
    return s.made(e, wanted, "maximum" if e.function == "max" else "minimum", parts, (), strict)


def _over_rows(e: OverRows, s: Setting) -> Node | None:
    """A sum or mean over the rows of data is a sum of such functions."""
    body = s.find(e.body)
    if body is None:
        return None
    share = Fraction(1, len(s.data)) if e.kind == "mean" and s.data is not None and len(s.data) else Fraction(1)
    squares = squares_over_data(body.squares, s, share) if s.data is not None else ()
    return s.made(e, body.curvature, "over rows", (body,), (), over_data(body.strict, s), squares)


def _over_index(e: OverIndex, s: Setting) -> Node | None:
    """A sum with numbers as bounds is written out."""
    out = unrolled(e) if e.kind == "sum" else None
    node = s.find(out) if out is not None and not families(out) and names(out) else None
    return None if node is None else s.made(e, node.curvature, "written out", (node,), (), node.strict, node.squares)


RULES: dict[type[Expression], Callable[..., Node | None]] = {
    Sum: _sum,
    **dict.fromkeys((Product, Quotient, Negation, Power), _product),
    Call: _call,
    Piecewise: pieces,
    OverRows: _over_rows,
    OverIndex: _over_index,
}
