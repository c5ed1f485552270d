"""The checker's view of chords, bends and gaps: exact values by SymPy's substitution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sympy

from symdescent.analysis.convexity.checks.domain import lies_in
from symdescent.analysis.convexity.checks.numbers import agree, number_sign, with_rows

if TYPE_CHECKING:
    from symdescent.analysis.convexity.finding import Finding
    from symdescent.problem import Problem


def witness_holds(problem: Problem, finding: Finding) -> bool:
    """Whether one chord runs below the curve and one above it, and what is said of the Hessian is so."""
    certificate: Any = finding.certificate
    chords = _chord(problem, certificate.over, -1) and _chord(problem, certificate.under, 1)
    bends = all(bend is None or _bend(problem, bend, way) for bend, way in ((certificate.down, -1), (certificate.up, 1)))
    return finding.verdict == "neither" and chords and bends


def gap_holds(problem: Problem, finding: Finding) -> bool:
    """Whether a point between two points of the domain is outside."""
    c: Any = finding.certificate
    ends = all(lies_in(problem, _named(problem, at)) for at in (c.start, c.end))
    return (
        finding.verdict == "neither"
        and ends
        and _is_between(c.between, c.start, c.end)
        and not lies_in(problem, _named(problem, c.between))
    )


def _is_between(point: Any, start: Any, end: Any) -> bool:
    moved = [(p - a, b - a) for p, a, b in zip(point, start, end, strict=True)]
    shares = {sympy.nsimplify(p / whole) for p, whole in moved if whole != 0}
    return len(shares) == 1 and 0 < shares.pop() < 1 and all(p == 0 for p, whole in moved if whole == 0)


def _named(problem: Problem, point: Any) -> dict[str, Any]:
    if len(point) != len(problem.variables) or not all(entry.is_Rational for entry in point):
        raise ValueError
    return dict(zip(problem.variables, point, strict=True))


def _value(problem: Problem, point: Any) -> Any:
    named = _named(problem, point)
    if not lies_in(problem, named):
        raise ValueError
    place = {problem.symbols[name]: value for name, value in named.items()}
    return with_rows(problem.sympy, problem).subs(place)


def _chord(problem: Problem, chord: Any, way: int) -> bool:
    middle = tuple((a + b) / 2 for a, b in zip(chord.start, chord.end, strict=True))
    first, there, last = (_value(problem, at) for at in (chord.start, middle, chord.end))
    mean = (first + last) / 2
    return agree(there, chord.there) and agree(mean, chord.chord) and number_sign(mean - there) == way


def _second(along: Any, t: sympy.Dummy) -> Any:
    """The second derivative at 0: of a polynomial with fractions twice its coefficient of t², for long products are slow to differentiate."""
    if along.is_polynomial(t) and not along.atoms(sympy.NumberSymbol, sympy.Float):
        try:
            return 2 * sympy.QQ.to_sympy(sympy.ring([t], sympy.QQ)[0].from_expr(along).get((2,), sympy.QQ.zero))
        except (sympy.CoercionFailed, ValueError):  # it has roots of numbers in it
            pass
    return sympy.diff(along, t, 2).subs(t, 0)


def _bend(problem: Problem, bend: Any, way: int) -> bool:
    named = _named(problem, bend.point)
    if len(bend.direction) != len(bend.point) or not lies_in(problem, named):
        return False
    t = sympy.Dummy("t", real=True)
    line = {problem.symbols[name]: p + t * v for (name, p), v in zip(named.items(), bend.direction, strict=True)}
    value = _second(with_rows(problem.sympy, problem).subs(line), t)
    return agree(value, bend.value) and number_sign(value) == way
