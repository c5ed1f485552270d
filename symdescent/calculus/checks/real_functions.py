"""The functions of formulas on top of a module's sin, cos, exp, log …, for real numbers of any kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


class Undefined(ArithmeticError):
    """The expression has no real value at the point."""


def _sign(u: Any) -> int:
    return int(u > 0) - int(u < 0)


def _heaviside(u: Any) -> Any:
    return type(u)(0.5) if u == 0 else type(u)(u > 0)


def _inverted(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda u: 1 / function(u)


def _angle(atan2: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """The angle of the point (x, y), which the origin does not have; it jumps where x < 0 and y = 0."""

    def angle(y: Any, x: Any) -> Any:
        if x == 0 and y == 0:
            raise Undefined("the origin has no angle")
        return atan2(y, x)

    return angle


def _shares(exp: Callable[[Any], Any], values: Sequence[Any]) -> tuple[Any, list[Any]]:
    """The largest value, and e^u for each of them, divided by its own."""
    largest = max(values)
    return largest, [exp(value - largest) for value in values]


def _logsumexp(exp: Callable[[Any], Any], log: Callable[[Any], Any]) -> Callable[..., Any]:
    def call(*values: Any) -> Any:
        largest, shares = _shares(exp, values)
        return largest + log(sum(shares))

    return call


def _softmax(exp: Callable[[Any], Any]) -> Callable[..., Any]:
    def call(chosen: Any, *values: Any) -> Any:
        shares = _shares(exp, values)[1]
        return shares[int(chosen) - 1] / sum(shares)

    return call


def _of_inverse(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda u: function(1 / u)


def library(module: Any, power: Callable[[Any, Any], Any], digamma: Callable[[Any], Any], polygamma: Any) -> dict[str, Any]:
    """The functions of formulas on top of a module's sin, cos, exp, log …"""
    same = "sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp sqrt erf gamma".split()
    return {
        **{name: getattr(module, name) for name in same},
        **{name: _inverted(getattr(module, of)) for name, of in (("cot", "tan"), ("sec", "cos"), ("csc", "sin"))},
        **{name: _inverted(getattr(module, of)) for name, of in (("coth", "tanh"), ("sech", "cosh"), ("csch", "sinh"))},
        **{f"a{name}": _of_inverse(getattr(module, f"a{of}")) for name, of in (("cot", "tan"), ("sec", "cos"), ("csc", "sin"))},
        **{f"a{name}": _of_inverse(getattr(module, f"a{of}")) for name, of in (("coth", "tanh"), ("sech", "cosh"), ("csch", "sinh"))},
        "ln": module.log,
        "log": lambda u, b: module.log(u) / module.log(b),
        "cbrt": lambda u: _sign(u) * power(abs(u), type(u)(1) / 3),
        "abs": abs,
        "sign": lambda u: type(u)(_sign(u)),
        "max": lambda *values: max(values),
        "min": lambda *values: min(values),
        "relu": lambda u: max(u, type(u)(0)),
        "heaviside": _heaviside,
        "sigmoid": lambda u: 1 / (1 + module.exp(-u)),
        "softplus": lambda u: module.log(1 + module.exp(u)),
        "factorial": lambda u: module.gamma(u + 1),
        "digamma": digamma,
        "polygamma": polygamma,
        "atan2": _angle(module.atan2),
        "logsumexp": _logsumexp(module.exp, module.log),
        "softmax": _softmax(module.exp),
        "kronecker": lambda i, k: type(i)(i == k),
    }
