"""The arithmetics that a step is compared in, and how closely its value must agree with a difference quotient."""

from __future__ import annotations

from collections.abc import Callable
from math import log10
from typing import Any, NamedTuple

import mpmath

from symdescent.calculus.checks.evaluate import FLOATS, PRECISE, Numbers
from symdescent.calculus.checks.real_functions import Undefined

DIGITS = 30
WORKING_DIGITS = 110  # a central difference with h = 10^-35 errs by h² = 10^-70 and loses 35 of 110 digits


class Oracle(NamedTuple):
    """An arithmetic and how closely it compares: relative step h, tolerance, rounding unit.

    ``bend`` is how much of a slope may change within h, for the difference quotient errs by about its square, and
    ``blur`` how much of it rounding may take.
    """

    name: str
    numbers: Numbers
    convert: Callable[[Any], Any]
    step: Any
    tolerance: Any
    unit: Any
    bend: Any
    blur: Any
    most_digits: int


QUICK = Oracle("quick", FLOATS, float, 1e-5, 1e-6, 2.0**-52, 0.01, 0.01, 15)
PRECISE_30 = Oracle(
    "numeric",
    PRECISE,
    mpmath.mpf,
    mpmath.mpf("1e-35"),
    mpmath.mpf(f"1e-{DIGITS}"),
    mpmath.mpf(f"1e-{WORKING_DIGITS}"),
    mpmath.mpf("1e-16"),
    mpmath.mpf(f"1e-{DIGITS}"),
    WORKING_DIGITS,
)
FINER = PRECISE_30._replace(name="finer")


def slope(before: Any, here: Any, after: Any, h: Any, oracle: Oracle) -> tuple[Any, Any]:
    """The difference quotient (f(x + h) - f(x - h))/2h, which errs by h²f‴/6 and rounding, and by how much a slope may differ.

    Raises ``Undefined`` where the one-sided quotients tell a kink.
    """
    _, _, _, step, tolerance, unit, most_bend, blur, _ = oracle
    middle, noise = (after - before) / (2 * h), 10 * unit * (abs(before) + abs(after)) / h
    bend, size = abs(after - 2 * here + before) / h, abs(middle)  # h f″ where f is smooth, the jump of the slope at a kink
    if bend - 10 * noise > most_bend * (1 + size) or noise > blur * (1 + size):
        raise Undefined("not smooth on the scale of h, or too large to tell")
    return middle, tolerance * (size + step + bend) + noise


def unchanged(value: Any, oracle: Oracle) -> tuple[Any, Any]:
    """The value that a rewrite must keep, and by how much it may differ, which has no difference quotient's error."""
    return value, oracle.tolerance / 1000 * (abs(value) + oracle.step)


def digits(error: Any, oracle: Oracle) -> int:
    """How many digits agree with this relative error."""
    if not error:
        return oracle.most_digits
    return min(oracle.most_digits, int(-log10(error)) if error > 1e-300 else oracle.most_digits)
