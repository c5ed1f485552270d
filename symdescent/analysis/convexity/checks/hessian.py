"""The checker's view of LDLᵀ: multiplied out, and compared with second derivatives by SymPy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sympy

from symdescent.analysis.convexity.checks.domain import is_convex_set
from symdescent.analysis.convexity.checks.numbers import number_sign, second, sign_holds, vanishes

if TYPE_CHECKING:
    from symdescent.analysis.convexity.finding import Finding
    from symdescent.problem import Problem

KINKS = (sympy.Abs, sympy.Max, sympy.Min, sympy.Piecewise, sympy.sign, sympy.Heaviside, sympy.atan2, sympy.floor, sympy.ceiling)
FLIPPED = {"concave": "convex", "strictly concave": "strictly convex", "strongly concave": "strongly convex"}
OPPOSITE = {"positive": "negative", "negative": "positive", "zero": "zero", "nonnegative": "nonpositive", "nonpositive": "nonnegative"}
UP = ("positive", "nonnegative", "zero")


def constant_holds(problem: Problem, finding: Finding) -> bool:
    """Whether the sum of squares is vᵀHv, its pivots have their signs, and these prove the verdict."""
    c: Any = finding.certificate
    parts = _parts(problem, c)
    if parts is None or any(entry.free_symbols & {problem.symbols[name] for name in problem.variables} for entry in parts):
        return False
    if finding.verdict == "affine":
        return parts.is_zero_matrix is True
    verdict, signs = _upright(finding.verdict, c.signs)
    if verdict == "strongly convex":
        way = 1 if finding.verdict == verdict else -1
        return set(signs) == {"positive"} and _is_modulus(finding.modulus, way * parts, problem)
    return verdict == "convex" and all(sign in UP for sign in signs)


def pivots_hold(problem: Problem, finding: Finding) -> bool:
    """Whether H = UᵀDU, the pivots have their signs everywhere, and these prove the verdict."""
    c: Any = finding.certificate
    if problem.domain.equations or _parts(problem, c) is None:
        return False
    verdict, signs = _upright(finding.verdict, c.signs)
    if verdict == "strictly convex":
        return set(signs) == {"positive"}
    return verdict == "convex" and all(sign in UP for sign in signs) and (c.flat is None or _is_flat(problem, c))


def _upright(verdict: str, signs: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """A concave claim as the convex one of -f."""
    return (FLIPPED[verdict], tuple(OPPOSITE[sign] for sign in signs)) if verdict in FLIPPED else (verdict, signs)


def _parts(problem: Problem, c: Any) -> Any:
    """The Hessian, where the pivots, rows and signs belong to it; else None."""
    n = len(problem.variables)
    if c.variables != problem.variables or not len(c.pivots) == len(c.rows) == len(c.signs) == n:
        return None
    if problem.sympy.has(*KINKS) or not is_convex_set(problem):
        return None
    hessian = sympy.Matrix(n, n, lambda i, j: second(problem, problem.variables[min(i, j)], problem.variables[max(i, j)]))
    upper = sympy.Matrix([list(row) for row in c.rows])
    unit = all(upper[i, j] == (1 if i == j else 0) for i in range(n) for j in range(i + 1))
    product = upper.T * sympy.diag(*c.pivots) * upper
    same = all(vanishes(hessian[i, j] - product[i, j]) for i in range(n) for j in range(i, n))
    signed = all(sign_holds(pivot, sign, problem) for pivot, sign in zip(c.pivots, c.signs, strict=True))
    return hessian.applyfunc(sympy.expand) if unit and same and signed else None


def _is_flat(problem: Problem, c: Any) -> bool:
    """Whether Hv = 0 for the direction that is said to be flat."""
    v = sympy.Matrix(c.flat)
    n = len(problem.variables)
    hessian = sympy.Matrix(n, n, lambda i, j: second(problem, problem.variables[i], problem.variables[j]))
    return any(entry != 0 for entry in c.flat) and all(vanishes(entry) for entry in hessian * v)


def _is_modulus(modulus: Any, hessian: Any, problem: Problem) -> bool:
    """Whether H - μI has no negative eigenvalue, and μ > 0, for a matrix H that is known to be positive definite."""
    if hessian.rows == 2 and _two_by_two(modulus, hessian, problem):  # μ is an eigenvalue of H
        return True
    if not sign_holds(modulus, "positive", problem) and not _positive_pieces(modulus, problem):
        return False
    shift = sympy.Add(*(term for term in sympy.Add.make_args(sympy.expand(modulus)) if term.free_symbols))
    if modulus.has(sympy.Min) and hessian.is_diagonal():
        return set(modulus.args) == {hessian[k, k] for k in range(hessian.rows)}
    rest = (hessian - shift * sympy.eye(hessian.rows)).applyfunc(sympy.expand)
    if hessian.rows == 1 or rest.free_symbols:
        return _two_by_two(modulus, hessian, problem)
    return _below_all_roots(modulus - shift, rest.charpoly().as_expr(), rest.charpoly().gen)


def _positive_pieces(modulus: Any, problem: Problem) -> bool:
    """Whether a least of some numbers is positive, or a number that was not factored."""
    if modulus.func == sympy.Min:
        return all(sign_holds(part, "positive", problem) for part in modulus.args)
    if not modulus.free_symbols:
        return number_sign(modulus) == 1
    number = sympy.Add(*(term for term in sympy.Add.make_args(sympy.expand(modulus)) if not term.free_symbols))
    return number_sign(number) >= 0 and sign_holds(sympy.expand(modulus - number), "positive", problem)


def _two_by_two(modulus: Any, hessian: Any, problem: Problem) -> bool:
    """The principal minors of H - μI are ≥ 0; for two variables with symbols the determinant has to be 0."""
    rest = hessian - modulus * sympy.eye(hessian.rows)
    if hessian.rows == 1:
        return sign_holds(sympy.expand(rest[0, 0]), "nonnegative", problem) or vanishes(rest[0, 0])
    if hessian.rows != 2:
        return False
    # with det = 0 the eigenvalues of H - μI are 0 and its trace, a + d - 2μ = √((a - d)² + 4b²) for the smaller μ
    root = sympy.expand(rest[0, 0] + rest[1, 1])
    singular = vanishes(rest[0, 0] * rest[1, 1] - rest[0, 1] ** 2)
    return singular and bool((root.is_Pow and root.exp == sympy.S.Half) or root.is_nonnegative or sign_holds(root, "nonnegative", problem))


def _below_all_roots(number: Any, polynomial: Any, t: Any) -> bool:
    """Whether no root of a polynomial with rational numbers is smaller than a number."""
    poly = sympy.Poly(polynomial, t)
    if number.is_Rational:
        return int(poly.count_roots(None, number)) == (1 if poly(number) == 0 else 0)
    least = sympy.minimal_polynomial(number, t)
    near = sympy.Rational(str(sympy.N(number, 30)))
    above = near + sympy.Rational(1, 10**20)
    below = near - sympy.Rational(1, 10**20)
    one = int(poly.count_roots(None, above)) == 1 and int(poly.count_roots(below, above)) == 1
    return bool(one and sympy.rem(poly, sympy.Poly(least, t)).is_zero)
