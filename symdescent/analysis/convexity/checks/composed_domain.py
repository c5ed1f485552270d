"""The checker's part on domains: every condition is settled by a sign or has its proof in the certificate."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sympy import Expr

from symdescent.analysis.convexity.checks.place import Place, Proved, place_of
from symdescent.analysis.convexity.rules.tree import Composition, Node
from symdescent.calculus.edges.asks import Condition, asked
from symdescent.problem import Problem

SUPPORTED = {"constant": (">", "=="), "affine": (">", "=="), "concave": (">",)}


def domain_is_convex(problem: Problem, certificate: Composition, place: Place, verified: Callable[[Node, Place], Proved | None]) -> bool:
    """Whether every condition g ≥ 0 of the region and of the formula has a proof that g is concave, or holds everywhere."""
    proofs = [(place.value(node.expression), verified(node, place)) for node in certificate.conditions]
    if any(proof is None for _, proof in proofs):
        return False
    return all(any(_settles(side, kind, *proof) for proof in proofs) for side, kind in _conditions(problem, place))


def _settles(side: Expr, kind: str, value: Expr, proof: Proved | None) -> bool:
    return proof is not None and kind in SUPPORTED.get(proof.curvature, ()) and (value - side).expand() == 0


def _conditions(problem: Problem, place: Place) -> Iterator[tuple[Expr, str]]:
    """What needs a proof: each g, with > where it is to be ≥ 0, = where it is to be 0, and ≠ where nothing can prove it."""
    for relation in problem.domain.of(problem.variables).relations:
        gap = place.value(relation.left) - place.value(relation.right)
        yield (-gap, ">") if relation.operator[0] == "<" else (gap, "==" if relation.operator == "==" else ">")
    bare = place_of(problem, place.verified, natural=False)
    for c in asked(problem.expression, (), {}):
        if c.purpose == "value" and not _by_signs(c, bare if c.operator in (">", ">=", "<", "<=") else place):
            gap = place.value(c.left) - place.value(c.right)
            yield (gap if c.operator[0] == ">" else -gap), "≠" if c.within or c.bound or c.operator in ("!=", "poles") else ">"


def _by_signs(c: Condition, place: Place) -> bool:
    """Whether a condition holds by the sign of left - right."""
    gap = place.value(c.left) - place.value(c.right)
    if c.operator in ("!=", "poles"):
        return place.is_positive(gap) or (c.operator == "!=" and place.is_positive(-gap))
    side = gap if c.operator[0] == ">" else -gap
    if c.operator in (">", "<"):
        return place.is_positive(side)
    return place.is_nonnegative(side)
