"""The functions of formulas on intervals: what each makes of the part of an interval on which it has a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf, isinf
from typing import Any, TypeAlias

from mpmath.ctx_iv import MPIntervalContext
from mpmath.ctx_mp import MPContext

from symdescent.analysis.signs.interval import LINE, ONE, Interval, down, hull, meet, over, plus, reciprocal, root, size, up

OnIntervals: TypeAlias = Callable[..., Interval | None]

FAR = 700.0  # beyond it e^u is no float
TURNED = 2.0**40  # beyond it an angle is taken to be any angle
GUARDED = 90  # bits in which functions are computed whose result is then rounded outwards to a float's 53


@cache
def _intervals() -> Any:
    """An interval arithmetic of our own, with a float's precision that nobody else changes."""
    context = MPIntervalContext()
    context.prec = 53
    return context


@cache
def _precise() -> Any:
    context = MPContext()
    context.prec = GUARDED
    return context


def _rigorous(name: str, u: Interval) -> Interval:
    """mpmath's own interval function (exp, ln, sin, cos), for finite ends."""
    value = getattr(_intervals(), name)(_intervals().mpf([u.low, u.high]))
    return Interval(float(value.a), float(value.b))


def _rounded(value: Any, u: float) -> tuple[float, float]:
    """The floats around a number known to many more digits; whole values at 0, 1 and -1 are exact."""
    near = float(value)
    if u in (0.0, 1.0, -1.0) and near.is_integer() and value == near:
        return near, near
    return down(near), up(near)


@dataclass(frozen=True, slots=True)
class Rising:
    """An increasing function on an interval, with its limits at the ends; ``far`` is where it is a float's distance from them."""

    name: str
    domain: Interval = LINE
    limits: tuple[float, float] = (-inf, inf)
    far: float = inf

    def __call__(self, u: Interval) -> Interval | None:
        """The values on the part of an interval that lies in the domain."""
        part = meet(u, self.domain)
        return None if part is None else Interval(self._at(part.low)[0], self._at(part.high)[1])

    def _at(self, u: float) -> tuple[float, float]:
        """Bounds of the value at an end, or the limit where that is infinite."""
        for end, limit in zip(self.domain, self.limits, strict=True):
            if u == end and (isinf(u) or isinf(limit)):
                return limit, limit
        if u > self.far:
            return self._at(self.far)[0], self.limits[1]
        if u < -self.far:
            return self.limits[0], self._at(-self.far)[1]
        low, high = _rounded(ABOVE[self.name](_precise().mpf(u)), u)
        return max(low, self.limits[0]), min(high, self.limits[1])


def _by_name(name: str) -> Callable[[Any], Any]:
    def call(u: Any) -> Any:
        return getattr(_precise(), name)(u)

    return call


def _falling(rising: Rising) -> OnIntervals:
    """f of an increasing f(-u)."""
    return lambda u: rising(Interval(-u.high, -u.low))


ABOVE: dict[str, Callable[[Any], Any]] = {
    **{name: _by_name(name) for name in "sinh tanh asinh atanh atan asin acosh erf digamma".split()},
    "cbrt": lambda u: _precise().sign(u) * _precise().cbrt(abs(u)),
    "sigmoid": lambda u: 1 / (1 + _precise().exp(-u)),
    "softplus": lambda u: _precise().log1p(_precise().exp(u)),
    "acos": lambda u: _precise().acos(-u),  # of -u, which increases
    "gamma": lambda u: _precise().gamma(u),
    "cosh": lambda u: _precise().cosh(u),
    "tan": lambda u: _precise().tan(u),
}

POSITIVE, UNIT = Interval(0.0, inf), Interval(-1.0, 1.0)
RIGHT_ANGLE = up(1.5707963267948966)
GAMMA_LEAST = 1.4616321449683623, 0.8856031944108886  # where Γ is least on u > 0, and below its value there

_atan = Rising("atan", LINE, (-RIGHT_ANGLE, RIGHT_ANGLE))
_sinh = Rising("sinh", far=FAR)
_cosh = Rising("cosh", POSITIVE, (1.0, inf), FAR)
_tan = Rising("tan")


def exponential(u: Interval) -> Interval:
    """{e^u}."""
    inside = Interval(min(max(u.low, -FAR), FAR), min(max(u.high, -FAR), FAR))
    value = _rigorous("exp", inside)
    return Interval(value.low if u.low >= -FAR else 0.0, value.high if u.high <= FAR else inf)


def logarithm(u: Interval) -> Interval | None:
    """{ln u : u > 0}."""
    if u.high <= 0:
        return None
    low = _rigorous("log", Interval(u.low, u.low)).low if u.low > 0 and not isinf(u.low) else -inf
    return Interval(low, inf if isinf(u.high) else _rigorous("log", Interval(u.high, u.high)).high)


def _wave(name: str) -> Callable[[Interval], Interval]:
    return lambda u: _rigorous(name, u) if u.low > -TURNED and u.high < TURNED else UNIT


_sin, _cos = _wave("sin"), _wave("cos")


def _tangent(u: Interval) -> Interval:
    """Between two poles it increases."""
    return LINE if 0 in _cos(u) or u.high - u.low > 3.2 else Interval(_tan(u).low, _tan(u).high)  # type: ignore[union-attr]


def _cotangent(u: Interval) -> Interval:
    if 0 in _sin(u) or u.high - u.low > 3.2:
        return LINE
    low, high = (reciprocal(_tangent(Interval(end, end))) for end in (u.high, u.low))
    return LINE if low is None or high is None else Interval(low.low, high.high)


def _of_reciprocal(inner: OnIntervals) -> OnIntervals:
    """f(1/u)."""
    return lambda u: None if (v := reciprocal(u)) is None else inner(v)


def _inverted(inner: OnIntervals) -> OnIntervals:
    """1/f(u)."""
    return lambda u: None if (v := inner(u)) is None else reciprocal(v)


def _softplus(u: Interval) -> Interval | None:
    """It lies between max(u, 0) and that plus ln 2."""
    near = Rising("softplus", LINE, (0.0, inf), FAR)(u)
    return None if near is None else meet(near, Interval(max(u.low, 0.0), up(max(u.high, 0.0) + 0.6931471805599454)))


def _greatest(*parts: Interval) -> Interval:
    return Interval(max(p.low for p in parts), max(p.high for p in parts))


def _least(*parts: Interval) -> Interval:
    return Interval(min(p.low for p in parts), min(p.high for p in parts))


def _steps(low: float, at_zero: float, high: float) -> OnIntervals:
    def call(u: Interval) -> Interval | None:
        values = [Interval(v, v) for v, met in ((low, u.low < 0), (at_zero, 0 in u), (high, u.high > 0)) if met]
        return hull(values)

    return call


def _gamma(u: Interval) -> Interval:
    """Γ is convex on u > 0 and never 0 elsewhere."""
    if u.low <= 0:
        return LINE if u.low < 0 else Interval(GAMMA_LEAST[1], inf)
    ends = [_rounded(ABOVE["gamma"](_precise().mpf(end)), end) if end < 170 else (down(inf), inf) for end in u]
    turns = u.low <= up(GAMMA_LEAST[0]) and u.high >= down(GAMMA_LEAST[0])
    return Interval(GAMMA_LEAST[1] if turns else min(low for low, _ in ends), max(high for _, high in ends))


def _angle(y: Interval, x: Interval) -> Interval:
    """The angle of a point right of the axis is atan(y/x)."""
    ratio = over(y, x) if x.low > 0 else None
    angle = _atan(ratio) if ratio is not None else None
    if angle is not None:
        return angle
    whole = up(2 * RIGHT_ANGLE)
    return Interval(0.0, whole) if y.low > 0 else Interval(-whole, 0.0) if y.high < 0 else Interval(-whole, whole)


def _logsumexp(*parts: Interval) -> Interval | None:
    """It lies between the greatest of its arguments and that plus ln n."""
    greatest = _greatest(*parts)
    shares = [exponential(plus(p, Interval(-greatest.high, -greatest.high))) for p in parts] if not isinf(greatest.high) else []
    excess = logarithm(Interval(1.0, float(len(parts))))
    rough = plus(greatest, excess) if excess else LINE
    total = shares[0] if shares else ONE
    for share in shares[1:]:
        total = plus(total, share)
    fine = logarithm(total) if shares else None
    return rough if fine is None else meet(rough, plus(fine, Interval(greatest.high, greatest.high)))


def _softmax(chosen: Interval, *parts: Interval) -> Interval:
    """It increases in its own argument and decreases in the others."""
    k = int(chosen.low) - 1

    def share(own: float, others: Sequence[float]) -> Interval:
        gaps = [exponential(plus(Interval(o, o), Interval(-own, -own))) for o in others if not isinf(own)]
        total = ONE
        for gap in gaps:
            total = plus(total, gap)
        inverse = reciprocal(total)
        return inverse if inverse is not None and not isinf(own) else Interval(0.0, 1.0)

    rest = [p for j, p in enumerate(parts) if j != k]
    low, high = share(parts[k].low, [p.high for p in rest]).low, share(parts[k].high, [p.low for p in rest]).high
    return Interval(max(low, 0.0), min(high, 1.0))


def _to_base(u: Interval, b: Interval) -> Interval | None:
    above, below = logarithm(u), logarithm(b)
    return None if above is None or below is None else over(above, below)


def _polygamma(order: Interval, u: Interval) -> Interval:
    """(-1)^(n + 1) ψ⁽ⁿ⁾ is positive and decreases on u > 0, for n ≥ 1."""
    if order.low != order.high or u.low <= 0 or not 1 <= order.low <= 20:
        return Rising("digamma", POSITIVE)(u) or LINE if order == Interval(0.0, 0.0) and u.low > 0 else LINE
    n = int(order.low)
    ends = [abs(_precise().polygamma(n, _precise().mpf(end))) if not isinf(end) else _precise().mpf(0) for end in u]
    high, low = _rounded(ends[0], 2.0)[1], max(_rounded(ends[1], 2.0)[0], 0.0)
    return Interval(low, high) if n % 2 else Interval(-high, -low)


FUNCTIONS: dict[str, OnIntervals] = {
    "exp": exponential,
    "ln": logarithm,
    "log": _to_base,
    "sqrt": root,
    "cbrt": Rising("cbrt"),
    "sin": _sin,
    "cos": _cos,
    "tan": _tangent,
    "cot": _cotangent,
    "sec": _inverted(_cos),
    "csc": _inverted(_sin),
    "asin": (_asin := Rising("asin", UNIT, (-RIGHT_ANGLE, RIGHT_ANGLE))),
    "acos": (_acos := _falling(Rising("acos", UNIT, (0.0, up(2 * RIGHT_ANGLE))))),
    "atan": _atan,
    "acot": _of_reciprocal(_atan),
    "asec": _of_reciprocal(_acos),
    "acsc": _of_reciprocal(_asin),
    "sinh": _sinh,
    "cosh": (_even := lambda u: _cosh(size(u))),  # it is even
    "tanh": (_tanh := Rising("tanh", LINE, (-1.0, 1.0), FAR)),
    "coth": _inverted(_tanh),
    "sech": _inverted(_even),
    "csch": _inverted(_sinh),
    "asinh": (_asinh := Rising("asinh")),
    "acosh": (_acosh := Rising("acosh", Interval(1.0, inf), (0.0, inf))),
    "atanh": (_atanh := Rising("atanh", UNIT)),
    "acoth": _of_reciprocal(_atanh),
    "asech": _of_reciprocal(_acosh),
    "acsch": _of_reciprocal(_asinh),
    "abs": size,
    "sign": _steps(-1.0, 0.0, 1.0),
    "heaviside": _steps(0.0, 0.5, 1.0),
    "max": _greatest,
    "min": _least,
    "relu": lambda u: Interval(max(u.low, 0.0), max(u.high, 0.0)),
    "sigmoid": Rising("sigmoid", LINE, (0.0, 1.0), FAR),
    "softplus": _softplus,
    "erf": Rising("erf", LINE, (-1.0, 1.0), FAR),
    "gamma": _gamma,
    "factorial": lambda u: _gamma(plus(u, ONE)),
    "digamma": lambda u: (Rising("digamma", POSITIVE)(u) or LINE) if u.low > 0 else LINE,
    "polygamma": _polygamma,
    "atan2": _angle,
    "logsumexp": _logsumexp,
    "softmax": _softmax,
    "kronecker": lambda a, b: Interval(0.0, 1.0),
}
