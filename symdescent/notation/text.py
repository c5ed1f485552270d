"""Formulas as one line of Unicode text that the parser reads back to the same tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise

from symdescent.notation.functions import GREEK
from symdescent.notation.style import LANGUAGES, current_style
from symdescent.notation.tree import (
    ONE,
    Call,
    Column,
    Constant,
    Derivative,
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
    keep,
)

# How tightly a printed form holds together.
SUM, PRODUCT, POWER, ATOM = range(1, 5)

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
RELATIONS = {"<=": "≤", ">=": "≥", "!=": "≠"}
# sin²(x) is written with the exponent on the name
POWERS_ON_NAME = frozenset("sin cos tan cot sec csc sinh cosh tanh coth sech csch ln".split())

Printed = tuple[str, int]


def to_text(expression: Expression) -> str:
    """The formula as people write it in one line.

    >>> from symdescent.notation import parse
    >>> to_text(parse("3*x**2*sin(x) - 1/(2*x)"))
    '3x²·sin(x) - 1/(2x)'
    """
    return _print(expression)[0]


def decimal_text(value: Fraction) -> str:
    """A terminating decimal fraction digit by digit; other fractions as p/q."""
    if value.denominator == 1:
        return str(value.numerator)
    twos = (value.denominator & -value.denominator).bit_length() - 1
    fives, rest = 0, value.denominator >> twos
    while rest % 5 == 0:
        fives, rest = fives + 1, rest // 5
    if rest != 1:
        return str(value)
    places = max(twos, fives)
    digits = str(value.numerator * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def split_name(name: str) -> tuple[str, str]:
    """A name and its subscript: ``x_1`` and ``x1`` are ``("x", "1")``; words have none."""
    head, _, tail = name.partition("_")
    if tail and (len(head) == 1 or head in GREEK):
        return head, tail
    numbered = re.fullmatch(r"([^\W\d_])(\d+)", name)
    return (numbered[1], numbered[2]) if numbered else (name, "")


def symbol_text(name: str) -> str:
    """A name as text: Greek letters as such, digits after an underscore as a subscript."""
    head, underscore, tail = name.partition("_")
    head = GREEK.get(head, head)
    return head + (tail.translate(SUBSCRIPTS) if tail.isdigit() and len(head) == 1 else underscore + tail)


def _print(e: Expression) -> Printed:
    """What is printed, kept in the node with the style it was printed in."""
    known, style = e._text, current_style()
    if known is not None and known[0] is style:
        return known[1]  # type: ignore[no-any-return]
    printed = PRINTERS[type(e)](e)
    keep(e, "_text", (style, printed))
    return printed


def _wrapped(e: Expression, least: int) -> str:
    text, binding = _print(e)
    return text if binding >= least else f"({text})"


def _number(e: Number) -> Printed:
    text = decimal_text(e.value)
    return text, ATOM if "/" not in text else PRODUCT


def _sum(e: Sum) -> Printed:
    text = _wrapped(e.terms[0], PRODUCT) if not isinstance(e.terms[0], Negation) else _print(e.terms[0])[0]
    for term in e.terms[1:]:
        negative = isinstance(term, Negation)
        text += (" - " if negative else " + ") + _wrapped(term.operand if isinstance(term, Negation) else term, PRODUCT)
    return text, SUM


def _product(e: Product) -> Printed:
    text = _wrapped(e.factors[0], POWER) if not isinstance(e.factors[0], Quotient) else _print(e.factors[0])[0]
    for before, factor in pairwise(e.factors):
        written = _wrapped(factor, POWER)
        juxtaposed = (
            isinstance(before, Number) and before != ONE and (written[0].isalpha() or written[0] in "(√") and type(factor) is not Derivative
        )
        text += ("" if juxtaposed else "·") + written
    return text, PRODUCT


def _quotient(e: Quotient) -> Printed:
    above = _wrapped(e.numerator, POWER) if not isinstance(e.numerator, Product) else _print(e.numerator)[0]
    return f"{above}/{_wrapped(e.denominator, POWER)}", PRODUCT


def _power(e: Power) -> Printed:
    exponent = _exponent(e.exponent)
    if isinstance(e.base, Call) and e.base.function in POWERS_ON_NAME and exponent[0] in "²³⁴⁵⁶⁷⁸⁹":
        return f"{e.base.function}{exponent}{_print(e.base)[0][len(e.base.function) :]}", POWER
    base = _wrapped(e.base, ATOM)
    return (f"({base})" if base[0] in "√∛" else base) + exponent, POWER


def _exponent(e: Expression) -> str:
    whole = e.operand if isinstance(e, Negation) else e
    if isinstance(whole, Number) and whole.value.denominator == 1:
        return ("-" * isinstance(e, Negation) + str(whole.value)).translate(SUPERSCRIPTS)
    text = _wrapped(e, ATOM)
    return f"^({text})" if text[0].isalpha() and text[-1] == ")" else f"^{text}"  # e^sin(x)·y would be misread


def _root(sign: str) -> Callable[[Call], Printed]:
    def printed(e: Call) -> Printed:
        text, binding = _print(e.arguments[0])
        simple = binding == ATOM and text[0] not in "√∛|"
        return sign + (text if simple else f"({text})"), ATOM

    return printed


def _list(e: Call) -> str:
    return _listed(e.arguments)


def _listed(parts: Iterable[Expression]) -> str:
    return ", ".join(_print(part)[0] for part in parts)


CALLS: dict[str, Callable[[Call], Printed]] = {
    "abs": lambda e: (f"|{_list(e)}|", ATOM),
    "sqrt": _root("√"),
    "cbrt": _root("∛"),
    "softmax": lambda e: (f"softmax_{_print(e.arguments[0])[0]}({_listed(e.arguments[1:])})", ATOM),
    "floor": lambda e: (f"⌊{_list(e)}⌋", ATOM),
    "factorial": lambda e: (f"factorial({_list(e)})", ATOM),
    "transpose": lambda e: (f"{_wrapped(e.arguments[0], ATOM)}ᵀ", ATOM),
    "solve": lambda e: (f"{_wrapped(e.arguments[0], ATOM)}⁻¹·{_wrapped(e.arguments[1], PRODUCT)}", PRODUCT),
    "norm": lambda e: (f"‖{_list(e)}‖", ATOM),
    "grad": lambda e: (f"∇f({_list(e)})", ATOM),
}


def _call(e: Call) -> Printed:
    special = CALLS.get(e.function)
    return special(e) if special else (f"{e.function}({_list(e)})", ATOM)


def _relation(e: Relation) -> Printed:
    return f"{_print(e.left)[0]} {RELATIONS.get(e.operator, e.operator)} {_print(e.right)[0]}", SUM


def _derivative(e: Derivative) -> Printed:
    sign = "∂" if e.partial else "d"
    return f"{sign}/{sign}{symbol_text(e.variable)}[{_print(e.operand)[0]}]", ATOM


def _piecewise(e: Piecewise) -> Printed:
    otherwise = LANGUAGES[current_style().language].otherwise
    pieces = (f"({_print(value)[0]}, {otherwise if when is None else _print(when)[0]})" for value, when in e.pieces)
    return f"piecewise({', '.join(pieces)})", ATOM


def _over_index(e: OverIndex) -> Printed:
    return f"{e.kind}({_listed((e.body, Symbol(e.index), e.lower, e.upper))})", ATOM


def _entry(e: Entry) -> Printed:
    index, binding = _print(e.index)
    return f"{symbol_text(e.family)}_{index if binding == ATOM else f'({index})'}", ATOM


PRINTERS: dict[type[Expression], Callable[..., Printed]] = {
    Number: _number,
    Constant: lambda e: ("π" if e.name == "pi" else e.name, ATOM),
    Symbol: lambda e: (symbol_text(e.name), ATOM),
    Column: lambda e: (e.name, ATOM),
    Sum: _sum,
    Product: _product,
    Quotient: _quotient,
    Negation: lambda e: ("-" + _wrapped(e.operand, PRODUCT), SUM),
    Power: _power,
    Call: _call,
    Relation: _relation,
    Piecewise: _piecewise,
    Entry: _entry,
    OverIndex: _over_index,
    Integral: lambda e: (f"integral({_listed((e.body, Symbol(e.variable), e.lower, e.upper))})", ATOM),
    OverRows: lambda e: (f"{e.kind}({_print(e.body)[0]})", ATOM),
    Derivative: _derivative,
}
