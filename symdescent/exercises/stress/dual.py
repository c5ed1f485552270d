"""Dual numbers: a value with its slope, which every operation carries along; their values may be dual again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mpmath import MPContext

DIGITS = 90
TOO_LARGE = 10**8
FAST = ("sin", "cos", "tan", "exp", "sinh", "cosh")
MP = MPContext()
MP.dps = DIGITS


class Dual:
    """a + b·ε with ε² = 0."""

    __slots__ = ("slope", "value")

    def __init__(self, value: Any, slope: Any = 0) -> None:
        self.value, self.slope = value, slope

    def __add__(self, other: Any) -> Dual:
        other = dual(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other: Any) -> Dual:
        other = dual(other)
        return Dual(self.value * other.value, self.slope * other.value + self.value * other.slope)

    def __truediv__(self, other: Any) -> Dual:
        other = dual(other)
        return Dual(self.value / other.value, (self.slope * other.value - self.value * other.slope) / (other.value * other.value))

    def __neg__(self) -> Dual:
        return Dual(-self.value, -self.slope)

    def __lt__(self, other: Any) -> bool:
        return bool(plain(self) < plain(other))

    def __gt__(self, other: Any) -> bool:
        return bool(plain(self) > plain(other))

    __radd__, __rmul__ = __add__, __mul__


def dual(value: Any) -> Dual:
    """A number as a dual number."""
    return value if isinstance(value, Dual) else Dual(value)


def plain(value: Any) -> Any:
    """The number in a dual number."""
    return plain(value.value) if isinstance(value, Dual) else value


def call(name: str, value: Any) -> Any:
    """A function of a number, or of a dual number by its slope.

    Raises ``OverflowError`` where the function changes too fast for a difference to be told from its slope.
    """
    if isinstance(value, Dual):
        return Dual(call(name, value.value), SLOPES[name](value.value) * value.slope)
    if name in FAST and abs(value) > TOO_LARGE:
        raise OverflowError(f"{name} of a number beyond {TOO_LARGE}")
    return FUNCTIONS[name](value)


def raised(base: Any, exponent: Any) -> Any:
    """A power: of whole exponents by the power rule, else e^(exponent ln base)."""
    if not isinstance(base, Dual) and not isinstance(exponent, Dual):
        return base**exponent
    n = plain(exponent)
    if isinstance(exponent, Dual) or MP.im(n) or n != int(n):
        return call("exp", exponent * call("ln", base))
    return Dual(raised(base.value, n), n * raised(base.value, n - 1) * base.slope) if n else Dual(base.value * 0 + 1)


# ε carries these along; each is a function's slope, written with the functions themselves.
SLOPES: dict[str, Callable[[Any], Any]] = {
    "sin": lambda u: call("cos", u),
    "cos": lambda u: -call("sin", u),
    "tan": lambda u: call("tan", u) * call("tan", u) + 1,
    "asin": lambda u: dual(1) / call("sqrt", -(u * u) + 1) if isinstance(u, Dual) else 1 / MP.sqrt(1 - u * u),
    "atan": lambda u: dual(1) / (u * u + 1) if isinstance(u, Dual) else 1 / (u * u + 1),
    "sinh": lambda u: call("cosh", u),
    "cosh": lambda u: call("sinh", u),
    "tanh": lambda u: -(call("tanh", u) * call("tanh", u)) + 1,
    "exp": lambda u: call("exp", u),
    "ln": lambda u: dual(1) / u if isinstance(u, Dual) else 1 / u,
    "sqrt": lambda u: dual(1) / (call("sqrt", u) * 2) if isinstance(u, Dual) else 1 / (2 * MP.sqrt(u)),
    "abs": lambda u: MP.sign(plain(u)),
    "relu": lambda u: int(plain(u) > 0),
    "sigmoid": lambda u: call("sigmoid", u) * (-call("sigmoid", u) + 1),
    "softplus": lambda u: call("sigmoid", u),
}
FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    **{name: getattr(MP, name) for name in "sin cos tan asin atan sinh cosh tanh exp sqrt".split()},
    "ln": MP.log,
    "abs": abs,
    "relu": lambda u: max(u, MP.mpf(0)),
    "sigmoid": lambda u: 1 / (1 + MP.exp(-u)),
    "softplus": lambda u: MP.log(1 + MP.exp(u)),
}
