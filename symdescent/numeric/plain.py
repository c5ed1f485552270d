"""Components that are numbers: the operators of Python, whatever the numbers are."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy

from symdescent.numeric import scalar
from symdescent.numeric.arithmetic import exact_root
from symdescent.numeric.components import Scalars

COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def _chosen(pieces: Sequence[tuple[Any, Callable[[], Any]]]) -> Any:
    for condition, value in pieces:
        if condition is None or condition:
            return value()
    return math.nan


def scalars(number: Callable[[Fraction], Any], power: Callable[[Any, Any], Any], call: Callable[..., Any]) -> Scalars:
    """The arithmetic of numbers that Python's operators combine."""
    return Scalars(
        number=number,
        add=operator.add,
        subtract=operator.sub,
        multiply=operator.mul,
        divide=operator.truediv,
        negate=operator.neg,
        power=power,
        call=call,
        compare=lambda sign, a, b: COMPARE[sign](a, b),
        choose=_chosen,
        share=lambda value: value,
    )


def _is_float(*numbers: Any) -> bool:
    return any(isinstance(number, float) for number in numbers)


def _basic(value: Any) -> Any:
    return sympy.sympify(value, strict=True)


def exact_power(base: Any, exponent: Any) -> Any:
    """base^exponent: a Fraction for whole exponents, else SymPy's power."""
    if _is_float(base, exponent):
        return math.nan
    if isinstance(base, Fraction | int) and getattr(exponent, "denominator", 0) == 1:
        return Fraction(base) ** int(exponent)
    return _basic(base) ** _basic(exponent)


def _sign(value: Any) -> Any:
    return Fraction((value > 0) - (value < 0)) if isinstance(value, Fraction) else sympy.sign(value)


def _extreme(better: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda a, b: a if bool(better(a, b)) else b


EXACT_CALLS: Mapping[str, Callable[..., Any]] = {
    "sqrt": exact_root,
    "abs": abs,
    "sign": _sign,
    "floor": lambda value: Fraction(int(sympy.floor(_basic(value)))),
    "max": _extreme(operator.ge),
    "min": _extreme(operator.le),
    "pi": lambda: sympy.pi,
    "e": lambda: sympy.E,
}


def exact_call(name: str, *arguments: Any) -> Any:
    """A function of exact numbers; nan of nan."""
    if _is_float(*arguments):
        return math.nan
    if name in EXACT_CALLS:
        return EXACT_CALLS[name](*arguments)
    function = {"ln": sympy.log}.get(name) or getattr(sympy, name)
    return function(*map(_basic, arguments))


EXACT = scalars(lambda value: value, exact_power, exact_call)
FLOAT_NAMES = {"ln": "log", "max": "maximum", "min": "minimum"}
FLOAT = scalars(
    float,
    math.pow,
    lambda name, *arguments: (
        {"pi": math.pi, "e": math.e}[name] if not arguments else scalar.FUNCTIONS[FLOAT_NAMES.get(name, name)](*arguments)
    ),
)
