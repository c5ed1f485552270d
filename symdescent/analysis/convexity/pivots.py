"""A Hessian in symbols: LDLᵀ with pivots whose signs are known on the whole domain, thin sets by continuity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import sympy

from symdescent.analysis.convexity.constant import DOWN, UP, ldl
from symdescent.analysis.convexity.finding import MIRROR, Certificate, Finding
from symdescent.analysis.convexity.known import MIRRORED, known_sign
from symdescent.analysis.convexity.places import KINKED, has_convex_domain
from symdescent.analysis.effort import factored

if TYPE_CHECKING:
    from symdescent.problem import Problem

MOST_VARIABLES = 4
LONGEST = 160  # operations of an entry
MOST_FUNCTIONS = 8  # different roots, exponentials and the like in one


@dataclass(frozen=True, slots=True)
class Pivots(Certificate):
    """H = Uᵀ diag(``pivots``) U where no denominator is 0; ``thin`` says that this leaves out a thin set, ``flat`` is a direction with Hv = 0."""

    kind: ClassVar[str] = "pivots"
    variables: tuple[str, ...]
    hessian: Any
    pivots: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]
    signs: tuple[str, ...]
    thin: bool = False
    flat: tuple[Any, ...] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Pivots, their signs and the rows of U, as SymPy writes them."""
        return {
            "kind": self.kind,
            "variables": list(self.variables),
            "pivots": [str(pivot) for pivot in self.pivots],
            "signs": list(self.signs),
            "rows": [[str(entry) for entry in row] for row in self.rows],
            "thin": self.thin,
            **({} if self.flat is None else {"flat": [str(entry) for entry in self.flat]}),
        }


def by_pivots(problem: Problem) -> Finding | None:
    """Convex where every pivot is ≥ 0 off a thin set, strictly convex where each is > 0 everywhere (Sylvester's criterion, LDLᵀ)."""
    hessian = _tidy_hessian(problem)
    if hessian is None or not has_convex_domain(problem):
        return None
    try:
        parts = ldl(hessian, simplify=_short)
    except TooLong:
        return None
    if parts is None:
        return None
    pivots, rows = parts
    signs = tuple(known_sign(pivot, problem) for pivot in pivots)
    for way, wanted in ((1, UP), (-1, DOWN)):
        if all(sign in wanted for sign in signs):
            known = tuple(sign for sign in signs if sign is not None)
            return _finding(problem, hessian, pivots, rows, known, way)
    return None


def _tidy_hessian(problem: Problem) -> Any:
    """The Hessian with each entry factored; None where it is too large, has kinks or data, or the domain is a thin set."""
    n = len(problem.variables)
    if not 1 <= n <= MOST_VARIABLES or problem.data is not None or problem.domain.equations or problem.sympy.has(*KINKED):
        return None
    try:
        return sympy.ImmutableMatrix(problem.hessian.applyfunc(_short))
    except TooLong:
        return None


class TooLong(ArithmeticError):
    """An entry that is not simplified, for that could take long."""


def _short(e: Any) -> Any:
    """A sum over one denominator, factored, with powers of one base put together."""
    functions = {part for part in e.atoms(sympy.Function, sympy.Pow) if part.free_symbols and not (part.is_Pow and part.exp.is_Integer)}
    if e.count_ops() > LONGEST or len(functions) > MOST_FUNCTIONS:
        raise TooLong
    return sympy.powsimp(factored(sympy.powsimp(sympy.together(sympy.powdenest(e)))))


def _finding(problem: Problem, hessian: Any, pivots: Any, rows: Any, signs: tuple[str, ...], way: int) -> Finding:
    definite = all((sign if way > 0 else MIRRORED[sign]) == "positive" for sign in signs)
    thin = not all(sign in ("positive", "negative", "zero") for sign in signs[:-1])
    flat = _flat(rows, signs)
    verdict = "strictly convex" if definite else "convex"
    certificate = Pivots(problem.variables, hessian, pivots, rows, signs, thin, flat)
    return Finding(verdict if way > 0 else MIRROR[verdict], certificate)


def _flat(rows: Any, signs: tuple[str, ...]) -> tuple[Any, ...] | None:
    """A vector v with Uv = e_k for a pivot that is 0: vᵀHv = 0 along it."""
    if "zero" not in signs:
        return None
    k, n = signs.index("zero"), len(signs)
    v = [sympy.S.Zero] * n
    v[k] = sympy.S.One
    for i in range(k - 1, -1, -1):
        v[i] = _short(-sympy.Add(*(rows[i][j] * v[j] for j in range(i + 1, n))))
    return tuple(v)
