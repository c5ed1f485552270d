"""Sums of squares told as proofs: the identity, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from symdescent.analysis.convexity.squares_way import SquaresCertificate
from symdescent.analysis.squares.certificate import Squares
from symdescent.lesson.document import Block, Formula, Line, Math, Parts, Prose, Table
from symdescent.lesson.formula import bracketed, factor, join, math_of, name, number, point
from symdescent.lesson.language import say, word
from symdescent.notation.bridge import from_sympy
from symdescent.notation.style import current_style
from symdescent.notation.tree import Expression, Number, Power, Product, Sum
from symdescent.notation.tree import number as written_number

MOST_IN_A_LINE = 3  # squares
LONGEST_LINE = 90  # characters
TWO = Number(Fraction(2))


def written(value: Any) -> Math:
    """A SymPy expression as mathematics."""
    if value.is_infinite:
        return Math(r"\infty", "∞") if value > 0 else Math(r"-\infty", "-∞")
    return math_of(from_sympy(value))


def identity(squares: Squares, left: Math) -> Iterator[Block]:
    """left = Σ d·q², in one line, or as a table where there are many squares."""
    language = current_style().language
    terms = [_term(weight, root) for weight, root in zip(squares.weights, squares.roots, strict=True)]
    whole = math_of(Sum(tuple(terms)) if len(terms) > 1 else terms[0]) if terms else Math("0", "0")
    if len(terms) <= MOST_IN_A_LINE and len(whole.text) <= LONGEST_LINE:
        yield Formula((Line(left, whole),))
        return
    yield Formula((Line(left, Math(r"\sum_{i} d_{i}\, q_{i}^{2}", "Σ dᵢ·qᵢ²")),))
    header: tuple[Parts, ...] = ((Math("i", "i"),), (Math("d_{i}", "dᵢ"),), (Math("q_{i}", "qᵢ"),))
    rows = tuple(
        ((str(place),), (math_of(written_number(weight)),), (written(root),))
        for place, (weight, root) in enumerate(zip(squares.weights, squares.roots, strict=True), 1)
    )
    yield Table(header, rows, (word(language, "squares table"),), "rrl")


def _term(weight: Fraction, root: Any) -> Expression:
    square = Power(from_sympy(root), TWO)
    if root.is_number:
        return written_number(weight * Fraction(str(root)) ** 2)
    return square if weight == 1 else Product((written_number(weight), square))


def difference(left: Math, bound: Any) -> Math:
    """left - bound, without a bound of 0."""
    if bound == 0:
        return left
    return join(left, " - " if bound > 0 else " + ", written(abs(bound)))


def bound_proof(squares: Squares, f: Math) -> Iterator[Block]:
    """That f is nowhere below the bound: the sum of squares, the multiplier, and where the bound is attained."""
    language = current_style().language
    inner = difference(f, squares.bound)
    if squares.multiplier == 1:
        yield from identity(squares, inner)
    else:
        multiplier = written(squares.multiplier)
        single = squares.bound == 0 and factor(f).text == f.text
        yield from identity(squares, join(bracketed(multiplier), Math(r" \cdot ", "·"), inner if single else bracketed(inner)))
        yield Prose(say(language, "squares multiplied", multiplier=multiplier, inner=inner))
    if squares.at is not None:
        at = join(point(name(str(x)) for x in squares.variables), " = ", point(map(number, squares.at)))
        yield Prose(say(language, "squares attained", point=at, bound=written(squares.bound), f=f))


def proof(certificate: SquaresCertificate) -> Iterator[Block]:
    """That a function is convex (or concave) by a sum of squares, and strictly or strongly so where that is proved."""
    language = current_style().language
    v = name(str(certificate.directions[0]).partition("_")[0])
    hessian = Math(r"\nabla^{2} f(x)", "∇²f(x)")
    form = join("-" if certificate.concave else "", v, Math("^{T} ", "ᵀ·"), hessian, Math(r"\, ", "·"), v)
    length = join(Math(r"\lvert ", "|"), v, Math(r"\rvert^{2}", "|²"))
    strong = certificate.modulus is not None
    left = join(form, " - ", factor(written(certificate.modulus)), Math(r"\,", "·"), length) if strong else form
    kind = "concave" if certificate.concave else "convex"
    yield from identity(certificate.squares, left)
    yield Prose(say(language, f"squares {kind}", left=left, v=v))
    if strong:
        yield Prose(say(language, f"squares strongly {kind}", mu=written(certificate.modulus)))
    if certificate.definite_at is not None:
        at = join(
            point(name(str(x)) for x in certificate.squares.variables[: len(certificate.directions)]),
            " = ",
            point(map(number, certificate.definite_at)),
        )
        yield Prose(say(language, f"squares strictly {kind}", point=at))
