"""Integrals as numbers: the double exponential rule of Takahasi and Mori (1974), with nodes that do not depend on the bounds.

Because the nodes stay where they are, the sum is a smooth function of the bounds, and its error does not show in a
difference quotient. Halving the distance of the nodes about doubles the digits that are right; so where two distances
agree to half the digits, the finer one has them all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

import mpmath

Node = tuple[Any, Any]  # the distance from the nearer end of [0, 1], and the weight


class Nodes(NamedTuple):
    """The weight of the middle, the other nodes from the middle outwards, and to what share two distances must agree."""

    middle: Any
    outer: tuple[Node, ...]
    agreement: Any


def _outer(step: Any, least: Any, library: Any) -> Iterator[Node]:
    """x = 1/(1 + e^(π sinh t)) at t = h, 2h, …, and dx/dt."""
    place = 0
    while True:
        place += 1
        t = step * place
        x = 1 / (1 + library.exp(library.pi * library.sinh(t)))
        if x < least:
            return
        yield x, step * library.pi * library.cosh(t) * x * (1 - x)


@cache
def float_nodes() -> Nodes:
    """For floats: about 12 digits."""
    step = 1 / 32
    return Nodes(step * math.pi / 4, tuple(_outer(step, 1e-80, math)), 1e-7)


@cache
def coarse_nodes() -> Nodes:
    """For floats of integrals inside of integrals: as many digits where the integrand is smooth, of a fifth of the nodes."""
    step = 1 / 8
    return Nodes(step * math.pi / 4, tuple(_outer(step, 1e-30, math)), 1e-7)


@cache
def _precise_nodes(precision: int) -> Nodes:
    step = mpmath.mpf(1) / 32
    return Nodes(step * mpmath.pi / 4, tuple(_outer(step, mpmath.mpf(10) ** -100, mpmath)), mpmath.mpf("1e-17"))


def precise_nodes() -> Nodes:
    """For mpmath's numbers at its present precision: more than 30 digits."""
    return _precise_nodes(mpmath.mp.prec)


def integrate(f: Callable[[Any], Any], lower: Any, upper: Any, nodes: Nodes) -> tuple[Any, Any, Any]:
    """The integral of f from ``lower`` to ``upper`` by all nodes and by every other one, and that of |f|.

    The bounds may be arrays; f is never called at them, where it may have no value.
    """
    width = upper - lower
    centre = f(lower + width / 2)
    fine, coarse, size = nodes.middle * centre, 2 * nodes.middle * centre, nodes.middle * abs(centre)
    for place, (x, weight) in enumerate(nodes.outer, 1):
        left, right = f(lower + width * x), f(upper - width * x)
        both = weight * (left + right)
        fine = fine + both
        size = size + weight * (abs(left) + abs(right))
        if place % 2 == 0:
            coarse = coarse + 2 * both
    return fine * width, coarse * width, size * abs(width)
