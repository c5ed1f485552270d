"""What went wrong: a wrong rule of the topic, a wrong rule of a derivation, or a slip."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any, NamedTuple

from symdescent.calculus.answers.answer import Answer as Line
from symdescent.calculus.answers.answer import entries_of, judged
from symdescent.calculus.answers.equal import at_whole_numbers, is_sequence
from symdescent.calculus.answers.slips import LETTERS
from symdescent.calculus.checks.same import Same
from symdescent.calculus.derivation import Derivation
from symdescent.exercises.answers import Answer
from symdescent.exercises.grading.compare import FLAT, Outcome, compared, entries, flat
from symdescent.exercises.grading.entries import Flat
from symdescent.exercises.grading.leaves import Ground
from symdescent.exercises.grading.lines import Typed
from symdescent.exercises.grading.slips import Case, alike, case, slip
from symdescent.exercises.topic import Work, Wrong
from symdescent.lesson.answer import explained, next_hint
from symdescent.lesson.document import Parts
from symdescent.lesson.language import say, word
from symdescent.notation.style import current_style
from symdescent.notation.tree import Expression, Symbol, names, substitute

MOST_WRONG = 300  # answers of wrong rules that one line is compared with
MOST_OTHERS = 1  # reasons that are told besides the first


class Diagnosis(NamedTuple):
    """The keys of all that leads to this line, why, told in the language in force, and the next hint where the mistake has its own."""

    keys: tuple[str, ...] = ()
    reason: Parts = ()
    hint: Parts = ()


NOTHING = Diagnosis()


def diagnosed(typed: Any, outcome: Outcome, work: Work, ground: Ground) -> Diagnosis:
    """What explains a wrong answer: the first that does, wrong rules before slips."""
    by_rules = of_rules(matching(typed, work, ground)) if work.derivation is None else _by_derivation(work.derivation, typed)
    return by_rules or (of_slips(outcome.slips) if outcome.slips else None) or by_slips(typed, work.answer, ground) or NOTHING


def matching(typed: Any, work: Work, ground: Ground) -> list[Wrong]:
    """The wrong answers of the topic that are this one."""
    wrongs = islice(work.wrong(), MOST_WRONG)
    same_kind = (wrong for wrong in wrongs if wrong.answer.kind == work.answer.kind)
    agrees = _flat_agrees(typed, ground) if work.answer.kind in FLAT else lambda answer: compared(typed, answer, ground).right is True
    return [wrong for wrong in same_kind if agrees(wrong.answer)]


def exactly(typed: Any, work: Work, ground: Ground) -> Outcome | None:
    """What is said of a rounded answer that is exactly the answer of a wrong rule, or the point of the question, and near the right one."""
    if work.answer.kind not in FLAT:
        return None
    exact, place = tuple(one._replace(half=None) for one in typed), tuple(ground.place.values())
    if matching(exact, work, ground):
        return Outcome(False)
    is_start = len(exact) == len(place) and flat(exact, place, ground).right is True
    return Outcome(False, slips=("too few digits",)) if is_start else None


def _flat_agrees(typed: Flat, ground: Ground) -> Callable[[Answer], bool]:
    domain, sequences = ground.domain_of(typed), any(map(is_sequence, ground.right))
    mine = [tuple(domain.values(one.value)) for one in typed]

    def agrees(answer: Answer) -> bool:
        wanted = FLAT[answer.kind](answer.value)
        pairs = zip(typed, mine, wanted, strict=False)
        return len(wanted) == len(typed) and all(
            _as_sequences(one.value, e) if sequences or is_sequence(e) else alike(one, values, tuple(domain.values(e)))
            for one, values, e in pairs
        )

    return agrees


def _as_sequences(first: Expression, second: Expression) -> bool:
    return at_whole_numbers(first, second) is Same.NUMERIC


def of_rules(found: list[Wrong]) -> Diagnosis | None:
    """The diagnosis of wrong answers that are the typed one: why the first tempts, and why others do."""
    if not found:
        return None
    keys = tuple(dict.fromkeys(rule for wrong in found for rule in wrong.rules))
    first, *others = dict.fromkeys(wrong.reason for wrong in found)
    also = (part for reason in others[:MOST_OTHERS] for part in (" ", *say(current_style().language, "grade or"), " ", *reason))
    return Diagnosis(keys, (*first, *also))


def _with_names(reason: Parts, others: tuple[str, ...]) -> Parts:
    """The reason, and the names of other wrong rules that lead to the same line."""
    language = current_style().language
    called = ", ".join(word(language, f"mistake {key}") for key in others)
    return (*reason, " ", *say(language, "grade also", others=called)) if others else reason


def _by_derivation(derivation: Derivation, typed: Flat) -> Diagnosis | None:
    """What the wrong rules of the derivation say of the first wrong entry; nothing, where it has letters of its own."""
    letters = {*names(derivation.expression), *derivation.variables, *LETTERS}
    for partial, one in zip(entries_of(derivation), typed, strict=True):
        if names(one.value) <= letters:
            line = judged(derivation, partial, str(one.value), one.value)
            if line.right is False:
                return _of_line(line)
    return None


def _of_line(line: Line) -> Diagnosis | None:
    language = current_style().language
    if line.step is not None:
        reason = explained(str(line.mistake), line.step)
        return Diagnosis(line.mistakes, _with_names(reason, line.mistakes[1:]), next_hint(line, line.step))
    return Diagnosis((line.slip,), say(language, f"explain {line.slip}")) if line.slip else None


def by_slips(typed: Any, answer: Answer, ground: Ground) -> Diagnosis | None:
    """The slip that needs no rule, where the answer is a fixed number of formulas."""
    if answer.kind not in FLAT or any(map(is_sequence, FLAT[answer.kind](answer.value))):
        return None
    if _is_not_put_in(typed, answer, ground):
        return of_slips(("point not put in",))
    name = slip(_case(typed, answer, ground))
    return None if name is None else of_slips((name,))


def _is_not_put_in(typed: Flat, answer: Answer, ground: Ground) -> bool:
    """Whether numbers are asked for, and the line gives them once the point of the question is put into it."""
    letters = frozenset[str]().union(*(names(one.value) for one in typed))
    if not letters or not letters <= set(ground.place) or any(map(names, entries(answer))):
        return False
    there: dict[Expression, Expression] = {Symbol(x): value for x, value in ground.place.items()}
    return flat(tuple(Typed(substitute(one.value, there)) for one in typed), entries(answer), ground).right is True


def _case(typed: Flat, answer: Answer, ground: Ground) -> Case:
    shape = (len(answer.value), len(answer.value[0])) if answer.kind == "matrix" else (1, len(typed))
    return case(typed, FLAT[answer.kind](answer.value), ground.domain_of(typed), shape)


def of_slips(slips: tuple[str, ...]) -> Diagnosis:
    """The diagnosis of slips, a sentence each."""
    language = current_style().language
    sentences = [say(language, f"slip {name}") for name in slips]
    return Diagnosis(slips, tuple(part for sentence in sentences for part in (*sentence, " "))[:-1])
