"""Components that are pieces of Python source: equations written out as the assignments of one generated function."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from symdescent.errors import ArgumentError
from symdescent.numeric.components import Components, Environment, Scalars, Vector, elementwise, flat, identity
from symdescent.numeric.dialects import SCALAR, Dialect

NAMES = {"ln": "log", "max": "maximum", "min": "minimum", "heaviside": "heaviside", "floor": "floor"} | {
    name: name for name in "sqrt exp sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh abs sign erf gamma".split()
}
CONSTANTS = {"pi": 3.141592653589793, "e": 2.718281828459045}
SIMPLE = re.compile(r"\(?-?[\w.]+\)?")
NAMED = re.compile(r"[^\W\d]")
LARGEST_REPEAT = 4  # whole powers up to this one are written as products


class Source:
    """Assignments in order, spelt as the dialect has it; ``definitions`` are the names with their texts."""

    def __init__(self, prefix: str = "u", dialect: Dialect = SCALAR) -> None:
        self.prefix, self.naming, self.dialect = prefix, True, dialect
        self.definitions: list[tuple[str, str]] = []
        self.scalars = Scalars(
            number=_number,
            add=lambda a, b: f"({a} + {b})",
            subtract=lambda a, b: f"({a} - {b})",
            multiply=lambda a, b: f"({a}*{b})",
            divide=self._divide,
            negate=lambda a: f"(-{a})",
            power=self._power,
            call=_call,
            compare=lambda operator, a, b: f"({a} {operator} {b})",
            choose=self._choose,
            share=self.share,
        )

    def components(self, names: Environment, size: int) -> Components:
        """What equations are worked out with; the calls on whole vectors become calls of functions of that name."""
        hooks: dict[str, Callable[..., Any]] = {
            "solve": lambda a, b: self._called("solve", size, (*flat(a), *flat(b))),
            "grad": lambda u: self._called("grad", size, flat(u)),
            "steepest": lambda u: self._called("steepest", size, flat(u)),
            "cycle": lambda k: Vector(f"(1.0 if ({k} - 1) % {size} == {j} else 0.0)" for j in range(size)),
        }
        return Components({"I": identity(size, self.scalars), "n": _number(Fraction(size)), **names}, self.scalars, hooks)

    def share(self, text: str) -> str:
        """A name for a text that is used several times; a name or a number stays as it is."""
        return text if not self.naming or SIMPLE.fullmatch(text) or not NAMED.search(text) else self.define(text)

    def define(self, text: str) -> str:
        """A new name for a text."""
        name = f"{self.prefix}{len(self.definitions)}"
        self.definitions.append((name, text))
        return name

    def named(self, value: Any) -> Any:
        """The value with a name for each of its components."""
        return elementwise(self.share, value)

    def _inside(self, value: Callable[[], Any]) -> Any:
        """A piece's value without names for its parts: they would be worked out where the piece does not apply."""
        self.naming = False
        made = value()
        self.naming = True
        return made

    def _called(self, function: str, size: int, arguments: Sequence[str]) -> Vector:
        number = len(self.definitions)
        names = [f"{self.prefix}{number}_{j}" for j in range(size)]
        self.definitions.append((", ".join(names) + ",", f"{function}({', '.join(arguments)})"))
        return Vector(names)

    def _divide(self, above: str, below: str) -> str:
        quotient = self.dialect.quotient if NAMED.search(below) else SCALAR.quotient  # a number is not 0
        return f"({quotient.format(above, below)})"

    def _power(self, base: str, exponent: str) -> str:
        if exponent == "0.5":
            return f"sqrt({base})"
        whole = exponent.removesuffix(".0")
        if whole.isdigit() and 1 <= int(whole) <= LARGEST_REPEAT:
            return f"({'*'.join([self.share(base)] * int(whole))})"
        return f"power({base}, {exponent})"

    def _choose(self, pieces: Sequence[tuple[str | None, Callable[[], Any]]]) -> Any:
        """The later pieces in brackets; where no condition holds there is no number."""
        written: Any = "nan"
        for condition, value in reversed(pieces):
            made = self._inside(value)
            written = made if condition is None else elementwise(partial(self._piece, condition), made, written)
        return written

    def _piece(self, condition: str, value: str, otherwise: str) -> str:
        return self.dialect.piece.format(value, condition, otherwise)


def _number(value: Fraction) -> str:
    text = repr(float(value))
    return f"({text})" if text.startswith("-") else text


def _call(name: str, *arguments: str) -> str:
    if name in CONSTANTS:
        return repr(CONSTANTS[name])
    if name == "sigmoid":
        return f"(1.0/(1.0 + exp(-{arguments[0]})))"
    if name not in NAMES:
        raise ArgumentError(f"{name} has no place in a method: expected one of {', '.join(sorted(NAMES))}.")
    return f"{NAMES[name]}({', '.join(arguments)})"
