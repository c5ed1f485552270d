"""Derivations told as lessons: line by line, as hints, or each line under a summary; the result; how it was checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from symdescent.calculus.derivation import Derivation, Partial
from symdescent.lesson.document import Block, Document, Formula, Heading, Inline, Line, Math, Parts, Prose, Reveal, Table
from symdescent.lesson.edges import edges, excepted
from symdescent.lesson.formula import join, math_of, name
from symdescent.lesson.hints import ladders, reveals
from symdescent.lesson.language import say, word
from symdescent.lesson.steps import chain, enumerated, rows_of, rules_used, unevaluated
from symdescent.lesson.symbols import LONGEST_IN_WORDS, is_partial, of, partial_symbol, signature, symbol_of, whole, whole_symbol
from symdescent.notation.style import current_style
from symdescent.notation.tree import Expression

MOST_OPEN = 4  # partial derivatives that are shown open; more are folded
ORDINALS = {2: "second", 3: "third", 4: "fourth"}


def narrate(derivation: Derivation, *, hints: bool = False, reveal: bool = False) -> Document:
    """The whole derivation as a document.

    With ``hints`` each node is a ladder of questions, with ``reveal`` each line is opened on its own.
    """
    title = _title(derivation)
    first = (*definition(derivation.expression, derivation.variables), *_first_derivatives(derivation))
    told = "hints" if hints else "reveal" if reveal else ""
    return Document(title, (*first, *blocks(derivation, told)), current_style().language)


def _title(derivation: Derivation) -> Parts:
    symbol = partial_symbol(derivation, derivation.partials[-1])
    fields: dict[str, Inline] = {"f": of(derivation.expression, derivation.variables), "symbol": symbol}
    return say(current_style().language, f"title {heading_key(derivation)}", **fields)


def heading_key(derivation: Derivation) -> str:
    """What the derivation is called: with one variable a Hessian is the second derivative, and so on up to the fourth."""
    if derivation.kind == "derivative" and len(derivation.variables) > 1:
        return "partial derivative"
    if len(derivation.variables) != 1 or derivation.kind not in ("hessian", "higher derivative"):
        return derivation.kind
    order = len(derivation.partials[-1].order)
    return f"{ORDINALS[order]} derivative" if order in ORDINALS else derivation.kind


def definition(expression: Expression, variables: tuple[str, ...]) -> Iterator[Block]:
    """The function as a formula of its own, where it is too long to stand among words."""
    written = math_of(expression)
    if len(written.text) > LONGEST_IN_WORDS:
        yield Formula((Line(signature(expression, variables), written),))


def _first_derivatives(derivation: Derivation) -> Iterator[Block]:
    """What a Hessian begins with."""
    if derivation.kind != "hessian":
        return
    yield Prose(say(current_style().language, "first derivatives"))
    firsts = [partial for partial in derivation.partials if partial.order[0] == partial.order[1]]
    yield Formula(tuple(Line(symbol_of(derivation, partial.order[:1]), math_of(partial.source)) for partial in firsts))


def blocks(derivation: Derivation, told: str = "") -> Iterator[Block]:
    """The derivation without a title: its steps, the result and how it was checked.

    ``told`` is one of the details of a derivation, its own by default, or ``"hints"`` or ``"reveal"``.
    """
    told = told or derivation.detail
    language = current_style().language
    folded = len(derivation.partials) > MOST_OPEN
    for partial in derivation.partials:
        inside = tuple(_partial_blocks(derivation, partial, told))
        heading = held_fixed(partial_symbol(derivation, partial), derivation, partial)
        if folded:
            yield Reveal(heading, inside)
        else:
            yield from (Heading(heading, 2),) if len(derivation.partials) > 1 or len(derivation.variables) > 1 else ()
            yield from inside
    if derivation.kind in ("gradient", "hessian") and len(derivation.partials) > 1:
        together = Prose(say(language, f"so the {derivation.kind}")), Formula((Line(whole_symbol(derivation), whole(derivation)),))
        yield from _kept_back(together, told)
    found = edges(derivation)
    yield from _kept_back(found, told, "hint edges") if found else ()
    yield Prose(_checked(derivation, language))


def _kept_back(result: tuple[Block, ...], told: str, key: str = "hint whole") -> tuple[Block, ...]:
    """The result, under a summary of its own where the lines that lead to it are hidden too."""
    return (Reveal((word(current_style().language, key),), result),) if told in ("hints", "reveal") else result


def held_fixed(symbol: Math, derivation: Derivation, partial: Partial) -> Parts:
    """The derivative's symbol, and which variables are held fixed."""
    others = [name(other) for other in derivation.variables if other != partial.order[-1]]
    key = "with respect to" if not others else "with respect to, held"
    return say(current_style().language, key, symbol=symbol, others=enumerated(others))


def _partial_blocks(derivation: Derivation, partial: Partial, told: str) -> Iterator[Block]:
    curly = is_partial(derivation) or derivation.kind == "gradient"
    symbol = partial_symbol(derivation, partial)
    if told == "brief":
        yield from _brief(derivation, partial, symbol, curly)
    else:
        yield from TELLERS[told](partial, curly, derivation.detail == "full")
        yield from _kept_back((Formula((Line(symbol, join(math_of(partial.result), excepted(derivation))),)),), told)


def _brief(derivation: Derivation, partial: Partial, symbol: Math, curly: bool) -> Iterator[Block]:
    """The first line, the result and the rules by name."""
    first, *others = chain(math_of(unevaluated(partial.root.derived, curly)), join(math_of(partial.result), excepted(derivation)))
    yield Formula((Line(symbol, first), *(Line(None, other) for other in others)))
    yield Prose(say(current_style().language, "rules used", rules=", ".join(rules_used(partial.root))))


def lines(partial: Partial, curly: bool, full: bool = False) -> Iterator[Block]:
    """Every line in a table."""
    language = current_style().language
    header: tuple[Parts, ...] = ((), (word(language, "step"),), (word(language, "rule"),))
    rows = rows_of(partial.root, curly, full)
    yield Table(header, tuple(cells for k, row in enumerate(rows, 1) for cells in row.cells(k)), (), "rll")


TELLERS: dict[str, Callable[[Partial, bool, bool], Iterator[Block]]] = {
    "full": lines,
    "standard": lines,
    "hints": lambda partial, curly, full: ladders(partial.root, curly, full),
    "reveal": lambda partial, curly, full: reveals(rows_of(partial.root, curly, full)),
}


def _checked(derivation: Derivation, language: str) -> Parts:
    checks = [check.kind for check in derivation.checks]
    if len(checks) == 1:
        return say(language, f"checked one {checks[0]}")
    if set(checks) == {"proved"}:
        return say(language, "checked all proved", count=str(len(checks)))
    if set(checks) in ({"numeric"}, {"quick"}):
        return say(language, f"checked {checks[0]}", count=str(len(checks)))
    return say(language, "checked in parts", count=str(len(checks)), parts=check_counts(checks))


def check_counts(checks: Sequence[str]) -> str:
    """How many of the checks are of which kind, in words."""
    kinds = [(kind, checks.count(kind)) for kind in ("proved", "numeric", "quick") if kind in checks]
    return ", ".join(word(current_style().language, f"checked part {kind}").format(count=count) for kind, count in kinds)
