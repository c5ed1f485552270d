"""The box that a problem is looked at on, as fractions, and its Hessian there with the data put in."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sympy import Expr, ImmutableMatrix, Symbol

from symdescent.analysis.rates.intervals import NoEnclosureError, enclosure, interval
from symdescent.calculus.edges.suspects import MOST_EQUATIONS, suspects
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import Region
from symdescent.notation.tree import columns
from symdescent.numeric.careful import exact_program
from symdescent.problem import Problem

MOST_VARIABLES = 8  # of a problem whose box is cut into pieces
MOST_WORK = 4_000  # operations in its Hessian, counted once for each row of data


def sides(problem: Problem, where: Region) -> dict[Symbol, tuple[Fraction, Fraction]] | None:
    """The sides of a bounded box, as fractions that hold them; None where the region is none.

    >>> import symdescent as sd
    >>> from symdescent.notation.region import region
    >>> sides(sd.problem("x^4"), region("-1 <= x <= 2"))
    {x: (Fraction(-1, 1), Fraction(2, 1))}
    """
    if not where.of(problem.variables).is_box:
        return None
    found = {}
    for name in problem.variables:
        lower, upper = ([to_sympy(end.value) for end in side] for side in where.ends(name))
        if not lower or not upper:
            return None
        found[problem.symbols[name]] = (_outside(max(lower, key=float), -1), _outside(min(upper, key=float), 1))
    return found


def _outside(end: Expr, side: int) -> Fraction:
    """The end itself, or for an irrational one a fraction just outside."""
    if end.is_Rational:
        return Fraction(int(end.p), int(end.q))
    return Fraction(float(end)) + side * Fraction(1, 10**12) * (1 + abs(Fraction(float(end))))


def is_smooth(problem: Problem, ends: Mapping[Symbol, tuple[Fraction, Fraction]]) -> bool:
    """Whether no part of the formula has a kink or a jump on a box: a Hessian that is bounded beside them says nothing there.

    >>> import symdescent as sd
    >>> f, one = sd.problem("|x| + x^2"), Fraction(1)
    >>> is_smooth(f, {f.symbols["x"]: (-one, one)}), is_smooth(f, {f.symbols["x"]: (one, 2 * one)})
    (False, True)
    """
    box = {x: interval(*pair) for x, pair in ends.items()}
    gaps = [suspect.gap for suspect in suspects(problem.expression, frozenset(problem.variables))]
    try:
        return len(gaps) < MOST_EQUATIONS and all(not columns(gap) and 0 not in enclosure(to_sympy(gap), box) for gap in gaps)
    except NoEnclosureError:
        return False


def written_out(problem: Problem, *formulas: Expr) -> list[Expr] | None:
    """Formulas of a problem with its data put in exactly; None for many variables, letters without a value or too much to compute.

    >>> import symdescent as sd
    >>> f = sd.problem("sum((w*x)^4)", data={"x": [1, 2]})
    >>> written_out(f, f.hessian[0, 0])
    [204*w**2]
    """
    rows = 1 if problem.data is None else len(problem.data)
    if problem.parameters or len(problem.variables) > MOST_VARIABLES or rows * sum(one.count_ops() for one in formulas) > MOST_WORK:
        return None
    if problem.data is None:
        return list(formulas)
    return list(exact_program(problem.objective, formulas)(*(problem.symbols[name] for name in problem.variables)))


def hessian_written_out(problem: Problem) -> ImmutableMatrix | None:
    """The Hessian with the data put in."""
    found = written_out(problem, *problem.hessian)
    return None if found is None else ImmutableMatrix(len(problem.variables), len(problem.variables), found)
