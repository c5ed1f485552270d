"""Derivations told as lessons: one line a rule, small ones together, each with its theorem."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from symdescent.calculus.derivation import Derivation, Partial
from symdescent.calculus.rules import applicable
from symdescent.calculus.step import Step
from symdescent.lesson.document import Block, Document, Formula, Heading, Line, Math, Parts, Prose, Reveal, Table
from symdescent.lesson.formula import bracketed, function_name, join, listed, math_of, matrix, name, vector
from symdescent.lesson.language import say, word
from symdescent.lesson.statements import statement
from symdescent.notation.style import current_style
from symdescent.notation.tree import Derivative, Expression

WIDEST = 60  # characters of a line that stays in one piece
LONGEST_IN_WORDS = 40  # characters of a formula inside a sentence or title
LONGEST_LETTER = 30  # characters of "u = …" beside a rule
MOST_OPEN = 4  # partial derivatives that are shown open; more are folded


WITH_LETTERS = ("product", "quotient", "reciprocal", "logarithmic differentiation", "maximum", "minimum")


class Row(NamedTuple):
    """One line of a derivation: the formulas that are equal one after the other, and why."""

    formulas: tuple[Math, ...]
    reason: Parts

    def cells(self, number: int) -> Iterator[tuple[Parts, ...]]:
        """The row of a table, or where it is long one row a formula."""
        whole = join(self.formulas[0], *(part for formula in self.formulas[1:] for part in (" = ", formula)))
        if len(whole.text) <= WIDEST or len(self.formulas) == 1:
            yield (f"{number}",), (whole,), self.reason
            return
        first, *others = self.formulas
        yield (f"{number}",), (first,), self.reason
        for formula in others:
            yield (), (join(Math(r"\quad = ", "  = "), formula),), ()


def narrate(derivation: Derivation) -> Document:
    """The whole derivation as a document."""
    language = current_style().language
    title = say(language, f"title {heading_key(derivation)}", f=of(derivation.expression, derivation.variables))
    first = tuple(definition(derivation.expression, derivation.variables))
    return Document(title, (*first, *blocks(derivation)), language)


def heading_key(derivation: Derivation) -> str:
    """What the derivation is called: with one variable the Hessian is the second derivative."""
    return "second derivative" if derivation.kind == "hessian" and len(derivation.variables) == 1 else derivation.kind


def of(expression: Expression, variables: tuple[str, ...]) -> Math:
    """``f(x, y) = …``, or where that is too long for a line of words just ``f(x, y)``."""
    written = math_of(expression)
    left = signature(expression, variables)
    return join(left, " = ", written) if len(written.text) <= LONGEST_IN_WORDS else left


def signature(expression: Expression, variables: tuple[str, ...]) -> Math:
    """``f(x, y)``."""
    return join(function_name(expression, variables), bracketed(listed(map(name, variables))))


def definition(expression: Expression, variables: tuple[str, ...]) -> Iterator[Block]:
    """The function as a formula of its own, where it is too long to stand among words."""
    written = math_of(expression)
    if len(written.text) > LONGEST_IN_WORDS:
        yield Formula((Line(signature(expression, variables), written),))


def blocks(derivation: Derivation) -> Iterator[Block]:
    """The derivation without a title: its steps, the result and how it was checked."""
    language = current_style().language
    if len(derivation.partials) == 1:
        yield from _partial_blocks(derivation, derivation.partials[0])
    else:
        folded = len(derivation.partials) > MOST_OPEN
        for partial in derivation.partials:
            inside = tuple(_partial_blocks(derivation, partial))
            heading = _heading(derivation, partial, language)
            if folded:
                yield Reveal(heading, inside)
            else:
                yield Heading(heading, 2)
                yield from inside
        yield Prose(say(language, f"so the {derivation.kind}"))
        yield Formula((Line(_symbol(derivation), _whole(derivation)),))
    yield Prose(_checked(derivation, language))


def _heading(derivation: Derivation, partial: Partial, language: str) -> Parts:
    others = [name(other) for other in derivation.variables if other != partial.order[-1]]
    key = "with respect to" if not others else "with respect to, held"
    return say(language, key, symbol=partial_symbol(derivation, partial), x=name(partial.order[-1]), others=listed(others))


def partial_symbol(derivation: Derivation, partial: Partial) -> Math:
    """f′(x), df/dx, ∂f/∂x or ∂²f/∂x∂y."""
    f = function_name(derivation.expression, derivation.variables)
    if len(derivation.variables) == 1:
        return derivative_symbol(f, partial.order[0], len(partial.order))
    last_first = [name(x) for x in reversed(partial.order)]  # ∂²f/∂y∂x is ∂/∂y of ∂f/∂x
    twice = len(partial.order) == 2
    if twice and partial.order[0] == partial.order[1]:
        x = last_first[0]
        return Math(rf"\frac{{\partial^{{2}} {f}}}{{\partial {x.latex}^{{2}}}}", f"∂²{f}/∂{x.text}²")
    latex, text = " ".join(rf"\partial {x.latex}" for x in last_first), "".join(f"∂{x.text}" for x in last_first)
    return Math(rf"\frac{{\partial{'^{2}' if twice else ''} {f}}}{{{latex}}}", f"∂{'²' if twice else ''}{f}/{text}")


def derivative_symbol(f: str, x: str, order: int = 1) -> Math:
    """f′(x) or df/dx, f″(x) or d²f/dx², as the style says."""
    variable, second = name(x), order == 2
    if current_style().derivative == "prime":
        return Math(f"{f}{second * chr(39)}'({variable.latex})", f"{f}{'″' if second else '′'}({variable.text})")
    power, small = ("^{2}", "²") if second else ("", "")
    return Math(rf"\frac{{d{power}{f}}}{{d{variable.latex}{power}}}", f"d{small}{f}/d{variable.text}{small}")


def _symbol(derivation: Derivation) -> Math:
    f = function_name(derivation.expression, derivation.variables)
    return Math(rf"\nabla {f}", f"∇{f}") if derivation.kind == "gradient" else Math(rf"\nabla^{{2}} {f}", f"∇²{f}")


def _whole(derivation: Derivation) -> Math:
    results = list(map(math_of, derivation.results))
    if derivation.kind == "gradient":
        return vector(results)
    size = len(derivation.variables)
    entry = {partial.order: result for partial, result in zip(derivation.partials, results, strict=True)}
    order = derivation.variables
    return matrix([[entry[order[min(i, j)], order[max(i, j)]] for j in range(size)] for i in range(size)])


def _partial_blocks(derivation: Derivation, partial: Partial) -> Iterator[Block]:
    language = current_style().language
    several = len(derivation.variables) > 1 or derivation.kind == "gradient"
    rows = _numbered(partial.root, several)
    header: tuple[Parts, ...] = ((), (word(language, "step"),), (word(language, "rule"),))
    yield Table(header, tuple(cells for k, row in enumerate(rows, 1) for cells in row.cells(k)), (), "rll")
    yield Formula((Line(partial_symbol(derivation, partial), math_of(partial.result)),))


def _numbered(root: Step, partial: bool) -> list[Row]:
    rows: list[Row] = []
    _tell(root, partial, rows)
    return rows


def _small(step: Step) -> bool:
    """Whether a derivative is found at a glance: sums and multiples of things that are in the table of derivatives."""
    derived = step.derived
    return all(_small(premise) and not premise.derived.outer for premise in derived.premises) and (
        not derived.premises or derived.rule in ("sum", "constant multiple") or bool(derived.outer)
    )


def _tell(step: Step, partial: bool, rows: list[Row]) -> int:
    """Adds the lines for a step after those of what it needs; returns the number of its last line."""
    language = current_style().language
    derived, rewrites = step.derived, _rewrites(step)
    start = math_of(Derivative(derived.source, derived.variable, partial))
    if _small(derived):
        results = _chain_of_results(_opened(derived, partial), derived.result, *(r.result for r in rewrites))
        rows.append(Row((start, *results), _reasons(derived, rewrites, language)))
        return len(rows)
    rows.append(Row((start, math_of(_unevaluated(derived, partial))), _reason(derived, language)))
    opened = len(rows)
    used = [_tell(premise, partial, rows) for premise in derived.premises if premise.derived.premises or not _trivial(premise)]
    results = _chain_of_results(derived.result, *(r.result for r in rewrites))
    numbers = ", ".join(map(str, used))
    put = say(language, "put into", numbers=numbers, line=str(opened)) if used else say(language, "put in")
    rows.append(Row((join("= ", results[0]), *results[1:]), put + _named_rewrites(rewrites, language)))
    return len(rows)


def _trivial(step: Step) -> bool:
    return step.derived.rule in ("constant", "identity")


def _rewrites(step: Step) -> list[Step]:
    """The rewrites on top of a derivative step, first one first."""
    found: list[Step] = []
    while step.kind == "rewrite":
        found.append(step)
        step = step.premises[0]
    return found[::-1]


def _opened(derived: Step, partial: bool) -> Expression | None:
    """The step with its inner derivatives still to be found, where that line tells something."""
    return _unevaluated(derived, partial) if derived.outer and not _trivial(derived.premises[0]) else None


def _unevaluated(derived: Step, partial: bool) -> Expression:
    parts, combine = applicable(derived.source, derived.variable)[1]
    return combine([Derivative(part, derived.variable, partial) for part in parts])


def _chain_of_results(*results: Expression | None) -> list[Math]:
    """The formulas one after the other, without repetitions."""
    shown = [math_of(result) for result in results if result is not None]
    return [formula for formula, _ in groupby(shown)]


def _reason(derived: Step, language: str) -> Parts:
    """The rule's name, its statement, and what u and v are where that needs saying."""
    if derived.rule in ("sum", "constant multiple"):
        return (word(language, f"rule {derived.rule}"),)
    key = "rule with" if derived.outer or (derived.rule in WITH_LETTERS and len(derived.premises) == 2) else "rule named"
    letters = "u" if len(derived.premises) == 1 else "uv"
    pairs = zip(letters, derived.premises, strict=False)
    these = [join(f"{letter} = ", math_of(premise.derived.source)) for letter, premise in pairs]
    key = key if all(len(this.text) <= LONGEST_LETTER for this in these) else "rule named"
    return say(language, key, rule=word(language, f"rule {derived.rule}"), statement=statement(derived), these=_enumerated(these))


def _enumerated(formulas: list[Math]) -> Parts:
    """Formulas with commas of prose between them, where a line may break."""
    return tuple(part for formula in formulas for part in (", ", formula))[1:]


def _reasons(derived: Step, rewrites: list[Step], language: str) -> Parts:
    first = _reason(derived, language) if derived.outer or not derived.premises else (word(language, f"rule {derived.rule}"),)
    inner = [word(language, f"rule {s.rule}") for premise in derived.premises for s in premise if s.kind == "derivative"]
    others = [rule for rule in dict.fromkeys(inner) if rule != word(language, f"rule {derived.rule}")]
    return first + tuple(part for rule in others for part in ("; ", rule)) + _named_rewrites(rewrites, language)


def _named_rewrites(rewrites: list[Step], language: str) -> Parts:
    told = [word(language, f"rewrite {r.rule}") for r in rewrites if r.rule != "arithmetic"]
    return tuple(part for rule in told for part in ("; ", rule))


def _checked(derivation: Derivation, language: str) -> Parts:
    checks = [check.kind for check in derivation.checks]
    if set(checks) == {"proved"}:
        return say(language, "checked all proved", count=str(len(checks)))
    if set(checks) == {"quick"}:
        return say(language, "checked quick", count=str(len(checks)))
    kinds = [(kind, checks.count(kind)) for kind in ("proved", "numeric", "quick") if kind in checks]
    told = ", ".join(word(language, f"checked part {kind}").format(count=count) for kind, count in kinds)
    return say(language, "checked in parts", count=str(len(checks)), parts=told)
