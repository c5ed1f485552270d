"""What a run shows: how it ended, how fast it went and why, and the answer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from symdescent.analysis.curvature import Curvature, centred, curvature, steps_to_six_digits
from symdescent.descent.step_sizes import Fixed
from symdescent.descent.stop import Stop
from symdescent.descent.symbolic_course import in_symbols
from symdescent.descent.trace import Iterate
from symdescent.lesson.document import Block, Formula, Heading, Inline, Line, Math, Parts, Prose
from symdescent.lesson.formula import decimal, factor, is_short, join, listed, math_of, name, number, point
from symdescent.lesson.language import say, word
from symdescent.lesson.names import letter, rate_name
from symdescent.notation.style import current_style
from symdescent.problem import Problem
from symdescent.run import Run

CLOSE = 1e-3  # a distance from the minimum that is small
ILL_CONDITIONED = 100  # κ from which a valley is called narrow


def outcome(run: Run) -> Iterator[Block]:
    """What the run shows, and the answer."""
    language = current_style().language
    yield Heading((word(language, "heading shows"),))
    yield Prose(_ended(run, language))
    if run.trace.rounded_from is not None:
        yield Prose(say(language, "rounded from", k=str(run.trace.rounded_from)))
    bend = None
    if not run.in_symbols:
        bend = curvature(run.problem, _reached(run).x)
        yield from _how(run, bend, language)
    yield Heading((word(language, "heading answer"),))
    yield Prose(_answer(run, bend, language))


def _how(run: Run, bend: Curvature | None, language: str) -> Iterator[Block]:
    """Its cycle or its speed, and why: what takes numbers."""
    cycle = _cycle(run)
    if cycle:
        points = listed(point(map(number, iterate.x.values())) for iterate in cycle)
        yield Prose(say(language, "cycle", points=points, count=str(len(cycle))))
    speed = _speed(run)
    if speed is not None and not cycle:
        yield Prose(say(language, "speed falls" if speed < 1 else "speed grows", ratio=decimal(speed, 4)))
    if bend is not None:
        yield from _why(run, bend, language)


def _ended(run: Run, language: str) -> Parts:
    last = run.trace[-1]
    norm = number(last.norm) if in_symbols(last.norm) else decimal(last.norm)
    fields: dict[str, Inline] = {"k": str(last.k), "norm": norm, "tol": decimal(run.tol), "value": number(last.value)}
    return say(language, f"ended {run.stop.name.lower()}", **fields)


def _cycle(run: Run) -> Sequence[Iterate]:
    """The iterates that repeat, where the run goes round a cycle and they were recorded one after the other."""
    period = run.reached if run.stop is Stop.CYCLE else 0
    rows = run.trace[-period:] if period else ()
    return rows if rows and rows[-1].k - rows[0].k == period - 1 else ()


def _speed(run: Run) -> float | None:
    """By how much the gradient's norm shrank a step, on average over the last steps."""
    rows = [row for row in run.trace[-6:] if 0 < float(row.norm) < math.inf]
    if len(rows) < 2 or rows[-1].k == rows[0].k:
        return None
    return float((float(rows[-1].norm) / float(rows[0].norm)) ** (1 / (rows[-1].k - rows[0].k)))


def _why(run: Run, bend: Curvature, language: str) -> Iterator[Block]:
    fixed = run.rate.rate if isinstance(run.rate, Fixed) else None
    if len(run.variables) == 1 and bend.constant and bend.convex and fixed is not None:
        yield from _parabola(run, Fraction(fixed) if not hasattr(fixed, "free_symbols") else fixed, language)
    elif bend.convex:
        yield from _bowl(run, bend, fixed, language)
    elif bend.lowest < 0:
        yield Prose(say(language, "bends down", lowest=decimal(bend.lowest)))
    else:
        yield Prose(say(language, "flat", highest=decimal(bend.highest)))


def straight_update(run: Run) -> tuple[Fraction, Fraction] | None:
    """q and c of x_{k+1} = q x_k + c, for a fixed rate on a parabola with rational numbers; None for any other run."""
    if len(run.variables) != 1 or not isinstance(run.rate, Fixed) or not isinstance(run.rate.rate, Fraction):
        return None
    x, slope = run.problem.symbols[run.variables[0]], run.problem.gradient[0, 0].expand()
    second, constant = slope.coeff(x, 1), slope.coeff(x, 0)
    if not (second.is_Rational and constant.is_Rational) or (slope - second * x - constant) != 0:
        return None
    rate = -run.rate.rate if run.problem.sense == "max" else run.rate.rate
    return 1 - rate * Fraction(int(second.p), int(second.q)), -rate * Fraction(int(constant.p), int(constant.q))


def _parabola(run: Run, rate: Any, language: str) -> Iterator[Block]:
    """One variable, f″ constant: the iterates in closed form."""
    first, x = run.trace[0], run.variables[0]
    f = letter(run)
    second = _exact(run.problem.hessian[0, 0], run)
    slope, start = first.gradient[x], first.x[x]
    q = 1 - (-rate if run.problem.sense == "max" else rate) * second
    lowest = start - slope / second
    curve = Math(f"{f}''", f"{f}″")
    product = join(number(rate), Math(r" \cdot ", "·"), factor(number(abs(second))))
    yield Prose(
        say(language, "factor", symbol=join("1 - ", rate_name(run), " |", curve, "|"), numbers=join("1 - ", product), factor=number(q))
    )
    index = Math("k", "k")
    base = factor(number(q)) if not str(number(q).text).count("/") else Math(rf"\left( {number(q).latex} \right)", f"({number(q).text})")
    power = join(factor(number(start - lowest)), Math(r" \cdot ", "·"), base, Math("^{k}", "^k"))
    closed = power if lowest == 0 else join(number(lowest), " + ", power)
    yield Formula((Line(name(x, index.latex), closed),))
    yield from _parabola_rates(run, rate, abs(second), q, start - lowest, language)


def _parabola_rates(run: Run, rate: Any, second: Any, q: Any, distance: Any, language: str) -> Iterator[Block]:
    size = abs(float(q))
    if 0 < size < 1 and distance:
        needed = max(0, math.ceil(math.log(CLOSE / abs(float(distance))) / math.log(size))) if abs(float(distance)) > CLOSE else 0
        yield Prose(
            say(
                language,
                "left after",
                last=str(run.trace[-1].k),
                distance=decimal(abs(float(distance)) * size ** run.trace[-1].k, 3),
                needed=str(needed),
                bound=decimal(CLOSE),
            )
        )
    key = "edge below" if size < 1 else "edge at" if size == 1 else "edge above"
    yield Prose(say(language, key, rate=rate_name(run), here=number(rate), edge=number(2 / second), once=number(1 / second)))


def _exact(expression: Any, run: Run) -> Any:
    """A constant second derivative as a number: exact, unless it is made from data."""
    if expression.is_Rational:
        return Fraction(int(expression.p), int(expression.q))
    return float(run.problem.objective.hessian([float(value) for value in run.trace[0].x.values()])[0, 0])


def _bowl(run: Run, bend: Curvature, fixed: Any, language: str) -> Iterator[Block]:
    where = "everywhere" if bend.constant else "here"
    at = point(map(decimal, _reached(run).x.values()))
    fields: dict[str, Any] = {
        "lowest": decimal(bend.lowest),
        "highest": decimal(bend.highest),
        "condition": decimal(bend.condition, 4),
        "at": at,
    }
    yield Prose(
        say(language, f"eigenvalues {where}", **fields) if len(run.variables) > 1 else say(language, f"curvature {where}", **fields)
    )
    if fixed is not None:
        rate = float(fixed)
        yield Prose(
            say(
                language,
                f"rate {'safe' if rate < bend.edge else 'unsafe'} {where}",
                rate=join(rate_name(run), " = ", number(fixed)),
                edge=decimal(bend.edge, 4),
                factor=decimal(bend.factor(rate), 6),
            )
        )
    if bend.constant:
        yield from _best_rate(run, bend, language)


def _best_rate(run: Run, bend: Curvature, language: str) -> Iterator[Block]:
    ill = bend.condition > ILL_CONDITIONED
    fields: dict[str, Inline] = {
        "best": decimal(bend.best_rate, 4),
        "factor": decimal(bend.best_factor(), 6),
        "needed": _needed(run.problem, run, bend, language),
        "edge": decimal(bend.edge, 4),
    }
    yield Prose(say(language, "best rate ill" if ill else "best rate", **fields))
    other = centred(run.problem) if ill else None
    rounder = None if other is None else curvature(other, run.trace[0].x)
    if other is not None and rounder is not None and rounder.convex and rounder.condition < bend.condition:
        fields = {
            "best": decimal(rounder.best_rate, 4),
            "needed": _needed(other, run, rounder, language),
            "condition": decimal(rounder.condition, 4),
        }
        yield Prose(say(language, "centred", f=math_of(other.expression), **fields))


def _needed(problem: Problem, run: Run, bend: Curvature, language: str) -> str:
    steps = steps_to_six_digits(problem, run.trace[0].x, bend.best_rate)
    thousands = "," if current_style().decimal == "." else "."
    return word(language, "more than ten million") if steps is None else f"{steps:,}".replace(",", thousands)


def _reached(run: Run) -> Iterate:
    """Where the run arrived, or the best that it saw where it did not arrive."""
    return run.trace[-1] if run.success else run.best


def _answer(run: Run, bend: Curvature | None, language: str) -> Parts:
    best = _reached(run)
    f = letter(run)
    where = join(point(map(name, run.variables)), _equals(run, *best.x.values()), point(map(number, best.x.values())))
    value = join(f, _equals(run, best.value), number(best.value))
    if not run.success:
        key = "answer none" if run.stop in (Stop.DIVERGED, Stop.LEFT_DOMAIN) else "answer so far"
        return say(language, key, where=where, value=value)
    kind = "critical" if bend is None or not bend.convex else "global" if bend.constant else "local"
    return say(language, f"answer {kind} {run.problem.sense}", where=where, value=value)


def _equals(run: Run, *values: Any) -> Math:
    exact = run.arithmetic == "exact" and all(is_short(value) or in_symbols(value) for value in values)
    return Math(" = ", " = ") if exact else Math(r" \approx ", " ≈ ")
