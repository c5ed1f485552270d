"""A second opinion on proofs by composition: every node is verified again, by SymPy's own derivatives, assumptions and matrices.

Nothing of what finds the proofs is used here but the shape of the tree itself.
"""

from __future__ import annotations

from collections.abc import Callable

from sympy import Matrix, eye, zeros

from symdescent.analysis.convexity.checks.composed_domain import domain_is_convex
from symdescent.analysis.convexity.checks.logarithms import LOGARITHMIC
from symdescent.analysis.convexity.checks.place import Place, Proved, place_of
from symdescent.analysis.convexity.checks.rules import RULES
from symdescent.analysis.convexity.checks.semidefinite import positive, semidefinite
from symdescent.analysis.convexity.finding import Finding
from symdescent.analysis.convexity.rules.tree import Composition, Node
from symdescent.problem import Problem

Check = Callable[[Node, list[Proved], Place], Proved | None]
FEWEST = {"entropy": 1, "written out": 1, "relative entropy": 2, "quadratic over linear": 2, "pieces": 2}  # parts that a rule needs
SIDES = {"convex": 1, "strictly convex": 1, "strongly convex": 1, "concave": -1, "strictly concave": -1, "strongly concave": -1}


def accepts_composition(problem: Problem, finding: Finding) -> bool:
    """Whether the certificate proves the verdict: every node by its rule, the convexity of the domain, strictness and modulus.

    >>> import symdescent as sd
    >>> from symdescent.analysis.convexity.rules.composition import by_composition
    >>> from symdescent.analysis.convexity.finding import Finding
    >>> problem = sd.problem("|x| + e^y")
    >>> found = by_composition(problem)
    >>> accepts_composition(problem, found), accepts_composition(problem, Finding("strictly convex", found.certificate))
    (True, False)
    """
    certificate = finding.certificate
    if not isinstance(certificate, Composition) or certificate.root.expression != problem.expression:
        return False
    place = place_of(problem, verified)
    if not domain_is_convex(problem, certificate, place, verified):
        return False
    root = verified(certificate.root, place)
    return root is not None and _supports(finding, root, place)


def verified(node: Node, place: Place) -> Proved | None:
    """What is true of a node, worked out again from its rule; None where its claims do not follow."""
    table: dict[str, Check] = LOGARITHMIC if node.curvature.startswith("log-") else RULES
    check = table.get(node.rule) if len(node.parts) >= FEWEST.get(node.rule, 0) else None
    parts = [verified(part, place) for part in node.parts] if check and node.rule != "pieces" else []
    known = [part for part in parts if part is not None]
    found = check(node, known, place) if check and len(known) == len(parts) else None
    if found is None or found.curvature != node.curvature or not place.has_sign(place.value(node.expression), node.sign):
        return None
    return found if _strict_follows(node, found, place) and _squares_follow(node, found, place) else None


def _strict_follows(node: Node, found: Proved, place: Place) -> bool:
    """Whether the forms that are claimed are combinations of those that were found: where one changes, one of these does."""
    claimed = [place.form(row) for row in node.strict]
    if not claimed or all(form in found.strict for form in claimed):
        return True
    return bool(found.strict) and Matrix([*found.strict, *claimed]).rank() == Matrix(found.strict).rank()


def _squares_follow(node: Node, found: Proved, place: Place) -> bool:
    if not node.squares:
        return True
    claimed = sum((place.value_of(w) * place.form(row).T * place.form(row) for w, row in node.squares), zeros(place.size))
    return semidefinite(found.squares - claimed)


def _supports(finding: Finding, root: Proved, place: Place) -> bool:
    """Whether the root says as much as the verdict."""
    if finding.verdict == "affine":
        return root.curvature in ("constant", "affine")
    if SIDES.get(finding.verdict) != SIDES.get(root.curvature, 0):
        return False
    if finding.verdict.startswith("strongly"):
        mu = place.assumed(finding.modulus) if finding.modulus is not None else None
        return mu is not None and positive(mu) and semidefinite(root.squares - mu * eye(place.size))
    return not finding.verdict.startswith("strictly") or _full(root, place)


def _full(root: Proved, place: Place) -> bool:
    return bool(root.strict) and Matrix(root.strict).rank() == place.size
