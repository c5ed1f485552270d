"""What is said where a formula takes a wrong turn: what stands there, what was expected, what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Never

from symdescent.notation.limits import Limits
from symdescent.notation.reasons import Reason
from symdescent.notation.style import current_style
from symdescent.notation.tokens import FRACTIONS

if TYPE_CHECKING:
    from symdescent.notation.reader import Reader

LONGEST_REPAIR = 60
DEFINITION = re.compile(r"[\s$({\[\\]*[A-Za-z]\s*(?:\\left)?\([^()=]*\)\s*=")  # f(x, y) =


def depth(limits: Limits) -> Reason:
    """The reason why a formula is nested too deeply."""
    return Reason("depth", most=limits.depth)


def nodes(limits: Limits) -> Reason:
    """The reason why a formula has too many parts."""
    return Reason("nodes", most=limits.nodes)


def constant(limits: Limits) -> Reason:
    """The reason why a constant is too large."""
    return Reason("constant", most=limits.bits)


def missing(reader: Reader) -> Never:
    """Refuses a place where a number, a name or a bracket had to stand."""
    token = reader.token
    before = reader.tokens[reader.index - 1].text if reader.index else ""
    if token.kind == "end":
        reader.fail(Reason("end", before=before), token.at)
    if before == "(" and token.kind == ")":
        reader.fail(Reason("empty brackets"), token.at)
    reader.fail(Reason("operand after" if before else "operand", before=before, token=token.text), token.at)


def unexpected(reader: Reader, expected: str = "") -> Never:
    """Refuses the token that stands where the formula, or the bracket, had to end, or what the key ``expected`` says."""
    token = reader.token
    if token.kind == "end" and reader.open:
        _never_closed(reader)
    if token.kind == "=":
        _equation(reader, token.at)
    if token.kind == ",":
        if defined := DEFINITION.match(reader.text):
            _equation(reader, defined.end() - 1)
        reader.fail(_comma(reader), token.at)
    if mixed := _mixed_number(reader):
        reader.fail(mixed, reader.tokens[reader.index - 1].at)
    reader.fail(Reason(expected or UNEXPECTED.get(token.kind, "misplaced"), token=token.text), token.at)


def _mixed_number(reader: Reader) -> Reason | None:
    """Of 3 9/20 and 3½ nobody knows whether it is the sum or a product: what to write for each."""
    typed = [token.text for token in reader.tokens[max(reader.index - 1, 0) : reader.index + 3]]
    above_below = FRACTIONS.get(reader.token.text)
    parts = [typed[0], above_below[0], "/", above_below[1]] if above_below else typed
    if len(parts) < 4 or parts[2] != "/" or not all(parts[k].isdecimal() for k in (0, 1, 3)):
        return None
    whole, above, below = (int(parts[k]) for k in (0, 1, 3))
    return Reason("mixed number typed", whole=whole, above=above, below=below, one=whole * below + above)


def _equation(reader: Reader, at: int) -> Never:
    rest = reader.text[at + 1 :].strip().rstrip("$").removesuffix("\\]").removesuffix("\\)").strip()
    reader.fail(Reason("equation with a side" if 0 < len(rest) <= LONGEST_REPAIR else "equation", side=rest), at)


def _never_closed(reader: Reader) -> Never:
    at, closer = reader.open[-1]
    closers = "".join(closer for _, closer in reversed(reader.open))
    repaired = reader.text.rstrip() + closers
    key = "open bar" if closer == "|" else "open bracket"
    reader.fail(Reason(f"{key} repaired" if len(repaired) <= LONGEST_REPAIR else key, closers=closers, repaired=repaired), at)


def _comma(reader: Reader) -> Reason:
    before, after = reader.tokens[reader.index - 1], reader.tokens[reader.index + 1]
    if before.kind == after.kind == "number" and before.text.isdigit() and after.text.isdigit() and current_style().decimal == ".":
        return Reason("decimal comma", before=before.text, after=after.text)
    at = reader.open[-1][0] if reader.open else 0
    called = [token for token in reader.tokens if token.at < at][-1:]
    if called and called[0].kind == "name":  # a function would have taken the comma
        return Reason("comma after a name", name=called[0].text)
    return Reason("comma")


UNEXPECTED: dict[str, str] = {
    ")": "closing bracket",
    "|": "closing bar",
    "number": "number behind",
    "!": "factorial",
    "superscript": "superscript alone",
    **dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), "comparison"),
}
