"""What every command of LaTeX needs to be written as tokens: names, and operands in the brackets that they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symdescent.notation.functions import GREEK
from symdescent.notation.latex_tokens import GREEK_COMMANDS, Raw
from symdescent.notation.names import CALLABLE
from symdescent.notation.tokens import Token

if TYPE_CHECKING:
    from symdescent.notation.latex_reader import Writer

Tokens = list[Token]


def head(token: Raw) -> str:
    """The letters of a name without a subscript."""
    return GREEK_COMMANDS.get(token.kind, token.text)


def spellings(name: str, below: Sequence[str]) -> list[str]:
    """How a name with a subscript may be typed, the usual one first: ``x_1``, ``x1``, and Greek letters as such."""
    tail = ",".join(below)
    return [base + join + tail for base in dict.fromkeys((name, GREEK.get(name, name))) for join in (("_", "") if below else ("",))]


def bracketed(tokens: Tokens, always: bool = False) -> Tokens:
    """The tokens as one operand: in brackets, unless they are one number or name, or stand in brackets already."""
    if len(tokens) == 1 and not always and tokens[0].kind in ("number", "name") and not _is_function(tokens[0]):
        return tokens
    if tokens[0].kind == "(" and _closing(tokens) == len(tokens) - 1:
        return tokens
    return [Token("(", "(", tokens[0].at), *tokens, Token(")", ")", tokens[-1].at)]


def _closing(tokens: Tokens) -> int:
    """Where the bracket that stands first is closed."""
    depth = 0
    for index, token in enumerate(tokens):
        depth += (token.kind == "(") - (token.kind == ")")
        if depth == 0:
            return index
    return -1


def _is_function(token: Token) -> bool:
    return token.kind == "name" and (token.text in CALLABLE or token.text.startswith("log_"))


def texts(tokens: Tokens) -> list[str]:
    """What the tokens say."""
    return [token.text for token in tokens]


def as_it_is(writer: Writer) -> None:
    """A number or sign; a number behind a name or bracket is a factor."""
    token = writer.next()
    if token.kind == "number" and writer.out and writer.out[-1].kind in ("name", ")"):
        writer.emit("*", "*", token.at)
    if token.kind == "|":
        writer.in_bar = not writer.in_bar
    writer.emit(token.kind, token.text, token.at)


def name(writer: Writer) -> None:
    """A letter with its subscript and exponent."""
    token = writer.next()
    below, above = writer.scripts(writer.subscript)
    writer.emit("name", writer.spelled(head(token), below), token.at)
    writer.power(above)
