"""What the lessons on consequences of derivatives share: a theorem, the derivations it needs, and its lines to the result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from symdescent.calculus.consequences.consequence import Conclusion, Consequence
from symdescent.calculus.derivation import Partial
from symdescent.lesson.derivation import check_counts, held_fixed
from symdescent.lesson.derivation import lines as told_lines
from symdescent.lesson.document import Block, Formula, Heading, Inline, Line, Math, Parts, Prose, Reveal
from symdescent.lesson.formula import function_name, math_of
from symdescent.lesson.language import say
from symdescent.lesson.steps import ARITHMETIC, rewrite_name
from symdescent.lesson.symbols import signature
from symdescent.notation.style import current_style
from symdescent.notation.tree import Expression, names

MOST_OPEN = 6  # derivatives that are shown open; more are folded
CURLY = ("gradient", "hessian")  # derivations that are written with ∂


class Told(NamedTuple):
    """A consequence in words and signs: fields of its sentences, its theorem, the names of its derivatives, what follows."""

    fields: Mapping[str, Inline | Parts]
    theorem: tuple[Line, ...]
    symbols: tuple[Math, ...]
    together: tuple[Block, ...]
    definition: tuple[Line, ...] = ()


def letter(c: Consequence) -> str:
    """The function's letter, which is not a letter in anything else."""
    parts = (*c.expressions, *(part for parts in c.given.values() for part in parts.values()))
    taken = frozenset(c.variables).union(*map(names, parts), *(given.keys() for given in c.given.values()))
    return function_name(c.expressions[0], taken)


def defined(f: str, expression: Expression, variables: tuple[str, ...]) -> Line:
    """f(x, y) = …"""
    left = signature(expression, variables)
    plain = function_name(expression, variables)
    return Line(Math(f + left.latex.removeprefix(plain), f + left.text.removeprefix(plain)), math_of(expression))


def lines(conclusion: Conclusion, left: Math | None) -> tuple[Line, ...]:
    """A conclusion's formula and its rewrites, each with its name."""
    told = [(math_of(conclusion.formula), ())]
    told += [(math_of(s.result), () if s.rule == ARITHMETIC else (rewrite_name(s),)) for s in conclusion.steps]  # type: ignore[misc]
    (first, _), *others = [next(same) for _, same in groupby(told, key=lambda line: line[0])]
    return (Line(left, first), *(Line(None, formula, reason) for formula, reason in others))


def concluded(conclusion: Conclusion, left: Math | None) -> Formula:
    """The same as displayed mathematics."""
    return Formula(lines(conclusion, left))


def derivatives(c: Consequence, told: Told) -> Iterator[Block]:
    """Each derivative rule by rule under its own name; many of them folded."""
    pairs = [(derivation, partial) for derivation in c.derivations for partial in derivation.partials]
    for symbol, (derivation, partial) in zip(told.symbols, pairs, strict=True):
        heading, inside = held_fixed(symbol, derivation, partial), _derivative(symbol, partial, derivation.kind in CURLY)
        if len(pairs) > MOST_OPEN:
            yield Reveal(heading, tuple(inside))
        else:
            yield Heading(heading, 2)
            yield from inside


def _derivative(symbol: Math, partial: Partial, curly: bool) -> Iterator[Block]:
    yield from told_lines(partial, curly)
    yield Formula((Line(symbol, math_of(partial.result)),))


def checked(c: Consequence, told: Told) -> Prose:
    """How the steps were checked, and how the claim itself was."""
    language = current_style().language
    found = [check.kind for check in c.checks]
    steps = say(language, "confirmed steps", count=str(len(found)), parts=check_counts(found))
    return Prose((*steps, " ", *say(language, f"confirmed {c.kind}", **told.fields)))
