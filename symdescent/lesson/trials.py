"""What a line search tried, what it took and why: the inequality with its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from symdescent.descent.trace import Iterate, Trial
from symdescent.lesson.document import Math, Parts
from symdescent.lesson.formula import factor, join, listed, number
from symdescent.lesson.language import say
from symdescent.lesson.names import at, letter, rate_name, slope_at
from symdescent.run import Run

MOST = 6  # trials that are listed
LE, GE = Math(r" \le ", " ≤ "), Math(r" \ge ", " ≥ ")


def trials(run: Run, before: Iterate, language: str) -> Parts:
    """The sentence about a search; empty where there was none."""
    tried = before.trials
    if not tried:
        return ()
    last = tried[-1]
    if last.equation:
        return _solved(run, tried, language)
    fields: dict[str, Any] = {"tried": _listed(tried), "taken": number(last.step_size)}
    if last.verdict not in ("taken", "largest"):
        return say(language, "trials none", **fields)
    if last.verdict == "largest":
        return say(language, "trials largest", **fields)
    conditions = list(_conditions(run, before, last))
    if not conditions:
        return say(language, "trials least", rate=join(rate_name(run), " = ", fields["taken"]))
    return say(language, "trials one" if len(tried) == 1 else "trials", **fields, condition=listed(conditions))


def _listed(tried: tuple[Trial, ...]) -> Math:
    shown = [number(trial.step_size) for trial in tried]
    return listed(shown if len(shown) <= MOST else [*shown[:3], Math(r"\dots", "…"), *shown[-2:]])


def _conditions(run: Run, before: Iterate, taken: Trial) -> Iterator[Math]:
    """f(x₁) ≤ f(x₀) + c ∇f·s and so on, with its numbers."""
    below, above = (GE, LE) if run.problem.sense == "max" else (LE, GE)
    reached = join(at(run, str(before.k + 1)), " = ", number(taken.value))
    if taken.bound is not None:
        yield join(reached, below, number(taken.bound))
    if taken.lower is not None:
        yield join(number(taken.value), above, number(taken.lower))
    if taken.slope is not None and taken.steepest is not None:
        slope = join(slope_at(run, str(before.k + 1)), Math(r" \cdot s", "·s"))
        yield join(Math(rf"|{slope.latex}|", f"|{slope.text}|"), " = ", number(abs(taken.slope)), LE, number(taken.steepest))


def _solved(run: Run, tried: tuple[Trial, ...], language: str) -> Parts:
    """The equation φ′(t) = 0 that an exact search solved, and its solution."""
    terms = [(len(tried[-1].equation) - 1 - place, entry) for place, entry in enumerate(tried[-1].equation) if entry != 0]
    rate = rate_name(run)
    parts: list[Math | str] = []
    for power, entry in terms:
        shown = number(entry)
        sign = shown.text.startswith("-")
        size = number(abs(entry)) if sign and not getattr(entry, "free_symbols", ()) else factor(shown)
        parts += [" - " if sign and size is not factor(shown) else " + "] if parts else (["-"] if sign else [])
        parts += [size, *([] if power == 0 else [Math(r" \, ", "·"), _power(rate, power)])]
    fields = {"equation": join(*parts, " = 0"), "rate": join(rate, " = ", number(tried[-1].step_size))}
    return say(language, "trials solved" if len(tried) == 1 else "trials solved several", **fields)


def _power(rate: Math, power: int) -> Math:
    return rate if power == 1 else Math(f"{rate.latex}^{{{power}}}", f"{rate.text}^{power}")


def how_found(run: Run, language: str) -> Parts:
    """How the rule of the run finds its step sizes; empty where that is told otherwise or needs no telling."""
    rule = run.rate
    found = FIELDS.get(type(rule).__name__)
    if found is None:
        return ()
    f, rate = letter(run), rate_name(run)
    sense = {"below": GE if run.problem.sense == "max" else LE, "above": LE if run.problem.sense == "max" else GE}
    fields = found(rule, f, sense)
    if len(run.variables) == 1:
        fields = {
            key: Math(part.latex.replace(rf"\nabla {f}", f"{f}'"), part.text.replace(f"∇{f}", f"{f}′")) for key, part in fields.items()
        }
    return say(language, f"found {type(rule).__name__.lower()}", rate=rate, **fields)


def _promise(f: str, c: Any) -> Math:
    """f(x) + c ∇f(x)·s."""
    return join(f"{f}(x) + ", number(c), Math(rf" \, \nabla {f}(x) \cdot s", f" ∇{f}(x)·s"))


def _flat(f: str, c: Any) -> Math:
    slope, there = rf"\nabla {f}(x) \cdot s", rf"\nabla {f}(x + s) \cdot s"
    return join(Math(rf"|{there}|", f"|∇{f}(x + s)·s|"), LE, number(c), Math(rf" \, |{slope}|", f" |∇{f}(x)·s|"))


FIELDS: Mapping[str, Callable[[Any, str, Mapping[str, Math]], dict[str, Any]]] = {
    "Armijo": lambda rule, f, sense: {
        "initial": number(rule.initial),
        "shrink": number(rule.shrink),
        "condition": join(f"{f}(x + s)", sense["below"], _promise(f, rule.c)),
    },
    "Wolfe": lambda rule, f, sense: {"condition": join(f"{f}(x + s)", sense["below"], _promise(f, rule.c1)), "flat": _flat(f, rule.c2)},
    "Goldstein": lambda rule, f, sense: {
        "condition": join(_promise(f, 1 - rule.c), sense["below"], f"{f}(x + s)", sense["below"], _promise(f, rule.c))
    },
    "Exact": lambda rule, f, sense: {},
    "Lipschitz": lambda rule, f, sense: {},
    "Optimal": lambda rule, f, sense: {},
}
