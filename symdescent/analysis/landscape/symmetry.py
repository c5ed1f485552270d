"""Symmetries of a function: changes of the variables that leave it as it is, each verified exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import prod
from typing import Any

from symdescent.analysis.effort import expanded
from symdescent.analysis.landscape.place import Function
from symdescent.analysis.squares.terms import Terms, terms_of

DIGITS, FAR = 30, 1e-9
MOST_OPERATIONS = 300
MOST_VARIABLES = 8


@dataclass(frozen=True)
class Symmetry:
    """A symmetry by its key and the variables that it is about; ``period`` or ``direction`` where the kind has one."""

    kind: str
    names: tuple[str, ...]
    period: Any = None
    direction: tuple[Any, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The symmetry as JSON takes it."""
        return {
            "kind": self.kind,
            "names": list(self.names),
            **({"period": str(self.period)} if self.period is not None else {}),
            **({"direction": list(map(str, self.direction))} if self.direction else {}),
        }


def symmetries(f: Function) -> tuple[Symmetry, ...]:
    """The symmetries of the formula: signs, exchanges, turns, translations.

    >>> import symdescent as sd
    >>> from symdescent.analysis.landscape.place import function
    >>> [one.kind for one in symmetries(function(sd.problem("x^4 + y^4")))]
    ['even', 'even', 'swap', 'quarter turn']
    """
    if not f.small or not 0 < len(f.variables) <= MOST_VARIABLES or f.sympy.count_ops() > MOST_OPERATIONS:
        return ()
    if len(f.variables) > 1 and _radial(f):
        return (Symmetry("radial", f.variables), *_translations(f))
    return (*_signs(f), *_exchanges(f), *_turns(f), *_translations(f))


def _becomes(f: Function, change: Mapping[Any, Any], factor: int = 1) -> bool:
    """Whether f with the change is factor·f, and the domain what it was."""
    if not _kept(f, change):
        return False
    if f.terms is not None:
        return _moved(f.terms, change, f.symbols) == {power: factor * c for power, c in f.terms.items()}
    return _zero(f.sympy.xreplace(dict(change)) - factor * f.sympy, f.symbols)


def _moved(p: Terms, change: Mapping[Any, Any], symbols: Sequence[Any]) -> Terms:
    """A polynomial in which each variable is exchanged for another one, or for minus another one."""
    parts = [change.get(x, x).as_coeff_Mul() for x in symbols]
    signs, places = [int(sign) for sign, _ in parts], [symbols.index(y) for _, y in parts]
    found: Terms = {}
    for power, c in p.items():
        exponents = [0] * len(symbols)
        for n, place in zip(power, places, strict=True):
            exponents[place] += n
        found[tuple(exponents)] = c * prod(sign**n for sign, n in zip(signs, power, strict=True))
    return found


def _kept(f: Function, change: Mapping[Any, Any]) -> bool:
    """Whether the change takes the comparisons of the domain into one another."""
    gaps = f.gaps
    return {(gap.subs(change, simultaneous=True).expand(), sign) for gap, sign in gaps} == set(gaps)


def _zero(difference: Any, symbols: Sequence[Any]) -> bool:
    """Whether an expression is 0: by its terms where it is a polynomial, else once it is multiplied out, unless a value shows that it is not."""
    terms = terms_of(difference, symbols)
    return not terms if terms is not None else not _differs(difference, symbols) and bool(expanded(difference) == 0)


def _differs(difference: Any, symbols: Sequence[Any]) -> bool:
    """Whether an expression has a value far from 0 at one point, which is soon found out."""
    value = difference.xreplace(_point(symbols))
    return bool(value.is_Float and abs(value) > FAR)


def _point(symbols: Sequence[Any]) -> dict[Any, Any]:
    """Numbers without a relation to one another."""
    from sympy import Float, Rational

    return {x: Float(Rational(5 + 4 * k, 7 + k), DIGITS) for k, x in enumerate(symbols)}


def _signs(f: Function) -> Iterator[Symmetry]:
    single = [_parity(f, [x]) for x in f.symbols]
    yield from (Symmetry(kind, (name,)) for kind, name in zip(single, f.variables, strict=True) if kind)
    if len(f.variables) > 1 and not all(single):
        kind = _parity(f, f.symbols)
        if kind:
            yield Symmetry(f"point {kind}", f.variables)


def _parity(f: Function, symbols: Sequence[Any]) -> str:
    change = {x: -x for x in symbols}
    return "even" if _becomes(f, change) else "odd" if _becomes(f, change, -1) else ""


def _exchanges(f: Function) -> Iterator[Symmetry]:
    pairs = list(combinations(range(len(f.variables)), 2))
    found = [pair for pair in pairs if _becomes(f, _swapped(f, pair, 1))]
    if len(found) == len(pairs) > 1:
        yield Symmetry("permutation", f.variables)
        return
    yield from (Symmetry("swap", tuple(f.variables[i] for i in pair)) for pair in found)
    others = [pair for pair in pairs if pair not in found and _becomes(f, _swapped(f, pair, -1))]
    yield from (Symmetry("opposite swap", tuple(f.variables[i] for i in pair)) for pair in others)


def _swapped(f: Function, pair: tuple[int, int], sign: int) -> dict[Any, Any]:
    x, y = (f.symbols[i] for i in pair)
    return {x: sign * y, y: sign * x}


def _turns(f: Function) -> Iterator[Symmetry]:
    if len(f.variables) == 2:
        x, y = f.symbols
        if _becomes(f, {x: -y, y: x}):
            yield Symmetry("quarter turn", f.variables)
        elif _becomes(f, {x: -y, y: x}, -1):
            yield Symmetry("opposite quarter turn", f.variables)


def _radial(f: Function) -> bool:
    """f depends on |x| alone if and only if y·∂f/∂x = x·∂f/∂y for each pair (f being smooth); tested on |x|² = r as well."""
    if f.terms is None and not _differentiable(f):
        return False
    return any(f.sympy.diff(x) for x in f.symbols) and all(_round(e, f.symbols) for e in (f.sympy, *(gap for gap, _ in f.gaps)))


def _round(e: Any, symbols: Sequence[Any]) -> bool:
    p = terms_of(e, symbols)
    if p is not None:
        return all(not _turned(p, i, j) for i, j in combinations(range(len(symbols)), 2))
    slopes = [e.diff(x) for x in symbols]
    pairs = combinations(range(len(symbols)), 2)
    return all(_zero(symbols[j] * slopes[i] - symbols[i] * slopes[j], symbols) for i, j in pairs)


def _turned(p: Terms, i: int, j: int) -> Terms:
    """x_j·∂p/∂x_i - x_i·∂p/∂x_j."""
    found: Terms = {}
    for power, c in p.items():
        for up, down, sign in ((j, i, 1), (i, j, -1)):
            if power[down]:
                moved = tuple(n + (k == up) - (k == down) for k, n in enumerate(power))
                found[moved] = found.get(moved, Fraction(0)) + sign * power[down] * c
    return {power: c for power, c in found.items() if c}


def _differentiable(f: Function) -> bool:
    from sympy import Abs, Heaviside, Max, Min, Piecewise, sign

    return not f.sympy.has(Abs, Max, Min, Heaviside, Piecewise, sign)


def _translations(f: Function) -> Iterator[Symmetry]:
    if f.relations:  # a domain with edges is not what it was when it is moved
        return
    for name, x in zip(f.variables, f.symbols, strict=True):
        period = _period(f, x)
        if period is not None:
            yield Symmetry("period", (name,), period=period)
    yield from (Symmetry("constant along", f.variables, direction=direction) for direction in _ridges(f))


def _period(f: Function, x: Any) -> Any:
    """The least period in x among those that its sines and cosines and their like suggest."""
    from sympy import N, cos, cot, expand, pi, sin, tan

    waves = (sin, cos, tan, cot)
    found = {expand(wave.args[0]).coeff(x) for wave in f.sympy.atoms(*waves)}
    rates = [abs(rate) for rate in found if rate.is_number and rate.is_real and rate != 0]
    for period in sorted({k * pi / rate for rate in rates for k in (1, 2, 4, 6)}, key=float):
        if _differs(f.sympy.xreplace({x: x + N(period, DIGITS)}) - f.sympy, f.symbols):
            continue
        moved = f.sympy.subs(x, x + period).replace(lambda e: e.func in waves, lambda e: e.func(expand(e.args[0])))
        if _zero(moved - f.sympy, f.symbols):
            return period
    return None


def _ridges(f: Function) -> Iterator[tuple[Any, ...]]:
    """Directions v with ∇f·v = 0 everywhere: the null space of the gradient's coefficients."""
    from sympy import Matrix

    if f.terms is None or len(f.variables) < 2 or not f.terms:
        return
    slopes = [terms_of(f.sympy.diff(x), f.symbols) or {} for x in f.symbols]
    powers = {power for slope in slopes for power in slope}
    rows = [[slope.get(power, 0) for slope in slopes] for power in sorted(powers)]
    if rows:
        yield from (tuple(vector) for vector in Matrix(rows).nullspace())
