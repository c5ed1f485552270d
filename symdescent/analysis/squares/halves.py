"""Which monomials the squares of a polynomial can hold: half its Newton polytope, sorted by parity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import prod

from symdescent.analysis.squares.terms import Exponents

MOST_CANDIDATES = 20_000


def halves(p: Mapping[Exponents, Fraction]) -> list[Exponents]:
    """The monomials that can occur in q where p = Σ q².

    A monomial m whose square is no term of p is struck out unless m² is a product of two others, until nothing changes:
    what is left lies in half of the Newton polytope (Reznick 1978, Extremal PSD forms with few terms, Theorem 1).
    """
    kept = set(_candidates(p))
    while True:
        sums = {tuple(map(int.__add__, a, b)) for a in kept for b in kept if a < b}
        out = {m for m in kept if (twice := tuple(2 * k for k in m)) not in p and twice not in sums}
        if not out:
            return sorted(kept, key=lambda m: (-sum(m), tuple(-k for k in m)))
        kept -= out


def _candidates(p: Mapping[Exponents, Fraction]) -> Iterator[Exponents]:
    degrees = [sum(power) for power in p]
    most = [max(power[i] for power in p) // 2 for i in range(len(next(iter(p))))]
    least = [-(-min(power[i] for power in p) // 2) for i in range(len(most))]
    spans = [range(low, high + 1) for low, high in zip(least, most, strict=True)]
    if prod(map(len, spans)) > MOST_CANDIDATES:
        return
    yield from (m for m in product(*spans) if min(degrees) <= 2 * sum(m) <= max(degrees))


def by_parity(p: Mapping[Exponents, Fraction], monomials: list[Exponents]) -> list[list[Exponents]]:
    """The monomials in groups such that the squares of each group alone can make up p.

    Where p stays the same when some variables change sign, products of monomials that do not stay the same are not needed
    (Löfberg 2009, Pre- and post-processing sum-of-squares programs in practice, §III).
    """
    basis: list[int] = []
    for power in p:
        rest = _reduced(_bits(power), basis)
        if rest:
            basis = sorted([*basis, rest], reverse=True)
    groups: dict[int, list[Exponents]] = {}
    for m in monomials:
        groups.setdefault(_reduced(_bits(m), basis), []).append(m)
    return list(groups.values())


def _bits(power: Exponents) -> int:
    return sum((n % 2) << i for i, n in enumerate(power))


def _reduced(bits: int, basis: list[int]) -> int:
    for one in basis:
        bits = min(bits, bits ^ one)
    return bits
