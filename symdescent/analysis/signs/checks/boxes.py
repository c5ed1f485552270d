"""The checker's account of boxes: mpmath's intervals on SymPy's form of an expression."""

from __future__ import annotations

from typing import Any

import mpmath
import sympy
from mpmath.ctx_iv import MPIntervalContext

from symdescent.analysis.signs.checks.holds import NOTHING, Premises, Signs, number_sign
from symdescent.analysis.signs.fact import Fact
from symdescent.notation.bridge import to_sympy

MOST_BOXES = 3_000


def boxes(fact: Fact, given: Premises) -> Signs:
    """The region's box is cut in halves until mpmath's intervals for each part leave one sign."""
    p = to_sympy(fact.expression)
    symbols = sorted(p.free_symbols, key=str)
    sides = [given.sides(x) for x in symbols]
    if any(low is None or high is None or number_sign(high[0] - low[0]) < 0 for low, high in sides):
        return NOTHING
    iv = MPIntervalContext()
    iv.prec = 60
    start = tuple(iv.mpf([_number(iv, low[0]).a, _number(iv, high[0]).b]) for low, high in sides)  # type: ignore[index]
    waiting, found = [start], set[int]()
    for _ in range(MOST_BOXES):
        if not waiting:
            return frozenset(found) if len(found) == 1 else NOTHING
        box = waiting.pop()
        value = interval_of(p, dict(zip(symbols, box, strict=True)), iv)
        if value is not None and (value > 0 or value < 0):
            found.add(1 if value > 0 else -1)
        else:
            waiting += _halved(box, iv)
    return NOTHING


def _number(iv: Any, value: Any) -> Any:
    near = interval_of(sympy.sympify(value, strict=True), {}, iv)
    if near is None:
        raise ValueError("no bounds of an end")
    return near


def _halved(box: tuple[Any, ...], iv: Any) -> list[tuple[Any, ...]]:
    k = max(range(len(box)), key=lambda j: float(box[j].delta))
    low, middle, high = box[k].a, box[k].mid, box[k].b
    return [(*box[:k], iv.mpf([low.a, middle.b]), *box[k + 1 :]), (*box[:k], iv.mpf([middle.a, high.b]), *box[k + 1 :])]


def interval_of(p: Any, at: dict[Any, Any], iv: Any) -> Any:
    """Bounds of a SymPy expression where it has a value; None for a pole inside, and for a function without bounds here."""
    if p.is_Rational:
        return iv.mpf(int(p.p)) / int(p.q)
    if p.is_Symbol:
        return at[p]
    if p in (sympy.pi, sympy.E):
        return iv.pi + 0 if p == sympy.pi else iv.exp(1)
    parts = [interval_of(part, at, iv) for part in p.args]
    if any(part is None for part in parts) or not parts:
        return None
    rule = INTERVALS.get(p.func.__name__)
    return None if rule is None else rule(iv, p, *parts)


def _raised(iv: Any, p: Any, base: Any, exponent: Any) -> Any:
    if p.exp.is_Integer:
        return base ** int(p.exp) if p.exp > 0 else (1 / base) ** int(-p.exp) if base >= 0 or 0 not in base else None
    return iv.exp(exponent * iv.log(base)) if base > 0 else iv.sqrt(base) if p.exp == sympy.Rational(1, 2) and base >= 0 else None


def _monotone(name: str) -> Any:
    """An increasing function of both ends, computed to more digits than are kept."""

    def call(iv: Any, p: Any, u: Any) -> Any:
        with mpmath.workprec(iv.prec + 40):
            low, high = (getattr(mpmath, name)(mpmath.mpf(end)) for end in (float(u.a), float(u.b)))
            return iv.mpf([low - mpmath.mpf(2) ** -45 * (1 + abs(low)), high + mpmath.mpf(2) ** -45 * (1 + abs(high))])

    return call


INTERVALS: dict[str, Any] = {
    "Add": lambda iv, p, *parts: sum(parts[1:], parts[0]),
    "Mul": lambda iv, p, *parts: _multiplied(parts),
    "Pow": _raised,
    "exp": lambda iv, p, u: iv.exp(u),
    "log": lambda iv, p, u: iv.log(u) if u > 0 else None,
    "sin": lambda iv, p, u: iv.sin(u),
    "cos": lambda iv, p, u: iv.cos(u),
    "Abs": lambda iv, p, u: abs(u),
    "sinh": lambda iv, p, u: (iv.exp(u) - iv.exp(-u)) / 2,
    "cosh": lambda iv, p, u: (iv.exp(u) + iv.exp(-u)) / 2,
    **{name: _monotone(name) for name in ("tanh", "atan", "asinh", "erf")},
}


def _multiplied(parts: tuple[Any, ...]) -> Any:
    result = parts[0]
    for part in parts[1:]:
        result = result * part
    return result
