"""Steps through the tokens of a formula and makes its nodes, each measured against the limits before anything is computed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import takewhile
from typing import Never, TypeVar

from symdescent.errors import FormulaError
from symdescent.notation import refusals
from symdescent.notation.latex_reader import latex_tokens
from symdescent.notation.latex_tokens import is_latex
from symdescent.notation.limits import Limits, Size, largest_value, size
from symdescent.notation.names import CALLABLE
from symdescent.notation.reasons import Reason
from symdescent.notation.tokens import Token, canonical, tokenize
from symdescent.notation.tree import Expression, Power, Quotient, children, rational

Inside = TypeVar("Inside")
Node = TypeVar("Node", bound=Expression)

TOUCHING = frozenset(("name", "(", "√", "∛"))  # what may follow a factor without a sign of multiplication
STARTS = TOUCHING | {"number", "fraction", "|", "+", "-"}
ENDS = frozenset(("number", "fraction", "name", ")", "|", "!", "superscript"))
SEPARATORS = frozenset((",", "<", "<=", ">", ">=", "==", "!=", "="))


def bars_to_close(tokens: Sequence[Token]) -> dict[int, tuple[int, int]]:
    """For each bar, by its index: the least and the most open bars that the bars after it in its bracket can close.

    A bar opens where a factor can start after it, and closes where one can end before it; between two factors it may do either.
    """
    found: dict[int, tuple[int, int]] = {}
    outer: list[tuple[int, int]] = []
    least, most = 0, 0
    for index in range(len(tokens) - 2, -1, -1):
        kind, before = tokens[index].kind, tokens[index - 1]
        if kind == ")":
            outer.append((least, most))
        if kind == "(" and outer:
            least, most = outer.pop()
        elif kind == ")" or kind in SEPARATORS:
            least, most = 0, 0
        elif kind == "|":
            found[index] = least, most
            opens = tokens[index + 1].kind in STARTS
            closes = index > 0 and before.kind in ENDS and before.text not in CALLABLE
            least, most = abs(least - 1) if opens else least + 1, most + 1 if closes else most - 1
    return found


class Reader:
    """The state of one reading: the tokens, where it stands, and the size of every node made so far."""

    def __init__(self, text: str, columns: Collection[str], variables: Collection[str], limits: Limits) -> None:
        self.text, self.limits, self.columns = text, limits, frozenset(columns)
        self.variables = frozenset(map(canonical, variables))
        self.listed = self.columns | self.variables | frozenset(variables)
        latex = is_latex(text)
        self.tokens = latex_tokens(text, self.listed, self.columns, limits) if latex else tokenize(text, self.listed, limits)
        self.index, self.token = 0, self.tokens[0]
        self.bars = bars_to_close(self.tokens)
        self.depth, self.in_bars, self.in_rows, self.column_count = 0, False, False, 0
        self.open: list[tuple[int, str]] = []  # where a bracket or bar was opened, and what closes it
        self.symbols: dict[str, int] = {}  # each by where it stands first
        self.bound: dict[str, bool] = {}  # the names that are bound here, and whether they are indices
        self.sizes: dict[int, tuple[Expression, Size]] = {}  # by id; the node is kept so that its id stays its own

    def advance(self) -> Token:
        """The token that was next, now behind."""
        token = self.token
        self.index += 1
        self.token = self.tokens[self.index]
        return token

    def fail(self, reason: Reason, at: int) -> Never:
        """Refuses the formula."""
        raise FormulaError(reason, self.text, at)

    def deeper(self, read: Callable[[], Inside], at: int) -> Inside:
        """What ``read`` finds one level further in."""
        if self.depth >= self.limits.depth:
            self.fail(refusals.depth(self.limits), at)
        self.depth += 1
        result = read()
        self.depth -= 1
        return result

    def enclosed(self, closer: str, read: Callable[[], Inside]) -> Inside:
        """What ``read`` finds between the bracket or bar here and the one that closes it."""
        outer, self.in_bars = self.in_bars, closer == "|"
        at = self.advance().at
        self.open.append((at, closer))
        inside = self.deeper(read, at)
        if self.token.kind != closer:
            refusals.unexpected(self)
        if closer == "|" and self.could_open():
            self.fail(Reason("unclear bars"), self.token.at)
        self.advance()
        self.open.pop()
        self.in_bars = outer
        return inside

    def could_open(self) -> bool:
        """Whether the bar here, about to close, might as well be meant to open: |2|x|-1| is not |2|·x·|-1| on paper."""
        least, most = self.bars[self.index]
        already = sum(1 for _ in takewhile(lambda opened: opened[1] == "|", reversed(self.open)))
        return self.tokens[self.index + 1].kind in TOUCHING and least <= already + 1 <= most

    def counted(self, name: str, at: int) -> None:
        """Counts a variable."""
        self.symbols.setdefault(name, at)
        if len(self.symbols) > self.limits.variables:
            self.fail(Reason("variables", most=self.limits.variables), at)

    def make(self, node: Node, at: int) -> Node:
        """The node, once it is certain to be within the limits."""
        sizes, limits = self.sizes, self.limits
        measured = size(node, [sizes[id(part)][1] for part in children(node)])
        sizes[id(node)] = node, measured
        if len(sizes) > limits.nodes:
            self.fail(refusals.nodes(limits), at)
        if measured.levels > limits.levels:
            self.fail(refusals.depth(limits), at)
        if measured.bits > limits.bits:
            self.fail(refusals.constant(limits), at)
        return node

    def quotient(self, numerator: Expression, denominator: Expression, at: int) -> Expression:
        """A quotient that does not divide by a written zero."""
        if rational(denominator) == 0:
            self.fail(Reason("division by zero"), at)
        return self.make(Quotient(numerator, denominator), at)

    def raised(self, base: Expression, exponent: Expression, at: int) -> Expression:
        """A power whose exponent is small enough to be computed, alone and with the powers inside its base."""
        measured, most = self.sizes[id(exponent)][1], self.limits.exponent
        if measured.constant and largest_value(measured) > most:
            self.fail(Reason("exponent", most=most), at)
        if rational(base) == 0 and (rational(exponent) or 0) < 0:
            self.fail(Reason("power of zero"), at)
        power = self.make(Power(base, exponent), at)
        if self.sizes[id(power)][1].degree > most:
            self.fail(Reason("exponents", most=most), at)
        return power
