"""What shapes the states of a method have."""

from __future__ import annotations

from typing import Any

import pytest

import symdescent as sd
from symdescent.descent.prepared import prepared
from symdescent.descent.step_sizes import fixed
from symdescent.errors import ArgumentError

ELLIPSE = sd.problem("x^2/10 + 2y^2 + x*y/5")
CONJUGATE = "beta = piecewise((0, k == 1), ({}, True)); p = -g + beta*p; x = x + alpha*p; g_prev = g"
BETAS = {
    "conjugate gradient": "g'*g/(g_prev'*g_prev)",
    "polak-ribiere": "max(g'*(g - g_prev)/(g_prev'*g_prev), 0)",
    "hestenes-stiefel": "g'*(g - g_prev)/((g - g_prev)'*p)",
}


def own(lines: str, **state: Any) -> Any:
    return sd.method("mine", lines.split("; "), state=state)


def shapes(method: Any) -> dict[str, str]:
    return dict(prepared(fixed(1), method, ()).shapes)


@pytest.mark.parametrize("name", BETAS)
@pytest.mark.parametrize("start", [0, "0*x"])
@pytest.mark.parametrize("arithmetic", ["exact", "float"])
def test_conjugate_gradients_of_ones_own_are_those_of_the_book(name: str, start: Any, arithmetic: str) -> None:
    mine = own(CONJUGATE.format(BETAS[name]), p=start, g_prev=start)
    options: dict[str, Any] = {"rate": "exact", "arithmetic": arithmetic}
    one, two = (sd.descend(ELLIPSE, [-5, -2], method=method, **options) for method in (mine, name))
    assert one.success
    assert one.trace["x"] == two.trace["x"]


@pytest.mark.parametrize(
    ("lines", "state", "expected"),
    [
        ("v = v/2 + g; x = x - alpha*v", {"v": 0}, {"v": "vector"}),
        ("a = a/2; x = x - alpha*a*g", {"a": 1}, {"a": "scalar"}),
        ("c = u'*g; u = g; x = x - alpha*u", {"u": 0, "c": 0}, {"u": "vector", "c": "scalar"}),
        ("t = (u - g)'*(u - g) + t; u = g/t; x = x - u", {"t": 1, "u": 0}, {"t": "scalar", "u": "vector"}),
        ("C = C/2 + g*g'; x = x - alpha*solve(C + I, g)", {"C": "0*I"}, {"C": "matrix"}),
    ],
)
def test_a_state_is_as_wide_as_its_line(lines: str, state: dict[str, Any], expected: dict[str, str]) -> None:
    assert shapes(own(lines, **state)) == expected


def test_lines_that_never_fit_together_say_how_a_state_starts() -> None:
    mine = own("c = g' + v; v = c; x = x - alpha*g", v=0)
    assert shapes(mine) == {"v": "covector"}
    with pytest.raises(ArgumentError, match=r"covector and vector\. If c is a vector or a matrix, start it from 0\*x or 0\*I"):
        sd.descend(ELLIPSE, [1, 1], method=own("d = g' + c + x; c = d; x = x - alpha*g", c=0))
    with pytest.raises(ArgumentError, match=r"covector and vector\.$"):
        sd.descend(ELLIPSE, [1, 1], method=own("x = x - alpha*g'"))
