"""What is asked, worked out again from what the question gives: a short formula for each topic, over any way to derivatives.

Each returns the answer in numbers, a ``Curve`` where it is a formula, or whether what is claimed holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from symdescent.exercises.answers import Answer
from symdescent.exercises.stress import steps
from symdescent.exercises.stress.dual import MP
from symdescent.exercises.stress.fold import NoValue, Place, read, real
from symdescent.exercises.stress.oracles import Oracle
from symdescent.exercises.stress.sides import TINY, Curve, f_of, number, place, samples
from symdescent.exercises.topic import Given
from symdescent.notation.tree import Expression, names


def _slope(given: Given, by: Oracle, answer: Answer) -> Curve:
    f = f_of(given)
    return Curve(lambda at: by.slope(f, at, given["variable"]), tuple(samples(names(f) | {given["variable"]})))


def _gradient(given: Given, by: Oracle, answer: Answer) -> Any:
    found = list(by.gradient(f_of(given), place(given)).values())
    return found[0] if answer.kind in ("number", "bound") else found


def _directional(given: Given, by: Oracle, answer: Answer) -> Any:
    slopes, direction = by.gradient(f_of(given), place(given)), place(given, "direction")
    if "asked" in given:
        direction = slopes
    return sum(slopes[x] * direction[x] for x in slopes) / MP.norm(list(direction.values()))


def _hessian(given: Given, by: Oracle, answer: Answer) -> Any:
    f = f_of(given)
    if "point" in given:
        return by.hessian(f, place(given))
    return [[_bend(f, by, x, y) for y in sorted(names(f))] for x in sorted(names(f))]


def _bend(f: Expression, by: Oracle, x: str, y: str) -> Curve:
    return Curve(lambda at: by.bend(f, at, x, y), tuple(samples(names(f))))


def _tangent(given: Given, by: Oracle, answer: Answer) -> Curve:
    f, p = f_of(given), place(given)
    slopes, height = by.gradient(f, p), real(f, p)
    return Curve(lambda at: height + sum(slopes[x] * (at[x] - p[x]) for x in p), tuple(samples(p)))


def _hinge(given: Given, by: Oracle, answer: Answer) -> Any:
    if answer.kind != "interval":
        return _gradient(given, by, answer)
    f, ((x, at),) = f_of(given), place(given).items()
    return tuple(by.slope(f, {x: at + side * TINY}, x) for side in (-1, 1))


def _critical(given: Given, by: Oracle, answer: Answer) -> bool:
    """At every point the gradient is 0, and the Hessian's eigenvalues have the signs of its kind."""
    return all(_is_critical(f_of(given), {n: real(e) for n, e in where}, kind, by) for where, kind in answer.value)


def _is_critical(f: Expression, at: Place, kind: str, by: Oracle) -> bool:
    low = MP.mpf(10) ** -20
    if any(abs(slope) > low for slope in by.gradient(f, at).values()):
        return False
    bends = list(MP.eigsy(MP.matrix(by.hessian(f, at)), eigvals_only=True))
    up, down = any(bend > low for bend in bends), any(bend < -low for bend in bends)
    return {"minimum": not down, "maximum": not up, "saddle": up == down}.get(kind, True)


def _convexity(given: Given, by: Oracle, answer: Answer) -> bool:
    """The eigenvalues of the Hessian at many points have the signs of the verdict."""
    f, signs = f_of(given), set[int]()
    for x in (Fraction(n, 4) for n in range(-20, 21, 3)):
        for at in ({n: number(x + 7 * j % 3) for j, n in enumerate(sorted(names(f)))},):
            try:
                real(f, at)  # the point lies in the domain
                bends = MP.eigsy(MP.matrix(by.hessian(f, at)), eigvals_only=True)
            except NoValue:
                continue
            signs |= {int(MP.sign(bend)) for bend in bends if abs(bend) > MP.mpf(10) ** -15}
    word = answer.value
    return -1 not in signs if "convex" in word.split(",")[0] else 1 not in signs if "concave" in word else True


def _error(given: Given, by: Oracle, answer: Answer) -> bool:
    """The lines before the one that is named are right, and that one is wrong."""
    fair = [_holds(line, given["variable"], by) for line in given["lines"]]
    named = int(real(answer.value)) - 1
    return not fair[named] and all(fair[:named])


def _holds(line: Mapping[str, str], x: str, by: Oracle) -> bool:
    f, claimed, seen = read(line["of"]), read(line["is"]), 0
    for at in samples([x]):
        try:
            slope, said = by.slope(f, at, x), real(claimed, at)
        except NoValue:
            continue
        seen += 1
        if abs(slope - said) > TINY * (1 + abs(said)):
            return False
    return seen > 0


def _contours(given: Given, by: Oracle, answer: Answer) -> Any:
    """The letter of the arrow along or against the gradient, or of the point that is lowest, highest, steepest or flattest."""
    f, asked = f_of(given), given["asked"]
    if "arrows" in given:
        slopes, sign = by.gradient(f, place(given, "at")), 1 if asked == "gradient" else -1
        arrows = {letter: {x: number(part) for x, part in arrow.items()} for letter, arrow in given["arrows"].items()}
        return max(arrows, key=lambda letter: sign * _along(arrows[letter], slopes) / MP.norm(list(arrows[letter].values())))
    points = {letter: {x: number(part) for x, part in at.items()} for letter, at in given["points"].items()}
    measure, sign = (_steepness if asked in ("steepest", "flattest") else _height), 1 if asked in ("steepest", "highest") else -1
    return max(points, key=lambda letter: sign * measure(f, points[letter], by))


def _along(one: Place, two: Place) -> Any:
    return sum(one[x] * two[x] for x in one)


def _steepness(f: Expression, at: Place, by: Oracle) -> Any:
    return MP.norm(list(by.gradient(f, at).values()))


def _height(f: Expression, at: Place, by: Oracle) -> Any:
    """The height of a quadratic over the origin, from its slopes at both ends: half their sum, times the way."""
    start = by.gradient(f, dict.fromkeys(at, MP.mpf(0)))
    return _along(at, start) + _along(at, by.gradient(f, at))


Again = Callable[[Given, Oracle, Answer], Any]
AGAIN: dict[str, Again] = {
    "derivative": _slope,
    "partial-derivative": _slope,
    "gradient": _gradient,
    "directional-derivative": _directional,
    "hessian": _hessian,
    "tangent": _tangent,
    "critical-points": _critical,
    "convexity": _convexity,
    "gradient-step": steps.gradient_steps,
    "gradient-steps": steps.gradient_steps,
    "learning-rate": steps.learning_rate,
    "safe-rate": steps.safe_rate,
    "closed-form": steps.closed_form,
    "exact-line-search": steps.line_search,
    "armijo": steps.armijo,
    "momentum-step": steps.momentum,
    "nesterov-step": steps.nesterov,
    "adagrad-step": steps.adaptive,
    "rmsprop-step": steps.adaptive,
    "adam-step": steps.adaptive,
    "newton-step": steps.newton,
    "mse-gradient": _gradient,
    "logistic-gradient": _gradient,
    "hinge-subgradient": _hinge,
    "find-the-error": _error,
    "read-the-contours": _contours,
}
