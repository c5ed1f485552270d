"""Formulas in SymPy's own spelling, for other programs to read."""

from __future__ import annotations

from collections.abc import Callable
from keyword import iskeyword

import sympy

from symdescent.notation.binding import limits, unrolled
from symdescent.notation.functions import FUNCTIONS
from symdescent.notation.tree import (
    Call,
    Column,
    Constant,
    Entry,
    Expression,
    Integral,
    Negation,
    Number,
    OverIndex,
    OverRows,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
    families,
)

CLOSED = (Number, Symbol, Column, Constant, Call, OverRows, Piecewise, Entry, OverIndex, Integral)
ROW_NAMES = ("row", "rows")  # of the index and the number of rows in a sum


def to_sympy_text(expression: Expression) -> str:
    """The formula in SymPy's own spelling, for other programs to read.

    >>> from symdescent.notation import parse
    >>> to_sympy_text(parse("0.5x^2 + |x|"))
    '(1/2)*x**2 + Abs(x)'
    """
    return SPELLED[type(expression)](expression)


def _name(name: str) -> str:
    """A name as SymPy reads it back: one that means something else to SymPy or Python is said to be a symbol."""
    taken = hasattr(sympy, name) or iskeyword(name) or name in ROW_NAMES
    return f"Symbol('{name}')" if taken else name


def _operand(e: Expression) -> str:
    text = to_sympy_text(e)
    return text if isinstance(e, CLOSED) else f"({text})"


def _spelled_sum(e: Sum) -> str:
    text = to_sympy_text(e.terms[0])
    for term in e.terms[1:]:
        text += f" - {_term(term.operand)}" if isinstance(term, Negation) else f" + {_term(term)}"
    return text


def _term(e: Expression) -> str:
    return f"({to_sympy_text(e)})" if isinstance(e, (Sum, Negation)) else to_sympy_text(e)


def _spelled_factor(e: Expression) -> str:
    return to_sympy_text(e) if isinstance(e, Power) else _operand(e)


def _spelled_call(e: Call) -> str:
    parts = list(map(to_sympy_text, e.arguments))
    template = FUNCTIONS[e.function].sympy
    if "{sum}" in template:
        chosen, first = (parts[int(parts[0])], 1) if e.function == "softmax" else ("", 0)
        return template.format(sum=f"({' + '.join(map('exp({})'.format, parts[first:]))})", chosen=chosen)
    return template.format(*parts) if "{" in template else f"{template}({', '.join(parts)})"


def _spelled_pieces(e: Piecewise) -> str:
    pieces = (f"({to_sympy_text(value)}, {'True' if when is None else to_sympy_text(when)})" for value, when in e.pieces)
    return f"Piecewise({', '.join(pieces)})"


def _spelled_relation(e: Relation) -> str:
    left, right = to_sympy_text(e.left), to_sympy_text(e.right)
    named = {"==": "Eq", "!=": "Ne"}.get(e.operator)  # SymPy decides == at once, on structure
    return f"{named}({left}, {right})" if named else f"{left} {e.operator} {right}"


def _spelled_rows(e: OverRows) -> str:
    total = f"Sum({to_sympy_text(e.body)}, (row, 1, rows))"
    return f"({total}/rows)" if e.kind == "mean" else total


def _spelled_over_index(e: OverIndex) -> str:
    """Written out where entries are plain variables, or where there is no term: SymPy's sum from 2 to 0 is not 0."""
    written = unrolled(e) if families(e.body) or not limits(e) else None
    return (
        f"({to_sympy_text(written)})" if written is not None else f"{e.kind.capitalize()}({to_sympy_text(e.body)}, {_bounds(e.index, e)})"
    )


def _bounds(name: str, e: OverIndex | Integral) -> str:
    return f"({_name(name)}, {to_sympy_text(e.lower)}, {to_sympy_text(e.upper)})"


def _spelled_number(e: Number) -> str:
    return str(e.value) if e.value.denominator == 1 else f"({e.value})"


SPELLED: dict[type[Expression], Callable[..., str]] = {
    Number: _spelled_number,
    Constant: lambda e: "pi" if e.name == "pi" else "E",
    Symbol: lambda e: _name(e.name),
    Column: lambda e: f"IndexedBase('{e.name}')[row]",
    Sum: _spelled_sum,
    Product: lambda e: "*".join(map(_spelled_factor, e.factors)),
    Quotient: lambda e: f"{_spelled_factor(e.numerator)}/{_operand(e.denominator)}",
    Negation: lambda e: f"-{_spelled_factor(e.operand)}",
    Power: lambda e: f"{_operand(e.base)}**{_operand(e.exponent)}",
    Call: _spelled_call,
    Relation: _spelled_relation,
    Piecewise: _spelled_pieces,
    OverRows: _spelled_rows,
    Entry: lambda e: f"IndexedBase('{e.family}')[{to_sympy_text(e.index)}]",
    OverIndex: _spelled_over_index,
    Integral: lambda e: f"Integral({to_sympy_text(e.body)}, {_bounds(e.variable, e)})",
}
