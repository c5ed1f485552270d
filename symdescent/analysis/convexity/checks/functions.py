"""The functions of one variable as the checker knows them: φ with its first and second derivative, written so that signs can be read."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import sympy
from sympy import Expr, Rational, S, exp, log, pi, sqrt, tanh

from symdescent.notation.tree import Call, Expression, Negation, Power, Product, Quotient, rational

Curve = tuple[Callable[[Expr], Expr], Callable[[Expr], Expr], Callable[[Expr], Expr]]

# φ(t), φ'(t), φ''(t)
CURVES: dict[str, Curve] = {
    "exponential": (exp, exp, exp),
    "logarithm": (log, lambda t: 1 / t, lambda t: -1 / t**2),
    "softplus": (lambda t: log(1 + exp(t)), lambda t: exp(t) / (1 + exp(t)), lambda t: exp(t) / (1 + exp(t)) ** 2),
    "hyperbolic cosine": (sympy.cosh, sympy.sinh, lambda t: 1 + 2 * sympy.sinh(t / 2) ** 2),
    "hyperbolic sine": (sympy.sinh, sympy.cosh, sympy.sinh),
    "hyperbolic tangent": (tanh, lambda t: 1 / sympy.cosh(t) ** 2, lambda t: -2 * tanh(t) / sympy.cosh(t) ** 2),
    "area hyperbolic sine": (sympy.asinh, lambda t: 1 / sqrt(1 + t**2), lambda t: -t / sqrt(1 + t**2) ** 3),
    "arctangent": (sympy.atan, lambda t: 1 / (1 + t**2), lambda t: -2 * t / (1 + t**2) ** 2),
    "error function": (sympy.erf, lambda t: 2 * exp(-(t**2)) / sqrt(pi), lambda t: -4 * t * exp(-(t**2)) / sqrt(pi)),
    "sigmoid": (
        lambda t: 1 / (1 + exp(-t)),
        lambda t: exp(-t) / (1 + exp(-t)) ** 2,
        lambda t: -tanh(t / 2) * exp(-t) / (1 + exp(-t)) ** 2,  # (e^-t - 1)/(1 + e^-t) = -tanh(t/2)
    ),
    "hyperbolic cotangent": (
        sympy.coth,
        lambda t: -1 / sympy.sinh(t) ** 2,
        lambda t: 2 * sympy.cosh(t) / sympy.sinh(t) ** 3,
    ),
    "hyperbolic cosecant": (
        sympy.csch,
        lambda t: -sympy.cosh(t) / sympy.sinh(t) ** 2,
        lambda t: (sympy.cosh(t) ** 2 + 1) / sympy.sinh(t) ** 3,
    ),
}

# Functions with a natural domain: φ, then φ' and φ'' without factors that are positive all over it, such as (1 - t²)^(-3/2).
SIGNED: dict[str, Curve] = {
    "area hyperbolic tangent": (sympy.atanh, lambda t: S.One, lambda t: t),
    "arcsine": (sympy.asin, lambda t: S.One, lambda t: t),
    "arccosine": (sympy.acos, lambda t: -S.One, lambda t: -t),
    "area hyperbolic cosine": (sympy.acosh, lambda t: S.One, lambda t: -t),
    "cube root": (lambda t: sympy.sign(t) * sympy.Abs(t) ** Rational(1, 3), lambda t: S.One, lambda t: -t),
    "gamma": (sympy.gamma, lambda t: S.NaN, lambda t: S.One),  # ∫ s^(t-1) (ln s)² e^(-s) ds > 0
    "digamma": (sympy.digamma, lambda t: S.One, lambda t: -S.One),  # ψ' = Σ 1/(t + k)², ψ'' = -2 Σ 1/(t + k)³
    "relu": (lambda t: sympy.Max(0, t), lambda t: S.Zero, lambda t: S.Zero),  # slopes 0 and 1
}

WRITTEN = {
    **{name: name for name in ("softplus", "sigmoid", "gamma", "digamma", "relu")},
    "cosh": "hyperbolic cosine",
    "sinh": "hyperbolic sine",
    "tanh": "hyperbolic tangent",
    "coth": "hyperbolic cotangent",
    "csch": "hyperbolic cosecant",
    "asinh": "area hyperbolic sine",
    "acosh": "area hyperbolic cosine",
    "atanh": "area hyperbolic tangent",
    "atan": "arctangent",
    "asin": "arcsine",
    "acos": "arccosine",
    "erf": "error function",
    "cbrt": "cube root",
    "exp": "exponential",
    "ln": "logarithm",
    "abs": "absolute value",
}


def power(p: Fraction) -> Curve:
    """u^p."""
    q = Rational(p.numerator, p.denominator)
    return lambda t: t**q, lambda t: q * t ** (q - 1), lambda t: q * (q - 1) * t ** (q - 2)


def exponential(a: Expr) -> Curve:
    """a^u."""
    return lambda t: a**t, lambda t: log(a) * a**t, lambda t: log(a) ** 2 * a**t


def logarithm(b: Expr) -> Curve:
    """The logarithm to the base b."""
    return lambda t: log(t) / log(b), lambda t: 1 / (t * log(b)), lambda t: -1 / (t**2 * log(b))


def exponent(e: Expression, base: Expression, loose: bool = False) -> Fraction | None:
    """p of e = base^p, read from what is written: products, quotients and roots of powers; ``loose`` is e = c base^p."""
    if e == base:
        return Fraction(1)
    if (c := rational(e)) is not None and (c == 1 or loose):
        return Fraction(0)
    if isinstance(e, Power):
        return _times(exponent(e.base, base, loose), rational(e.exponent))
    if isinstance(e, Call) and e.function == "sqrt":
        return _times(exponent(e.arguments[0], base, loose), Fraction(1, 2))
    if isinstance(e, Negation) and loose:
        return exponent(e.operand, base, loose)
    parts = e.factors if isinstance(e, Product) else (e.numerator, e.denominator) if isinstance(e, Quotient) else ()
    found = [exponent(part, base, loose) for part in parts]
    known = [one for one in found if one is not None]
    if not found or len(known) < len(found):
        return None
    return known[0] - known[1] if isinstance(e, Quotient) else sum(known, Fraction(0))


def _times(p: Fraction | None, q: Fraction | None) -> Fraction | None:
    return None if p is None or q is None else p * q
