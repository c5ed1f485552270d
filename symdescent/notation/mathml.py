"""Formulas as presentation MathML (MathML Core), which browsers show as they are, with the part that changed marked.

Where brackets and dots stand is decided as in LaTeX: by how tightly a printed form holds together, and by ``needs_dot``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from symdescent.notation.functions import FUNCTIONS, GREEK
from symdescent.notation.latex import needs_dot
from symdescent.notation.mathml_parts import (
    APPLY,
    DOT,
    EQUALS,
    NEGATIVE,
    SLASH,
    THIN,
    TIMES,
    absolute,
    brackets,
    cases,
    fraction,
    indexed,
    kronecker,
    large,
    polygamma,
    row,
    spelled,
    symbol_markup,
)
from symdescent.notation.style import LANGUAGES, Style, current_style
from symdescent.notation.text import ATOM, POWER, POWERS_ON_NAME, PRODUCT, RELATIONS, SUM, Printed, decimal_text, split_name
from symdescent.notation.tree import (
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
    names,
)

CHANGED = "changed"  # the class of the part that a step changed
REACHING = ("<munderover>", "<mo>∫</mo>")
LEADING = re.compile(rf'(?:<mrow>|<mrow class="{CHANGED}">|<msub>|<msup>|<msubsup>)*(<mn>|<mo[^>]*>\()?')
WORD = re.compile(rf'(?:<mrow>|<mrow class="{CHANGED}">|<msub>|<msup>|<msubsup>)*<mi>\w\w')


class Setting(NamedTuple):
    """How a formula is written: the style of the course, and which nodes are marked, by identity."""

    style: Style
    marked: frozenset[int]


def to_mathml(expression: Expression, *, marked: Iterable[Expression] = (), style: Style | None = None) -> str:
    """The formula as MathML; the ``marked`` nodes, taken by identity, stand in ``<mrow class="changed">``.

    >>> from symdescent.notation import parse
    >>> to_mathml(parse("x^2"))
    '<math><msup><mi>x</mi><mn>2</mn></msup></math>'
    """
    return f"<math>{markup(expression, marked=marked, style=style)}</math>"


def markup(expression: Expression, *, marked: Iterable[Expression] = (), style: Style | None = None) -> str:
    """The formula as ``to_mathml`` writes it, without ``<math>`` around it, to be put into a larger one."""
    return _print(expression, Setting(style or current_style(), frozenset(map(id, marked))))[0]


def _changed(e: Expression, inside: str, setting: Setting) -> str:
    return f'<mrow class="{CHANGED}">{inside}</mrow>' if id(e) in setting.marked else inside


def _print(e: Expression, setting: Setting) -> Printed:
    inside, binding = PRINTERS[type(e)](e, setting)
    return (_changed(e, inside, setting), binding) if setting.marked else (inside, binding)


def _plain(e: Expression, setting: Setting) -> str:
    return _print(e, setting)[0]


def _wrapped(e: Expression, least: int, setting: Setting) -> str:
    inside, binding = _print(e, setting)
    return inside if binding >= least else brackets(inside)


def _number(e: Number, setting: Setting) -> Printed:
    return f"<mn>{decimal_text(e.value).replace('.', setting.style.decimal)}</mn>", ATOM


def _negation(e: Negation, setting: Setting) -> Printed:
    return NEGATIVE + _wrapped(e.operand, PRODUCT, setting), SUM


def _sum(e: Sum, setting: Setting) -> Printed:
    first = e.terms[0]
    terms = [_plain(first, setting) if isinstance(first, Negation) else _wrapped(first, PRODUCT, setting)]
    for term in e.terms[1:]:
        operand = term.operand if isinstance(term, Negation) else term
        sign = '<mo form="infix">−</mo>' if isinstance(term, Negation) else "<mo>+</mo>"
        written = sign + _wrapped(operand, PRODUCT, setting)
        terms.append(_changed(term, written, setting) if isinstance(term, Negation) else written)
    return "".join(terms), SUM


def _factor(e: Expression, last: bool, setting: Setting) -> str:
    free = isinstance(e, Quotient) or (last and isinstance(e, (OverRows, OverIndex)))
    return _plain(e, setting) if free else _wrapped(e, POWER, setting)


def _between(before: Expression, factor: Expression, written: str) -> str:
    found = LEADING.match(written)
    lead = (found[1] or "")[-1:] if found else ""
    if needs_dot(before, factor, "0" if lead == ">" else lead or "x"):
        return DOT
    return TIMES + THIN if _is_word(before) or WORD.match(written) else TIMES


def _is_word(e: Expression) -> bool:
    return isinstance(e, (Symbol, Column)) and len(split_name(e.name)[0]) > 1 and split_name(e.name)[0] not in GREEK


def _product(e: Product, setting: Setting) -> Printed:
    if len(e.factors) == 2 and isinstance(e.factors[0], Number) and isinstance(e.factors[1], OverRows):
        share = _plain(e.factors[0], setting)
        inside = _over_rows(e.factors[1], setting, share)[0]
        return _changed(e.factors[1], inside, setting), PRODUCT
    written = _factor(e.factors[0], False, setting)
    for place, factor in enumerate(e.factors[1:], 2):
        part = _factor(factor, place == len(e.factors), setting)
        written += _between(e.factors[place - 2], factor, part) + part
    return written, PRODUCT


def _quotient(e: Quotient, setting: Setting) -> Printed:
    return fraction(_plain(e.numerator, setting), _plain(e.denominator, setting)), PRODUCT


def _power(e: Power, setting: Setting) -> Printed:
    exponent = row(_exponent(e.exponent, setting))
    base = e.base
    if isinstance(base, Call) and base.function in POWERS_ON_NAME and isinstance(e.exponent, Number):
        applied = f"<msup>{_name(base, setting)}{exponent}</msup>{APPLY}{brackets(_list(base.arguments, setting))}"
        return _changed(base, applied, setting), POWER
    written = _wrapped(base, ATOM, setting)
    if isinstance(base, (Symbol, Column, Entry)) and written.startswith("<msub>"):
        return f"<msubsup>{written[6:-7]}{exponent}</msubsup>", POWER
    return f"<msup>{row(written)}{exponent}</msup>", POWER


def _exponent(e: Expression, setting: Setting) -> str:
    if isinstance(e, Negation) and not isinstance(e.operand, Sum):
        return _changed(e, NEGATIVE + _exponent(e.operand, setting), setting)
    written = _plain(e, setting)
    if isinstance(e, Quotient) and written.count("<mfrac>") == 1 and not any(sign in written for sign in REACHING):
        inline = f"{_wrapped(e.numerator, PRODUCT, setting)}{SLASH}{_wrapped(e.denominator, POWER, setting)}"
        return _changed(e, inline, setting)
    return written


def _name(e: Call, setting: Setting) -> str:
    return spelled(setting.style.logarithm if e.function == "ln" else FUNCTIONS[e.function].latex or e.function)


def _list(arguments: Iterable[Expression], setting: Setting) -> str:
    separator = "<mo>,</mo>" if setting.style.decimal == "." else '<mo separator="true">;</mo>'
    return separator.join(_plain(argument, setting) for argument in arguments)


def _log(e: Call, setting: Setting) -> str:
    return indexed("<mi>log</mi>", _plain(e.arguments[1], setting), _plain(e.arguments[0], setting))


def _softmax(e: Call, setting: Setting) -> str:
    return indexed(_name(e, setting), _plain(e.arguments[0], setting), _list(e.arguments[1:], setting))


def _set(e: Call, setting: Setting) -> str:
    return _name(e, setting) + APPLY + brackets(_list(e.arguments, setting), "{", "}")


CALLS: dict[str, tuple[Callable[[Call, Setting], str], int]] = {
    "sqrt": (lambda e, setting: f"<msqrt>{_plain(e.arguments[0], setting)}</msqrt>", POWER),
    "cbrt": (lambda e, setting: f"<mroot>{row(_plain(e.arguments[0], setting))}<mn>3</mn></mroot>", POWER),
    "abs": (lambda e, setting: absolute(_plain(e.arguments[0], setting)), ATOM),
    "log": (_log, POWER),
    **dict.fromkeys(("max", "min"), (_set, ATOM)),
    "softmax": (_softmax, POWER),
    "kronecker": (lambda e, setting: kronecker([_plain(argument, setting) for argument in e.arguments]), ATOM),
    "factorial": (lambda e, setting: _wrapped(e.arguments[0], ATOM, setting) + '<mo form="postfix">!</mo>', POWER),
    "polygamma": (lambda e, setting: polygamma(*(_plain(argument, setting) for argument in e.arguments)), POWER),
}


def _call(e: Call, setting: Setting) -> Printed:
    if e.function in CALLS:
        write, binding = CALLS[e.function]
        return write(e, setting), binding
    return _name(e, setting) + APPLY + brackets(_list(e.arguments, setting)), ATOM


def _relation(e: Relation, setting: Setting) -> Printed:
    sign = {"<": "&lt;", ">": "&gt;", "==": "="}.get(e.operator) or RELATIONS[e.operator]
    return f"{_plain(e.left, setting)}<mo>{sign}</mo>{_plain(e.right, setting)}", SUM


def _piecewise(e: Piecewise, setting: Setting) -> Printed:
    words = LANGUAGES[setting.style.language]
    rows = [
        (_plain(value, setting), f"<mtext>{words.otherwise}</mtext>")
        if when is None
        else (_plain(value, setting), f"<mtext>{words.condition}\u00a0</mtext>{_plain(when, setting)}")
        for value, when in e.pieces
    ]
    return cases(rows), PRODUCT


def _over_rows(e: OverRows, setting: Setting, factor: str = "") -> Printed:
    rows = f"<mi>{'N' if 'n' in names(e.body) else 'n'}</mi>"
    share = fraction(factor or "<mn>1</mn>", rows) if e.kind == "mean" else factor
    body = _wrapped(e.body, PRODUCT, setting)
    return share + large("∑", f"<mi>i</mi>{EQUALS}<mn>1</mn>", rows) + body, PRODUCT


def _over_index(e: OverIndex, setting: Setting) -> Printed:
    sign, binding = ("∑", PRODUCT) if e.kind == "sum" else ("∏", POWER)
    below = f"{symbol_markup(e.index)}{EQUALS}{_plain(e.lower, setting)}"
    return large(sign, below, _plain(e.upper, setting)) + _wrapped(e.body, binding, setting), PRODUCT


def _integral(e: Integral, setting: Setting) -> Printed:
    bounds = row(_plain(e.lower, setting)) + row(_plain(e.upper, setting))
    differential = f"{THIN}<mi>d</mi>{symbol_markup(e.variable)}"
    return f"<msubsup><mo>∫</mo>{bounds}</msubsup>{_wrapped(e.body, PRODUCT, setting)}{differential}", PRODUCT


def _derivative(e: Derivative, setting: Setting) -> Printed:
    sign = f"<mi>{'∂' if e.partial else 'd'}</mi>"
    return fraction(sign, sign + symbol_markup(e.variable)) + brackets(_plain(e.operand, setting), "[", "]"), POWER


PRINTERS: dict[type[Expression], Callable[..., Printed]] = {
    Number: _number,
    Constant: lambda e, setting: ("<mi>π</mi>" if e.name == "pi" else f"<mi>{e.name}</mi>", ATOM),
    Symbol: lambda e, setting: (symbol_markup(e.name), ATOM),
    Column: lambda e, setting: (symbol_markup(e.name, "<mi>i</mi>"), ATOM),
    Entry: lambda e, setting: (symbol_markup(e.family, _plain(e.index, setting)), ATOM),
    Sum: _sum,
    Product: _product,
    Quotient: _quotient,
    Negation: _negation,
    Power: _power,
    Call: _call,
    Relation: _relation,
    Piecewise: _piecewise,
    OverRows: _over_rows,
    OverIndex: _over_index,
    Integral: _integral,
    Derivative: _derivative,
}
