"""Blocks of equations, as a paper prints a method: one assignment a line, over vectors and matrices.

Beside what any formula may hold, a side may have ``u'`` (transposed), ``solve(A, b)``, ``norm(u)``, ``grad(u)`` (the
gradient at u), ``cycle(k)`` (the unit vectors in turn) and ``steepest(g)`` (that of the entry of largest size).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from symdescent.errors import FormulaError
from symdescent.notation.limits import AUTHOR
from symdescent.notation.parser import Grammar
from symdescent.notation.reasons import Reason
from symdescent.notation.tokens import WORD, canonical
from symdescent.notation.tree import Call, Expression

# what is known of the problem at an iterate; k counts the steps from 1
GIVEN: Mapping[str, Reason] = MappingProxyType({name: Reason(f"given {name}") for name in ("x", "g", "H", "f", "k", "alpha", "I", "n")})
TRANSPOSED = "!"  # how the prime of a transposed matrix passes through the tokens of formulas, where it has no place
CALLS: Mapping[str, int] = MappingProxyType({"solve": 2, "norm": 1, "grad": 1, "cycle": 1, "steepest": 1, "floor": 1})


@dataclass(frozen=True, slots=True)
class Equation:
    """``target = side``: the target takes the side's value and keeps it for the lines below, a state's also for the next step."""

    target: str
    side: Expression

    def __str__(self) -> str:
        return f"{self.target} = {self.side}"


def parse_block(
    text: str | Iterable[str], *, parameters: Collection[str] = (), state: Collection[str] = (), wanted: str = "x"
) -> tuple[Equation, ...]:
    """The equations of a block, one a line (or one an entry).

    Raises ``FormulaError`` with a caret for what cannot be read, a name that nothing gives a value to, a state that no line
    sets and a block without a line for ``wanted``: x for a method, alpha for a rule for its step size.

    >>> print(*parse_block("v = beta*v + g; x = x - alpha*v".split("; "), parameters=["beta"], state=["v"]), sep=", ")
    v = β·v + g, x = x - α·v
    """
    lines = [line for line in (text.splitlines() if isinstance(text, str) else text) if line.strip()]
    targets = [_target(line, wanted) for line in lines]
    listed = {*GIVEN, *parameters, *state, *targets}
    known, equations = {*GIVEN, *parameters, *state}, []
    for line, target in zip(lines, targets, strict=True):
        equations.append(Equation(target, _side(line, listed, known)))
        known.add(target)
    _refuse_missing(lines, targets, state, wanted)
    return tuple(equations)


def _target(line: str, wanted: str) -> str:
    """The name on the left of the first equals sign."""
    left, equals, _ = line.partition("=")
    name = canonical(left.strip())
    at = len(left) - len(left.lstrip())
    if not equals or not WORD.fullmatch(name):
        raise FormulaError(Reason("equation of a method"), line, at if equals else len(line))
    if name in GIVEN and name != wanted:
        raise FormulaError(Reason("given", name=name, what=GIVEN[name]), line, at)
    return name


def _side(line: str, listed: set[str], known: set[str]) -> Expression:
    if "!" in line:
        raise FormulaError(Reason("factorial in a method"), line, line.index("!"))
    grammar = BlockGrammar(_blanked(line).replace("'", TRANSPOSED), (), listed, AUTHOR)
    grammar.text = line
    side = grammar.formula()
    for name, at in grammar.symbols.items():
        if name not in known:
            raise FormulaError(Reason("set below" if name in listed else "no value", name=name, given=", ".join(GIVEN)), line, at)
    return side


def _blanked(line: str) -> str:
    """The line with blanks in place of the name and the sign, so that positions stay."""
    at = line.index("=") + 1
    return " " * at + line[at:]


def _refuse_missing(lines: list[str], targets: list[str], state: Collection[str], wanted: str) -> None:
    last = lines[-1] if lines else ""
    if wanted not in targets:
        example = {"x": "x = x - alpha*g", "alpha": "alpha = 1/k"}[wanted]
        raise FormulaError(Reason("no line", wanted=wanted, example=example), last, len(last))
    for name in state:
        if name not in targets:
            raise FormulaError(Reason("state not set", name=name), last, len(last))


class BlockGrammar(Grammar):
    """Formulas with transposition and the calls of a block."""

    def atom(self) -> Expression:
        """atom = (what any formula may have) { "'" }"""
        operand = super().atom()
        while self.token.kind == TRANSPOSED:
            sign = self.advance()
            operand = self.make(Call("transpose", (operand,)), sign.at)
        return operand

    def name(self) -> Expression:
        """A call of a block, or whatever a formula may have there."""
        token = self.token
        if token.text not in CALLS or self.tokens[self.index + 1].kind != "(":
            return super().name()
        self.advance()
        arguments = self.enclosed(")", self._arguments)
        if len(arguments) != CALLS[token.text]:
            self.fail(Reason("call takes", name=token.text, most=CALLS[token.text], count=len(arguments)), token.at)
        return self.make(Call(token.text, tuple(arguments)), token.at)

    def _arguments(self) -> list[Expression]:
        found = [self.total()]
        while self.token.kind == ",":
            self.advance()
            found.append(self.total())
        return found
