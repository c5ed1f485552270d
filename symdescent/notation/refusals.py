"""What is said where a formula takes a wrong turn: what stands there, what was expected, what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Never

from symdescent.notation.limits import Limits
from symdescent.notation.style import current_style

if TYPE_CHECKING:
    from symdescent.notation.reader import Reader

LONGEST_REPAIR = 60
DEFINITION = re.compile(r"[\s$({\[\\]*[A-Za-z]\s*(?:\\left)?\([^()=]*\)\s*=")  # f(x, y) =


def depth(limits: Limits) -> str:
    """The reason why a formula is nested too deeply."""
    return f"This is nested too deeply: at most {limits.depth} levels are read."


def nodes(limits: Limits) -> str:
    """The reason why a formula has too many parts."""
    return f"This formula has more than {limits.nodes:,} parts, and no more are read."


def constant(limits: Limits) -> str:
    """The reason why a constant is too large."""
    return f"A constant this large is not computed: at most {limits.bits:,} bits."


def missing(reader: Reader) -> Never:
    """Refuses a place where a number, a name or a bracket had to stand."""
    token = reader.token
    before = reader.tokens[reader.index - 1].text if reader.index else ""
    if token.kind == "end":
        reader.fail(f"The formula stops here, but something must follow {before}.", token.at)
    if before == "(" and token.kind == ")":
        reader.fail("There is nothing between these brackets.", token.at)
    after = f"after {before}, " if before else ""
    reader.fail(f"A number, a name or a bracket is expected here, {after}but this is {token.text}.", token.at)


def unexpected(reader: Reader, expected: str = "") -> Never:
    """Refuses the token that stands where the formula, or the bracket, had to end."""
    token = reader.token
    if token.kind == "end" and reader.open:
        _never_closed(reader)
    if token.kind == "=":
        _equation(reader, token.at)
    if token.kind == ",":
        if defined := DEFINITION.match(reader.text):
            _equation(reader, defined.end() - 1)
        reader.fail(_comma(reader), token.at)
    reader.fail(expected or UNEXPECTED.get(token.kind) or f"{token.text} cannot stand here.", token.at)


def _equation(reader: Reader, at: int) -> Never:
    rest = reader.text[at + 1 :].strip().rstrip("$").removesuffix("\\]").removesuffix("\\)").strip()
    shown = f": {rest}" if 0 < len(rest) <= LONGEST_REPAIR else ""
    reader.fail(f"This is an equation or an assignment: write only the right-hand side{shown}.", at)


def _never_closed(reader: Reader) -> Never:
    at, closer = reader.open[-1]
    closers = "".join(closer for _, closer in reversed(reader.open))
    repaired = reader.text.rstrip() + closers
    shown = f": {repaired}" if len(repaired) <= LONGEST_REPAIR else "."
    what = "bar" if closer == "|" else "bracket"
    reader.fail(f"The {what} opened here is never closed. Add {closers} at the end{shown}", at)


def _comma(reader: Reader) -> str:
    before, after = reader.tokens[reader.index - 1], reader.tokens[reader.index + 1]
    if before.kind == after.kind == "number" and before.text.isdigit() and after.text.isdigit() and current_style().decimal == ".":
        return f"A decimal is written with a point: did you mean {before.text}.{after.text}?"
    at = reader.open[-1][0] if reader.open else 0
    called = [token for token in reader.tokens if token.at < at][-1:]
    # a function would have taken the comma
    unknown = f"{called[0].text} is not a function I know. " if called and called[0].kind == "name" else ""
    return unknown + "A comma stands only between the arguments of a function such as max(x, y)."


_COMPARISON = "A comparison stands only as a condition of a piecewise, as in piecewise((x, x < 0), (2x, True))."
UNEXPECTED: dict[str, str] = {
    ")": "This bracket closes nothing: remove it, or open one before.",
    "|": "This bar closes nothing: write abs( ) where bars are unclear.",
    "number": "A number cannot follow directly here: write * for a product, or ^ for a power.",
    "!": "A factorial is read only of a whole number, as in 5!; otherwise write gamma(x + 1).",
    "superscript": "This superscript has nothing to stand on: write the power as ^( ).",
    **dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), _COMPARISON),
}
