"""From SymPy expressions to Python source: every shared part once, and no name of the user's in it.

Names come only from the mapping that is passed in (``x0``, ``g1``, …), from this module (``t0``, ``tb0``) and from
``dialects.FUNCTIONS``; an expression that is not in these tables cannot be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sympy
from sympy.core.function import Function
from sympy.core.relational import Relational
from sympy.functions.elementary.miscellaneous import MinMaxBase
from sympy.logic.boolalg import And, BooleanFalse, BooleanTrue, Not, Or

from symdescent.errors import ArgumentError
from symdescent.numeric import integral
from symdescent.numeric.dialects import FUNCTIONS, REWRITTEN, Dialect

HALF = sympy.S.Half
NUMBERS = (sympy.Number, sympy.NumberSymbol, sympy.core.numbers.ImaginaryUnit, sympy.core.numbers.ComplexInfinity)


class Emitter:
    """Writes the expressions of one function; ``definitions`` are the shared parts with their names, in order, ``bound`` holds the objects its source names."""

    def __init__(self, dialect: Dialect, names: Mapping[sympy.Basic, str], prefix: str = "t") -> None:
        self.dialect, self.prefix = dialect, prefix
        self.names: dict[Any, str] = dict(names)
        self.definitions: list[tuple[str, str]] = []
        self.bound: dict[str, Any] = {}
        self._uses: dict[sympy.Basic, int] = {}

    def write(self, expressions: Iterable[sympy.Basic]) -> list[str]:
        """The text of each expression; the definitions it needs go to ``definitions`` before."""
        expressions = list(expressions)
        for expression in expressions:
            self._count(expression)
        return [self.text(expression) for expression in expressions]

    def _count(self, expression: sympy.Basic) -> None:
        waiting = [expression]
        while waiting:
            node = waiting.pop()
            seen = self._uses.get(node, 0)
            self._uses[node] = seen + 1
            if not seen and node not in self.names and not isinstance(node, NUMBERS):
                waiting.extend(_parts(self.rewritten(node)))

    def rewritten(self, node: sympy.Basic) -> sympy.Basic:
        """The node by means of functions that are known in every dialect, and that do not overflow on the way."""
        rule = REWRITTEN.get(type(node))
        return node if rule is None else rule(*node.args)

    def text(self, node: sympy.Basic) -> str:
        """A name, a call or a bracket."""
        known = self.names.get(node)
        if known is not None:
            return known
        if isinstance(node, NUMBERS):
            return self.dialect.constant(node) or self.bind(self.dialect.bound(node))
        written = self._write(self.rewritten(node))
        return self.define(node, written) if self._uses.get(node, 0) > 1 else written

    def define(self, node: sympy.Basic, written: str) -> str:
        """A new name for a written expression."""
        name = self.names[node] = f"{self.prefix}{len(self.definitions)}"
        self.definitions.append((name, written))
        return name

    def bind(self, value: Any) -> str:
        """A new name for an object that the source needs."""
        name = f"{self.prefix}b{len(self.bound)}"
        self.bound[name] = value
        return name

    def _write(self, node: sympy.Basic) -> str:
        for kind, write in WRITERS:
            if isinstance(node, kind):
                return write(self, node)
        shown: str = node.name if isinstance(node, sympy.Symbol) else type(node).__name__
        raise ArgumentError(f"{shown} has no numeric form: give it a value, or write the formula without it.")


def _parts(node: sympy.Basic) -> tuple[sympy.Basic, ...]:
    """What is written in the same function: of an integral only its bounds."""
    return tuple(node.limits[-1][1:]) if isinstance(node, sympy.Integral) else node.args


def _sum(emitter: Emitter, node: sympy.Basic) -> str:
    terms = [_signed(emitter, term) for term in node.args]
    terms.sort(key=lambda text: text.startswith(" - "))  # a plus term first, so that no sign costs an operation
    return "(" + "".join(terms).removeprefix(" + ") + ")"


def _signed(emitter: Emitter, term: sympy.Basic) -> str:
    """``" + term"`` or ``" - size"``."""
    if term.is_Rational and term.is_negative:
        return " - " + emitter.text(-term)
    if term.is_Mul and term not in emitter.names and emitter._uses.get(term, 0) <= 1:
        product = emitter.rewritten(term)
        if product.is_Mul and product.args[0].is_Rational and product.args[0].is_negative:
            return " - " + _product(emitter, product, flip=True)
    return " + " + emitter.text(term)


def _product(emitter: Emitter, node: sympy.Basic, flip: bool = False) -> str:
    above: list[sympy.Expr] = []
    below: list[sympy.Expr] = []
    sign = ""
    for factor in (-node.args[0], *node.args[1:]) if flip else node.args:
        if factor is sympy.S.NegativeOne:
            sign = "-"
        elif factor is not sympy.S.One:
            (below if _divides(emitter, factor) else above).append(factor)
    top = "*".join(map(emitter.text, above)) or emitter.dialect.constant(sympy.S.One) or "1"
    if not below:
        return f"({sign}{top})"
    bottom = "*".join(_power_text(emitter, factor.base, -factor.exp) for factor in below)
    return f"({sign}{emitter.dialect.quotient.format(top, f'({bottom})')})"


def _divides(emitter: Emitter, factor: sympy.Basic) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative and factor not in emitter.names)


def _power(emitter: Emitter, node: sympy.Basic) -> str:
    base, exponent = node.args
    if exponent.is_Rational and exponent.is_negative:
        one = emitter.dialect.constant(sympy.S.One) or "1"
        return f"({emitter.dialect.quotient.format(one, _power_text(emitter, base, -exponent))})"
    return _power_text(emitter, base, exponent)


def _power_text(emitter: Emitter, base: sympy.Basic, exponent: sympy.Basic) -> str:
    written = emitter.text(base)
    if exponent is sympy.S.One:
        return written
    if exponent is HALF:
        return emitter.dialect.square_root.format(written)
    if not exponent.is_Integer:
        return f"power({written}, {emitter.text(exponent)})"
    if exponent.p > emitter.dialect.repeat:
        return f"({written}**{exponent.p})"
    name = written if written.isidentifier() else emitter.define(base, written)
    return "(" + "*".join([name] * exponent.p) + ")"


def _function(emitter: Emitter, node: sympy.Basic) -> str:
    name = FUNCTIONS.get(type(node)) or emitter.bind(emitter.dialect.other(type(node)))
    return f"{name}({', '.join(map(emitter.text, node.args))})"


def _extreme(emitter: Emitter, node: sympy.Basic) -> str:
    first, *rest = map(emitter.text, node.args)
    for text in rest:
        first = f"{FUNCTIONS[type(node)]}({first}, {text})"
    return first


def _piecewise(emitter: Emitter, node: sympy.Basic) -> str:
    written = "nan"
    for value, condition in reversed(node.args):
        text = emitter.text(value)
        written = text if condition == True else emitter.dialect.piece.format(text, emitter.text(condition), written)  # noqa: E712
    return written


def _joined(operator: str) -> Callable[[Emitter, sympy.Basic], str]:
    return lambda emitter, node: "(" + operator.join(map(emitter.text, node.args)) + ")"


def _relation(emitter: Emitter, node: sympy.Basic) -> str:
    return f"({emitter.text(node.lhs)} {node.rel_op} {emitter.text(node.rhs)})"


WRITERS: tuple[tuple[Any, Callable[[Emitter, Any], str]], ...] = (
    (sympy.Add, _sum),
    (sympy.Mul, _product),
    (sympy.Pow, _power),
    (sympy.Piecewise, _piecewise),
    (MinMaxBase, _extreme),
    (Function, _function),
    (Relational, _relation),
    (sympy.Integral, integral.written),
    (And, _joined(" & ")),
    (Or, _joined(" | ")),
    (Not, lambda emitter, node: f"({emitter.text(node.args[0])} ^ True)"),
    (BooleanTrue, lambda emitter, node: "True"),
    (BooleanFalse, lambda emitter, node: "False"),
)
