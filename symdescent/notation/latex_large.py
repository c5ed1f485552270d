"""What is written large in LaTeX: fractions, sums, products and integrals, written as the tokens of a typed formula."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from symdescent.notation.latex_operands import Tokens, bracketed, name, texts
from symdescent.notation.latex_tokens import Raw
from symdescent.notation.reasons import Reason
from symdescent.notation.tokens import Token

if TYPE_CHECKING:
    from symdescent.notation.latex_reader import Writer

BEFORE_A_QUOTIENT = frozenset(("(", ",", "<", "<=", ">", ">=", "!=", "="))
BINDING_TIGHTER = frozenset("*/^")


def fraction(writer: Writer) -> None:
    r"""``\frac{a}{b}``; with columns of data ``\frac{1}{n} \sum_{i=1}^{n}`` is a mean over the rows."""
    token = writer.next()
    above, below = writer.argument(token.text), writer.argument(token.text)
    if above[0].text == below[0].text == "d" and "d" not in writer.listed and [t.kind for t in below[1:2]] == ["name"]:
        writer.fail(Reason("calculus", word="d/dx"), token.at)
    if writer.kind != r"\sum" or texts(below) not in (["n"], ["N"]):
        return _quotient(writer, above, below, token)
    sign = writer.next()
    lower, upper = bounds(writer)
    if not _over_rows(writer, lower, upper):
        _quotient(writer, above, below, token)
        return _total(writer, "sum", sign, lower, upper)
    if texts(above) != ["1"]:
        writer.out += [*bracketed(above), Token("*", "*", token.at)]
    return _total(writer, "mean", sign, lower, upper)


def _quotient(writer: Writer, above: Tokens, below: Tokens, token: Raw) -> None:
    before = writer.out[-1:]
    if [t.kind for t in (*before, *above, *below)] == ["number"] * 3 and before:
        writer.fail(Reason("mixed number"), token.at)
    quotient = [*bracketed(above), Token("/", token.text, token.at), *bracketed(below)]
    free = _stands_free(writer.out) and writer.kind not in ("^", "!", "superscript")
    writer.out += quotient if free else bracketed(quotient, always=True)


def _stands_free(out: Tokens) -> bool:
    """Whether a quotient written next is a term or its first factor, so that it needs no bracket."""
    index = len(out) - 1
    while index >= 0 and out[index].kind in ("+", "-"):
        index -= 1
    before = out[index].kind if index >= 0 else "("
    return before in BEFORE_A_QUOTIENT or (index < len(out) - 1 and before not in BINDING_TIGHTER)


def bounds(writer: Writer) -> tuple[Tokens, Tokens]:
    """What stands below and above the sign of a sum or an integral."""
    found: dict[str, Tokens] = {}
    while writer.kind in ("_", "^") and writer.kind not in found:
        sign = writer.next()
        found[sign.kind] = writer.argument(sign.kind)
    return found.get("_", []), found.get("^", [])


def total(kind: str, writer: Writer) -> None:
    """A sum or product, which reaches to the next + or − at its level."""
    sign = writer.next()
    _total(writer, kind, sign, *bounds(writer))


def _over_rows(writer: Writer, lower: Tokens, upper: Tokens) -> bool:
    written = texts(lower) in ([], ["i"], ["i", "=", "1"]) and texts(upper) in ([], ["n"], ["N"])
    return bool(writer.columns) and written


def _total(writer: Writer, kind: str, sign: Raw, lower: Tokens, upper: Tokens) -> None:
    rows = kind != "product" and _over_rows(writer, lower, upper)
    named = len(lower) > 2 and lower[0].kind == "name" and lower[1].kind == "=" and upper
    if not rows and not named:
        writer.fail(Reason("no bounds", sign=sign.text), sign.at)
    body = writer.inside(partial(writer.run, True), writer.in_integral)
    if not body:
        writer.fail(Reason("no body", sign=sign.text), writer.token.at)
    comma = Token(",", ",", sign.at)
    index = [] if rows else [comma, lower[0], comma, *lower[2:], comma, *upper]
    writer.out += [Token("name", kind, sign.at), Token("(", "(", sign.at), *body, *index, Token(")", ")", writer.token.at)]


def integral(writer: Writer) -> None:
    r"""``\int_{a}^{b} … \, dt``, which reaches to its differential."""
    sign = writer.next()
    lower, upper = bounds(writer)
    if not lower or not upper:
        writer.fail(Reason("no limits"), sign.at)
    body = writer.inside(writer.run, True) or [Token("number", "1", writer.token.at)]
    end = writer.next()
    if end.text != "d":
        writer.fail(Reason("no differential"), sign.at)
    variable = writer.inside(partial(name, writer))
    comma = Token(",", ",", end.at)
    rest = [comma, *variable, comma, *lower, comma, *upper, Token(")", ")", end.at)]
    writer.out += [Token("name", "integral", sign.at), Token("(", "(", sign.at), *body, *rest]
