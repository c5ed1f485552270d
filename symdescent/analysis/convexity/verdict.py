"""Whether a function is convex on its domain: the strongest answer that some way proves, with a certificate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from symdescent.analysis.convexity.bends import by_bends
from symdescent.analysis.convexity.checks.checker import accepts
from symdescent.analysis.convexity.constant import by_constant_hessian
from symdescent.analysis.convexity.exact import sign_of
from symdescent.analysis.convexity.finding import DOWNWARD, UPWARD, Certificate, Finding
from symdescent.analysis.convexity.one_variable import by_second_derivative
from symdescent.analysis.convexity.pivots import by_pivots
from symdescent.analysis.convexity.places import has_convex_domain
from symdescent.analysis.convexity.quasi import Quasiconvexity, quasiconvexity
from symdescent.analysis.convexity.rules.composition import by_composition
from symdescent.analysis.convexity.samples import degenerate
from symdescent.analysis.convexity.squares_way import by_squares
from symdescent.analysis.convexity.witness import by_witness
from symdescent.errors import DerivationError
from symdescent.notation.tree import Call, walk
from symdescent.problem import Problem, expect_problem
from symdescent.shown import Shown

# Each way and its name, in order of cost.
WAYS: dict[str, Callable[[Problem], Finding | None]] = {
    "constant Hessian": by_constant_hessian,
    "composition": by_composition,
    "second derivative": by_second_derivative,
    "witness": lambda problem: by_bends(problem) if problem.parameters else by_witness(problem),
    "pivots": by_pivots,
    "squares": by_squares,
}
MOST_NODES, MOST_COMPARED = 6_000, 24  # parts of a formula, and arguments of a maximum, beyond which nothing is tried
FINAL = ("affine", "neither", UPWARD[-1], DOWNWARD[-1])
ON_A_CONVEX_SET = ("pivots", "squares")  # ways that look at the Hessian only


@dataclass(frozen=True, eq=False)
class Convexity(Shown):
    """The verdict on a problem's function, one of ``VERDICTS``, with the ``certificate`` that proves it.

    ``modulus`` is a μ for which f - μ|x|²/2 is convex (for a strongly concave function -f - μ|x|²/2). ``tried`` names the
    ways that were gone, in order, and whether each found ``"nothing"``, a verdict, or one that the checker ``"refused"``.
    """

    problem: Problem
    verdict: str
    certificate: Certificate | None = None
    modulus: Any = None
    tried: tuple[tuple[str, str], ...] = ()

    @cached_property
    def quasi(self) -> Quasiconvexity | None:
        """Which way a function of one variable goes, and so whether it is quasiconvex."""
        return quasiconvexity(self.problem)

    @property
    def quasiconvex(self) -> str | None:
        """``"quasiconvex"``, ``"quasiconcave"``, ``"both"`` or ``"neither"`` in one variable; None where it is not known."""
        return None if self.quasi is None else self.quasi.verdict

    @property
    def convex(self) -> bool:
        """Whether the function is proved convex, at least."""
        return self.verdict in UPWARD or self.verdict == "affine"

    def __repr__(self) -> str:
        with_modulus = "" if self.modulus is None else f", μ = {self.modulus}"
        return f"Convexity({self.problem.expression}: {self.verdict}{with_modulus})"

    def to_dict(self) -> dict[str, Any]:
        """The verdict and its certificate as plain data for JSON; numbers and formulas as SymPy writes them."""
        return {
            "schema": "symdescent/convexity/1",
            "convexity": self.verdict,
            "certificate": None if self.certificate is None else self.certificate.to_dict(),
            "modulus": None if self.modulus is None else str(self.modulus),
            "quasiconvexity": None if self.quasi is None else self.quasi.to_dict(),
            "tried": [list(one) for one in self.tried],
            "problem": self.problem.to_dict(),
        }


def convexity(problem: Problem, *, domain: Any = None) -> Convexity:
    """Whether the function is convex or concave on its domain, in the strongest word that is proved, with a certificate.

    ``domain`` stands in place of the problem's own: comparisons such as ``"x > 0"``, or a mapping from names to two ends.
    It is proved in one of several ways: rules of composition (Grant, Boyd and Ye 2006, Disciplined convex programming), a
    constant Hessian, the sign of f″, pivots, a sum of squares; or refuted by a chord with exact numbers. What none of
    them settles is ``"undecided"``. Every certificate is accepted by a checker that shares no code with its finder.

    Raises ``FormulaError`` or ``ArgumentError`` for a domain that cannot be used.

    >>> import symdescent as sd
    >>> sd.convexity(sd.problem("x^2 + y^4")).verdict
    'strictly convex'
    >>> sd.convexity(sd.problem("x ln(x)"), domain="0 < x < 4")
    Convexity(x·ln(x): strongly convex, μ = 1/4)
    """
    return _studied(expect_problem(problem).on(domain))


@lru_cache(2)
def _studied(looked_at: Problem) -> Convexity:
    """The verdict on a problem, kept for a while: the critical points ask for it, and the page that they are on."""
    if _is_too_long(looked_at):
        return Convexity(looked_at, "undecided")
    best: Finding | None = None
    tried: list[tuple[str, str]] = []
    for name, way in WAYS.items():
        if best is not None and _is_final(looked_at, best, name):
            continue
        found = _found(looked_at, name, way)
        refused = found is not None and not accepts(looked_at, found)
        tried.append((name, "refused" if refused else "nothing" if found is None else found.verdict))
        best = found if found is not None and not refused and (best is None or _is_stronger(found, best)) else best
    if best is None:
        return Convexity(looked_at, "undecided", tried=tuple(tried))
    return Convexity(looked_at, best.verdict, best.certificate, best.modulus, tuple(tried))


def _is_too_long(problem: Problem) -> bool:
    """Whether it has more parts than are looked at, or compares so many that sorting them out takes long."""
    nodes = tuple(walk(problem.expression))
    return len(nodes) > MOST_NODES or any(
        type(e) is Call and e.function in ("max", "min") and len(e.arguments) > MOST_COMPARED for e in nodes
    )


def rank(verdict: str) -> int:
    """How much a verdict says."""
    if verdict in ("affine", "neither"):
        return len(UPWARD)
    return max(row.index(verdict) for row in (UPWARD, DOWNWARD) if verdict in row)


def _found(problem: Problem, name: str, way: Callable[[Problem], Finding | None]) -> Finding | None:
    try:
        return None if name in ON_A_CONVEX_SET and not has_convex_domain(problem) else way(problem)
    except DerivationError:  # its derivatives are too long to be written
        return None


def _is_stronger(found: Finding, best: Finding) -> bool:
    """Whether it says more: by its word, or by a greater modulus."""
    if rank(found.verdict) != rank(best.verdict):
        return rank(found.verdict) > rank(best.verdict)
    return found.modulus is not None and best.modulus is not None and sign_of(found.modulus - best.modulus) == 1


def _is_final(problem: Problem, best: Finding, name: str) -> bool:
    """Whether this way can say no more: what is proved cannot be refuted, and floats show where nothing stricter holds."""
    if best.verdict in ("affine", "neither") or best.certificate.kind == "constant Hessian":
        return True
    if len(problem.variables) == 1:
        return name != "second derivative"  # which finds the greatest modulus
    if best.verdict in FINAL or name == "witness":
        return True
    strict = rank(best.verdict) > 0
    return (strict and name == "pivots") or (not problem.parameters and degenerate(problem, strict=strict))
