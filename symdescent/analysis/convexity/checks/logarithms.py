"""The checker's own statement of the rules for functions whose logarithm is convex or concave."""

from __future__ import annotations

from collections.abc import Callable

import sympy
from sympy import Matrix, zeros

from symdescent.analysis.convexity.checks.functions import exponent
from symdescent.analysis.convexity.checks.place import Place, Proved
from symdescent.analysis.convexity.checks.several import same, summed
from symdescent.analysis.convexity.rules.tree import Node
from symdescent.notation.tree import ONE, Call, Negation, Sum

LEVEL = ("constant", "affine")
TURNED = {"log-convex": "log-concave", "log-concave": "log-convex"}
INNER = {"log-convex": "convex", "log-concave": "concave"}


def _proved(node: Node, strict: tuple[Matrix, ...], place: Place) -> Proved:
    return Proved(node.curvature, strict, zeros(place.size))


def constant(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """A number > 0."""
    value = place.value(node.expression)
    fits = value.free_symbols.isdisjoint(place.variables) and place.is_positive(value)
    return _proved(node, (), place) if fits else None


def exponential(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """e^u with u convex (concave)."""
    fits = len(parts) == 1 and same(sympy.exp(place.value(node.parts[0].expression)), place.value(node.expression))
    return _proved(node, parts[0].strict, place) if fits and parts[0].curvature in (*LEVEL, INNER[node.curvature]) else None


def product(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """The logarithm of a product is the sum of the logarithms."""
    value = sympy.prod(place.value(part.expression) for part in node.parts)
    fits = all(part.curvature == node.curvature for part in parts) and same(value, place.value(node.expression))
    return _proved(node, tuple(row for part in parts for row in part.strict), place) if fits else None


def power(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """The logarithm of u^p is p ln u."""
    p = exponent(node.expression, node.parts[0].expression) if len(parts) == 1 else None
    fits = p and parts[0].curvature == (node.curvature if p > 0 else TURNED[node.curvature])
    return _proved(node, parts[0].strict, place) if fits else None


def total(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """A sum of log-convex functions is log-convex."""
    value = sum((place.value(part.expression) for part in node.parts), sympy.S.Zero)
    fits = node.curvature == "log-convex" and all(part.curvature == "log-convex" for part in parts)
    return _proved(node, summed(node, parts, place), place) if fits and same(value, place.value(node.expression)) else None


def positive_concave(node: Node, parts: list[Proved], place: Place) -> Proved | None:
    """The logarithm of a positive concave function is concave."""
    value = place.value(node.expression)
    fits = node.curvature == "log-concave" and len(parts) == 1 and node.parts[0].expression == node.expression
    if not fits or parts[0].curvature not in (*LEVEL, "concave") or not place.is_positive(value):
        return None
    row = place.gradient(value)
    return _proved(node, parts[0].strict if row is None else (row,), place)


def named(curvature: str, function: str) -> Callable[[Node, list[Proved], Place], Proved | None]:
    """A function whose logarithm is known to be strictly convex or concave, of an affine u."""

    def check(node: Node, parts: list[Proved], place: Place) -> Proved | None:
        if len(parts) != 1 or parts[0].curvature not in LEVEL or node.curvature != curvature:
            return None
        u = node.parts[0].expression
        call = Call(function, (u,))
        row = place.gradient(place.value(u))
        positive = function != "gamma" or place.is_positive(place.value(u))
        written = Sum((ONE, Negation(call))) if node.rule == "counter-sigmoid" else call
        return _proved(node, (row,), place) if node.expression == written and row is not None and positive else None

    return check


LOGARITHMIC: dict[str, Callable[[Node, list[Proved], Place], Proved | None]] = {
    "positive constant": constant,
    "exponential": exponential,
    "product": product,
    "power": power,
    "sum": total,
    "positive concave": positive_concave,
    "cosh": named("log-convex", "cosh"),  # (ln cosh)'' = 1/cosh²
    "gamma": named("log-convex", "gamma"),  # (ln Γ)'' = Σ 1/(t + k)²
    "sigmoid": named("log-concave", "sigmoid"),  # ln σ(t) = -ln(1 + e^-t)
    "counter-sigmoid": named("log-concave", "sigmoid"),  # ln(1 - σ(t)) = -ln(1 + e^t)
}
