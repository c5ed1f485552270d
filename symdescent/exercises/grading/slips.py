"""Slips that need no rule: a sign, the order of entries, a term left out, one number, too few digits; each is a row of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, permutations
from typing import Any, NamedTuple

from symdescent.calculus.answers.reading import collected, ordered
from symdescent.calculus.checks.same import Domain
from symdescent.exercises.grading.entries import Flat
from symdescent.exercises.grading.leaves import LEAST_DIGITS, distance, near
from symdescent.exercises.grading.lines import Typed
from symdescent.notation.tree import Expression, Number, Power, Sum, Symbol, children, names, number, substitute, walk

Values = tuple[float | None, ...]
MOST_ENTRIES = 5  # that are tried in every order
LEAST_FACTOR = 1e-6  # that a factor differs from 1
EARLY = 0.02  # how far off, relatively, a number is that was rounded on the way


class Case(NamedTuple):
    """A wrong answer beside the right one, entry by entry: formulas, and their values at the same places."""

    typed: Flat
    right: tuple[Expression, ...]
    domain: Domain
    mine: tuple[Values, ...]
    wanted: tuple[Values, ...]
    shape: tuple[int, int]  # rows and columns

    def are(self, values: Sequence[Values]) -> bool:
        """Whether the typed entries have these values."""
        return all(alike(one, mine, value) for one, mine, value in zip(self.typed, self.mine, values, strict=True))

    def is_times(self, factor: float) -> bool:
        """Whether every entry is the right one times a factor, and the right ones are not all 0."""
        return any(map(_some, self.wanted)) and self.are([_mapped(values, lambda value: factor * value) for values in self.wanted])

    @property
    def off(self) -> list[int]:
        """The places of the entries that are wrong."""
        return [k for k, (one, mine) in enumerate(zip(self.typed, self.mine, strict=True)) if not alike(one, mine, self.wanted[k])]


def case(typed: Flat, right: tuple[Expression, ...], domain: Domain, shape: tuple[int, int]) -> Case:
    """A wrong answer with its values beside the right ones."""
    mine, wanted = (tuple(tuple(domain.values(e)) for e in entries) for entries in ([one.value for one in typed], right))
    return Case(typed, right, domain, mine, wanted, shape)


def alike(typed: Typed, mine: Values, wanted: Values) -> bool:
    """Whether a typed entry has these values wherever both have one, a decimal to its last place."""
    half = 0.0 if typed.half is None or typed.digits < LEAST_DIGITS else float(typed.half) * 1.000001
    pairs = [(a, b) for a, b in zip(mine, wanted, strict=True) if a is not None and b is not None]
    return bool(pairs) and all(abs(a - b) <= max(half, 1e-9 * abs(b), 1e-12) for a, b in pairs)


def _some(values: Values) -> bool:
    return any(value for value in values)


def _mapped(values: Values, function: Callable[[float], float]) -> Values:
    return tuple(None if value is None else function(value) for value in values)


def _shifted(it: Case) -> bool:
    """Whether a formula in the number of a step is the one of the step before or after."""
    letters = frozenset[str]().union(*map(names, it.right))
    in_exponent = any(isinstance(e, Power) and names(e.exponent) for right in it.right for e in walk(right))
    if len(letters) != 1 or not in_exponent:
        return False
    (k,) = map(Symbol, letters)
    moved = ([substitute(right, {k: Sum((k, number(by)))}) for right in it.right] for by in (1, -1))
    return any(it.are([tuple(it.domain.values(e)) for e in entries]) for entries in moved)


def _by_a_factor(it: Case) -> bool:
    """Whether all are the right ones times one number: of formulas, or of several numbers that are not 0."""
    pairs = [pair for pair in zip(chain(*it.mine), chain(*it.wanted), strict=True) if all(pair)]
    several = any(map(names, it.right)) or sum(map(_some, it.wanted)) > 1
    factor = pairs[0][0] / pairs[0][1] if pairs else 1  # type: ignore[operator]
    return several and abs(factor - 1) > LEAST_FACTOR and it.is_times(factor)


def _sign(it: Case) -> bool:
    """All signs, that of one entry, or that of one term of a sum."""
    if it.is_times(-1):
        return True
    if len(it.typed) > 1 and len(it.off) == 1:
        (k,) = it.off
        return _some(it.wanted[k]) and alike(it.typed[k], it.mine[k], _mapped(it.wanted[k], lambda value: -value))
    return _changed_by_terms(it, 2)


def _term_missing(it: Case) -> bool:
    return _changed_by_terms(it, 1)


def _changed_by_terms(it: Case, times: int) -> bool:
    """Whether one entry is wrong, and right with one of its terms taken from it so many times."""
    if len(it.off) != 1:
        return False
    (k,) = it.off
    right = it.right[k]
    return isinstance(right, Sum) and any(alike(it.typed[k], it.mine[k], tuple(_less(it, k, term, times))) for term in right.terms)


def _less(it: Case, k: int, term: Expression, times: int) -> Iterator[float | None]:
    for value, part in zip(it.wanted[k], it.domain.values(term), strict=True):
        yield None if value is None or part is None else value - times * part


def _swapped(it: Case) -> bool:
    rest = permutations(range(len(it.right))) if 1 < len(it.right) <= MOST_ENTRIES else iter(())
    return any(it.are([it.wanted[k] for k in order]) for order in rest)


def _transposed(it: Case) -> bool:
    rows, columns = it.shape
    return rows == columns > 1 and it.are([it.wanted[c * columns + r] for r in range(rows) for c in range(columns)])


def _reciprocal(it: Case) -> bool:
    return len(it.right) == 1 and all(it.wanted[0]) and it.are([_mapped(it.wanted[0], lambda value: 1 / value)])


def _too_few_digits(it: Case) -> bool:
    return _decimals(it) and all(near(it.typed[k], it.right[k]) for k in it.off)


def _rounded_early(it: Case) -> bool:
    return _decimals(it) and all(_about(it.typed[k], it.right[k]) for k in it.off)


def _decimals(it: Case) -> bool:
    return bool(it.off) and all(it.typed[k].half is not None and not names(it.right[k]) for k in it.off)


def _about(typed: Typed, right: Expression) -> bool:
    gap: Any = distance(typed.value, right)
    return gap is not None and abs(gap[0]) <= EARLY * abs(gap[1])


def _one_number(it: Case) -> bool:
    if len(it.off) != 1 or not names(it.right[it.off[0]]):
        return False
    (k,) = it.off
    return len(_differing(ordered(collected(it.typed[k].value)), ordered(it.right[k]))) == 1


def _differing(a: Expression, b: Expression) -> list[Expression]:
    """The numbers in which two formulas of one form differ; twice one of them where the forms differ."""
    if a == b:
        return []
    if isinstance(a, Number) and isinstance(b, Number):
        return [a]
    parts = children(a), children(b)
    if type(a) is not type(b) or len(parts[0]) != len(parts[1]) or not parts[0] or getattr(a, "function", "") != getattr(b, "function", ""):
        return [number(0), number(0)]
    return [e for pair in zip(*parts, strict=True) for e in _differing(*pair)]


def _other_letter(it: Case) -> bool:
    known = frozenset[str]().union(*(names(source) for source in it.domain.sources), *map(names, it.right))
    return any(names(one.value) - known for one in it.typed)


SLIPS: dict[str, Callable[[Case], bool]] = {
    "right in places": lambda it: not it.off and any(map(names, it.right)) and all(one.half is None for one in it.typed),
    "letter not in the question": _other_letter,
    "transposed": _transposed,
    "too few digits": _too_few_digits,
    "sign": _sign,
    "entries swapped": _swapped,
    "reciprocal": _reciprocal,
    "step shifted": _shifted,
    "twice as much": lambda it: it.is_times(2),
    "half as much": lambda it: it.is_times(0.5),
    "constant factor": _by_a_factor,
    "term missing": _term_missing,
    "rounded early": _rounded_early,
    "one number": _one_number,
    "one entry": lambda it: len(it.right) > 1 and len(it.off) == 1,
}


def slip(it: Case) -> str | None:
    """The first row that explains the line."""
    return next((name for name, explains in SLIPS.items() if explains(it)), None)
