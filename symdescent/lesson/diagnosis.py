"""Diagnoses told: the verdict, each finding with its numbers, the remedies and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from symdescent.analysis.diagnosis import Attempt, Diagnosis, Finding, Outcome
from symdescent.errors import ArgumentError
from symdescent.lesson.document import Block, Document, Figure, Heading, Inline, Math, Parts, Prose, Table
from symdescent.lesson.formula import decimal, factor, join, listed, math_of, point
from symdescent.lesson.language import say, sentences, word
from symdescent.lesson.method_names import method_title
from symdescent.lesson.names import rate_name
from symdescent.lesson.symbols import of
from symdescent.notation.style import current_style, in_this_style
from symdescent.run import Run

DIGITS = 5  # of a number in a sentence
LAMBDA = Math(r"\lambda", "λ")
SAID_APART = {"rate", "roots", "condition", "points", "before"}  # numbers that are no numbers, or have a form of their own
MORE: Mapping[str, tuple[str, ...]] = {  # further sentences of a finding, each said where its number is there
    "healthy": (),
    "left-domain": ("condition", "before"),
    "cycle": ("points", "formula"),
    "search-failed": ("uphill",),
    "precision": ("gain", "grid"),
    "rate-too-small": ("left",),
    "zigzag": ("left",),
    "valley": ("left",),
    "budget": ("left",),
}
PICTURES = {"zigzag": "zigzag", "saddle": "saddle", "valley": "eigen-directions"}


def narrate(shown: Diagnosis) -> Document:
    """The verdict in a sentence, the findings, the remedies in a table."""
    language, run = current_style().language, shown.run
    title = say(
        language, "title diagnosis", method=method_title(run.method.name, language), f=of(run.problem.expression, run.trace.variables)
    )
    return Document(title, tuple(_blocks(shown, language)), language)


def _blocks(shown: Diagnosis, language: str) -> Iterator[Block]:
    for finding in shown.findings:
        yield Prose(say(language, f"verdict {finding.key}"))
        told = _told(shown.run, finding, language)
        if told:
            yield Prose(told)
        yield from _picture(shown.run, finding.key, language)
    if shown.skipped:
        kept = len(shown.run.trace)
        yield Prose(say(language, "few rows", all=str(kept + shown.skipped), kept=str(kept)))
    yield from _remedies(shown, language)


def _told(run: Run, finding: Finding, language: str) -> Parts:
    """The sentences of a finding with its numbers, one after the other."""
    fields = _fields(run, finding)
    apart = f"{finding.key} {finding.numbers.get('by', '')}"
    keys = [next((key for key in (apart, finding.key) if f"found {key}" in sentences(language)), "")]
    if finding.key == "healthy" and finding.numbers["seen"] is not None:
        keys.append("seen" if finding.numbers["expected"] is None else "seen expected")
    keys += [key for key in MORE.get(finding.key, ()) if fields.get(key) not in (None, False)]
    said = [say(language, f"found {key}", **fields) for key in keys if key]
    return tuple(part for index, parts in enumerate(said) for part in ((" ",) if index else ()) + parts)


def _fields(run: Run, finding: Finding) -> dict[str, Any]:
    """Every number as it is written; what is not there is None."""
    numbers = finding.numbers
    fields: dict[str, Any] = {key.replace(" ", ""): _written(value) for key, value in numbers.items() if key not in SAID_APART}
    fields |= {"lamda": LAMBDA}
    if numbers.get("rate") is not None:
        fields["rate"] = join(rate_name(run), " = ", decimal(numbers["rate"], DIGITS))
        fields["formula"] = _formula(run, numbers) if "signed" in numbers else None
    if "roots" in numbers:
        fields["roots"] = listed(_complex(*root) for root in numbers["roots"])
    if finding.key == "left-domain":
        fields["condition"] = None if numbers["condition"] is None else math_of(numbers["condition"])
        fields["before"] = None if numbers["before"] is None or numbers["size"] is None else _written(numbers["before"])
    elif "condition" in numbers:
        fields["condition"] = _written(numbers["condition"])
    if numbers.get("points"):
        fields["points"] = listed(map(_written, numbers["points"]))
    return fields


def _written(value: Any) -> Any:
    """A whole number as text, another as a decimal, a tuple as a point."""
    if isinstance(value, tuple):
        return point(decimal(entry, DIGITS) for entry in value)
    if value is None or isinstance(value, bool | str):
        return value
    return str(value) if isinstance(value, int) else decimal(value, DIGITS)


def _formula(run: Run, numbers: Mapping[str, Any]) -> Math:
    """|1 - γλ| = |1 - 0.3·8| = 1.4."""
    rate, curvature = (factor(decimal(numbers[key], DIGITS)) for key in ("rate", "curvature"))
    times = Math(r" \cdot ", "·")
    return join("|1 - ", rate_name(run), LAMBDA, "| = |1 - ", rate, times, curvature, "| = ", decimal(abs(numbers["signed"]), DIGITS))


def _complex(real: float, imaginary: float) -> Math:
    if not imaginary:
        return decimal(real, 4)
    return join(decimal(real, 4), " + " if imaginary > 0 else " - ", decimal(abs(imaginary), 4), Math(r" \mathrm{i}", "i"))


def _picture(run: Run, key: str, language: str) -> Iterator[Block]:
    """The picture that shows a finding, where there is one of that kind."""
    kind = PICTURES.get(key)
    if kind is None:
        return
    try:
        words = run.describe(kind)
    except ArgumentError:  # it shows no run of so many variables, or finds nothing to show
        return
    yield Figure(in_this_style(partial(run.draw, kind)), words, say(language, f"shown {kind}"), f'run.plot("{kind}")')


def _remedies(shown: Diagnosis, language: str) -> Iterator[Block]:
    attempts = _different(shown)
    if not attempts or shown.before is None:
        return
    yield Heading((word(language, "heading remedies"),))
    reasons = dict.fromkeys(attempt.remedy.key for attempt in attempts)
    said = [say(language, f"remedy {key}", **({"lamda": LAMBDA} if key == "half the edge" else {})) for key in reasons]
    yield Prose(tuple(part for index, parts in enumerate(said) for part in ((" ",) if index else ()) + parts))
    yield Prose(say(language, "remedies from"))
    heads = tuple((word(language, key),) for key in ("remedy head", "steps", "value head", "norm head", "outcome", "helped head"))
    first = _row((word(language, "remedy before"),), shown.before, None, language)
    yield Table(heads, (first, *(_attempted(shown.run, attempt, language) for attempt in attempts)), (), "lrrrll")
    yield Prose(say(language, _helped([attempt.helped for attempt in attempts])))


def _helped(helped: list[bool]) -> str:
    if all(helped):
        return "helped one" if len(helped) == 1 else "helped all"
    return "helped some" if any(helped) else "helped none"


def _different(shown: Diagnosis) -> list[Attempt]:
    """Every remedy once, in order."""
    found = {str(sorted(attempt.remedy.changes.items())): attempt for finding in shown.findings for attempt in finding.attempts}
    return list(found.values())


def _attempted(run: Run, attempt: Attempt, language: str) -> tuple[Parts, ...]:
    changes = _changes(run, attempt.remedy.changes, language)
    if attempt.outcome is None:
        return changes, (), (), (), (word(language, "remedy refused"),), (word(language, "no"),)
    return _row(changes, attempt.outcome, attempt.helped, language)


def _row(changes: Parts, outcome: Outcome, helped: bool | None, language: str) -> tuple[Parts, ...]:
    better: Parts = () if helped is None else (word(language, "yes" if helped else "no"),)
    ended: Parts = (word(language, f"outcome {outcome.stop.name.lower()}"),)
    return changes, (str(outcome.steps),), (decimal(outcome.value),), (decimal(outcome.norm, 3),), ended, better


def _changes(run: Run, changes: Mapping[str, Any], language: str) -> Parts:
    """What is changed, in words."""
    shown = [CHANGES[name](run, value, language) for name, value in changes.items() if value is not None or name == "until"]
    return tuple(part for index, parts in enumerate(shown) for part in ((", ",) if index else ()) + parts)


def _rate(run: Run, value: Any, language: str) -> Parts:
    if isinstance(value, str) and f"change {value}" in sentences(language):
        return (word(language, f"change {value}"),)
    return say(language, "change rate", value=_size(value))


def _size(value: Any) -> Math:
    """A fixed rate, or a/k."""
    if isinstance(value, str | int):
        return decimal(float(value)) if "/" not in str(value) else Math(str(value), str(value))
    return join(decimal(dict(value.values)["alpha_0"]), Math("/k", "/k"))


def _named(key: str, written: Callable[[Any], Inline]) -> Callable[[Run, Any, str], Parts]:
    return lambda run, value, language: say(language, f"change {key}", value=written(value))


CHANGES: Mapping[str, Callable[[Run, Any, str], Parts]] = {
    "rate": _rate,
    "method": lambda run, value, language: (method_title(value, language),),
    "start": _named("start", _written),
    "steps": _named("steps", str),
    "tol": _named("tol", lambda value: decimal(float(value))),
    "beta": _named("beta", lambda value: decimal(float(value))),
    "until": lambda run, value, language: (word(language, "change until"),),
    "arithmetic": lambda run, value, language: (word(language, "change float"),),
}
