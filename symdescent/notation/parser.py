"""Reads a formula as people type it: tokens, then recursive descent, then the tree; nothing typed is ever executed.

Precedence, loosest first: ``+ -``; a leading sign; ``* /`` and the product that is not written; ``^`` (from the right);
``!`` and superscripts. A minus stands outside its product: ``-2x`` is the negation of ``2x``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from fractions import Fraction

from symdescent.errors import ArgumentError, FormulaError
from symdescent.notation import calls, refusals
from symdescent.notation.decimals import with_points
from symdescent.notation.limits import AUTHOR, Limits
from symdescent.notation.names import CALLABLE, CONSTANTS, INDEXED, SPELLED, UNREAD, is_letter, unknown
from symdescent.notation.reader import TOUCHING, Reader
from symdescent.notation.reasons import Reason
from symdescent.notation.tokens import FRACTIONS, SUPERSCRIPTS, WORD, Token, canonical
from symdescent.notation.tree import Call, Constant, Entry, Expression, Negation, Number, Product, Sum, Symbol

SIGNS, TIMES = frozenset("+-"), frozenset("*/")
RAISED = re.compile(r"([+-]?)([0-9]*)([a-z]?)")


def parse(
    text: str, *, columns: Collection[str] = frozenset(), variables: Collection[str] = frozenset(), limits: Limits = AUTHOR
) -> Expression:
    r"""The tree of a formula, as it was written: typed, or pasted from LaTeX where it has a backslash, ``$``, ``^{`` or ``_{``.

    In LaTeX letters side by side are a product, ``x^23`` is x²·3, and the printers' ``to_latex`` reads back to its tree.
    Parameters: ``columns`` are the names of data columns, ``variables`` other names of several letters that are allowed,
    ``limits`` how much is read. Raises ``FormulaError`` with a caret where the text cannot be read.

    >>> parse("-2x")
    Negation(operand=Product(factors=(Number(value=Fraction(2, 1), decimal=False), Symbol(name='x'))))
    >>> str(parse(r"\frac{1}{2}x^2 + \left| \sin x \right|"))
    '1/2·x² + |sin(x)|'
    """
    return Grammar(_checked(text), columns, variables, limits).formula()


def parse_number(text: str, *, limits: Limits = AUTHOR) -> Expression:
    """The tree of a typed number such as ``-6/5``, ``2.5`` or ``sqrt(2)``; a ``FormulaError`` where a variable is in it.

    Where the style has the decimal comma, so may the number.

    >>> parse_number("2.5")
    Number(value=Fraction(5, 2), decimal=True)
    """
    grammar = Grammar(with_points(_checked(text)), (), (), limits)
    expression = grammar.formula()
    for name, at in grammar.symbols.items():
        raise FormulaError(Reason("number expected", name=name), text, at)
    return expression


def _checked(text: object) -> str:
    if not isinstance(text, str):
        raise ArgumentError(f"A formula is a text such as 'x^2 + 5', not {type(text).__name__}.")
    return text


class Grammar(Reader):
    """The grammar, one method a rule of it; ``{ }`` is repetition, ``[ ]`` what may be left out."""

    def formula(self) -> Expression:
        """formula = total end"""
        if self.token.kind == "end":
            self.fail(Reason("empty"), 0)
        expression = self.total()
        if self.token.kind != "end":
            refusals.unexpected(self)
        return expression

    def total(self) -> Expression:
        """total = term { ("+" | "-") term }"""
        terms, at = [self.term()], self.token.at
        while self.token.kind in SIGNS:
            sign = self.advance()
            term = self.term()
            terms.append(term if sign.kind == "+" else self.make(Negation(term), sign.at))
        return terms[0] if len(terms) == 1 else self.make(Sum(tuple(terms)), at)

    def term(self) -> Expression:
        """term = sign term | product"""
        return self.signed(self.term) if self.token.kind in SIGNS else self.product()

    def factor(self) -> Expression:
        """factor = sign factor | power"""
        return self.signed(self.factor) if self.token.kind in SIGNS else self.power()

    def signed(self, read: Callable[[], Expression]) -> Expression:
        """A sign and what ``read`` finds after it."""
        sign = self.advance()
        operand = self.deeper(read, sign.at)
        return operand if sign.kind == "+" else self.make(Negation(operand), sign.at)

    def product(self) -> Expression:
        """product = power { ("*" | "/" | nothing) factor }"""
        factors, at = [self.power()], self.token.at
        while (token := self.token).kind in TIMES or self.touches():
            if token.kind in TIMES:
                self.advance()
            operand = self.factor()
            if token.kind == "/":
                factors = [self.quotient(self.joined(factors, at), operand, token.at)]
            else:
                factors.append(operand)
        return self.joined(factors, at)

    def joined(self, factors: list[Expression], at: int) -> Expression:
        """The product of the factors, or the only one."""
        return factors[0] if len(factors) == 1 else self.make(Product(tuple(factors)), at)

    def touches(self) -> bool:
        """Whether a factor begins here without a sign of multiplication; a bar closes rather than opens."""
        kind = self.token.kind
        return kind in TOUCHING or (kind == "|" and not self.in_bars)

    def power(self) -> Expression:
        """power = postfix [ "^" factor ]"""
        base = self.postfix()
        if self.token.kind != "^":
            return base
        sign = self.advance()
        return self.raised(base, self.deeper(self.factor, sign.at), sign.at)

    def postfix(self) -> Expression:
        """postfix = atom [ "!" ] [ superscript ]"""
        atom = self.atom()
        if self.token.kind == "!":
            sign = self.advance()
            atom = calls.factorial(self, (atom,), sign.at)
        if self.token.kind == "superscript":
            at = self.token.at
            atom = self.raised(atom, self.superscript(), at)
            if self.token.kind in ("^", "superscript", "!"):
                self.fail(Reason("powers of powers"), self.token.at)
        return atom

    def superscript(self) -> Expression:
        """The exponent that stands as a superscript: a sign, digits, a letter."""
        token = self.advance()
        match = RAISED.fullmatch("".join(map(SUPERSCRIPTS.__getitem__, token.text)))
        if match is None or not (match[2] or match[3]):
            self.fail(Reason("superscript"), token.at)
        sign, digits, letter = match.groups()
        factors = [self.literal(digits, token.at)] if digits else []
        exponent = self.joined(factors + ([self.named(letter, token)] if letter else []), token.at)
        return self.make(Negation(exponent), token.at) if sign == "-" else exponent

    def atom(self) -> Expression:
        """atom = number | fraction | name | "(" total ")" | "|" total "|" | ("√" | "∛") power"""
        token = self.token
        if token.kind == "number":
            self.advance()
            return self.literal(token.text, token.at)
        if token.kind == "fraction":
            return self.fraction()
        if token.kind == "name":
            return self.name()
        if token.kind == "(":
            return self.enclosed(")", self.total)
        if token.kind == "|":
            return self.make(Call("abs", (self.enclosed("|", self.total),)), token.at)
        if token.kind in ("√", "∛"):
            self.advance()
            return self.make(Call("sqrt" if token.kind == "√" else "cbrt", (self.deeper(self.power, token.at),)), token.at)
        return refusals.missing(self)

    def fraction(self) -> Expression:
        """A fraction of one character, such as ½."""
        token = self.advance()
        numerator, denominator = (self.literal(digits, token.at) for digits in FRACTIONS[token.text])
        return self.quotient(numerator, denominator, token.at)

    def literal(self, text: str, at: int) -> Number:
        """A number as typed, its size known before it is computed."""
        mantissa, _, exponent = text.replace("−", "-").lower().partition("e")
        if len(mantissa) - mantissa.count(".") > self.limits.digits:
            self.fail(Reason("digits", most=self.limits.digits), at)
        # 10^k takes 3.33 k bits
        if exponent and (len(exponent) > 6 or abs(int(exponent)) * 10 > self.limits.bits * 3):
            self.fail(refusals.constant(self.limits), at)
        if mantissa == text:
            decimal = "." in text
            return self.make(Number(Fraction(text) if decimal else Fraction(int(text)), decimal), at)
        return self.make(Number(Fraction(mantissa) * Fraction(10) ** int(exponent), True), at)

    def name(self) -> Expression:
        """A function applied, or what the name stands for."""
        name = self.function()
        token = self.advance()
        return calls.apply(self, name, token) if name else self.named(canonical(token.text), token)

    def function(self) -> str | None:
        """The function that the token names, if it is one here: a listed name is one only when it is called."""
        token, following = self.token, self.tokens[self.index + 1].kind
        name = SPELLED.get(token.text, canonical(token.text))
        base = name.partition("_")[0] if name.startswith(INDEXED) else name
        if token.kind != "name" or base not in CALLABLE or token.text == "γ":
            return None
        if following == "(":
            return name
        return None if token.text in self.listed or base in ("gamma", "Gamma") else name

    def named(self, name: str, token: Token) -> Expression:
        """What a name stands for: what is bound, a column, a listed variable, a constant, a letter, in this order."""
        if name in self.bound:
            return self.make(Symbol(name), token.at)
        for spelling in (token.text, name):
            if spelling in self.columns:
                return calls.column(self, spelling, token.at)
        if name not in self.variables:
            if name in CONSTANTS:
                return self.make(Constant(CONSTANTS[name]), token.at)
            called = token.text in UNREAD and self.token.kind == "("
            if name == "I" or called or not is_letter(name):
                word = WORD.match(self.text, token.at)
                self.fail(unknown(name, word.group() if word else name, self.token.kind == "(", self.listed), token.at)
            if name.startswith("pi") and name[2:].isdigit():
                self.fail(Reason("number first", digits=name[2:]), token.at)
        family, _, index = name.partition("_")
        if self.bound.get(index):
            return self.make(Entry(family, self.make(Symbol(index), token.at)), token.at)
        return self.symbol(name, token.at)

    def symbol(self, name: str, at: int) -> Expression:
        """A variable or a parameter."""
        self.counted(name, at)
        return self.make(Symbol(name), at)
