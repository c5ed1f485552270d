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
from symdescent.analysis.rates.sides import hessian_written_out, is_smooth, sides, written_out
from symdescent.analysis.rates.spectrum import Spectrum, spectrum
from symdescent.errors import ArgumentError
from symdescent.notation.region import Region, region
from symdescent.numeric.point import read_point
from symdescent.problem import Problem

MOST_OPERATIONS = 500  # in a polynomial whose degree is looked at
WORST = ("exact", "rounded", "bound", "unbounded", "unknown")  # kinds, the surest first
AT_LEAST_0 = ("+", "0", "0+")


@dataclass(frozen=True, eq=False)
class Constants:
    """Bounds of the Hessian's eigenvalues, ``lowest`` and ``highest``; of -f where the problem is to maximise.

    ``kind`` is ``"exact"`` (no smaller L and no larger μ is right), ``"rounded"`` (no short form: L is rounded up and μ down in the fifteenth digit, and both are proved),
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

    For a quadratic they are the extreme eigenvalues of its Hessian; in one variable the extremes of f″; on a box of up to eight
    variables interval arithmetic bounds them; everywhere else they come from functions whose second derivative is bounded.

    Raises ``ArgumentError`` for a start that does not fit and for a problem without variables.

    >>> import symdescent as sd
    >>> found = constants(sd.problem("x^2 + x*y + y^2"))
    >>> found.mu, found.L, found.kappa, found.kind
    (1, 3, 3, 'exact')
    >>> constants(sd.problem("x^4")).kind, constants(sd.problem("x^4"), domain="-1 <= x <= 2").L
    ('unbounded', 48)
    """
    if not problem.variables:
        raise ArgumentError(f"{problem.expression} has no variables, so it bends in no direction: name what it depends on in variables=.")
    where = problem.on(domain).domain
    found = _of_quadratic(problem, where)
    if found is not None:
        return found
    if sublevel is not None:
        found = _on_sublevel(problem, sublevel)
    everywhere = None if found else _everywhere(problem)
    if everywhere is not None and everywhere.kind == "exact" and not _restricts(problem, where):
        return everywhere
    return (
        found
        or _on_line(problem, where)
        or _separately(problem, where)
        or _on_box(problem, where)
        or everywhere
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
    plain = known._replace(eigenvalues=tuple(one._replace(value=without_signs(one.value)) for one in known.eigenvalues))
    kind = "rounded" if known.eigenvalues[0].ends or known.eigenvalues[-1].ends else "exact"
    return Constants(known.lowest, known.highest, kind, "everywhere", "eigenvalues", None, (), plain)


def _signed(problem: Problem, second: ImmutableMatrix, where: Region) -> ImmutableMatrix:
    """The Hessian to be minimised, its letters with what the domain says of their signs."""
    sign = -1 if problem.sense == "max" else 1
    return ImmutableMatrix(sign * second.xreplace(with_signs(problem, where)))


def _on_line(problem: Problem, where: Region) -> Constants | None:
    found = on_line(problem, where)
    return None if found is None else _of_line(problem, found, "domain" if _restricts(problem, where) else "everywhere")


def _of_line(problem: Problem, found: OnLine, where: str) -> Constants:
    low, high = found.low, found.high
    (x,) = problem.variables
    box = None if found.interval == (None, None) else {x: found.interval}
    kind = "unbounded" if not _finite(low, high) else "exact" if found.exact else "rounded"
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
    ends = sides(problem, where)
    return None if ends is None else _bounds(problem, ends, "box")


def _bounds(problem: Problem, ends: Ends, where: str) -> Constants | None:
    second, sign = hessian_written_out(problem) if is_smooth(problem, ends) else None, -1 if problem.sense == "max" else 1
    found = None if second is None else eigenvalue_bounds(sign * second, ends)
    if found is None:
        return None
    box = {str(name): (_number(low), _number(high)) for name, (low, high) in ends.items()}
    return Constants(_number(found[0]), _number(found[1]), "bound", where, "intervals", box)


def _number(value: Fraction) -> Expr:
    return sympy.Rational(value.numerator, value.denominator)


def _on_sublevel(problem: Problem, start: Any) -> Constants | None:
    """On a box that the part of the sublevel set around the start lies in."""
    value = written_out(problem, problem.sympy)
    if value is None:
        return None
    point = [
        Fraction(float(value)) if not isinstance(value, (int, Fraction)) else Fraction(value)
        for value in read_point(start, problem.variables, "sublevel")
    ]
    sign = -1 if problem.sense == "max" else 1
    try:
        ends = sublevel_box(sign * value[0], dict(zip((problem.symbols[name] for name in problem.variables), point, strict=True)))
    except NoEnclosureError:
        return None
    if ends is None:
        return None
    line = on_line(problem, region({str(name): pair for name, pair in ends.items()})) if len(point) == 1 else None
    return _of_line(problem, line, "sublevel") if line is not None else _bounds(problem, ends, "sublevel")


def _everywhere(problem: Problem) -> Constants | None:
    found = bounded(problem)
    if found is None:
        return None
    return Constants(found.lowest, found.highest, "exact" if found.exact else "bound", "everywhere", "bends", None, found.functions)


def _polynomial(problem: Problem, where: Region) -> Constants | None:
    """A polynomial of degree d ≥ 3: along a direction where its highest terms are not 0 its second derivative grows like t^(d - 2)."""
    if _restricts(problem, where) or problem.data is not None or problem.parameters:
        return None
    symbols = [problem.symbols[name] for name in problem.variables]
    if not problem.sympy.is_polynomial(*symbols) or problem.sympy.count_ops() > MOST_OPERATIONS:
        return None
    degree = sympy.Poly(problem.sympy, *symbols).total_degree()
    return Constants(None, None, "unbounded", "everywhere", "polynomial") if degree > 2 else None
