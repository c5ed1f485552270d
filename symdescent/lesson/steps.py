"""The lines of a derivation: one a rule, small ones together, each with its theorem and what u and v are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from itertools import groupby
from typing import NamedTuple

from symdescent.calculus.answers.ways import REWRITTEN_FIRST, application
from symdescent.calculus.step import Step
from symdescent.lesson.document import Inline, Math, Parts
from symdescent.lesson.formula import changed, join, marked, math_of, name, new_parts
from symdescent.lesson.language import say, word
from symdescent.lesson.statements import statement
from symdescent.notation.style import current_style
from symdescent.notation.tree import Derivative, Expression, OverIndex, children, rebuild, walk

WIDEST = 50  # characters of a line that stays in one piece
LONGEST_LETTER = 30  # characters of "u = …" beside a rule
AT_A_GLANCE = ("sum", "difference", "constant multiple")  # rules that need no theorem beside them
# of the parts in a theorem, where they are not u, v and w
LETTERS = {"reciprocal": "v"} | dict.fromkeys((*REWRITTEN_FIRST, "change of base", "softmax", "log-sum-exp"), "")
FURTHER = Math(r"\quad = ", "  = ", '<mspace width="1em"></mspace><mo>=</mo>')
ARITHMETIC = "arithmetic"
DERIVATIVES = (r"\frac{d}{d", r"\frac{\partial}{\partial")  # which are read in any size


class Row(NamedTuple):
    """One line of a derivation: formulas that are equal one after the other, and why; it may continue the line above."""

    formulas: tuple[Math, ...]
    reason: Parts
    continues: bool = False

    def cells(self, number: int) -> Iterator[tuple[Parts, ...]]:
        """The row of a table, or where it is long one row a formula."""
        first, *others = map(_readable, self.formulas)
        begin = join("= ", first) if self.continues else first
        whole = join(begin, *(part for formula in others for part in (" = ", formula)))
        if len(whole.text) <= WIDEST or not others:
            yield (f"{number}",), (whole,), self.reason
            return
        yield (f"{number}",), (begin,), self.reason
        for formula in others:
            yield (), (join(FURTHER, formula),), ()


def _readable(formula: Math) -> Math:
    """The formula in the size that it has on a line of its own, where fractions in it would be small beside words."""
    fractions = formula.latex.count(r"\frac") - sum(map(formula.latex.count, DERIVATIVES))
    larger = (lambda: f'<mstyle displaystyle="true">{formula.mathml}</mstyle>') if formula.markup else ""
    return Math(rf"\displaystyle {formula.latex}", formula.text, larger) if fractions else formula


class Teller(NamedTuple):
    """How the lines are told: with ∂ instead of d, and whether every node has a line of its own."""

    partial: bool
    full: bool

    def tell(self, step: Step, rows: list[Row]) -> int:
        """Adds the lines for a step, those of what it needs in between; returns the number of its last line."""
        derived = step.derived
        first, *others = self._groups(step)
        if not derived.premises or (not self.full and is_small(derived)):
            seen = opened(derived, self.partial)
            found = [changed(derived.result)] if seen is None else [changed(seen), put_in(derived)]
            rows.append(Row((started(derived, self.partial), *chain(*found, *map(rewritten, first))), self._reasons(derived)))
        else:
            self._tell_parts(derived, chain(put_in(derived), *map(rewritten, first)), rows)
        rows += [Row(tuple(chain(*map(rewritten, group))), (rewrite_name(group[0]),), True) for group in others]
        return len(rows)

    def _tell_parts(self, derived: Step, results: list[Math], rows: list[Row]) -> None:
        rows.append(Row((started(derived, self.partial), changed(unevaluated(derived, self.partial))), reason(derived, self.full)))
        line = len(rows)
        parts = [premise for premise in derived.premises if self.full or not is_trivial(premise)]
        put = put_into([self.tell(part, rows) for part in parts], line)
        rows.append(Row(tuple(results), put, True))

    def _groups(self, step: Step) -> list[list[Step]]:
        """The rewrites by the line they stand on: arithmetic beside what it tidies, every other one on its own."""
        groups: list[list[Step]] = [[]]
        for rewrite in rewrites(step):
            if rewrite.rule == ARITHMETIC and not self.full:
                groups[-1].append(rewrite)
            else:
                groups.append([rewrite])
        return groups

    def _reasons(self, derived: Step) -> Parts:
        """The rule, and after it those of the small steps that its line takes in."""
        first = reason(derived, self.full) if derived.outer or not derived.premises else (rule_name(derived),)
        return first + tuple(part for rule in rules_used(derived)[1:] for part in ("; ", rule))


def rows_of(root: Step, partial: bool, full: bool = False) -> list[Row]:
    """The lines of a derivation; in full, every node has its own."""
    rows: list[Row] = []
    Teller(partial, full).tell(root, rows)
    return rows


def started(derived: Step, partial: bool) -> Math:
    """d/dx[…], what is asked for."""
    return changed(Derivative(derived.source, derived.variable, partial))


def unevaluated(derived: Step, partial: bool) -> Expression:
    """The rule applied, with the derivatives of the parts still to be found."""
    parts, combine = application(derived)
    return combine([Derivative(part, derived.variable, partial) for part in parts])


def opened(derived: Step, partial: bool) -> Expression | None:
    """The same, where that line tells something of a small step."""
    return unevaluated(derived, partial) if derived.outer and not is_trivial(derived.premises[0]) else None


def is_small(step: Step) -> bool:
    """Whether a derivative is found at a glance: sums and multiples of things that are in the table of derivatives."""
    derived = step.derived
    return all(is_small(premise) and not premise.derived.outer for premise in derived.premises) and (
        not derived.premises or derived.rule in AT_A_GLANCE or bool(derived.outer)
    )


def is_trivial(step: Step) -> bool:
    """Whether there is nothing to say: the derivative of a constant or of the variable."""
    return step.derived.rule in ("constant", "identity")


def rewrites(step: Step) -> list[Step]:
    """The rewrites on top of a derivative step, first one first."""
    found: list[Step] = []
    while step.kind == "rewrite":
        found.append(step)
        step = step.premises[0]
    return found[::-1]


def chain(*formulas: Math) -> list[Math]:
    """The formulas one after the other, without repetitions."""
    return [next(same) for _, same in groupby(formulas, lambda formula: formula.text)]


def put_in(derived: Step) -> Math:
    """The rule's result, with what was put into it marked."""
    combine = application(derived).combine

    def find() -> tuple[Expression, Iterator[Expression]]:
        found = [_new(premise.result) for premise in derived.premises]  # which, with their parts, stand nowhere else in the line
        whole = combine(found)
        nodes = {id(node) for node in walk(whole)}
        return whole, (part for result in found for part in ((result,) if id(result) in nodes else children(result)))

    return marked(combine([premise.result for premise in derived.premises]), find)


def _new(e: Expression) -> Expression:
    """The same formula as a node of its own, with parts of its own."""
    parts = children(e)
    return rebuild(e, tuple(map(copy, parts))) if parts else copy(e)


def rewritten(step: Step) -> Math:
    """The result of a rewrite, with the part that it changed marked, unless that is all of it."""

    def find() -> tuple[Expression, tuple[Expression, ...]]:
        parts = new_parts(step.source, step.result)
        new = {id(part) for part in parts}
        some = id(step.result) not in new and any(id(child) not in new for child in children(step.result))
        return step.result, parts if some else ()

    return marked(step.result, find)


def reason(derived: Step, full: bool = False) -> Parts:
    """The rule's name, its statement, and what u and v are where that needs saying."""
    if derived.rule in AT_A_GLANCE and not full:
        return (rule_name(derived),)
    these = equations(letters(derived))
    short = all(len(this.text) <= LONGEST_LETTER for this in these)
    key = "rule with" if these and (short or full) else "rule named"
    return say(current_style().language, key, rule=rule_name(derived), statement=statement(derived), these=enumerated(these))


def letters(derived: Step) -> list[tuple[Math, Math]]:
    """u and what it is here, and so on: the parts by the letters that they have in the rule's theorem, if they are in it."""
    count, told = len(derived.premises), statement(derived).text
    called = _letters(derived, count)
    if len(called) < count or not all(re.search(rf"(?<![A-Za-z]){letter.text}(?![A-Za-z])", told) for letter in called[: min(count, 2)]):
        return []
    return [(letter, math_of(premise.derived.source)) for letter, premise in zip(called, derived.premises, strict=True)]


def _letters(derived: Step, count: int) -> list[Math]:
    if type(derived.source) is OverIndex:
        return [name(f"u_{derived.source.index}")]
    few = LETTERS.get(derived.rule, "uvw")
    return [name(letter) for letter in few[:count]] if count <= 3 else [name("u", str(k)) for k in range(1, count + 1)]


def equations(pairs: list[tuple[Math, Math]]) -> list[Math]:
    """``u = …``."""
    return [join(left, " = ", right) for left, right in pairs]


def enumerated(items: Sequence[Inline]) -> Parts:
    """Formulas or words with commas of prose between them and an "and" before the last, where a line may break."""
    if len(items) < 2:
        return tuple(items)
    first = tuple(part for item in items[:-1] for part in (", ", item))[1:]
    return say(current_style().language, "and", left=first, right=items[-1])


def put_into(used: list[int], line: int) -> Parts:
    """Which lines are put into which."""
    language = current_style().language
    if not used:
        return say(language, "put in")
    return say(language, "put into", numbers=enumerated(list(map(str, used))), line=str(line))


def rules_used(step: Step) -> list[str]:
    """The names of the rules below and of this one, the outermost first; that x′ = 1 is not mentioned beside others."""
    used = list(dict.fromkeys(_outermost_first(step.derived)))
    return [rule_name(step.derived)] + [rule for rule in used[1:] if rule != word(current_style().language, "rule identity")]


def _outermost_first(derived: Step) -> Iterator[str]:
    yield rule_name(derived)
    for premise in derived.premises:
        yield from _outermost_first(premise.derived)


def rule_name(step: Step) -> str:
    """The rule's name in the language in force."""
    return word(current_style().language, f"rule {step.rule}")


def rewrite_name(step: Step) -> str:
    """The rewrite's name in the language in force."""
    return word(current_style().language, f"rewrite {step.rule}")
