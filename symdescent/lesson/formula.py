"""Mathematics for documents: formulas, numbers and names, each as TeX and as text at once."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from html import escape
from typing import Any

from symdescent.lesson.document import Math
from symdescent.lesson.language import word
from symdescent.notation.functions import GREEK
from symdescent.notation.latex import brackets, symbol_latex, to_latex
from symdescent.notation.mathml import markup
from symdescent.notation.style import current_style, in_this_style
from symdescent.notation.text import SUPERSCRIPTS, symbol_text, to_text
from symdescent.notation.tree import Expression, children, columns, names, rebuild

LONGEST_FRACTION = 16  # characters of p/q that are still read, not skipped
POINT = re.compile(r"(?<=\d)\.(?=\d)")
DIGITS = 6  # of a rounded number
FUNCTION_NAMES = ("f", "g", "h", "F", "G", "H")
SUBSCRIPTS = str.maketrans("0123456789+k-", "₀₁₂₃₄₅₆₇₈₉₊ₖ₋")


def join(*parts: Math | str) -> Math:
    """Formulas and signs one after the other; a ``str`` is the same in TeX and in text.

    A part that is marked stays so where every formula has markup of its own: see ``changed``.
    """
    latex, text, marked = "", "", True
    for part in parts:
        if isinstance(part, str):
            latex, text = latex + part, text + part
        else:
            latex, text, marked = latex + part.latex, text + part.text, marked and bool(part.markup)
    if not marked:
        return Math(latex, text)
    return Math(latex, text, lambda: "".join(_sign(part) if isinstance(part, str) else part.mathml for part in parts))


def _sign(text: str) -> str:
    """A sign between formulas, such as ``=``, or a letter."""
    return f"<{'mi' if text.isalpha() else 'mo'}>{escape(text.strip())}</{'mi' if text.isalpha() else 'mo'}>" if text.strip() else ""


def listed(parts: Iterable[Math]) -> Math:
    """Formulas with a comma between them, or a semicolon where the comma is the decimal sign."""
    parts, separator = list(parts), ", " if current_style().decimal == "." else "; "
    return Math(separator.join(part.latex for part in parts), separator.join(part.text for part in parts))


def math_of(expression: Expression) -> Math:
    """A written expression."""
    text = to_text(expression)
    return Math(to_latex(expression), text if current_style().decimal == "." else POINT.sub(",", text.replace(", ", "; ")))


def changed(expression: Expression, parts: Iterable[Expression] = ()) -> Math:
    """A written expression in which the ``parts`` are marked as changed, where the target can show it (HTML).

    The parts are nodes of the expression, taken by identity: for the line of a rewrite ``new_parts(before, after)``, for a
    line in which premises are put in the result of each premise. A node that stands in several places is marked in all.
    TeX and text have no mark. To keep the mark in ``join``, write every formula of the line with ``changed``.

    >>> from symdescent.notation import parse
    >>> line = parse("2x + 0")
    >>> changed(line, line.terms[1:]).mathml
    '<mn>2</mn><mo>\u2062</mo><mi>x</mi><mo>+</mo><mrow class="changed"><mn>0</mn></mrow>'
    """
    found = expression, tuple(parts)
    return marked(expression, lambda: found)


def marked(expression: Expression, find: Callable[[], tuple[Expression, Iterable[Expression]]]) -> Math:
    """A written expression, as in ``changed``: ``find`` tells it again, with its changed parts, where the target shows them."""
    written = math_of(expression)

    def made() -> str:
        whole, parts = find()
        return markup(whole, marked=parts)

    return Math(written.latex, written.text, in_this_style(made))


def new_parts(before: Expression, after: Expression) -> tuple[Expression, ...]:
    """The smallest parts of ``after`` outside of which both are the same: what a rewrite changed.

    >>> from symdescent.notation import parse, to_text
    >>> [to_text(part) for part in new_parts(parse("x*(1 + 2) + y"), parse("x*3 + y"))]
    ['3']
    """
    if before == after:
        return ()
    old, new = children(before), children(after)
    if type(before) is not type(after) or len(old) != len(new) or not new or rebuild(before, new) != after:
        return (after,)
    return tuple(part for pair in zip(old, new, strict=True) for part in new_parts(*pair))


def bracketed(part: Math) -> Math:
    """A formula in brackets."""
    return Math(brackets(part.latex), f"({part.text})")


def factor(part: Math) -> Math:
    """A number or formula as a factor: in brackets where it has a sign or several terms."""
    needs = part.text.startswith(("-", "−", "≈")) or any(sign in part.text for sign in (" + ", " - "))
    return bracketed(part) if needs else part


def name(symbol: str, index: Math | str = "") -> Math:
    """A variable, with the number of an iterate below it."""
    return _name(symbol, index, index.translate(SUBSCRIPTS)) if isinstance(index, str) else _name(symbol, index.latex, index.text)


@lru_cache(1024)
def _name(symbol: str, latex: str, text: str) -> Math:
    plain = symbol_text(symbol)
    return Math(symbol_latex(symbol, latex), plain + (text if plain.isalpha() else "," + text) if text else plain)


def function_name(expression: Expression, taken: Iterable[str] = ()) -> str:
    """A letter for the function that is not a letter in it."""
    used = names(expression) | columns(expression) | set(taken)
    return next((letter for letter in FUNCTION_NAMES if letter not in used), "Φ")


def rate_letter(problem_names: Iterable[str]) -> Math:
    """The learning rate's letter, another one where the function uses it."""
    wanted = (current_style().rate, "gamma", "alpha", "eta", "tau")
    letter = next(letter for letter in wanted if letter not in set(problem_names))
    return Math(f"\\{letter}" if letter in GREEK else letter, GREEK.get(letter, letter))


def vector(parts: Iterable[Math]) -> Math:
    """A column (or row, as the style says) of formulas."""
    parts = list(parts)
    separator = r" \\ " if current_style().gradient == "column" else " & "
    inside = separator.join(part.latex for part in parts)
    return Math(rf"\begin{{pmatrix}} {inside} \end{{pmatrix}}", bracketed(listed(parts)).text)


def matrix(rows: Iterable[Iterable[Math]]) -> Math:
    """A matrix of formulas."""
    entries = [list(row) for row in rows]
    latex = r" \\ ".join(" & ".join(entry.latex for entry in row) for row in entries)
    text = listed(Math("", f"[{listed(row).text}]") for row in entries).text
    return Math(rf"\begin{{pmatrix}} {latex} \end{{pmatrix}}", f"[{text}]")


def point(parts: Iterable[Math]) -> Math:
    """A point: the number itself in one dimension, else a tuple in a line."""
    parts = list(parts)
    return parts[0] if len(parts) == 1 else bracketed(listed(parts))


def number(value: Any, digits: int = DIGITS) -> Math:
    """A number as a textbook prints it: short fractions exactly, everything else to ``digits`` significant digits.

    >>> number(Fraction(-24, 5)).latex, number(-7.3e-5).text
    ('-\\\\frac{24}{5}', '-7.3·10⁻⁵')
    """
    if getattr(value, "is_Rational", False):
        value = Fraction(int(value.p), int(value.q))
    if is_short(value):
        return fraction(value)
    if hasattr(value, "free_symbols") and not value.is_Rational:
        return _symbolic(value)
    return decimal(value, digits)


def is_short(value: Any) -> bool:
    """Whether ``number`` shows the value exactly."""
    return isinstance(value, (int, Fraction)) and len(str(value)) <= LONGEST_FRACTION


def decimal(value: Any, digits: int = DIGITS) -> Math:
    """A number rounded to so many significant digits, with a power of ten where it is very large or small."""
    real = float(value)
    if not math.isfinite(real):
        return _undefined(current_style().language) if math.isnan(real) else _infinite(real)
    shown, _, exponent = f"{real:.{digits}g}".partition("e")
    if not exponent:
        return _signed(shown)
    power = int(exponent)
    mantissa = _signed(shown)
    if shown in ("1", "-1"):
        return Math(rf"{shown.removesuffix('1')}10^{{{power}}}", f"{shown.removesuffix('1')}10{str(power).translate(SUPERSCRIPTS)}")
    return Math(rf"{mantissa.latex} \cdot 10^{{{power}}}", f"{mantissa.text}·10{str(power).translate(SUPERSCRIPTS)}")


def _undefined(language: str) -> Math:
    said = word(language, "undefined")
    return Math(rf"\text{{{said}}}", said)


def _infinite(value: float) -> Math:
    return Math(r"\infty", "∞") if value > 0 else Math(r"-\infty", "-∞")


def _signed(shown: str) -> Math:
    comma = current_style().decimal == ","
    return Math(shown.replace(".", "{,}"), shown.replace(".", ",")) if comma else Math(shown, shown)


def fraction(value: Fraction | int) -> Math:
    """A fraction or whole number, however long it is."""
    sign, above, below = ("-" if value.numerator < 0 else ""), abs(value.numerator), value.denominator
    if below == 1:
        return Math(f"{sign}{above}", f"{sign}{above}")
    return Math(rf"{sign}\frac{{{above}}}{{{below}}}", f"{sign}{above}/{below}")


def _symbolic(value: Any) -> Math:
    from symdescent.errors import ArgumentError
    from symdescent.notation.bridge import from_sympy

    try:
        written = math_of(from_sympy(value))
    except ArgumentError:
        return decimal(value)
    return written if value.free_symbols or len(written.text) <= 2 * LONGEST_FRACTION else decimal(value)
