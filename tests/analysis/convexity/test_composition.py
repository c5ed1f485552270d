"""Proofs by composition: what the rules settle, what they must leave alone, and every row of the table against numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import inf

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import symdescent as sd
from symdescent.analysis.convexity.checks.composition import accepts_composition
from symdescent.analysis.convexity.rules.atoms import ATOMS, HOLDS, Atom, absolute_powers, powers
from symdescent.analysis.convexity.rules.composition import by_composition
from symdescent.calculus.edges.ranges import Range
from symdescent.notation.bridge import to_sympy
from symdescent.notation.parser import parse

# formula, domain, variables, verdict
KNOWN = (
    ("x^4 + y^4", None, None, "strictly convex"),
    ("e^x + y^2", None, None, "strictly convex"),
    ("log(e^x + e^y + e^z)", None, None, "convex"),
    ("logsumexp(x, y, z)", None, None, "convex"),
    ("sqrt(1 + x^2 + y^2)", None, None, "strictly convex"),
    ("sqrt(x^2 + y^2)", None, None, "convex"),
    ("x^2/y", "y > 0", None, "convex"),
    ("|x| + |y|", None, None, "convex"),
    ("max(x, x^2)", None, None, "convex"),
    ("ln(1 + e^(-y*w*x))", None, "w", "convex"),
    ("ln(1 + e^(-y*w*x))", "y > 0, x < 0", "w", "strictly convex"),
    ("ln(1 + e^(-(2u - 3v)))", None, None, "convex"),
    ("ln(1 + e^x)", None, None, "strictly convex"),
    ("-log(x) - log(y)", None, None, "strictly convex"),
    ("x*log(x)", None, None, "strictly convex"),
    ("x*log(x)", "0 < x <= 2", None, "strongly convex"),
    ("piecewise((x^2/2, |x| <= 1), (|x| - 1/2, True))", None, None, "convex"),
    ("piecewise(((x - 2y)^2/2, |x - 2y| <= 1), (|x - 2y| - 1/2, True))", None, None, "convex"),
    ("e^(x - y) + 3y^2", None, None, "strictly convex"),
    ("x^2 + x*y + y^2 + e^x", None, None, "strongly convex"),
    ("1/(x*y)", "x > 0, y > 0", None, "strictly convex"),
    ("sqrt(x*y)", "x > 0, y > 0", None, "concave"),
    ("x^(1/3)*y^(1/3)", "x > 0, y > 0", None, "strictly concave"),
    ("ln(x*y)", "x > 0, y > 0", None, "strictly concave"),
    ("x*ln(x/y)", "x > 0, y > 0", None, "convex"),
    ("e^x/y", "y > 0", None, "convex"),
    ("-ln(1 - x^2 - y^2)", None, None, "strongly convex"),
    ("e^(x^2)", None, None, "strongly convex"),
    ("max(x, 0)^2", None, None, "convex"),
    ("(2^x + 3^(-y))^3", None, None, "strictly convex"),
    ("-sqrt(x) - log(y, 2)", None, None, "strictly convex"),
    ("sqrt(x^2 + x*y + y^2)", None, None, "convex"),
    ("(x^2 + x*y + y^2)^(3/2)", None, None, "strictly convex"),
    ("-y*ln(sigmoid(w)) - (1 - y)*ln(1 - sigmoid(w))", "0 <= y <= 1", "w", "convex"),
    ("cosh(x)", None, None, "strongly convex"),
    ("-ln(x)", "0 < x <= 4", None, "strongly convex"),
    ("tanh(x)", "x >= 0", None, "strictly concave"),
    ("sum((x_i - i)^2, i, 1, 4)", None, None, "strongly convex"),
    ("min(x, 1 - x, 3y)", None, None, "concave"),
    ("2x - 3y + 1", None, None, "affine"),
    ("|x|^3 + relu(x)", None, None, "strictly convex"),
    ("a*x^2 + b*e^y", "a > 0, b > 0", "x y", "strictly convex"),
    ("1/sqrt(x + y)", "x + y > 0", None, "convex"),
    ("sqrt(1 - x^2 - y^2)", None, None, "strongly concave"),
    ("softplus(x)", None, None, "strictly convex"),
)

UNPROVED = (
    ("x^4 - 2x^2", None),
    ("x*y", None),
    ("sin(x)", None),
    ("100(y - x^2)^2 + (1 - x)^2", None),
    ("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", None),
    ("x^2*y^2 + x^2 + y^2", None),
    ("x^2/y", None),
    ("1/x", None),
    ("x^3", None),
    ("ln(x^2 - 1)", None),
    ("e^x", "x^2 >= 1"),
    ("e^x + e^y", "x^2 + y^2 = 1"),
    ("sqrt(|x|)", None),
    ("tanh(x)", None),
    ("piecewise((x^2, x < 0), (-x, True))", None),
    ("piecewise((x^2, x < 0), (x + 1, True))", None),
    ("a*x^2", "x > 0"),
)


@pytest.mark.parametrize(("formula", "domain", "variables", "verdict"), KNOWN)
def test_the_verdict_is_as_strong_as_the_rules_allow_and_the_checker_accepts_it(
    formula: str, domain: str | None, variables: str | None, verdict: str
) -> None:
    given_problem = sd.problem(formula, domain=domain, variables=variables)
    found = by_composition(given_problem)
    assert found is not None
    assert found.verdict == verdict
    assert accepts_composition(given_problem, found)


@pytest.mark.parametrize(("formula", "domain"), UNPROVED)
def test_what_is_not_convex_or_has_no_convex_domain_is_left_alone(formula: str, domain: str | None) -> None:
    assert by_composition(sd.problem(formula, domain=domain, variables="x y" if "y" in formula else "x")) is None


def test_ridge_regression_has_the_least_eigenvalue_plus_two_lambda() -> None:
    found = by_composition(sd.problem("1/2*((x + 2y - 1)^2 + (3x - y)^2) + lambda*(x^2 + y^2)", variables="x y", domain="lambda > 0"))
    assert found is not None
    a = sympy.Matrix([[1, 2], [3, -1]])
    parameter = sympy.Symbol("lambda", real=True)
    assert sympy.simplify(found.modulus - min((a.T * a).eigenvals()) - 2 * parameter) == 0


@pytest.mark.parametrize(
    ("formula", "domain", "modulus"),
    [
        ("x^2 + 3y^2", None, 2),
        ("cosh(x) + y^2", None, 1),
        ("-ln(x)", "0 < x <= 4", sympy.Rational(1, 16)),
        ("x*ln(x)", "0 < x <= 2", sympy.Rational(1, 2)),
        ("e^x", "0 <= x <= 1", 1),
        ("(x + y)^2 + (x - y)^2", None, 4),
        ("-x^2 - y^2 + min(x, y)", None, 2),
    ],
)
def test_the_modulus_is_the_least_curvature(formula: str, domain: str | None, modulus: sympy.Expr) -> None:
    found = by_composition(sd.problem(formula, domain=domain))
    assert found is not None
    assert found.modulus == modulus


def test_least_squares_on_data_has_the_modulus_of_its_hessian() -> None:
    data = {"t": [0, 1, 3], "z": [1, 2, 2]}
    given_problem = sd.problem("mean((w*t + b - z)^2)", data=data)
    found = by_composition(given_problem)
    hessian = sympy.Matrix([[2, sympy.Rational(8, 3)], [sympy.Rational(8, 3), sympy.Rational(20, 3)]])
    assert found is not None
    assert sympy.simplify(found.modulus - min(hessian.eigenvals())) == 0
    assert accepts_composition(given_problem, found)


@pytest.mark.parametrize(
    ("columns", "verdict"), [({"t": [1, 2]}, "strictly convex"), ({"t": [0, 0]}, "convex"), ({"t": [1, 1]}, "strictly convex")]
)
def test_logistic_loss_is_strict_where_the_data_tell_the_weights(columns: dict[str, list[int]], verdict: str) -> None:
    found = by_composition(sd.problem("mean(ln(1 + e^(-w*t)))", data=columns))
    assert found is not None
    assert found.verdict == verdict


def test_two_weights_need_two_different_rows() -> None:
    formula = "mean(ln(1 + e^(-(w*t + b))))"
    assert [by_composition(sd.problem(formula, data={"t": rows})).verdict for rows in ([1, 2], [2, 2])] == ["strictly convex", "convex"]  # type: ignore[union-attr]


SIDES = {
    "everywhere": Range(),
    "nonnegative": Range(Fraction(0), inf, False, True),
    "positive": Range(Fraction(0), inf),
    "nonpositive": Range(-inf, Fraction(0), True, False),
    "negative": Range(-inf, Fraction(0)),
}
WRITTEN = {
    "exponential": "e^t",
    "growing exponential": "3^t",
    "falling exponential": "(1/3)^t",
    "logarithm": "ln(t)",
    "growing logarithm": "log(t, 2)",
    "falling logarithm": "log(t, 1/2)",
    "softplus": "softplus(t)",
    "relu": "relu(t)",
    "absolute value": "|t|",
    "hyperbolic cosine": "cosh(t)",
    "hyperbolic sine": "sinh(t)",
    "hyperbolic tangent": "tanh(t)",
    "area hyperbolic sine": "asinh(t)",
    "area hyperbolic tangent": "atanh(t)",
    "arctangent": "atan(t)",
    "arcsine": "asin(t)",
    "arccosine": "acos(t)",
    "error function": "erf(t)",
    "sigmoid": "sigmoid(t)",
    "cube root": "cbrt(t)",
    "area hyperbolic cosine": "acosh(t)",
    "hyperbolic cotangent": "coth(t)",
    "hyperbolic cosecant": "csch(t)",
    "gamma": "gamma(t)",
    "digamma": "digamma(t)",
}
EXPONENTS = [Fraction(p) for p in ("2", "3", "4", "7", "-1", "-2", "-3", "1/2", "1/3", "3/2", "5/2", "-1/2", "-5/3")]
ROWS = [(WRITTEN[atom.name], atom) for atom in ATOMS]
ROWS += [(f"t^({p})", atom) for p in EXPONENTS for atom in powers(p)]
ROWS += [(f"|t|^({p})", atom) for p in (Fraction(3, 2), Fraction(3)) for atom in absolute_powers(p)]
GRID = [sympy.Rational(n, 16) for n in (*range(-48, 0, 5), *range(0, 49, 4), -6, -2, 1, 2, 3)]


def values(formula: str, atom: Atom) -> dict[sympy.Rational, float]:
    """The function's values at the numbers where its row speaks of it."""
    f = to_sympy(parse(formula))
    (t,) = f.free_symbols
    side = SIDES[atom.where]
    here = [
        x for x in GRID if side.low <= x <= side.high and not (x == 0 and (side.above if side.low == 0 else side.below and side.high == 0))
    ]
    found = {x: complex(f.subs(t, x).evalf(25)) if f.subs(t, x).is_finite is not False else complex("nan") for x in here}
    return {x: y.real for x, y in found.items() if y == y and abs(y.imag) < 1e-12}


@pytest.mark.parametrize(("formula", "atom"), ROWS, ids=lambda one: one if isinstance(one, str) else f"{one.where}")
def test_every_row_bends_and_runs_as_it_says(formula: str, atom: Atom) -> None:
    known = values(formula, atom)
    side = 1 if atom.curvature == "convex" else -1
    f = to_sympy(parse(formula))
    (t,) = f.free_symbols
    assert len(known) >= 5
    for a, b in product(known, repeat=2):
        if a < b:
            middle = complex(f.subs(t, (a + b) / 2).evalf(25)).real
            gap = side * ((known[a] + known[b]) / 2 - middle)
            assert gap > 0 if atom.strict else gap >= -1e-12
            rise = known[b] - known[a]
            assert {"increasing": rise > 0, "decreasing": rise < 0, "nondecreasing": rise >= 0, "": True}[atom.monotone]


@pytest.mark.parametrize(("formula", "atom"), ROWS, ids=lambda one: one if isinstance(one, str) else f"{one.where}")
def test_the_bound_on_the_second_derivative_holds(formula: str, atom: Atom) -> None:
    f = to_sympy(parse(formula))
    (t,) = f.free_symbols
    low, high = (Fraction(1, 2), Fraction(2)) if HOLDS[atom.where](Range(Fraction(1, 2), Fraction(2))) else (Fraction(-2), Fraction(-1, 2))
    bound = atom.bend(Range(low, high, False, False))
    second = f.diff(t, 2)
    for step in range(9):
        x = sympy.Rational(str(low + (high - low) * step / 8))
        if bound:
            assert float(bound) <= abs(complex(second.subs(t, x).evalf(20))) * (1 + 1e-12)


AFFINE = ["x", "y", "x - y", "2x + y - 1", "3 - x"]
LEAVES = st.sampled_from(AFFINE)
OVER = st.recursive(
    LEAVES.map(lambda u: f"({u})^2") | LEAVES.map(lambda u: f"|{u}|") | LEAVES.map(lambda u: f"e^({u})"),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} + {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"max({two[0]}, {two[1]})"),
        st.tuples(inner, LEAVES).map(lambda two: f"(1/3*{two[0]} + {two[1]})"),
        inner.map(lambda u: f"ln(1 + e^({u}))"),
        inner.map(lambda u: f"sqrt(1 + ({u})^2)"),
        inner.map(lambda u: f"({u})^2/(1 + e^0)"),
        inner.map(lambda u: f"-sqrt(40 - {u})"),
        inner.map(lambda u: f"({u})*({u})"),
        inner.map(lambda u: f"e^({u})/2"),
        inner.map(lambda u: f"1/(1 + {u})"),
    ),
    max_leaves=4,
)
POINTS = [(Fraction(a, 4), Fraction(b, 4)) for a, b in ((-3, 1), (2, 3), (0, -2), (5, -4), (-1, -1), (3, 0), (1, 1))]


@given(OVER)
@settings(max_examples=60, deadline=None)
def test_no_verdict_is_contradicted_by_the_middle_of_a_chord(formula: str) -> None:
    found = by_composition(sd.problem(formula, variables="x y"))
    if found is None:
        return
    f = sd.problem(formula, variables="x y").objective.value
    sides = {"affine": (1, -1)}.get(found.verdict, (1,) if "convex" in found.verdict else (-1,))
    for (a, b), (c, d) in product(POINTS, repeat=2):
        ends = f([float(a), float(b)]), f([float(c), float(d)])
        middle, chord = f([float(a + c) / 2, float(b + d) / 2]), (ends[0] + ends[1]) / 2
        if abs(chord) < 1e12 and all(value == value for value in (*ends, middle)):  # inside the domain
            assert all(side * (chord - middle) >= -1e-9 * (1 + abs(chord)) for side in sides)


@given(OVER)
@settings(max_examples=15, deadline=None)
def test_the_checker_accepts_what_is_found(formula: str) -> None:
    given_problem = sd.problem(formula, variables="x y")
    found = by_composition(given_problem)
    assert found is None or accepts_composition(given_problem, found)
