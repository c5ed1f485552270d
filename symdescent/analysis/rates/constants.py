"""Smoothness L, strong convexity μ and condition κ = L/μ of a problem: exact, or bounds, and where they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from sympy import Expr, ImmutableMatrix

from symdescent.analysis.rates.boxes import Ends, eigenvalue_bounds, sublevel_box
from symdescent.analysis.rates.intervals import NoEnclosureError
from symdescent.analysis.rates.letters import sign_of, with_signs, without_signs
from symdescent.analysis.rates.line import OnLine, on_line
from symdescent.analysis.rates.majorant import bounded
from symdescent.analysis.rates.quadratic import MOST_VARIABLES, constant_hessian
from symdescent.analysis.rates.separate import separate
from symdescent.analysis.rates.spectrum import Spectrum, spectrum
from symdescent.notation.bridge import to_sympy
from symdescent.notation.region import Region, region
from symdescent.numeric.point import read_point
from symdescent.problem import Problem

MOST_OPERATIONS = 500  # in a polynomial whose degree is looked at
WORST = ("exact", "rounded", "bound", "unbounded", "unknown")  # kinds, the surest first
AT_LEAST_0 = ("+", "0", "0+")
MOST_ON_BOX = 4  # variables of a problem whose box is cut into pieces


@dataclass(frozen=True, eq=False)
class Constants:
    """Bounds of the Hessian's eigenvalues, ``lowest`` and ``highest``; of -f where the problem is to maximise.

    ``kind`` is ``"exact"`` (no smaller L and no larger μ is right), ``"rounded"`` (exact but for the last digits of floats),
    ``"bound"`` (L may be too large, μ too small), ``"unbounded"`` (the gradient is not Lipschitz there) or ``"unknown"``. ``where``
    is ``"everywhere"``, ``"domain"`` (where the problem is looked at), ``"box"`` or ``"sublevel"`` (the part of {f ≤ f(x₀)} around the start lies in ``box``).
    ``way`` says how they were found: ``"eigenvalues"``, ``"second derivative"``, ``"intervals"``, ``"blocks"`` (of a sum of
    functions of different variables), ``"bends"`` (``functions`` are those whose
    second derivative is bounded), ``"polynomial"`` or ``""``. ``box`` maps variables to their ends. ``eigenvalues`` are those of a quadratic.
    """

    lowest: Expr | None
    highest: Expr | None
    kind: str
    where: str = "everywhere"
    way: str = ""
    box: Mapping[str, tuple[Expr | None, Expr | None]] | None = None
    functions: tuple[str, ...] = ()
    eigenvalues: Spectrum | None = None

    @property
    def L(self) -> Expr | None:  # noqa: N802 - its name in every text
        """The gradient's Lipschitz constant, the greatest size of an eigenvalue; None where there is none or it is not known."""
        if self.lowest is None or self.highest is None or not _finite(self.lowest, self.highest):
            return None
        middle = sign_of(sympy.expand(self.highest + self.lowest))
        if middle in AT_LEAST_0 or sign_of(self.lowest) in AT_LEAST_0:
            return self.highest
        return -self.lowest if middle == "-" else sympy.Max(self.highest, -self.lowest)

    @property
    def mu(self) -> Expr | None:
        """The constant of strong convexity; 0 for a function that is proved convex only, None for one that is not."""
        return self.lowest if self.lowest is not None and sign_of(self.lowest) in AT_LEAST_0 else None

    @property
    def kappa(self) -> Expr | None:
        """L/μ; None without a positive μ."""
        return sympy.expand(sympy.radsimp(self.L / self.mu)) if self.L is not None and self.mu is not None and self.is_strong else None

    @property
    def is_strong(self) -> bool:
        """Whether μ > 0: f is proved strongly convex."""
        return self.lowest is not None and sign_of(self.lowest) == "+"

    @property
    def is_quadratic(self) -> bool:
        """Whether the Hessian is the same everywhere."""
        return self.way == "eigenvalues"

    def to_dict(self) -> dict[str, Any]:
        """The constants as plain data for JSON; formulas as SymPy reads them."""
        shown = {name: None if value is None else str(value) for name, value in (("L", self.L), ("mu", self.mu), ("kappa", self.kappa))}
        box = {name: [None if end is None else str(end) for end in ends] for name, ends in (self.box or {}).items()}
        return {**shown, "kind": self.kind, "where": self.where, **({"box": box} if box else {})}


def _finite(*values: Expr) -> bool:
    return not any(value.is_infinite for value in values)


UNKNOWN = Constants(None, None, "unknown")


def constants(problem: Problem, *, domain: Any = None, sublevel: Any = None) -> Constants:
    """L, μ and κ on the problem's domain, on another ``domain``, or on the sublevel set of a start ``sublevel``.

    For a quadratic they are the extreme eigenvalues of its Hessian; in one variable the extremes of f″; on a box of up to four
    variables interval arithmetic bounds them; everywhere else they come from functions whose second derivative is bounded.

    Raises ``ArgumentError`` for a start that does not fit.

    >>> import symdescent as sd
    >>> found = constants(sd.problem("x^2 + x*y + y^2"))
    >>> found.mu, found.L, found.kappa, found.kind
    (1, 3, 3, 'exact')
    >>> constants(sd.problem("x^4")).kind, constants(sd.problem("x^4"), domain="-1 <= x <= 2").L
    ('unbounded', 48)
    """
    where = problem.on(domain).domain
    found = _of_quadratic(problem, where)
    if found is not None:
        return found
    if sublevel is not None:
        found = _on_sublevel(problem, sublevel)
    return (
        found
        or _on_line(problem, where)
        or _separately(problem, where)
        or _on_box(problem, where)
        or _everywhere(problem)
        or _polynomial(problem, where)
        or UNKNOWN
    )


def _of_quadratic(problem: Problem, where: Region) -> Constants | None:
    if len(problem.variables) > MOST_VARIABLES:
        return None
    second = constant_hessian(problem)
    known = None if second is None else spectrum(_signed(problem, second, where))
    if known is None:
        return None
    plain = Spectrum(tuple(one._replace(value=without_signs(one.value)) for one in known.eigenvalues), known.exact, known.ordered)
    kind = "exact" if known.exact else "rounded"
    return Constants(known.lowest, known.highest, kind, "everywhere", "eigenvalues", None, (), plain)


def _signed(problem: Problem, second: ImmutableMatrix, where: Region) -> ImmutableMatrix:
    """The Hessian to be minimised, its letters with what the domain says of their signs."""
    sign = -1 if problem.sense == "max" else 1
    return ImmutableMatrix(sign * second.xreplace(with_signs(problem, where)))


def _on_line(problem: Problem, where: Region) -> Constants | None:
    found = on_line(problem, where)
    return None if found is None else _of_line(problem, found, "domain" if _restricts(problem, where) else "everywhere")


def _of_line(problem: Problem, found: OnLine, where: str) -> Constants:
    low, high = found.low.value, found.high.value
    (x,) = problem.variables
    box = None if found.interval == (None, None) else {x: found.interval}
    kind = "exact" if _finite(low, high) else "unbounded"
    place = where if box is None or where == "sublevel" else "domain"
    return Constants(
        sympy.simplify(low) if _is_short(low) else low,
        sympy.simplify(high) if _is_short(high) else high,
        kind,
        place,
        "second derivative",
        box,
    )


def _is_short(value: Expr) -> bool:
    return bool(value.count_ops() <= 40)


def _separately(problem: Problem, where: Region) -> Constants | None:
    """Of a sum of functions of different variables: the Hessian is block diagonal, and its eigenvalues are those of the blocks."""
    parts = separate(problem, where)
    found = [constants(part, domain=where.of(part.variables)) for part in parts] if len(parts) > 1 else []
    if not found or any(one.lowest is None or one.highest is None for one in found):
        return None
    low, high = sympy.Min(*(one.lowest for one in found)), sympy.Max(*(one.highest for one in found))
    box = {name: ends for one in found for name, ends in (one.box or {}).items()} or None
    kind = max((one.kind for one in found), key=WORST.index)
    functions = tuple(dict.fromkeys(name for one in found for name in one.functions))
    return Constants(low, high, kind, "domain" if box else "everywhere", "blocks", box, functions)


def _restricts(problem: Problem, where: Region) -> bool:
    return bool(where.of(problem.variables).relations)


def _on_box(problem: Problem, where: Region) -> Constants | None:
    ends = _ends(problem, where)
    return None if ends is None else _bounds(problem, ends, "box")


def _ends(problem: Problem, where: Region) -> Ends | None:
    """The sides of a bounded box, as fractions that hold them."""
    if not _is_small(problem) or not where.of(problem.variables).is_box:
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


def _is_small(problem: Problem) -> bool:
    return len(problem.variables) <= MOST_ON_BOX and not problem.parameters and problem.data is None


def _bounds(problem: Problem, ends: Ends, where: str) -> Constants | None:
    sign = -1 if problem.sense == "max" else 1
    found = eigenvalue_bounds(ImmutableMatrix(sign * problem.hessian), ends)
    if found is None:
        return None
    box = {str(name): (_number(low), _number(high)) for name, (low, high) in ends.items()}
    return Constants(_number(found[0]), _number(found[1]), "bound", where, "intervals", box)


def _number(value: Fraction) -> Expr:
    return sympy.Rational(value.numerator, value.denominator)


def _on_sublevel(problem: Problem, start: Any) -> Constants | None:
    """On a box that the part of the sublevel set around the start lies in."""
    if not _is_small(problem):
        return None
    point = [
        Fraction(float(value)) if not isinstance(value, (int, Fraction)) else Fraction(value)
        for value in read_point(start, problem.variables, "sublevel")
    ]
    sign = -1 if problem.sense == "max" else 1
    try:
        ends = sublevel_box(sign * problem.sympy, dict(zip((problem.symbols[name] for name in problem.variables), point, strict=True)))
    except NoEnclosureError:
        return None
    if ends is None:
        return None
    line = on_line(problem, region({str(name): pair for name, pair in ends.items()})) if len(point) == 1 else None
    return _of_line(problem, line, "sublevel") if line is not None else _bounds(problem, ends, "sublevel")


def _everywhere(problem: Problem) -> Constants | None:
    found = bounded(problem)
    return None if found is None else Constants(found.lowest, found.highest, "bound", "everywhere", "bends", None, found.functions)


def _polynomial(problem: Problem, where: Region) -> Constants | None:
    """A polynomial of degree d ≥ 3: along a direction where its highest terms are not 0 its second derivative grows like t^(d - 2)."""
    if _restricts(problem, where) or problem.data is not None or problem.parameters:
        return None
    symbols = [problem.symbols[name] for name in problem.variables]
    if not problem.sympy.is_polynomial(*symbols) or problem.sympy.count_ops() > MOST_OPERATIONS:
        return None
    degree = sympy.Poly(problem.sympy, *symbols).total_degree()
    return Constants(None, None, "unbounded", "everywhere", "polynomial") if degree > 2 else None
