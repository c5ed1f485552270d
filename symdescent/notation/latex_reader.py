r"""Writes LaTeX as the tokens that the grammar reads, so that ``\frac{a}{b}`` and ``a/b`` are one formula with one grammar.

Letters side by side are a product, and ``x^23`` is x²·3, as TeX sets them. The body of a sum or product with an index reaches to
the next + or − at its level, as in books. A token knows where it stands in the pasted text, and the brackets written here leave
no node in the tree; a quotient takes its own only where it would be misread without.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Never, TypeVar

from symdescent.errors import FormulaError
from symdescent.notation import refusals
from symdescent.notation.latex_forms import ITEMS
from symdescent.notation.latex_operands import Tokens, as_it_is, bracketed, head, spellings
from symdescent.notation.latex_tokens import GREEK_COMMANDS, OPERATOR_COMMANDS, REFUSED, Raw, raw_tokens, unread
from symdescent.notation.limits import Limits
from symdescent.notation.reasons import Reason
from symdescent.notation.tokens import Token

Node = TypeVar("Node")

PAIRS = {"(": ")", "[": "]", "{": "}", r"\{": r"\}", r"\lvert": r"\rvert"}
STOPS = frozenset((*PAIRS.values(), "&", r"\\", "end", "differential", r"\right.", r"\end{cases}", r"\end{array}"))
VARIABLES = frozenset(("letter", "word", *GREEK_COMMANDS))
SIGNS_OF_TERMS = frozenset("+-")
ENDS = frozenset(("number", "name", ")", "|", "!", "superscript"))
SEPARATORS = frozenset((",", "<", "<=", ">", ">=", "!=", "="))
AS_THEY_ARE = frozenset((*"+-*/!,|<>=√∛", "<=", ">=", "!=", "superscript", "number"))


def latex_tokens(text: str, listed: Collection[str], columns: Collection[str], limits: Limits) -> Tokens:
    r"""The tokens of a formula in LaTeX, an ``end`` last.

    >>> from symdescent.notation.limits import AUTHOR
    >>> "".join(token.kind[:1] for token in latex_tokens(r"\frac{1}{2}x^23", (), (), AUTHOR))
    'n/nn^n*ne'
    """
    writer = Writer(text, listed, columns, limits)
    writer.run()
    if writer.kind != "end":
        writer.fail(Reason(UNOPENED.get(writer.kind, "unopened"), token=writer.token.text), writer.token.at)
    if len(writer.out) > limits.tokens:
        writer.fail(Reason("tokens", most=limits.tokens), writer.out[limits.tokens].at)
    writer.emit("end", "", writer.token.at)
    return writer.out


class Writer:
    """The state of one translation: the LaTeX tokens, where it stands, and what is written so far."""

    def __init__(self, text: str, listed: Collection[str], columns: Collection[str], limits: Limits) -> None:
        self.text, self.listed, self.columns, self.limits = text, listed, columns, limits
        self.raw = raw_tokens(text, listed, limits)
        self.index, self.depth = 0, 0
        self.out: Tokens = []
        self.in_integral, self.in_bar = False, False

    @property
    def token(self) -> Raw:
        """The token that is next."""
        return self.raw[self.index]

    @property
    def kind(self) -> str:
        """The kind of the token that is next; under an integral ``d`` before a letter is its differential."""
        token = self.raw[self.index]
        return "differential" if self.in_integral and token.text == "d" and self.is_differential() else token.kind

    def is_differential(self) -> bool:
        """Whether the ``d`` here is upright, touches the letter behind it, or stands with it where the integrand ends."""
        token, letter = self.raw[self.index : self.index + 2]
        if letter.kind not in VARIABLES:
            return False
        return token.kind == "word" or letter.at == token.at + 1 or self.raw[self.index + 2].kind in STOPS | SEPARATORS | SIGNS_OF_TERMS

    @property
    def following(self) -> str:
        """The kind of the token after the next."""
        return self.raw[min(self.index + 1, len(self.raw) - 1)].kind

    def next(self) -> Raw:
        """The token that was next, now behind."""
        token = self.raw[self.index]
        self.index += 1
        return token

    def fail(self, reason: Reason, at: int) -> Never:
        """Refuses the formula."""
        raise FormulaError(reason, self.text, at)

    def emit(self, kind: str, text: str, at: int) -> None:
        """Writes one token."""
        self.out.append(Token(kind, text, at))

    def run(self, term: bool = False) -> None:
        """Writes everything up to what closes; as one ``term`` only up to the next + or −."""
        outer_bar, self.in_bar = self.in_bar, False
        while self.kind not in STOPS and not (term and self.ends_term(outer_bar)):
            self.item()
        self.in_bar = outer_bar

    def ends_term(self, outer_bar: bool) -> bool:
        """Whether the body of a sum ends here: at a sign between terms, a comma, or the bar that was opened before it."""
        kind = self.kind
        if kind == "|":
            return outer_bar and not self.in_bar
        return kind in SEPARATORS or (kind in SIGNS_OF_TERMS and bool(self.out) and self.out[-1].kind in ENDS)

    def item(self) -> None:
        """Writes one number, name, group, sign or command with what belongs to it."""
        token = self.token
        if token.kind in AS_THEY_ARE:
            as_it_is(self)
        elif token.kind in ITEMS:
            ITEMS[token.kind](self)
        else:
            self.fail(unread(token.kind, KNOWN), token.at)

    def inside(self, read: Callable[[], None], in_integral: bool = False) -> Tokens:
        """What ``read`` writes one level further in, not written yet."""
        if self.depth >= self.limits.depth:
            self.fail(refusals.depth(self.limits), self.token.at)
        outer = self.out, self.in_integral
        self.out, self.in_integral = [], in_integral
        self.depth += 1
        read()
        self.depth -= 1
        found = self.out
        self.out, self.in_integral = outer
        return found

    def between(self, opened: Raw) -> Tokens:
        """What stands between the bracket that was just read and the one that closes it."""
        closer = PAIRS[opened.kind]
        found = self.inside(self.run)
        if self.kind == "end":
            self.fail(Reason("unclosed", closer=closer), opened.at)
        if self.kind != closer:
            self.fail(Reason("closed too late", token=self.token.text, opened=opened.text, closer=closer), self.token.at)
        self.next()
        return found

    def argument(self, of: str) -> Tokens:
        """What a command takes: a group, one digit, one letter, or one command with its own groups."""
        token = self.token
        if token.kind == "{":
            found = self.between(self.next())
            return found or self.fail(Reason("empty brackets"), token.at + 1)
        if token.kind == "number" and token.text.isdigit():
            self.raw[self.index] = Raw("number", token.text[1:], token.at + 1)
            self.index += len(token.text) == 1
            return [Token("number", token.text[0], token.at)]
        if token.kind in ("letter", "word") or token.kind in GREEK_COMMANDS:
            self.next()
            return [Token("name", self.spelled(head(token), ()), token.at)]
        if token.kind in (r"\frac", r"\sqrt"):
            return self.inside(self.item)
        if token.kind in REFUSED:
            self.fail(unread(token.kind, ()), token.at)
        return self.fail(Reason("group", of=of), token.at)

    def scripts(self, read: Callable[[], Sequence[Node]]) -> tuple[Sequence[Node], Tokens]:
        """A subscript, as ``read`` finds it, and an exponent with its ``^``, in either order."""
        below: Sequence[Node] = ()
        above: Tokens = []
        while self.kind in ("_", "^"):
            sign = self.next()
            if below if sign.kind == "_" else above:
                self.fail(Reason("two scripts"), sign.at)
            if sign.kind == "_":
                below = read()
            else:
                above = [Token("^", "^", sign.at), *bracketed(self.exponent())]
        return below, above

    def exponent(self) -> Tokens:
        """What stands after ``^``; a number or letter in round brackets is an index or a derivative, not a power."""
        found = self.argument("^")
        if [token.kind for token in found] in (["(", "number", ")"], ["(", "name", ")"]):
            self.fail(Reason("exponent in brackets"), found[0].at)
        return found

    def subscript(self) -> tuple[str, ...]:
        """The parts of a subscript, separated by commas: ``x_{1,i}`` has the parts 1 and i."""
        if self.kind != "{":
            return (self.argument("_")[0].text,)
        parts, opened = [""], self.next()
        while self.kind != "}":
            token = self.next()
            if token.kind not in ("letter", "word", "number", ",") and token.kind not in GREEK_COMMANDS:
                at = opened.at if token.kind == "end" else token.at
                self.fail(Reason("subscript"), at)
            parts = [*parts, ""] if token.kind == "," else [*parts[:-1], parts[-1] + head(token)]
        self.next()
        return tuple(parts)

    def spelled(self, name: str, below: Sequence[str]) -> str:
        """The name that is meant: a column without its row index i, a listed name, or the letter with its subscript."""
        if below and below[-1] == "i":
            for column in spellings(name, below[:-1]):
                if column in self.columns:
                    return column
        known = spellings(name, below)
        found = next((spelling for spelling in known if spelling in self.listed), known[0])
        return "γ" if found == "gamma" else found  # the function is \\Gamma

    def power(self, above: Tokens) -> None:
        """Writes an exponent; a digit right behind it is a factor."""
        self.out += above
        if above and self.kind == "number":
            self.emit("*", "", self.token.at)


UNOPENED = {  # what is found behind a formula, each with the key of the reason
    "&": "ampersand",
    r"\\": "rows without cases",
    r"\right.": "right without left",
}
KNOWN = frozenset((*ITEMS, *OPERATOR_COMMANDS))
