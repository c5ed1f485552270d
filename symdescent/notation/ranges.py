"""The parts of a formula with a bound name: ``sum(f, i, 1, n)``, ``product(f, i, 1, n)``, ``integral(f, t, a, b)``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from symdescent.notation.binding import MOST_TERMS, at_index, limits, whole
from symdescent.notation.names import CALLABLE, CONSTANTS, is_letter
from symdescent.notation.reasons import Reason
from symdescent.notation.refusals import unexpected
from symdescent.notation.tokens import Token, canonical
from symdescent.notation.tree import Expression, Integral, OverIndex, children, families, names, number, walk

if TYPE_CHECKING:
    from symdescent.notation.parser import Grammar

INSIDE = 2  # how many times as long a sum of sums may be, all of them written out
KINDS = {"sum": "sum", "product": "product", "prod": "product"}
PARTS = {"sum": "parts of a sum", "product": "parts of a product", "integral": "parts of an integral"}  # keys of reasons
EXAMPLES = {"sum": "sum(x_i^2, i, 1, n)", "product": "product(x_i, i, 1, n)", "integral": "integral(e^(-t^2), t, 0, x)"}


def arguments_ahead(grammar: Grammar) -> list[list[Token]]:
    """The tokens of each argument between the bracket here and the one that closes it, not yet read."""
    found: list[list[Token]] = [[]]
    depth = 0
    for index in range(grammar.index, len(grammar.tokens)):  # a slice would copy all the rest for every sum
        token = grammar.tokens[index]
        depth += (token.kind == "(") - (token.kind == ")")
        if depth == 0 or token.kind == "end":
            break
        if depth == 1 and token.kind == ",":
            found.append([])
        elif depth > 1 or token.kind != "(":
            found[-1].append(token)
    return found


def over_index(grammar: Grammar, name: str, token: Token) -> Expression:
    """``sum`` or ``product`` of a body over a whole-numbered index, whose entries are written x_i."""
    kind = KINDS[name]
    index = _bound_name(grammar, kind, token)
    _rows_are_counted_by_i(grammar, index)
    at = grammar.token.at
    body, lower, upper = _read(grammar, index, is_index=True)
    for bound in (lower, upper):
        if whole(bound) is None and not names(bound):
            grammar.fail(Reason("fractional bound", bound=str(bound)), at)
    node = OverIndex(kind, body, index, lower, upper)
    _count_terms(grammar, node, at)
    return grammar.make(node, token.at)


def integral(grammar: Grammar, name: str, token: Token) -> Expression:
    """``integral(f, t, a, b)``, the bounds perhaps functions."""
    variable = _bound_name(grammar, "integral", token)
    before = grammar.column_count
    body, lower, upper = _read(grammar, variable, is_index=False)
    if grammar.column_count > before:
        grammar.fail(Reason("column in an integral"), token.at)
    return grammar.make(Integral(body, variable, lower, upper), token.at)


def _bound_name(grammar: Grammar, kind: str, token: Token) -> str:
    """The name after the first comma, once it is known to be free for this use."""
    example = EXAMPLES[kind]
    what = "variable" if kind == "integral" else "index"
    if grammar.token.kind != "(":
        grammar.fail(Reason("bracket expected", example=example), grammar.token.at)
    ahead = arguments_ahead(grammar)
    if len(ahead) != 4 or not all(ahead):
        grammar.fail(Reason(PARTS[kind], example=example), token.at)
    second = ahead[1][0]
    name = canonical(second.text)
    free = second.kind == "name" and len(ahead[1]) == 1 and is_letter(name) and name not in CALLABLE | CONSTANTS.keys()
    if not free or name in grammar.columns:
        grammar.fail(Reason(what, example=example), second.at)
    used = {canonical(part.text): part.at for part in (*ahead[2], *ahead[3]) if part.kind == "name"}
    if name in grammar.bound:
        grammar.fail(Reason("index twice", name=name), second.at)
    if name in used:
        grammar.fail(Reason(f"{what} in a bound", name=name), used[name])
    return name


def _rows_are_counted_by_i(grammar: Grammar, index: str) -> None:
    if grammar.in_rows and index == "i":
        grammar.fail(Reason("i inside rows"), grammar.token.at)


def _read(grammar: Grammar, name: str, is_index: bool) -> tuple[Expression, Expression, Expression]:
    def four() -> tuple[Expression, Expression, Expression]:
        grammar.bound[name] = is_index
        body = grammar.total()
        del grammar.bound[name]
        _comma(grammar)
        grammar.advance()
        return body, _after_comma(grammar), _after_comma(grammar)

    return grammar.enclosed(")", four)


def _after_comma(grammar: Grammar) -> Expression:
    _comma(grammar)
    return grammar.total()


def _comma(grammar: Grammar) -> None:
    if grammar.token.kind != ",":
        unexpected(grammar)
    grammar.advance()


def _count_terms(grammar: Grammar, node: OverIndex, at: int) -> None:
    """Refuses what would be too long once it is written out; its entries count as the variables that they are."""
    values = limits(node)
    if values is None:
        return
    most = grammar.limits.characters  # a node is about a character
    numbers = {"count": len(values), "most": MOST_TERMS, "parts": most, "times": INSIDE}
    if len(values) > MOST_TERMS or len(values) * sum(1 for _ in walk(node.body)) > most:
        grammar.fail(Reason(f"long {node.kind}", **numbers), at)
    if _written_out(node, most * INSIDE) > most * INSIDE:
        grammar.fail(Reason(f"long {node.kind} of sums", **numbers), at)
    for name in sorted(names(node) - grammar.bound.keys()) if families(node.body) else ():
        grammar.counted(name, at)


def _written_out(e: Expression, most: int) -> int:
    """How many nodes an expression has once its sums are written out, counted no further than ``most``.

    The bounds of an inner sum may depend on the index: it is counted as in the longer one of the first and the last term.
    """
    values = limits(e) if type(e) is OverIndex else None
    if values is None:
        return 1 + sum(_written_out(part, most) for part in children(e))
    if len(values) > most:
        return most + 1
    ends = {values[0], values[-1]} if values else set()
    return len(values) * max((_written_out(at_index(e.body, e.index, number(end)), most) for end in ends), default=1)  # type: ignore[attr-defined]


FORMS: dict[str, Callable[[Grammar, str, Token], Expression]] = {**dict.fromkeys(KINDS, over_index), "integral": integral}
