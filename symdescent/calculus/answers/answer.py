"""What is said of a line that a student typed as the derivative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import Any

from symdescent.calculus.answers.alternatives import by_way, ways
from symdescent.calculus.answers.equal import same
from symdescent.calculus.answers.explain import WrongResult, domain_of, explanations
from symdescent.calculus.answers.reading import collected, finished, ordered, shape
from symdescent.calculus.answers.slips import INTEGRATION, ROUNDED, integration_constant, is_rounded, without
from symdescent.calculus.answers.typed import read_entries, read_line
from symdescent.calculus.checks.same import Domain, Same, value_at
from symdescent.calculus.derivation import Derivation, Partial
from symdescent.calculus.rewrites.simplify import simplified
from symdescent.calculus.step import Step
from symdescent.errors import ArgumentError
from symdescent.notation.names import variable_name
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Expression, OverIndex, columns, names, walk
from symdescent.shown import Shown

MOST_WAYS = 12  # whose results a right line is compared with
MOST_MISTAKES = 4  # that are told of one line
EASY = (1, 2, 3, -1, 0.5, -2, 5)  # numbers at which a wrong line is shown to be wrong
COUNTS = (2, 3, 4, 1, 5, 6, 7)  # the same for how many terms a sum has
GAPS = (1e-3, 1e-5)  # how far apart, relatively, two values are that are shown; the smaller only where no larger one is found


class Verdict(StrEnum):
    """What a line can be, a closed set; each value is its name in plain words.

    >>> Verdict.WRONG == "wrong", Verdict.UNDECIDED.right
    (True, None)
    """

    EQUIVALENT = "equivalent"
    NOT_SIMPLIFIED = "equivalent but not simplified"
    DIFFERENT_RULE = "right for a different rule"
    WRONG = "wrong"
    UNDECIDED = "undecided"

    @property
    def right(self) -> bool | None:
        """Whether the line is the derivative; None where that was not decided."""
        return {Verdict.WRONG: False, Verdict.UNDECIDED: None}.get(self, True)


@dataclass(frozen=True, slots=True)
class Difference:
    """A point at which a typed line has one value and the derivative another."""

    at: dict[str, float]
    typed: float
    expected: float


@dataclass(frozen=True, slots=True, eq=False)
class Answer(Shown):
    """The verdict on a typed line.

    ``expected`` is the derivative in the textbook's form. Of a right line ``checked`` tells how that is known,
    ``"proved"`` or ``"numeric"``, and ``way`` the different rule that leads to it. Of a wrong one ``found`` are the
    mistakes that explain it, the first to be told first, or ``slip`` what spoils a line that is right otherwise
    (``"rounded"``, ``"constant of integration"``), and ``difference`` is a point that shows it wrong. The line of a
    gradient or Hessian has ``entries``, an answer each.
    """

    line: str
    derivation: Derivation
    partial: Partial
    verdict: Verdict
    typed: Expression
    checked: str = ""
    way: str | None = None
    found: tuple[WrongResult, ...] = ()
    difference: Difference | None = None
    entries: tuple[Answer, ...] = ()
    slip: str = ""

    @property
    def right(self) -> bool | None:
        """Whether the line is the derivative; None where that was not decided."""
        return self.verdict.right

    @property
    def expected(self) -> Expression:
        """The derivative; of a vector that of the entry which decided the verdict."""
        return self.partial.result

    @property
    def mistake(self) -> str | None:
        """The name of the wrong rule, or of the slip, that explains the line."""
        return self.found[0].mistake.name if self.found else self.slip or None

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The names of all wrong rules, or of the slip, that lead to this line."""
        return tuple(dict.fromkeys(wrong.mistake.name for wrong in self.found)) or ((self.slip,) if self.slip else ())

    @property
    def step(self) -> Step | None:
        """The step at which the mistake was made."""
        return self.found[0].step if self.found else None

    def __repr__(self) -> str:
        return f"Answer({self.line!r}, verdict={self.verdict.value!r}, mistake={self.mistake!r})"

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data for JSON."""
        return {
            "schema": "symdescent/answer/1",
            "line": self.line,
            "variable": list(self.partial.order),
            "verdict": self.verdict.value,
            "right": self.right,
            "checked": self.checked,
            "way": self.way,
            "mistake": self.mistake,
            "mistakes": list(self.mistakes),
            "step": None if self.step is None else to_sympy_text(self.step.source),
            "expected": to_sympy_text(self.expected),
            "entries": [entry.to_dict() for entry in self.entries],
        }


def check(derivation: Derivation, line: str, variable: str | Sequence[str] | None = None) -> Answer:
    """The verdict on a line that was typed as the result of a derivation, or as one partial derivative of it.

    Raises ``FormulaError`` with a caret where the line cannot be read, and ``ArgumentError`` for an unknown variable.
    """
    known = names(derivation.expression) | set(derivation.variables)
    partial = _partial(derivation, variable)
    if partial is not None:
        return judged(derivation, partial, line, read_line(line, known, columns(derivation.expression)))
    wanted = entries_of(derivation)
    typed = read_entries(line, len(wanted), known, columns(derivation.expression))
    answers = tuple(judged(derivation, one, str(e), e) for one, e in zip(wanted, typed, strict=True))
    return _together(derivation, line, answers)


def _partial(derivation: Derivation, variable: str | Sequence[str] | None) -> Partial | None:
    """The partial derivative that is meant; None where all of them are."""
    if variable is None:
        single = len(derivation.partials) == 1 or derivation.kind == "higher derivative"
        return derivation.partials[-1] if single else None
    order = tuple(map(variable_name, (variable,) if isinstance(variable, str) else variable))
    for partial in reversed(derivation.partials):
        if order in (partial.order, partial.order[::-1]):
            return partial
    raise ArgumentError(f"variable={variable!r}: expected one of {', '.join('/'.join(p.order) for p in derivation.partials)}.")


def entries_of(derivation: Derivation) -> tuple[Partial, ...]:
    """The partial derivatives of the vector, or of the whole matrix row by row."""
    if derivation.kind != "hessian":
        return derivation.partials
    known = {partial.order: partial for partial in derivation.partials}
    pairs = ((x, y) for x in derivation.variables for y in derivation.variables)
    return tuple(known.get(pair) or known[pair[::-1]] for pair in pairs)


WORST_FIRST = (Verdict.WRONG, Verdict.UNDECIDED, Verdict.NOT_SIMPLIFIED, Verdict.DIFFERENT_RULE, Verdict.EQUIVALENT)


def _together(derivation: Derivation, line: str, answers: tuple[Answer, ...]) -> Answer:
    """The answer on a vector: as good as the worst of its entries, and its mistake the first wrong entry's."""
    worst = min(answers, key=lambda answer: WORST_FIRST.index(answer.verdict))
    how = {answer.checked for answer in answers}
    checked = "numeric" if "numeric" in how else worst.checked
    return replace(worst, line=line, checked=checked, entries=answers)


def judged(derivation: Derivation, partial: Partial, line: str, typed: Expression) -> Answer:
    """The verdict on a line that has been read, as one partial derivative."""
    constant = integration_constant(typed, names(derivation.expression) | set(derivation.variables))
    if constant is None:
        return _compared(derivation, partial, line, typed)
    rest = _compared(derivation, partial, line, without(typed, constant))
    slip = INTEGRATION if rest.right else rest.slip
    return replace(rest, typed=typed, verdict=Verdict.WRONG, checked="", way=None, difference=None, slip=slip)


def _compared(derivation: Derivation, partial: Partial, line: str, typed: Expression) -> Answer:
    if ordered(typed) == ordered(partial.result):
        return Answer(line, derivation, partial, Verdict.EQUIVALENT, typed, "proved")
    domain = domain_of(derivation, partial)
    found = same(typed, partial.result, domain)
    if found is Same.UNDECIDED:
        return Answer(line, derivation, partial, Verdict.UNDECIDED, typed)
    if found is Same.DIFFERENT:
        explained = _without_slips(tuple(islice(explanations(partial.root, domain, typed), MOST_MISTAKES)))
        slip = "" if explained or not is_rounded(typed, partial.result, domain) else ROUNDED
        difference = _difference(derivation, partial, typed, domain)
        return Answer(line, derivation, partial, Verdict.WRONG, typed, found=explained, difference=difference, slip=slip)
    verdict, way = _form(partial, typed)
    return Answer(line, derivation, partial, verdict, typed, found.value, way)


def _without_slips(found: tuple[WrongResult, ...]) -> tuple[WrongResult, ...]:
    """A slip is told only where nothing else explains the line, and only if one step explains it best."""
    mistakes = tuple(wrong for wrong in found if not wrong.mistake.slip)
    if mistakes or not found:
        return mistakes
    below = {id(step) for step in found[0].step}
    return found[:1] if all(id(wrong.step) in below for wrong in found) else ()


def _form(partial: Partial, typed: Expression) -> tuple[Verdict, str | None]:
    """What is said of a line that is right, by the form in which it is left."""
    keys = {shape(typed), ordered(collected(typed))}
    for way, results in _by_other_ways(partial):
        if keys & results:
            return Verdict.DIFFERENT_RULE, way
    return (Verdict.EQUIVALENT if finished(typed, partial.result) else Verdict.NOT_SIMPLIFIED), None


def _by_other_ways(partial: Partial) -> Iterator[tuple[str, set[Expression]]]:
    """The last lines of the other natural ways, before and after they are simplified, that are not ours too."""
    ours = _last_lines(partial.root)
    for way, node in islice(ways(partial.root), MOST_WAYS):
        root = by_way(partial.source, partial.order[-1], way, node)
        yield way.name, (_last_lines(root) | _last_lines(simplified(root))) - ours


def _last_lines(root: Step) -> set[Expression]:
    """As the rules leave it, and with like things collected."""
    return {shape(root.derived.result), ordered(root.result), ordered(collected(root.result))}


def _difference(derivation: Derivation, partial: Partial, typed: Expression, domain: Domain) -> Difference | None:
    """A point at which the line is seen to be wrong, with small numbers where such a one exists."""
    if columns(derivation.expression):
        return None
    counts = _counts(derivation.expression)
    easy = ({name: (COUNTS if name in counts else EASY)[(k + place) % 7] for place, name in enumerate(domain.names[0])} for k in range(7))
    places = [at for at in (*easy, *domain.places) if all(at[name] in COUNTS for name in counts)]
    values = [(at, value_at(typed, at), value_at(partial.result, at)) for at in places if _inside(domain, at)]
    for gap in GAPS:
        for at, found, right in values:
            if found is not None and abs(found - right) > gap * max(abs(found), abs(right)):
                return Difference(dict(at), found, right)
    return None


def _inside(domain: Domain, at: Mapping[str, float]) -> bool:
    return all(value_at(source, at) is not None for source in domain.sources)


def _counts(expression: Expression) -> frozenset[str]:
    """The names in the bounds of sums and products: whole numbers, of at least 1 where something is to be seen."""
    bounds = (bound for e in walk(expression) if isinstance(e, OverIndex) for bound in (e.lower, e.upper))
    return frozenset[str]().union(*map(names, bounds))
