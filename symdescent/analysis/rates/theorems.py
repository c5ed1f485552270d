"""What follows from L and μ for a rate: a table of theorems with their sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import sympy
from sympy import Expr

from symdescent.analysis.rates.constants import Constants

Formula = Callable[[Expr, Expr], Expr]  # of L and μ

SOURCES = {
    "Polyak 1987": "B. T. Polyak, Introduction to Optimization, Optimization Software (1987)",
    "Nesterov 2004": "Y. Nesterov, Introductory Lectures on Convex Optimization, Kluwer (2004)",
    "Boyd and Vandenberghe 2004": "S. Boyd, L. Vandenberghe, Convex Optimization, Cambridge University Press (2004)",
    "Polyak 1964": "B. T. Polyak, Some methods of speeding up the convergence of iteration methods, USSR Comput. Math. Math. Phys. 4(5) (1964)",
    "Beck and Teboulle 2009": (
        "A. Beck, M. Teboulle, A fast iterative shrinkage-thresholding algorithm for linear inverse problems, SIAM J. Imaging Sci. 2 (2009)"
    ),
    "Kantorovich 1948": "L. V. Kantorovich, Functional analysis and applied mathematics, Uspekhi Mat. Nauk 3(6) (1948)",
    "Nocedal and Wright 2006": "J. Nocedal, S. J. Wright, Numerical Optimization, 2nd ed., Springer (2006)",
    "de Klerk, Glineur and Taylor 2017": (
        "E. de Klerk, F. Glineur, A. B. Taylor, On the worst-case complexity of the gradient method with exact line search for smooth "
        "strongly convex functions, Optim. Lett. 11 (2017)"
    ),
    "d'Aspremont, Scieur and Taylor 2021": "A. d'Aspremont, D. Scieur, A. Taylor, Acceleration Methods, Found. Trends Optim. 5 (2021)",
}


class Citation(NamedTuple):
    """Where something stands: a key of ``SOURCES`` and the place in it."""

    key: str
    place: str = ""


SMOOTH = Citation("Nesterov 2004", "§1.2.3")
FIXED = Citation("Polyak 1987", "§1.4")
HEAVY = Citation("Polyak 1964")
ACCELERATED = Citation("Nesterov 2004", "§2.2.1")


class Theorem(NamedTuple):
    """A theorem: its name as a key, its statement in LaTeX and as text, what it asks for, and where it stands.

    ``needs`` is ``"smooth"`` (an L), ``"convex"``, ``"strong"`` (a μ > 0) or ``"quadratic"``.
    """

    key: str
    statement: str
    text: str
    needs: str
    citations: tuple[Citation, ...]


THEOREMS: dict[str, Theorem] = {
    row.key: row
    for row in (
        Theorem(
            "descent lemma",
            r"f(x_{k+1}) \le f(x_k) - \gamma \left( 1 - \frac{L \gamma}{2} \right) \lVert \nabla f(x_k) \rVert^2",
            "f(xₖ₊₁) ≤ f(xₖ) - γ(1 - Lγ/2)‖∇f(xₖ)‖²",
            "smooth",
            (SMOOTH,),
        ),
        Theorem(
            "smallest gradient",
            r"\min_{i < k} \lVert \nabla f(x_i) \rVert^2 \le \frac{f(x_0) - f^*}{k \gamma (1 - L \gamma / 2)}",
            "min ‖∇f(xᵢ)‖² ≤ (f(x₀) - f*)/(kγ(1 - Lγ/2)), i < k",
            "smooth",
            (SMOOTH,),
        ),
        Theorem(
            "contraction",
            r"\lVert x_{k+1} - x^* \rVert \le \max\{|1 - \gamma \mu|, |1 - \gamma L|\} \, \lVert x_k - x^* \rVert",
            "‖xₖ₊₁ - x*‖ ≤ max{|1 - γμ|, |1 - γL|} ‖xₖ - x*‖",
            "convex",
            (Citation("Polyak 1987", "§1.4, Theorem 3"),),
        ),
        Theorem(
            "sublinear",
            r"f(x_k) - f^* \le \frac{\lVert x_0 - x^* \rVert^2}{2 \gamma k}, \quad \gamma \le \frac{1}{L}",
            "f(xₖ) - f* ≤ ‖x₀ - x*‖²/(2γk), γ ≤ 1/L",
            "convex",
            (Citation("Beck and Teboulle 2009", "Theorem 3.1"),),
        ),
        Theorem(
            "linear",
            r"f(x_k) - f^* \le (1 - \mu \gamma)^k (f(x_0) - f^*), \quad \gamma \le \frac{1}{L}",
            "f(xₖ) - f* ≤ (1 - μγ)^k (f(x₀) - f*), γ ≤ 1/L",
            "strong",
            (Citation("Boyd and Vandenberghe 2004", "§9.3.1"),),
        ),
        Theorem(
            "exact search",
            r"f(x_{k+1}) - f^* \le \left( \frac{\kappa - 1}{\kappa + 1} \right)^2 (f(x_k) - f^*)",
            "f(xₖ₊₁) - f* ≤ ((κ - 1)/(κ + 1))² (f(xₖ) - f*)",
            "strong",
            (
                Citation("Kantorovich 1948"),
                Citation("Nocedal and Wright 2006", "Theorem 3.3"),
                Citation("de Klerk, Glineur and Taylor 2017"),
            ),
        ),
        Theorem(
            "nesterov",
            r"f(x_k) - f^* \le \frac{2 \lVert x_0 - x^* \rVert^2}{\gamma (k + 1)^2}, \quad \gamma \le \frac{1}{L}",
            "f(xₖ) - f* ≤ 2‖x₀ - x*‖²/(γ(k + 1)²), γ ≤ 1/L",
            "convex",
            (Citation("Beck and Teboulle 2009", "Theorem 4.4"),),
        ),
        Theorem(
            "heavy ball",
            r"\lVert x_k - x^* \rVert \le \max_{\lambda} |p_k(\lambda)| \, \lVert x_0 - x^* \rVert, \quad"
            r" p_{k+1} = (1 + \beta - \alpha \lambda) p_k - \beta p_{k-1}",
            "‖xₖ - x*‖ ≤ max |pₖ(λ)| ‖x₀ - x*‖, pₖ₊₁ = (1 + β - αλ) pₖ - β pₖ₋₁",
            "quadratic",
            (HEAVY, Citation("d'Aspremont, Scieur and Taylor 2021", "ch. 2")),
        ),
        Theorem(
            "newton",
            r"\lVert \nabla f(x_{k+1}) \rVert \le \frac{M}{2 \mu^2} \lVert \nabla f(x_k) \rVert^2",
            "‖∇f(xₖ₊₁)‖ ≤ M/(2μ²) ‖∇f(xₖ)‖²",
            "strong",
            (Citation("Boyd and Vandenberghe 2004", "§9.5.3"),),
        ),
    )
}


def applicable(constants: Constants) -> tuple[Theorem, ...]:
    """The theorems whose conditions the constants prove.

    >>> import symdescent as sd
    >>> from symdescent.analysis.rates.constants import constants
    >>> [row.key for row in applicable(constants(sd.problem("sin(x)")))]
    ['descent lemma', 'smallest gradient']
    """
    high, low = constants.L, constants.mu
    if high is None or high.is_zero:
        return ()
    strong = constants.is_strong
    held = {"smooth": True, "convex": low is not None, "strong": strong, "quadratic": constants.is_quadratic and strong}
    return tuple(row for row in THEOREMS.values() if held[row.needs])


class Number(NamedTuple):
    """A number that L and μ give: its name as a key, its letters in LaTeX and as text, its value, whether it needs μ > 0, where it stands."""

    key: str
    letters: str
    text: str
    value: Formula
    needs_mu: bool
    citations: tuple[Citation, ...]


def _root_ratio(high: Expr, low: Expr) -> Expr:
    """(√κ - 1)/(√κ + 1), which of two different numbers is (L + μ - 2√(Lμ))/(L - μ)."""
    if not (high.is_number and low.is_number) or high == low:
        return (sympy.sqrt(high) - sympy.sqrt(low)) / (sympy.sqrt(high) + sympy.sqrt(low))
    return (high + low - 2 * sympy.sqrt(sympy.expand(high * low))) / (high - low)


RATIO, ROOT_RATIO = r"\frac{\kappa - 1}{\kappa + 1}", r"\frac{\sqrt{\kappa} - 1}{\sqrt{\kappa} + 1}"
NUMBERS: tuple[Number, ...] = (
    Number("edge", r"\frac{2}{L}", "2/L", lambda high, low: 2 / high, False, (FIXED,)),
    Number("descent rate", r"\frac{1}{L}", "1/L", lambda high, low: 1 / high, False, (SMOOTH,)),
    Number("best rate", r"\frac{2}{L + \mu}", "2/(L + μ)", lambda high, low: 2 / (high + low), True, (FIXED,)),
    Number("best factor", RATIO, "(κ - 1)/(κ + 1)", lambda high, low: (high - low) / (high + low), True, (FIXED,)),
    Number(
        "search factor",
        rf"\left( {RATIO} \right)^2",
        "((κ - 1)/(κ + 1))²",
        lambda high, low: ((high - low) / (high + low)) ** 2,
        True,
        (Citation("Kantorovich 1948"), Citation("Nocedal and Wright 2006", "Theorem 3.3")),
    ),
    Number(
        "heavy ball rate",
        r"\alpha = \frac{4}{(\sqrt{L} + \sqrt{\mu})^2}",
        "α = 4/(√L + √μ)²",
        lambda high, low: 4 / (high + low + 2 * sympy.sqrt(high * low if high.free_symbols else sympy.expand(high * low))),
        True,
        (HEAVY,),
    ),
    Number(
        "heavy ball momentum",
        rf"\beta = \left( {ROOT_RATIO} \right)^2",
        "β = ((√κ - 1)/(√κ + 1))²",
        lambda high, low: _root_ratio(high, low) ** 2,
        True,
        (HEAVY,),
    ),
    Number("heavy ball factor", ROOT_RATIO, "(√κ - 1)/(√κ + 1)", _root_ratio, True, (HEAVY,)),
    Number("nesterov momentum", rf"\beta = {ROOT_RATIO}", "β = (√κ - 1)/(√κ + 1)", _root_ratio, True, (ACCELERATED,)),
    Number(
        "nesterov factor",
        r"1 - \frac{1}{\sqrt{\kappa}}",
        "1 - 1/√κ",
        lambda high, low: 1 - sympy.sqrt(sympy.radsimp(low / high)),
        True,
        (ACCELERATED,),
    ),
)
ON_QUADRATICS = ("heavy ball rate", "heavy ball momentum", "heavy ball factor")  # proved for quadratics alone

WITH_MOMENTUM = (*ON_QUADRATICS, "nesterov momentum", "nesterov factor")  # no use where κ = 1


class Value(NamedTuple):
    """A number of the table with its value for a problem."""

    number: Number
    value: Expr


def values(constants: Constants) -> tuple[Value, ...]:
    """The numbers of the table that the constants allow.

    >>> import symdescent as sd
    >>> from symdescent.analysis.rates.constants import constants
    >>> [(row.number.key, row.value) for row in values(constants(sd.problem("x^2 + 4y^2")))][:3]
    [('edge', 1/4), ('descent rate', 1/8), ('best rate', 1/5)]
    """
    high, low = constants.L, constants.mu
    if high is None or high.is_zero:
        return ()
    strong = constants.is_strong
    rows = [row for row in NUMBERS if strong or not row.needs_mu]
    dropped = (*(() if constants.is_quadratic else ON_QUADRATICS), *(WITH_MOMENTUM if low == high else ()))
    kept = [row for row in rows if row.key not in dropped]
    least = low if low is not None and strong else sympy.S.Zero
    return tuple(Value(row, short(row.value(high, least))) for row in kept)


def short(value: Expr) -> Expr:
    """The value without roots below the line, where that is a small matter."""
    if value.is_number:
        return _without_nests(value) if value.count_ops() < 60 else value
    return sympy.cancel(value) if value.count_ops() < 12 else value


def _without_nests(value: Expr) -> Expr:
    """The same number as a sum without products of roots and, where there is such a form, without roots of roots."""
    whole = sympy.radsimp(value) if value.has(sympy.Pow) else value
    drawn = sympy.powsimp(sympy.expand(whole), combine="base")
    return min(
        (value, whole, sympy.factor_terms(sympy.sqrtdenest(drawn))),
        key=lambda form: (_nested(form), not sympy.denom(form).is_Rational, form.count_ops()),
    )


def _nested(value: Expr) -> int:
    """How many roots of something with a root it has."""
    return sum(1 for power in value.atoms(sympy.Pow) if power.base.has(sympy.Pow) and not power.exp.is_integer)


def factor(constants: Constants, rate: Expr) -> Expr | None:
    """max{|1 - γμ|, |1 - γL|}, the factor by which a step shrinks the distance to the minimum at worst; None without μ."""
    if constants.L is None or constants.mu is None:
        return None
    ends = [short(abs(1 - rate * end)) for end in (constants.mu, constants.L)]
    return max(ends, key=lambda end: end.evalf(30)) if all(end.is_number for end in ends) else sympy.Max(*ends)


def steps_needed(contraction: Expr, accuracy: Expr) -> int | None:
    """The least k with qᵏ ≤ ε; None where q is not below 1.

    >>> steps_needed(sympy.Rational(1, 2), sympy.Rational(1, 1000))
    10
    """
    if contraction.is_zero:
        return 1
    if not 0 < float(contraction) < 1:
        return None
    near = int(sympy.ceiling((sympy.log(accuracy) / sympy.log(contraction)).evalf(30)))
    return next(k for k in range(max(near - 1, 0), near + 2) if bool(contraction.evalf(40) ** k <= accuracy.evalf(40)))
