"""The iterates of a linear method on a quadratic as formulas in k."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

import sympy
from sympy import Expr, ImmutableMatrix

from symdescent.analysis.rates.quadratic import Quadratic, quadratic
from symdescent.analysis.rates.recurrence import Linear, linear_named, radius, roots, tidied
from symdescent.analysis.rates.spectrum import projectors, spectrum
from symdescent.errors import ArgumentError
from symdescent.numeric.arithmetic import read_number
from symdescent.numeric.point import read_point
from symdescent.problem import Problem

MOST_VARIABLES = 6
MOST_OPERATIONS = 30  # in an eigenvalue
K = sympy.Symbol("k", integer=True, nonnegative=True)


class Mode(NamedTuple):
    """One eigenvalue's part of the error: it is ``factor`` (a formula in k, 1 at k = 0) times ``part``, shape (n, 1).

    ``part`` is the projection of x₀ - x* on the eigenspace, and so an eigenvector. ``roots`` are those of r² - t r + d (one for
    gradient descent) and ``radius`` the larger of their sizes. ``drift`` is what is added at each step where the
    eigenvalue is 0 and f has a slope along it.
    """

    eigenvalue: Expr
    part: ImmutableMatrix
    factor: Expr
    roots: tuple[Expr, ...]
    radius: Expr
    drift: ImmutableMatrix


class ClosedForm(NamedTuple):
    """x_k = ``centre`` + Σ factor(k)·part + k·drift over the ``modes``."""

    method: str
    rate: Expr
    momentum: Expr
    variables: tuple[str, ...]
    centre: ImmutableMatrix
    modes: tuple[Mode, ...]

    @property
    def formula(self) -> dict[str, Expr]:
        """Each variable as a formula in k."""
        total = self.centre
        for mode in self.modes:
            total = total + mode.factor * mode.part + K * mode.drift
        return dict(zip(self.variables, total, strict=True))

    @property
    def radius(self) -> Expr:
        """The spectral radius: by about so much the error shrinks a step in the end."""
        return sympy.Max(*(mode.radius for mode in self.modes))

    def at(self, k: int) -> dict[str, Expr]:
        """The k-th iterate, exactly.

        >>> import symdescent as sd
        >>> closed_form(sd.problem("x^2 + 5"), -6, rate="1/10").at(3)
        {'x': -384/125}
        """
        return {name: _real(formula.subs(K, k)) for name, formula in self.formula.items()}


def closed_form(problem: Problem, start: Any, *, rate: Any, method: str = "gradient descent", momentum: Any = 0) -> ClosedForm | None:
    """The iterates of ``"gradient descent"``, ``"heavy ball"`` or ``"nesterov"`` (with a constant momentum β) on a quadratic.

    None where the problem is no quadratic of at most six variables, where its eigenvalues have no short form, and with
    momentum where it has no minimum. Momentum methods start at rest, x₋₁ = x₀. For gradient descent
    x_k = x* + Σ (1 - γλ)ᵏ P_λ(x₀ - x*), with P_λ the projector on the eigenspace of λ (Polyak 1987, §1.4).

    Raises ``ArgumentError`` for a method that is not linear on quadratics and for a start or a rate that does not fit.

    >>> import symdescent as sd
    >>> closed_form(sd.problem("x^2"), 3, rate="1/3").formula
    {'x': 3/3**k}
    """
    row = linear_named(method)
    found = quadratic(problem)
    if found is None or found.dimension > MOST_VARIABLES:
        return None
    known = spectrum(found.hessian)
    if known is None or not known.exact or any(_is_long(one.value) for one in known.eigenvalues):
        return None
    first = ImmutableMatrix([_number(value) for value in read_point(start, problem.variables, "start", symbols=True)])
    step, beta = _number(_given(rate, "rate")), _number(_given(momentum, "momentum"))
    parts = projectors(found.hessian, known)
    if method != "gradient descent" and any(value.is_zero for value, _ in parts):
        return None
    modes = [_mode(row, found, value, projector, first, step, beta) for value, projector in parts]
    centre = first - sum((mode.part for mode in modes), sympy.zeros(found.dimension, 1))
    return ClosedForm(method, step, beta, problem.variables, ImmutableMatrix(centre.applyfunc(tidied)), tuple(modes))


def _is_long(value: Expr) -> bool:
    return bool(value.count_ops() > MOST_OPERATIONS)


def _given(value: Any, what: str) -> Any:
    if isinstance(value, Expr) and value.free_symbols:
        return value
    try:
        return read_number(value, what)
    except ArgumentError:
        raise ArgumentError(f"{what}={value!r}: expected a number such as '1/10'.") from None


def _number(value: Any) -> Expr:
    return sympy.Rational(value.numerator, value.denominator) if isinstance(value, (int, Fraction)) else sympy.sympify(value, strict=True)


def _mode(row: Linear, found: Quadratic, value: Expr, projector: ImmutableMatrix, first: ImmutableMatrix, rate: Expr, beta: Expr) -> Mode:
    """The part of the error along one eigenspace: the slope Hx₀ + b there is λ times it, or does not change where λ = 0."""
    slope = projector * (found.hessian * first + found.linear)
    none = sympy.zeros(found.dimension, 1)
    if value.is_zero:
        return Mode(
            value, ImmutableMatrix(none), sympy.S.One, (sympy.S.One,), sympy.S.One, ImmutableMatrix((-rate * slope).applyfunc(tidied))
        )
    part = ImmutableMatrix((slope / value).applyfunc(tidied))
    q = tidied(rate * value)
    if row.key == "gradient descent":
        return Mode(value, part, (1 - q) ** K, (1 - q,), abs(1 - q), ImmutableMatrix(none))
    return Mode(value, part, _factor(row, q, beta), roots(row, q, beta), radius(row, q, beta), ImmutableMatrix(none))


def _factor(row: Linear, q: Expr, beta: Expr) -> Expr:
    """p_k with p₀ = 1, p₁ = 1 - q and p_{k+1} = t p_k - d p_{k-1}, in k."""
    t, d = tidied(row.trace(q, beta)), tidied(row.determinant(q, beta))
    inside = tidied(t**2 / 4 - d)
    first = 1 - q
    if inside.is_zero:
        return (1 + K * (2 * first / t - 1)) * (t / 2) ** K if t != 0 else sympy.S.Zero**K  # then q = 1 and p₁ = 0, too
    if inside.is_negative:
        size, angle = sympy.sqrt(d), sympy.acos(t / (2 * sympy.sqrt(d)))
        return size**K * (sympy.cos(K * angle) + (first - t / 2) / sympy.sqrt(-inside) * sympy.sin(K * angle))
    one, two = roots(row, q, beta)
    share = sympy.radsimp((first - two) / (one - two))
    return share * one**K + (1 - share) * two**K


def _real(value: Expr) -> Expr:
    return sympy.expand(sympy.expand_trig(value)) if value.has(sympy.cos, sympy.sin) else tidied(value)
