"""The second derivative in a direction as a sum of squares, told: constant Hessians and pivots in symbols."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symdescent.analysis.convexity.constant import SumOfSquares
from symdescent.analysis.convexity.pivots import Pivots
from symdescent.analysis.convexity.verdict import Convexity
from symdescent.lesson.document import Block, Formula, Line, Math, Prose, Table
from symdescent.lesson.estimates import beside
from symdescent.lesson.formula import bracketed, function_name, join, matrix, number, point
from symdescent.lesson.language import say, word
from symdescent.lesson.squares import written
from symdescent.lesson.symbols import derivative_symbol
from symdescent.notation.bridge import symbol
from symdescent.notation.text import SUBSCRIPTS

SIGN = {"positive": "> 0", "nonnegative": ">= 0", "zero": "= 0", "nonpositive": "<= 0", "negative": "< 0"}
COMPARED = {
    "> 0": Math("> 0", "> 0"),
    ">= 0": Math(r"\ge 0", "≥ 0"),
    "= 0": Math("= 0", "= 0"),
    "<= 0": Math(r"\le 0", "≤ 0"),
    "< 0": Math("< 0", "< 0"),
}


def modulus(shown: Convexity) -> Math:
    """μ, exact where it is short."""
    return written(shown.modulus) if shown.modulus.free_symbols else beside(number(shown.modulus), shown.modulus)


def letter(shown: Convexity) -> str:
    """What the function is called."""
    return function_name(shown.problem.expression, (*shown.problem.variables, *shown.problem.parameters))


def constant(shown: Convexity, language: str) -> Iterator[Block]:
    """A constant Hessian, its squares, and what their factors say."""
    certificate: Any = shown.certificate
    line = " line" if len(shown.problem.variables) == 1 else ""
    yield Prose((word(language, f"convexity constant{line}"),))
    yield Formula((Line(_hessian_name(shown), _hessian(certificate.hessian)),))
    if shown.verdict == "affine":
        yield Prose((word(language, "convexity zero"),))
        return
    if len(shown.problem.variables) > 1:
        yield Prose((word(language, "convexity completed"),))
        yield Formula((Line(_form(shown), _squares(certificate)),))
    yield from _pivot_signs(certificate, language)
    if shown.modulus is not None:
        yield Prose(say(language, f"convexity eigenvalue {'up' if shown.convex else 'down'}{line}", mu=modulus(shown)))


def _hessian_name(shown: Convexity) -> Math:
    f = letter(shown)
    if len(shown.problem.variables) == 1:
        return derivative_symbol(f, shown.problem.variables[0], 2)
    return Math(rf"\nabla^{{2}} {f}", f"∇²{f}")


def _hessian(hessian: Any) -> Math:
    rows = [[written(entry) for entry in row] for row in hessian.tolist()]
    return rows[0][0] if len(rows) == 1 else matrix(rows)


def _form(shown: Convexity) -> Math:
    f = letter(shown)
    return Math(rf"v^{{T}}\, \nabla^{{2}} {f}\, v", f"vᵀ·∇²{f}·v")


def _squares(certificate: SumOfSquares | Pivots) -> Math:
    """Σ d·(v_k + …)², a square for each pivot that is not 0."""
    terms = [_square(pivot, row) for pivot, row in zip(certificate.pivots, certificate.rows, strict=True) if pivot != 0]
    whole = terms[0]
    for term in terms[1:]:
        whole = (
            join(whole, Math(" - ", " - "), Math(term.latex[1:], term.text[1:]))
            if term.text.startswith("-")
            else join(whole, Math(" + ", " + "), term)
        )
    return whole


def _square(pivot: Any, row: tuple[Any, ...]) -> Math:
    inside = _linear(row)
    base = bracketed(inside) if " " in inside.text else inside
    power = Math(f"{base.latex}^{{2}}", f"{base.text}²")
    if pivot in (1, -1):
        return power if pivot == 1 else join("-", power)
    factor = written(pivot)
    return join(bracketed(factor) if " " in factor.text else factor, Math(r" \cdot ", "·"), power)


def _linear(row: tuple[Any, ...]) -> Math:
    total = sum((entry * symbol(f"v_{k + 1}") for k, entry in enumerate(row)), start=row[0] * 0)
    return written(total) if len(total.free_symbols) else Math("0", "0")


def _pivot_signs(certificate: SumOfSquares | Pivots, language: str) -> Iterator[Block]:
    """What the signs of the pivots say of the form."""
    signs = set(certificate.signs)
    kind = "definite" if signs in ({"positive"}, {"negative"}) else "semidefinite"
    way = "up" if signs & {"positive", "nonnegative"} else "down"
    single = len(certificate.pivots) == 1
    yield Prose((word(language, f"convexity {'one ' if single else ''}{kind} {way}"),))
    flat = certificate.flat if isinstance(certificate, Pivots) else _flat(certificate)
    if flat is not None and not single:
        plain = all(not entry.free_symbols for entry in flat)
        yield Prose(say(language, "convexity flat" if plain else "convexity flat here", v=point(map(written, flat))))


def _flat(certificate: SumOfSquares) -> tuple[Any, ...] | None:
    """A vector on which all squares are 0."""
    null = certificate.hessian.nullspace() if not certificate.hessian.free_symbols else []
    return tuple(null[0]) if null else None


def pivots(shown: Convexity, language: str) -> Iterator[Block]:
    """The squares with the sign of each factor."""
    certificate: Any = shown.certificate
    yield Prose((word(language, "convexity eliminated"),))
    yield Formula((Line(_form(shown), _squares(certificate)),))
    rows = tuple(
        ((join(Math(f"d_{{{k}}}", f"d{str(k).translate(SUBSCRIPTS)}"), " = ", written(pivot)),), (COMPARED[SIGN[sign]],))
        for k, (pivot, sign) in enumerate(zip(certificate.pivots, certificate.signs, strict=True), 1)
    )
    yield Table(((word(language, "convexity factor"),), (word(language, "convexity sign"),)), rows, (), "ll")
    yield from _pivot_signs(certificate, language)
    if certificate.thin:
        yield Prose((word(language, "convexity thin"),))
