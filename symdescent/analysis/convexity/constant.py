"""A constant Hessian: LDLᵀ in exact numbers, which writes vᵀHv as a sum of squares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import sympy

from symdescent.analysis.convexity.exact import with_data
from symdescent.analysis.convexity.finding import MIRROR, Certificate, Finding
from symdescent.analysis.convexity.known import MIRRORED, known_sign
from symdescent.analysis.convexity.places import KINKED, has_convex_domain
from symdescent.analysis.effort import expanded

if TYPE_CHECKING:
    from symdescent.problem import Problem

MOST_VARIABLES = 40
DIGITS, NEAR = 20, 1e-9
MOST_FOR_ROOTS = 12  # variables up to which the least eigenvalue is isolated exactly
DOWN = ("negative", "zero", "nonpositive")
UP = ("positive", "zero", "nonnegative")


@dataclass(frozen=True, slots=True)
class SumOfSquares(Certificate):
    """vᵀHv = Σ ``pivots[k]``·(row k of ``rows`` · v)², the rows unit upper triangular after the ``order`` of the variables.

    ``signs`` are those of the pivots; ``hessian`` is exact, with the data put in.
    """

    kind: ClassVar[str] = "constant Hessian"
    variables: tuple[str, ...]
    hessian: Any
    pivots: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]
    signs: tuple[str, ...]
    modulus: Any = None

    def to_dict(self) -> dict[str, Any]:
        """The Hessian, the pivots and the rows, as SymPy writes them."""
        return {
            "kind": self.kind,
            "variables": list(self.variables),
            "hessian": [[str(entry) for entry in row] for row in self.hessian.tolist()],
            "pivots": [str(pivot) for pivot in self.pivots],
            "rows": [[str(entry) for entry in row] for row in self.rows],
            **({} if self.modulus is None else {"modulus": str(self.modulus)}),
        }


def by_constant_hessian(problem: Problem) -> Finding | None:
    """Convex when every pivot of LDLᵀ is ≥ 0, strongly convex when every one is > 0 (Boyd and Vandenberghe 2004, §3.1.4)."""
    hessian = constant_hessian(problem)
    if hessian is None or not has_convex_domain(problem):
        return None
    if hessian.is_zero_matrix:
        zero = ("zero",) * hessian.rows
        pivots = (sympy.S.Zero,) * hessian.rows
        unit = tuple(map(tuple, sympy.eye(hessian.rows).tolist()))
        return Finding("affine", SumOfSquares(problem.variables, hessian, pivots, unit, zero))
    for way in (1, -1):
        finding = _bending(problem, hessian, way)
        if finding is not None:
            return finding
    return None


def constant_hessian(problem: Problem) -> Any:
    """The Hessian without variables, with the data put in exactly; None where it has variables or is too large."""
    n = len(problem.variables)
    if not 0 < n <= MOST_VARIABLES or problem.sympy.has(*KINKED):
        return None
    variables = {problem.symbols[name] for name in problem.variables}
    entries = {}
    for i in range(n):
        for j in range(i, n):
            if _varies(problem.hessian[i, j], variables):
                return None
            entry = with_data(expanded(problem.hessian[i, j]), problem.data)
            if entry is None or entry.free_symbols & variables:
                return None
            entries[i, j] = entry
    return sympy.ImmutableMatrix(n, n, lambda i, j: entries[min(i, j), max(i, j)])


def _varies(entry: Any, variables: set[Any]) -> bool:
    """Whether two points show that an entry is not constant, which is faster than to expand a long one."""
    if not entry.free_symbols or not entry.free_symbols <= variables:
        return False
    values = [entry.subs(dict.fromkeys(variables, sympy.Rational(1, n))) for n in (3, 7)]
    if not all(value.is_Rational for value in values):
        values = [sympy.N(value, DIGITS) for value in values]
    known = all(value.is_Rational or value.is_Float for value in values)
    return known and bool(abs(values[0] - values[1]) > NEAR * (1 + abs(values[0])))


def _bending(problem: Problem, hessian: Any, way: int) -> Finding | None:
    """Convex for ``way`` 1, concave for -1, where all pivots have that sign."""
    parts = ldl(hessian)
    if parts is None:
        return None
    pivots, rows = parts
    signs = tuple(known_sign(pivot, problem) for pivot in pivots)
    if not all(sign in (UP if way > 0 else DOWN) for sign in signs):
        return None
    known = tuple(sign for sign in signs if sign is not None)
    strong = all((sign if way > 0 else MIRRORED[sign]) == "positive" for sign in known)
    modulus = lowest_eigenvalue(way * hessian, problem) if strong else None
    verdict = "convex" if not strong else "strongly convex"
    certificate = SumOfSquares(problem.variables, hessian, pivots, rows, known, modulus)
    return Finding(verdict if way > 0 else MIRROR[verdict], certificate, modulus)


def ldl(matrix: Any, *, simplify: Any = sympy.cancel) -> tuple[tuple[Any, ...], tuple[tuple[Any, ...], ...]] | None:
    """Pivots d and rows U, unit upper triangular, with H = Uᵀ diag(d) U; None where a zero pivot has more in its row.

    >>> pivots, rows = ldl(sympy.ImmutableMatrix([[2, 2], [2, 5]]))
    >>> pivots, rows
    ((2, 3), ((1, 1), (0, 1)))
    """
    n = matrix.rows
    rest = [list(row) for row in matrix.tolist()]
    pivots, rows = [], []
    for k in range(n):
        pivot = rest[k][k]
        row = [sympy.S.Zero] * k + [sympy.S.One] + [sympy.S.Zero] * (n - k - 1)
        if pivot == 0 and any(rest[k][j] != 0 for j in range(k + 1, n)):
            return None
        if pivot != 0:
            row[k + 1 :] = [simplify(rest[k][j] / pivot) for j in range(k + 1, n)]
        pivots.append(pivot)
        rows.append(tuple(row))
        _eliminate(rest, k, pivot, row, simplify)
    return tuple(pivots), tuple(rows)


def _eliminate(rest: list[list[Any]], k: int, pivot: Any, row: Sequence[Any], simplify: Any) -> None:
    for i in range(k + 1, len(rest)):
        for j in range(i, len(rest)):
            rest[i][j] = rest[j][i] = simplify(rest[i][j] - pivot * row[i] * row[j])


def lowest_eigenvalue(hessian: Any, problem: Problem) -> Any:
    """λmin: in closed form for diagonal and 2 × 2 matrices, else a root of the characteristic polynomial; None if unknown.

    A parameter that is added to the whole diagonal, as λ in AᵀA + 2λI, is taken out first.

    >>> import symdescent as sd
    >>> lowest_eigenvalue(sympy.ImmutableMatrix([[2, 1], [1, 2]]), sd.problem("x"))
    1
    """
    shift = _shared(hessian)
    rest = (hessian - shift * sympy.eye(hessian.rows)).applyfunc(sympy.expand)
    found = _lowest(rest, problem)
    return None if found is None else found + shift


def _without_bars(size: Any, problem: Problem) -> Any:
    """|a| as a or -a, where the domain says which."""
    sign = known_sign(size.args[0], problem)
    return size.args[0] if sign in UP else -size.args[0] if sign in DOWN else size


def _shared(hessian: Any) -> Any:
    """The terms with parameters that every entry of the diagonal has."""
    terms = [{t for t in sympy.Add.make_args(sympy.expand(hessian[k, k])) if t.free_symbols} for k in range(hessian.rows)]
    return sympy.Add(*set.intersection(*terms))


def _lowest(matrix: Any, problem: Problem) -> Any:
    if matrix.is_diagonal():
        values = [matrix[k, k] for k in range(matrix.rows)]
        return sympy.Min(*values)
    if matrix.rows == 2:
        (a, b), (_, d) = matrix.tolist()
        root = sympy.sqrt(sympy.expand((a - d) ** 2 + 4 * b**2))
        return sympy.factor_terms((a + d) / 2 - root.xreplace({size: _without_bars(size, problem) for size in root.atoms(sympy.Abs)}) / 2)
    if matrix.free_symbols or matrix.rows > MOST_FOR_ROOTS or not all(entry.is_Rational for entry in matrix):
        return None
    factors = sympy.Poly(matrix.charpoly().as_expr(), matrix.charpoly().gen).factor_list()[1]
    lowest = [sympy.real_roots(factor)[0] for factor, _ in factors]
    return min(lowest, key=lambda value: value.evalf(40))
