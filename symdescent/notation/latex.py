"""Formulas as TeX mathematics, amsmath only."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from symdescent.notation.functions import FUNCTIONS, GREEK
from symdescent.notation.style import LANGUAGES, Style, current_style
from symdescent.notation.text import ATOM, POWER, POWERS_ON_NAME, PRODUCT, SUM, Printed, decimal_text, split_name
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
    names,
)

RELATIONS = {"<=": r"\le", ">=": r"\ge", "!=": r"\ne", "==": "="}
WORD = r"\mathrm"  # beside which a thin space keeps the letters apart
GREEK_LETTERS = {letter: name for name, letter in GREEK.items()}
BRACKETS = ("(", r"\left(")
REACHING = (r"\sum", r"\prod", r"\int")  # a quotient behind them in one line would be part of them
FUNCTION_LETTERS = frozenset(row.latex for row in FUNCTIONS.values())
TALL = (r"\frac", r"\sum", r"\prod", r"\int", r"\begin", r"\left")


def to_latex(expression: Expression, style: Style | None = None) -> str:
    r"""The formula as TeX mathematics, without dollar signs.

    >>> from symdescent.notation import parse
    >>> print(to_latex(parse("x^2/2 + sqrt(x)")))
    \frac{x^{2}}{2} + \sqrt{x}
    """
    return _print(expression, style or current_style())[0]


@cache
def symbol_latex(name: str, index: str = "") -> str:
    """A name in TeX: one letter in italics, words upright, subscripts below, with a row index where one is given."""
    head, tail = split_name(name)
    below = ",".join(filter(None, (*map(_word, tail.split(",")), index)))
    return _word(head) + (f"_{{{below}}}" if below else "")


def _word(name: str) -> str:
    name = GREEK_LETTERS.get(name, name)
    if name in GREEK:
        return "o" if name == "omicron" else f"\\{name}"
    escaped = name.replace("_", r"\_")
    return name if len(name) < 2 or name.isdigit() else rf"\mathrm{{{escaped}}}"


def brackets(inside: str, left: str = "(", right: str = ")") -> str:
    """The formula in brackets that grow only where something in it is tall."""
    if any(command in inside for command in TALL):
        return rf"\left{left} {inside} \right{right}"
    return f"{left}{inside}{right}"


def _print(e: Expression, style: Style) -> Printed:
    """What is printed, kept in the node with the style it was printed in."""
    known = e._latex
    if known is not None and known[0] is style:
        return known[1]  # type: ignore[no-any-return]
    printed = PRINTERS[type(e)](e, style)
    keep(e, "_latex", (style, printed))
    return printed


def _wrapped(e: Expression, least: int, style: Style) -> str:
    latex, binding = _print(e, style)
    return latex if binding >= least else brackets(latex)


def _number(e: Number, style: Style) -> Printed:
    return decimal_text(e.value).replace(".", "." if style.decimal == "." else "{,}"), ATOM


def _sum(e: Sum, style: Style) -> Printed:
    first = e.terms[0]
    latex = _print(first, style)[0] if isinstance(first, Negation) else _wrapped(first, PRODUCT, style)
    for term in e.terms[1:]:
        negative = isinstance(term, Negation)
        latex += (" - " if negative else " + ") + _wrapped(term.operand if isinstance(term, Negation) else term, PRODUCT, style)
    return latex, SUM


def _factor(e: Expression, last: bool, style: Style) -> str:
    free = isinstance(e, Quotient) or (last and isinstance(e, (OverRows, OverIndex)))
    return _print(e, style)[0] if free else _wrapped(e, POWER, style)


def needs_dot(before: Expression, factor: Expression, latex: str) -> bool:
    """Where juxtaposition would be misread: digits, a factor of 1 or twice the same, mixed numbers, minus signs, σ as a function."""
    if latex.startswith(BRACKETS) and isinstance(before, Symbol) and _may_be_called(symbol_latex(before.name)):
        return True
    return latex[0].isdigit() or before in (ONE, factor) or isinstance(factor, (Quotient, Negation, OverRows, OverIndex, Integral))


def _may_be_called(letter: str) -> bool:
    """Whether a letter before a bracket is read as a function: σ, and ψ₁ of the polygamma."""
    return letter in FUNCTION_LETTERS or letter.startswith(r"\psi_")


def _between(before: Expression, factor: Expression, latex: str) -> str:
    if needs_dot(before, factor, latex):
        return r" \cdot "
    return r" \, " if latex.startswith(WORD) or _is_word(before) else " "


def _is_word(e: Expression) -> bool:
    return isinstance(e, (Symbol, Column)) and symbol_latex(e.name).startswith(WORD)


def _product(e: Product, style: Style) -> Printed:
    if len(e.factors) == 2 and isinstance(e.factors[0], Number) and isinstance(e.factors[1], OverRows):
        return _over_rows(e.factors[1], style, _number(e.factors[0], style)[0])
    latex = _factor(e.factors[0], False, style)
    for place, factor in enumerate(e.factors[1:], 2):
        written = _factor(factor, place == len(e.factors), style)
        latex += _between(e.factors[place - 2], factor, written) + written
    return latex, PRODUCT


def _quotient(e: Quotient, style: Style) -> Printed:
    return rf"\frac{{{_print(e.numerator, style)[0]}}}{{{_print(e.denominator, style)[0]}}}", PRODUCT


def _power(e: Power, style: Style) -> Printed:
    exponent = _exponent(e.exponent, style)
    if isinstance(e.base, Call) and e.base.function in POWERS_ON_NAME and isinstance(e.exponent, Number):
        return f"{_name(e.base, style)}^{{{exponent}}}{_arguments(e.base, style)}", POWER
    return f"{_wrapped(e.base, ATOM, style)}^{{{exponent}}}", POWER


def _exponent(e: Expression, style: Style) -> str:
    if isinstance(e, Negation):
        return "-" + _exponent(e.operand, style) if not isinstance(e.operand, Sum) else _print(e, style)[0]
    latex = _print(e, style)[0]
    if isinstance(e, Quotient) and latex.count(r"\frac") == 1 and not any(sign in latex for sign in REACHING):
        return f"{_wrapped(e.numerator, PRODUCT, style)}/{_wrapped(e.denominator, POWER, style)}"
    return latex


def _name(e: Call, style: Style) -> str:
    if e.function == "ln":
        return f"\\{style.logarithm}"
    return FUNCTIONS[e.function].latex or rf"\operatorname{{{e.function}}}"


def _arguments(e: Call, style: Style) -> str:
    return brackets(_list(e, style))


def _list(e: Call, style: Style) -> str:
    separator = ", " if style.decimal == "." else "; "
    return separator.join(_print(argument, style)[0] for argument in e.arguments)


def _log(e: Call, style: Style) -> Printed:
    argument, base = e.arguments
    return rf"\log_{{{_print(base, style)[0]}}}{brackets(_print(argument, style)[0])}", POWER


def _softmax(e: Call, style: Style) -> Printed:
    chosen, *rest = e.arguments
    return f"{_name(e, style)}_{{{_print(chosen, style)[0]}}}{brackets(_list(Call('softmax', tuple(rest)), style))}", POWER


def _kronecker(e: Call, style: Style) -> Printed:
    parts = [_print(argument, style)[0] for argument in e.arguments]
    return rf"\delta_{{{(' ' if all(len(part) == 1 for part in parts) else ', ').join(parts)}}}", ATOM


def _set(e: Call, style: Style) -> Printed:
    return _name(e, style) + brackets(_list(e, style), r"\{", r"\}"), ATOM


def _root(left: str, e: Call, style: Style) -> Printed:
    return f"{left}{{{_print(e.arguments[0], style)[0]}}}", POWER


CALLS: dict[str, Callable[[Call, Style], Printed]] = {
    "sqrt": partial(_root, r"\sqrt"),
    "cbrt": partial(_root, r"\sqrt[3]"),
    "abs": lambda e, style: (rf"\left\lvert {_print(e.arguments[0], style)[0]} \right\rvert", ATOM),
    "floor": lambda e, style: (rf"\left\lfloor {_print(e.arguments[0], style)[0]} \right\rfloor", ATOM),
    "transpose": lambda e, style: (rf"{_wrapped(e.arguments[0], ATOM, style)}^{{\top}}", POWER),
    "solve": lambda e, style: (rf"{_wrapped(e.arguments[0], ATOM, style)}^{{-1}} {_wrapped(e.arguments[1], PRODUCT, style)}", PRODUCT),
    "norm": lambda e, style: (rf"\left\lVert {_list(e, style)} \right\rVert", ATOM),
    "grad": lambda e, style: (rf"\nabla f{_arguments(e, style)}", POWER),
    "cycle": lambda e, style: (rf"\operatorname{{cycle}}{_arguments(e, style)}", ATOM),
    "steepest": lambda e, style: (rf"\operatorname{{steepest}}{_arguments(e, style)}", ATOM),
    "log": _log,
    "max": _set,
    "min": _set,
    "softmax": _softmax,
    "kronecker": _kronecker,
    "factorial": lambda e, style: (_wrapped(e.arguments[0], ATOM, style) + "!", POWER),
    "polygamma": lambda e, style: (
        rf"\psi^{{({_print(e.arguments[0], style)[0]})}}{brackets(_print(e.arguments[1], style)[0])}",
        POWER,
    ),
}


def _call(e: Call, style: Style) -> Printed:
    special = CALLS.get(e.function)
    return special(e, style) if special else (_name(e, style) + _arguments(e, style), ATOM)


def _relation(e: Relation, style: Style) -> Printed:
    return f"{_print(e.left, style)[0]} {RELATIONS.get(e.operator, e.operator)} {_print(e.right, style)[0]}", SUM


def _piecewise(e: Piecewise, style: Style) -> Printed:
    words = LANGUAGES[style.language]
    rows = (
        f"{_print(value, style)[0]} & "
        + (rf"\text{{{words.otherwise}}}" if when is None else rf"\text{{{words.condition} }} {_print(when, style)[0]}")
        for value, when in e.pieces
    )
    lines = r" \\ ".join(rows)
    return rf"\begin{{cases}} {lines} \end{{cases}}", PRODUCT


def _over_rows(e: OverRows, style: Style, factor: str = "1") -> Printed:
    rows = "N" if "n" in names(e.body) else "n"
    share = rf"\frac{{{factor}}}{{{rows}}} " if e.kind == "mean" else "" if factor == "1" else f"{factor} "
    return rf"{share}\sum_{{i=1}}^{{{rows}}} {_wrapped(e.body, PRODUCT, style)}", PRODUCT


def _over_index(e: OverIndex, style: Style) -> Printed:
    bounds = rf"_{{{symbol_latex(e.index)}={_print(e.lower, style)[0]}}}^{{{_print(e.upper, style)[0]}}}"
    sign, binding = (r"\sum", PRODUCT) if e.kind == "sum" else (r"\prod", POWER)
    return f"{sign}{bounds} {_wrapped(e.body, binding, style)}", PRODUCT


def _integral(e: Integral, style: Style) -> Printed:
    bounds = rf"_{{{_print(e.lower, style)[0]}}}^{{{_print(e.upper, style)[0]}}}"
    return rf"\int{bounds} {_wrapped(e.body, PRODUCT, style)} \, d{symbol_latex(e.variable)}", PRODUCT


def _derivative(e: Derivative, style: Style) -> Printed:
    sign = r"\partial" if e.partial else "d"
    inside = brackets(_print(e.operand, style)[0], "[", "]")
    return rf"\frac{{{sign}}}{{{sign} {symbol_latex(e.variable)}}}{inside}", POWER


PRINTERS: dict[type[Expression], Callable[..., Printed]] = {
    Number: _number,
    Constant: lambda e, style: (r"\pi" if e.name == "pi" else e.name, ATOM),
    Symbol: lambda e, style: (symbol_latex(e.name), ATOM),
    Column: lambda e, style: (symbol_latex(e.name, "i"), ATOM),
    Sum: _sum,
    Product: _product,
    Quotient: _quotient,
    Negation: lambda e, style: ("-" + _wrapped(e.operand, PRODUCT, style), SUM),
    Power: _power,
    Call: _call,
    Relation: _relation,
    Piecewise: _piecewise,
    Entry: lambda e, style: (symbol_latex(e.family, _print(e.index, style)[0]), ATOM),
    OverIndex: _over_index,
    Integral: _integral,
    OverRows: _over_rows,
    Derivative: _derivative,
}
