"""The polygamma functions in floats agree with mpmath's."""

from __future__ import annotations

import mpmath
import pytest

from symdescent.calculus.checks.polygamma import polygamma


@pytest.mark.parametrize("order", [0, 1, 2, 3, 5, 8, 20, 50, 100])
@pytest.mark.parametrize("u", [0.0523, 0.3719, 1.0, 4.7093, 23.419, 411.73, -0.2917, -1.9327, -17.317])
def test_floats_agree_with_high_precision(order: int, u: float) -> None:
    with mpmath.workdps(40):
        right = mpmath.polygamma(order, mpmath.mpf(u))
    assert abs(polygamma(order, u) - float(right)) <= 1e-13 * abs(float(right))


def test_a_pole_has_no_value() -> None:
    with pytest.raises(ZeroDivisionError, match=r"zero|0\.0"):
        polygamma(1, -2.0)
