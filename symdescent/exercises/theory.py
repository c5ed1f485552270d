"""What the topics of theory and data share: sentences, hints and choices by key, and derivatives on a line each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from symdescent.calculus.derivation import Derivation, derive_gradient
from symdescent.errors import DerivationError
from symdescent.exercises import answers
from symdescent.exercises.answers import Answer
from symdescent.exercises.topic import Size
from symdescent.lesson.document import Block, Formula, Line, Prose
from symdescent.lesson.formula import math_of
from symdescent.lesson.hints import Hint
from symdescent.lesson.language import say, word
from symdescent.lesson.steps import rules_used
from symdescent.lesson.symbols import partial_symbol
from symdescent.notation.style import current_style
from symdescent.notation.tree import Expression
from symdescent.numeric.components import Components
from symdescent.numeric.plain import EXACT

STEP = 5  # the score of a step, more than the digits of an item ever add


def size(steps: int, digits: int) -> Size:
    """An item of so many steps: a step counts for more than all digits."""
    return Size(STEP * steps, 1, digits)


def cuts(*steps: int) -> tuple[int, int, int, int]:
    """The scores that part the levels, given the most steps of levels 1 to 4."""
    first, second, third, fourth = (STEP * count + STEP - 1 for count in steps)
    return first, second, third, fourth


def told(key: str, **fields: Any) -> Prose:
    """The sentence of a key in the language in force."""
    return Prose(say(current_style().language, key, **fields))


def hint(key: str, **fields: Any) -> Hint:
    """The hint of a key: what is asked, and what is said then."""
    language = current_style().language
    return Hint(say(language, f"hint {key}", **fields), say(language, f"hint {key} answer", **fields))


def choices(keys: Iterable[str]) -> tuple[Block, ...]:
    """The choices, each on a line of its own."""
    language = current_style().language
    return tuple(Prose(("• ", word(language, f"choice {key}"))) for key in keys)


def slopes(expression: Expression, variables: tuple[str, ...]) -> Derivation:
    """All first derivatives."""
    return derive_gradient(expression, variables, check="quick")


def slope_lines(derivation: Derivation) -> Formula:
    """Each derivative on a line with the rules by which it was found."""
    return Formula(
        tuple(
            Line(partial_symbol(derivation, partial), math_of(partial.result), (", ".join(rules_used(partial.root)),))
            for partial in derivation.partials
        )
    )


def value(expression: Expression, point: Mapping[str, Any]) -> Fraction:
    """The exact value of a formula with rational numbers at a point."""
    found: Any = Components({x: Fraction(at) for x, at in point.items()}, EXACT, {})[expression]
    return Fraction(found)


def vector_or_number(values: Iterable[Any]) -> Answer:
    """A vector; of one entry the number."""
    found = list(values)
    return answers.number(found[0]) if len(found) == 1 else answers.vector_of(found)


def agreed(what: str, mine: Any, theirs: Any) -> None:
    """Raises ``DerivationError`` where two ways to one thing differ."""
    if mine != theirs:
        raise DerivationError(f"{what} is {theirs} by the analysis, and {mine} in the answer: the exercise is misread.")
