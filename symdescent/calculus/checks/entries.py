"""What a formula with bound names needs of a point besides its variables: whole numbers for what counts, values for entries.

Two letters as indices, x_k and x_m, name two different entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from symdescent.notation.binding import whole
from symdescent.notation.tree import BINDING, Call, Entry, Expression, Integral, OverIndex, names, walk

BESIDE = 2  # entries on either side of the last one, for indices such as i + 1


class Bound(NamedTuple):
    """What is to be filled in: the letters that count (bounds; indices of variables; bound indices), families,
    variables of integrals; the numbers that are indices of variables, and the least index that every sum has.
    """

    bounds: tuple[str, ...]
    letters: tuple[str, ...]
    indices: tuple[str, ...]
    families: tuple[str, ...]
    integrated: tuple[str, ...]
    numbered: frozenset[int]
    least: int


def bound(source: Expression, variable: str) -> Bound | None:
    """What the formula needs at a point, or None where it has no bound names."""
    nodes = [e for e in walk(source) if type(e) in BINDING or (type(e) is Call and e.function == "kronecker")]
    if not nodes:
        return None
    ranges = [e for e in nodes if isinstance(e, OverIndex)]
    entries = [e for e in nodes if isinstance(e, Entry)]
    families = _sorted(e.family for e in entries)
    tails = {tail for name in names(source) | {variable} for head, _, tail in [name.partition("_")] if tail and head in families}
    counting = frozenset[str]().union(*(names(e.lower) | names(e.upper) for e in ranges))
    own = {e.index for e in ranges}
    loose = frozenset[str]().union(*(names(e) for e in nodes if isinstance(e, (Entry, Call))))
    return Bound(
        _sorted(counting - own),
        _sorted(tail for tail in tails if not tail.isdigit()),
        _sorted((own | loose) - tails - (counting - own)),
        families,
        _sorted(e.variable for e in nodes if isinstance(e, Integral)),
        frozenset(int(tail) for tail in tails if tail.isdigit()),
        max([1, *(lower for e in ranges if (lower := whole(e.lower)) is not None)]),
    )


def _sorted(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found)))


def filled(point: Mapping[str, Any], needs: Bound, place: int, value: Callable[[int], float]) -> dict[str, Any]:
    """The point with what is needed; ``value`` gives a number for each of the entries."""
    count = len(needs.numbered) + len(needs.letters) + 1
    most = max((*needs.numbered, needs.least - 1 + count)) + place % 2
    free = [k for k in range(needs.least, most + 1) if k not in needs.numbered]
    turned = free[place // 3 % len(free) :] + free[: place // 3 % len(free)]
    counts = {name: float(most + position) for position, name in enumerate(needs.bounds)}
    counts |= {
        name: float(needs.least + (place // (1 + position)) % (most + 1 - needs.least)) for position, name in enumerate(needs.indices)
    }
    letters = dict(zip(turned, needs.letters, strict=False))
    entries = {
        f"{family}_{letters.get(k, k)}": value(len(point) + k + 7 * position)
        for position, family in enumerate(needs.families)
        for k in range(most + len(needs.bounds) + BESIDE)
    }
    inside = {name: value(len(point) + position) for position, name in enumerate(needs.integrated)}
    return {**inside, **entries, **point, **counts, **{name: float(k) for k, name in letters.items()}}
