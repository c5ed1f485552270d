"""Polynomials with parameters: the points are those of each number that the letters may stand for."""

from __future__ import annotations

import pytest
import sympy

import symdescent as sd
from symdescent.analysis.critical.letters import real_roots

TABLE = [
    ("x^4 - a x^2", "x", "a > 0", 3),
    ("x^3 - 3a x", "x", "a > 0", 2),
    ("x^4 - a x^2", "x", "a < 0", 1),
    ("a x^4 + b x^2", "x", "a > 0, b > 0", 1),
    ("x^4 - 4a x^3", "x", "a > 0", 2),
    ("x^4 + a x", "x", "a > 0", 1),
    ("x^6 - 3a^2 x^4", "x", "a > 0", 3),
    ("x^4 - a x^2 + y^2", "x y", "a > 0", 3),
    ("x^3 + y^3 - 3a x y", "x y", "a > 0", 2),
    ("x^2/2 - a x y + y^4", "x y", "a > 0", 3),
]
SAMPLES = {"a > 0": {"a": (1, 4)}, "a < 0": {"a": (-1, -9)}, "a > 0, b > 0": {"a": (1, 4), "b": (1, 2)}}


@pytest.mark.parametrize(("formula", "variables", "domain", "count"), TABLE, ids=[f"{row[0]} on {row[2]}" for row in TABLE])
def test_with_numbers_for_the_letters_the_points_are_the_same(formula: str, variables: str, domain: str, count: int) -> None:
    found = sd.critical_points(sd.problem(formula, variables=variables, domain=domain))
    assert (found.complete, len(found)) == (True, count)
    for k in (0, 1):
        numbers = {name: values[k] for name, values in SAMPLES[domain].items()}
        plain = formula
        for name, value in numbers.items():
            plain = plain.replace(name, f"({value})")
        known = sd.critical_points(sd.problem(plain, variables=variables))
        put = {sympy.Symbol(name, real=True): value for name, value in numbers.items()}
        ours = {tuple(round(float(v.subs(put)), 9) for v in p.at.values()): (p.kind, round(float(p.value.subs(put)), 9)) for p in found}
        assert ours == {tuple(round(float(v), 9) for v in p.at.values()): (p.kind, round(float(p.value), 9)) for p in known}
        for point in found:  # what is global with letters is so with numbers
            other = next(p for p in known if p.kind == point.kind and abs(float(p.value) - float(point.value.subs(put))) < 1e-9)
            assert point.is_global in (None, other.is_global)


def test_a_double_well_is_lowest_at_both_bottoms() -> None:
    left, top, right = sd.critical_points(sd.problem("x^4 - 2a x^2", variables="x", domain="a > 0"))
    a = sympy.Symbol("a", real=True)
    assert (left.at["x"], right.at["x"], left.value) == (-sympy.sqrt(a), sympy.sqrt(a), -(a**2))
    assert (left.is_global, top.kind, top.is_global) == (True, "maximum", False)


@pytest.mark.parametrize("formula", ["x^4 - a x^2", "a x^4 + x", "x^5 - a x + a*x^2"])
def test_where_the_letters_leave_open_what_is_real_it_is_said(formula: str) -> None:
    found = sd.critical_points(sd.problem(formula, variables="x"))
    assert found.gaps == ("parameters",)
    assert {point.kind for point in found} <= {"undecided"}


def test_real_roots_are_counted_by_what_is_known_of_the_letters() -> None:
    x, a, b = sympy.Symbol("x", real=True), sympy.Symbol("a", positive=True), sympy.Symbol("b", real=True)
    assert real_roots(sympy.Poly(x**2 + a, x)) == ((), True)
    assert real_roots(sympy.Poly(x**4 - 5 * a * x**2 + 4 * a**2, x)).values == tuple(s * sympy.sqrt(a) for s in (-1, 1, -2, 2))
    assert not real_roots(sympy.Poly(x**2 - b, x)).complete
    assert not real_roots(sympy.Poly(b * x - 1, x)).complete
