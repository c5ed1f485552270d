"""A symmetry is one of the function on its domain: the domain is to have it too."""

from __future__ import annotations

import pytest

import symdescent as sd
from symdescent.analysis.landscape import landscape


@pytest.mark.parametrize(
    ("text", "domain", "kinds"),
    [
        ("x^2", "x >= 1", []),
        ("x^2", "-1 <= x <= 1", ["even"]),
        ("x^2/y", "y > 0", ["even"]),
        ("x*y", "x > 0, y > 0", ["swap"]),
        ("x^2 + y^2", "x^2 + y^2 <= 1", ["radial"]),
        ("x^2 + y^2", "0 <= x <= 1, 0 <= y <= 1", ["swap"]),
        ("x^2 + y^2 + z^2", "x + y + z = 1", ["permutation"]),
        ("sin(x)", "0 <= x <= 2", []),
    ],
)
def test_the_domain_has_the_symmetry_too(text: str, domain: str, kinds: list[str]) -> None:
    assert [one.kind for one in landscape(sd.problem(text, domain=domain)).symmetries] == kinds


@pytest.mark.parametrize(("domain", "attained"), [("x >= 1", False), ("x >= 0", True), ("x > 0", False), ("-1 <= x <= 1", True)])
def test_a_bound_is_attained_only_where_the_function_is_looked_at(domain: str, attained: bool) -> None:
    reason = landscape(sd.problem("x^2", domain=domain)).bounded.reason
    assert reason is not None
    assert reason.squares is not None
    assert (reason.squares.at is not None) is attained
