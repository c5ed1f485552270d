"""A topic: what its questions give, and everything that follows from what is given."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from symdescent.calculus.derivation import Derivation
from symdescent.exercises.answers import Answer
from symdescent.lesson.document import Block, Parts
from symdescent.lesson.hints import Hint
from symdescent.lesson.language import say, sentences
from symdescent.notation.style import current_style

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from symdescent.exercises.stress.oracles import Oracle
    from symdescent.exercises.stress.report import Stress

LEVELS = range(1, 6)

# What a question gives, as JSON takes it and SymPy reads it: {"function": "x**2 + 5", "start": {"x": "-6"}, "rate": "1/10"}.
Given = Mapping[str, Any]


class Wrong(NamedTuple):
    """A wrong answer, and the key of the wrong rule that leads to it.

    ``why`` tells the reason with the parts of this item, where the sentence ``wrong <rule>`` is not enough; ``also`` are the
    keys of other wrong rules with the same result.
    """

    rule: str
    answer: Answer
    why: Callable[[], Parts] | None = None
    also: tuple[str, ...] = ()

    @property
    def reason(self) -> Parts:
        """Why it tempts, in the language in force."""
        language, key = current_style().language, f"wrong {self.rule}"
        return self.why() if self.why else say(language, key) if key in sentences(language) else (self.rule,)

    @property
    def rules(self) -> tuple[str, ...]:
        """The keys of all wrong rules that lead to it."""
        return (self.rule, *self.also)

    def merged(self, other: Wrong) -> Wrong:
        """The same wrong answer, the other one's rules reported too."""
        return self._replace(also=tuple(rule for rule in dict.fromkeys((*self.also, *other.rules)) if rule != self.rule))


class Size(NamedTuple):
    """How much work an item is: rules and operations to carry out, how deep they are nested, digits of the longest number."""

    rules: int
    depth: int = 1
    digits: int = 1

    @property
    def score(self) -> int:
        """The measure by which levels are told apart: it grows with each of the three."""
        return self.rules + 2 * (self.depth - 1) + (self.digits - 1)


@dataclass(frozen=True, slots=True)
class Work:
    """What follows from what is given: the answer, and how one comes to it.

    ``solution`` and ``hints`` are told when asked for, in the style then in force, from the same derivation or run as the
    answer; ``wrong`` are the answers of wrong rules, the likeliest first; ``checks`` says how the answer was verified, a
    check's name and its result, and raises where it does not hold. Of several steps, ``onward`` is the next point from
    any point, by variable, and ``astray`` are the points that wrong rules lead to from there: what carries on from a student's
    own numbers. Where the answer is the result of a
    ``derivation``, its wrong rules explain a typed line.
    """

    answer: Answer
    size: Size
    solution: Callable[[], tuple[Block, ...]]
    checks: Callable[[], Mapping[str, Any]]
    hints: Callable[[], tuple[Hint, ...]] = tuple
    wrong: Callable[[], Iterator[Wrong]] = lambda: iter(())
    onward: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    astray: Callable[[Mapping[str, Any]], tuple[Wrong, ...]] | None = None
    derivation: Derivation | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of exercise: ``draw`` makes what a question gives from a source of randomness and a level, ``work`` all else.

    A draw that does not come out is None. ``question`` are the blocks that ask, in the style in force; ``cuts`` four scores
    that part the five levels: a score up to the first is level 1. ``key`` is what makes two items the same: see
    ``canonical``. No line of a solution holds a number of more than ``digits`` digits. ``again`` works the answer out once more
    for the self-test: from what is given, a way to derivatives (see ``stress.oracles``) and the answer. ``size`` tells how much
    work an item is before its steps are checked, where many draws belong to other levels.
    """

    name: str
    draw: Callable[[Random, int], dict[str, Any] | None]
    work: Callable[[Given], Work]
    question: Callable[[Given], tuple[Block, ...]]
    key: Callable[[Given], str]
    cuts: tuple[int, int, int, int]
    digits: int = 6
    again: Callable[[Given, Oracle, Answer], Any] | None = None
    size: Callable[[Given], Size] | None = None

    def __repr__(self) -> str:
        return f"Topic({self.name})"

    def level(self, size: Size) -> int:
        """The level of an item, 1 to 5, from how much work it is: never lower for more work."""
        return 1 + bisect_left(self.cuts, size.score)

    def fits(self, size: Size, level: int) -> bool:
        """Whether an item of that size belongs to the level, and its numbers are short enough."""
        return size.digits <= self.digits and self.level(size) == level

    def made(self, given: Given, level: int) -> Work | None:
        """The work of an item, where it belongs to the level."""
        if self.size is not None and not self.fits(self.size(given), level):
            return None
        work = self.work(given)
        return work if self.fits(work.size, level) else None

    def stress(
        self, seeds: int = 1000, *, workers: int | Executor | None = None, progress: bool | Callable[[int, int], object] | None = None
    ) -> Stress:
        """The self-test: the exercises of the seeds 0, 1, … are made, told and proved again in three ways that share no code.

        Parameters: ``workers`` a number of processes, or any ``concurrent.futures.Executor``; ``progress`` True, False, None for
        a bar where it takes long, or a function. Raises ``ArgumentError`` for a number of seeds below 1.

        >>> from symdescent.exercises.catalogue import TOPICS
        >>> TOPICS["gradient-step"].stress(seeds=5).faults
        ()
        """
        from symdescent.exercises.stress.report import stress

        return stress(self, seeds, workers=workers, progress=progress)
