"""The parts of a formula that are called by name: functions, piecewise, mean and sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from symdescent.notation import ranges
from symdescent.notation.functions import ALIASES, FUNCTIONS
from symdescent.notation.names import ALWAYS, ROWS
from symdescent.notation.reasons import Reason
from symdescent.notation.refusals import unexpected
from symdescent.notation.tokens import Token
from symdescent.notation.tree import Call, Column, Expression, Number, OverRows, Piecewise, Relation, names, rational

if TYPE_CHECKING:
    from symdescent.notation.parser import Grammar

COMPARISONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "==", "!=": "!=", "=": "=="}
NAMED_COMPARISONS = {"Eq": "==", "Ne": "!="}  # as SymPy prints them
BARE_STARTS = frozenset(("number", "fraction", "name", "|", "√", "∛"))
Arguments = Sequence[Expression]


def apply(grammar: Grammar, name: str, token: Token) -> Expression:
    """The function whose name was just read, applied to what follows: ``sin(x)``, ``sin x``, ``sin^2 x``."""
    if name in FORMS:
        return FORMS[name](grammar, name, token)
    at = grammar.token.at
    exponent = _function_power(grammar, name) if grammar.token.kind in ("^", "superscript") else None
    called = _build(grammar, name, _arguments(grammar, name), token.at)
    return called if exponent is None else grammar.raised(called, exponent, at)


def _function_power(grammar: Grammar, name: str) -> Expression:
    """The exponent in ``sin^2 x``; −1 is refused, because half the books mean the inverse function by it."""
    at = grammar.token.at
    if grammar.token.kind == "superscript":
        exponent = grammar.superscript()
    else:
        grammar.advance()
        exponent = grammar.deeper(grammar.factor, at)
    if rational(exponent) == -1:
        key = "inverse" if f"a{name}" in FUNCTIONS else "inverse by name"
        grammar.fail(Reason(key, name=name, inverse=f"a{name}(x)"), at)
    return exponent


def _arguments(grammar: Grammar, name: str) -> Arguments:
    if grammar.token.kind == "(":
        return _listed(grammar, grammar.total)
    token, function = grammar.token, FUNCTIONS.get(ALIASES.get(name, name))
    example = "x, y" if function is not None and function.arity is None else "x"
    if token.kind not in BARE_STARTS or example != "x" or (token.kind == "|" and grammar.in_bars):
        grammar.fail(Reason("nothing to act on", name=name, example=example), token.at)
    return (grammar.deeper(lambda: _bare_argument(grammar, name), token.at),)


def _bare_argument(grammar: Grammar, name: str) -> Expression:
    """The argument without brackets, as on paper: a product of powers up to the next function, operator or bracket."""
    at = grammar.token.at
    if grammar.function():
        return grammar.power()
    factors = [grammar.power()]
    while grammar.token.kind in ("name", "√", "∛") and not grammar.function():
        factors.append(grammar.power())
    if grammar.token.kind == "(" and rational(factors[-1]) is not None:
        grammar.fail(Reason("how far", name=name), at)
    return grammar.joined(factors, at)


def _listed(grammar: Grammar, read: Callable[[], Expression]) -> list[Expression]:
    """The arguments between brackets, separated by commas."""

    def several() -> list[Expression]:
        found = [read()]
        while grammar.token.kind == ",":
            grammar.advance()
            found.append(read())
        return found

    return grammar.enclosed(")", several)


def _build(grammar: Grammar, name: str, arguments: Arguments, at: int) -> Expression:
    if name.startswith("softmax_"):
        return _softmax(grammar, name.removeprefix("softmax_"), arguments, at)
    if name.startswith("log_"):
        arguments = (*arguments, _base(grammar, name.removeprefix("log_"), at))
        _count(grammar, name, arguments[:-1], (1,), at)
        name = "log"
    name = ALIASES.get(name, name)
    if name in BUILT:
        return BUILT[name](grammar, arguments, at)
    _count(grammar, name, arguments, FUNCTIONS[name].arity, at)
    return grammar.make(Call(name, tuple(arguments)), at)


def _count(grammar: Grammar, name: str, arguments: Arguments, arity: tuple[int, ...] | None, at: int) -> None:
    if arity is None or len(arguments) in arity:
        return
    one = "takes one decimal" if len(arguments) == 2 else "takes one"
    key = one if arity == (1,) else "takes several" if len(arity) == 1 else "takes either"
    grammar.fail(Reason(key, name=name, least=arity[0], most=arity[-1], count=len(arguments)), at)


def _base(grammar: Grammar, text: str, at: int) -> Expression:
    return grammar.literal(text, at) if text.isdigit() else grammar.named(text, Token("name", text, at))


def _logarithm(grammar: Grammar, arguments: Arguments, at: int) -> Expression:
    """``log(x)`` is the natural logarithm, ``log(x, b)`` the one to the base b."""
    _count(grammar, "log", arguments, (1, 2), at)
    base = rational(arguments[-1]) if len(arguments) == 2 else None
    if base is not None and (base <= 0 or base == 1):
        grammar.fail(Reason("logarithm's base", base=str(base)), at)
    return grammar.make(Call("ln" if len(arguments) == 1 else "log", tuple(arguments)), at)


def factorial(grammar: Grammar, arguments: Arguments, at: int) -> Expression:
    """``n!`` of a whole number that was written out."""
    _count(grammar, "factorial", arguments, (1,), at)
    operand, most = arguments[0], grammar.limits.factorial
    if type(operand) is not Number or operand.value.denominator != 1:
        grammar.fail(Reason("factorial"), at)
    if operand.value > most:
        grammar.fail(Reason("large factorial", most=most), at)
    return grammar.make(Call("factorial", (operand,)), at)


def _heaviside(grammar: Grammar, arguments: Arguments, at: int) -> Expression:
    _count(grammar, "heaviside", arguments, (1, 2), at)
    if len(arguments) == 2 and rational(arguments[1]) != Fraction(1, 2):
        grammar.fail(Reason("step at zero"), at)
    return grammar.make(Call("heaviside", (arguments[0],)), at)


def _softmax(grammar: Grammar, chosen: str, arguments: Arguments, at: int) -> Expression:
    """``softmax_2(x, y, z)``: the second of the shares e^x, e^y, e^z of their sum."""
    if not chosen.isdigit() or not 1 <= int(chosen[:9]) <= len(arguments):
        grammar.fail(Reason("softmax index", most=len(arguments)), at)
    return grammar.make(Call("softmax", (grammar.literal(chosen, at), *arguments)), at)


def _no_softmax(grammar: Grammar, arguments: Arguments, at: int) -> Expression:
    grammar.fail(Reason("softmax"), at)


def _polygamma(grammar: Grammar, arguments: Arguments, at: int) -> Expression:
    _count(grammar, "polygamma", arguments, (2,), at)
    order, most = arguments[0], grammar.limits.factorial
    if type(order) is not Number or order.value.denominator != 1 or order.value > most:
        grammar.fail(Reason("polygamma", most=most), at)
    return grammar.make(Call("polygamma", tuple(arguments)) if order.value else Call("digamma", (arguments[1],)), at)


def column(grammar: Grammar, name: str, at: int) -> Expression:
    """A column of data, allowed only where the formula runs over the rows."""
    if not grammar.in_rows:
        grammar.fail(Reason("column under an index" if grammar.bound else "column", name=name), at)
    grammar.column_count += 1
    return grammar.make(Column(name), at)


def _over_rows(grammar: Grammar, name: str, token: Token) -> Expression:
    """``mean(...)`` or ``sum(...)`` over the rows of the data."""
    if not grammar.columns:
        grammar.fail(Reason("no data for a sum" if name == "sum" else "no data", name=name), token.at)
    if grammar.in_rows:
        grammar.fail(Reason("rows of rows", name=name), token.at)
    if "i" in grammar.bound:
        grammar.fail(Reason("rows inside i"), token.at)
    _needs_bracket(grammar, f"{name}( )")
    before, grammar.in_rows = grammar.column_count, True
    arguments = _listed(grammar, grammar.total)
    grammar.in_rows = False
    _count(grammar, name, arguments, (1,), token.at)
    if grammar.column_count == before and names(arguments[0]):  # a constant is read: sum(1) is the number of rows
        known = ", ".join(sorted(grammar.columns)[:8])
        grammar.fail(Reason("no column", name=name, columns=known), token.at)
    return grammar.make(OverRows(name, arguments[0]), token.at)


def _sum(grammar: Grammar, name: str, token: Token) -> Expression:
    """``sum(f)`` runs over the rows of the data, ``sum(f, i, 1, n)`` over an index."""
    several = grammar.token.kind == "(" and len(ranges.arguments_ahead(grammar)) > 1 + bool(grammar.columns)
    return ranges.over_index(grammar, name, token) if several else _over_rows(grammar, name, token)


def _product(grammar: Grammar, name: str, token: Token) -> Expression:
    if grammar.token.kind == "(" and len(ranges.arguments_ahead(grammar)) == 1:
        grammar.fail(Reason("product over rows", name=name), token.at)
    return ranges.over_index(grammar, name, token)


def _needs_bracket(grammar: Grammar, example: str) -> None:
    if grammar.token.kind != "(":
        grammar.fail(Reason("bracket expected", example=example), grammar.token.at)


def _piecewise(grammar: Grammar, name: str, token: Token) -> Expression:
    """``piecewise((value, condition), …)``, the last condition perhaps ``True``."""
    _needs_bracket(grammar, "piecewise((x, x < 0), (2x, True))")
    pieces: list[tuple[Expression, Relation | None]] = []

    def one() -> Expression:
        at = grammar.token.at
        if pieces and pieces[-1][1] is None:
            grammar.fail(Reason("piece behind the last"), at)
        _needs_bracket(grammar, "piecewise((x, x < 0), (2x, True))")
        piece = grammar.enclosed(")", lambda: _piece(grammar))
        pieces.append(piece)
        return piece[0]

    _listed(grammar, one)
    return grammar.make(Piecewise(tuple(pieces)), token.at)


def _piece(grammar: Grammar) -> tuple[Expression, Relation | None]:
    value = grammar.total()
    if grammar.token.kind != ",":
        unexpected(grammar, "piece")
    grammar.advance()
    if grammar.token.text in ALWAYS:
        grammar.advance()
        return value, None
    return value, _relation(grammar)


def _relation(grammar: Grammar) -> Relation:
    token = grammar.token
    if token.text in NAMED_COMPARISONS:
        grammar.advance()
        _needs_bracket(grammar, f"{token.text}(x, 0)")
        both = _listed(grammar, grammar.total)
        _count(grammar, token.text, both, (2,), token.at)
        return grammar.make(Relation(both[0], NAMED_COMPARISONS[token.text], both[1]), token.at)
    left = grammar.total()
    sign = grammar.token
    if sign.kind not in COMPARISONS:
        unexpected(grammar, "condition")
    grammar.advance()
    relation = grammar.make(Relation(left, COMPARISONS[sign.kind], grammar.total()), sign.at)
    if grammar.token.kind in COMPARISONS or grammar.token.kind == "|":
        grammar.fail(Reason("chained condition"), grammar.token.at)
    return relation


BUILT: dict[str, Callable[[Grammar, Arguments, int], Expression]] = {
    "log": _logarithm,
    "factorial": factorial,
    "heaviside": _heaviside,
    "polygamma": _polygamma,
    "softmax": _no_softmax,
}
FORMS: dict[str, Callable[[Grammar, str, Token], Expression]] = {
    **dict.fromkeys(ROWS, _over_rows),
    **ranges.FORMS,
    "sum": _sum,
    "product": _product,
    "prod": _product,
    "piecewise": _piecewise,
    "Piecewise": _piecewise,
}
