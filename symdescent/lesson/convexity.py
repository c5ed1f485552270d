"""Convexity told as a lesson: the verdict in the words of a course, and its certificate as a proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

from symdescent.analysis.convexity.bends import Bends
from symdescent.analysis.convexity.constant import SumOfSquares
from symdescent.analysis.convexity.finding import Finding
from symdescent.analysis.convexity.one_variable import SecondDerivative
from symdescent.analysis.convexity.pivots import Pivots
from symdescent.analysis.convexity.places import Stretch
from symdescent.analysis.convexity.verdict import Convexity
from symdescent.analysis.convexity.witness import Bend, Chord, Gap, Witness
from symdescent.analysis.rates.constants import constants
from symdescent.calculus.edges.kinks import kinks
from symdescent.lesson import composition, squares
from symdescent.lesson.document import Block, Document, Figure, Formula, Heading, Line, Math, Parts, Prose, Table
from symdescent.lesson.domain import comparisons
from symdescent.lesson.estimates import beside
from symdescent.lesson.formula import bracketed, decimal, is_short, join, listed, name, number, point
from symdescent.lesson.hessian_squares import COMPARED, constant, letter, modulus, pivots
from symdescent.lesson.language import say, word
from symdescent.lesson.squares import written
from symdescent.lesson.symbols import derivative_symbol, of
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.style import current_style, in_this_style
from symdescent.notation.tree import Relation


def narrate(shown: Convexity) -> Document:
    """The verdict, its proof, and for one variable whether the function is quasiconvex."""
    language = current_style().language
    title = say(language, "title convexity", f=of(shown.problem.expression, shown.problem.variables))
    return Document(title, tuple(blocks(shown)), language)


def blocks(shown: Convexity) -> Iterator[Block]:
    """The same without a title."""
    language = current_style().language
    yield Prose(_verdict(shown, language))
    if shown.certificate is None:
        told = say(language, "convexity tried", ways=_ways([way for way, _ in shown.tried], language))
        yield Prose(told if shown.tried else (word(language, "convexity too long"),))
        if any(not _is_flat(equation, shown.problem.variables) for equation in shown.problem.domain.equations):
            yield Prose((word(language, "convexity curved"),))
    else:
        yield Heading((word(language, "convexity proof"),))
        yield from PROOFS[shown.certificate.kind](shown, language)
        yield from _not_strong(shown, language)
    refused = [way for way, outcome in shown.tried if outcome == "refused"]
    if refused:
        yield Prose(say(language, "convexity refused", ways=_ways(refused, language)))
    if shown.quasi is not None:
        yield Prose(_quasi(shown, language))


def _ways(names: Iterable[str], language: str) -> str:
    """The ways in words, with commas between."""
    told = [word(language, f"convexity way {way}") for way in names]
    return listed(Math(rf"\text{{{one}}}", one) for one in told).text


def _is_flat(equation: Relation, variables: Sequence[str]) -> bool:
    """Whether an equation is linear in the variables."""
    gap = to_sympy(equation.left) - to_sympy(equation.right)
    symbols = [symbol(name) for name in variables]
    return not any(gap.diff(x).free_symbols & set(symbols) for x in symbols)


def _not_strong(shown: Convexity, language: str) -> Iterator[Block]:
    """That the second derivatives have the bound 0 and no better one, where the certificate has not told it and it is known."""
    touches = isinstance(shown.certificate, SecondDerivative) and any(shape.cuts for shape in shown.certificate.patterns)
    if not shown.verdict.startswith("strictly") or touches:
        return
    known = constants(replace(shown.problem, sense="min" if shown.convex else "max"))
    if known.lowest == 0 and known.way in ("second derivative", "blocks", "bends") and known.kind in ("exact", "unbounded"):
        yield Prose(say(language, f"convexity not strong {'up' if shown.convex else 'down'}"))


def _verdict(shown: Convexity, language: str) -> Parts:
    problem = shown.problem
    where = say(language, "convexity on", domain=_region(shown)) if problem.domain.relations else ()
    f = of(problem.expression, problem.variables)
    fields = {"mu": modulus(shown)} if shown.modulus is not None else {}
    line = " line" if shown.modulus is not None and len(problem.variables) == 1 else ""
    return say(language, f"convexity is {shown.verdict}{line}", f=f, where=where, **fields)


def _region(shown: Convexity) -> Math:
    return listed(comparisons(shown.problem.domain.relations))


def _second(shown: Convexity, language: str) -> Iterator[Block]:
    certificate: Any = shown.certificate
    x, f = certificate.variable, letter(shown)
    if len(certificate.pieces) == 1:
        yield Formula((Line(derivative_symbol(f, x, 2), written(certificate.seconds[0])),))
    else:
        yield _table(certificate, f, language)
        yield from (
            Prose(say(language, "convexity joint", at=_at(x, j.at), left=written(j.left), right=written(j.right)))
            for j in certificate.joints
        )
    yield from _signs(shown, certificate, language)


def _table(certificate: SecondDerivative, f: str, language: str) -> Table:
    x = certificate.variable
    header: tuple[Parts, ...] = ((word(language, "convexity piece"),), (join(f, bracketed(name(x))),), (derivative_symbol(f, x, 2),))
    rows = [
        ((_interval(x, piece.stretch),), (written(piece.formula),), (written(second),))
        for piece, second in zip(certificate.pieces, certificate.seconds, strict=True)
    ]
    return Table(header, tuple(rows), (), "lll")


def _interval(x: str, stretch: Stretch) -> Math:
    """a < x < b."""
    left = () if str(stretch.low) == "-oo" else (written(stretch.low), " < ")
    right = () if str(stretch.high) == "oo" else (" < ", written(stretch.high))
    return join(*left, name(x), *right)


def _at(x: str, value: Any) -> Math:
    return (
        join(name(x), " = ", written(value))
        if not str(value).startswith("CRootOf")
        else join(name(x), Math(r" \approx ", " ≈ "), number(value))
    )


def _signs(shown: Convexity, certificate: SecondDerivative, language: str) -> Iterator[Block]:
    """Where f″ is 0, and what follows."""
    way = "up" if shown.verdict.endswith("convex") else "down"
    if shown.verdict == "affine":
        yield Prose((word(language, "convexity second zero"),))
        return
    if shown.modulus is not None:
        yield Prose(say(language, f"convexity second strong {way}", mu=modulus(shown)))
        return
    straight = [piece for piece, second in zip(certificate.pieces, certificate.seconds, strict=True) if second == 0]
    touched = [cut for shape in certificate.patterns for cut in shape.cuts]
    if straight:
        where = listed(_interval(certificate.variable, piece.stretch) for piece in straight)
        yield Prose(say(language, f"convexity second straight {way}", where=where))
    elif touched:
        yield Prose(say(language, f"convexity second touches {way}", points=listed(_at(certificate.variable, cut) for cut in touched)))
    else:
        yield Prose((word(language, f"convexity second positive {way}"),))


def _witness(shown: Convexity, language: str) -> Iterator[Block]:
    certificate: Any = shown.certificate
    for bend, way in ((certificate.down, "down"), (certificate.up, "up")):
        if bend is not None:
            yield Formula((_bend(shown, bend, way),))
    for chord, way in ((certificate.over, "over"), (certificate.under, "under")):
        yield Prose(_chord(shown, chord, way, language))
    if len(shown.problem.variables) == 1 and not shown.problem.parameters and shown.problem.data is None:
        draw = in_this_style(partial(shown.draw, "chord"))
        yield Figure(draw, shown.describe("chord"), (word(language, "caption chord"),))


def _bends(shown: Convexity, language: str) -> Iterator[Block]:
    """Where it bends downwards and where upwards, in letters, whatever these stand for."""
    certificate: Any = shown.certificate
    letters = listed(name(one) for one in shown.problem.parameters)
    for bend, way in ((certificate.down, "down"), (certificate.up, "up")):
        yield Prose(say(language, f"convexity bends {way}", letters=letters))
        yield Formula((_bend(shown, bend, way),))


def _bend(shown: Convexity, bend: Bend, way: str) -> Line:
    at, sign = point(map(written, bend.point)), COMPARED["< 0" if way == "down" else "> 0"]
    value = written(bend.value) if bend.value.free_symbols or len(str(bend.value)) <= 24 else number(bend.value)
    right = join(value, " ", sign)
    f = letter(shown)
    if len(bend.point) == 1:
        return Line(join(Math(f"{f}''", f"{f}″"), bracketed(at)), right)
    v = point(map(written, bend.direction))
    return Line(join(Math(r"v^{T}\, \nabla^{2} ", "vᵀ·∇²"), f, at, Math(r"\, v", "·v")), join(right, Math(r" \quad v = ", ",  v = "), v))


def _chord(shown: Convexity, chord: Chord, way: str, language: str) -> Parts:
    ends = {"start": point(map(written, chord.start)), "end": point(map(written, chord.end))}
    return say(language, f"convexity chord {way}", **ends, there=_value(chord.there), chord=_value(chord.chord))


def _value(value: Any) -> Math:
    """The number, with ≈ where it is rounded."""
    rounded = not value.is_Rational or not is_short(Fraction(int(value.p), int(value.q)))
    return join(Math(r"\approx ", "≈ "), decimal(value.evalf(12))) if rounded else beside(number(value), value)


def _gap(shown: Convexity, language: str) -> Iterator[Block]:
    certificate: Any = shown.certificate
    places: Iterable[Any] = (certificate.start, certificate.end, certificate.between)
    start, end, between = (point(map(written, place)) for place in places)
    yield Prose(say(language, "convexity gap", start=start, end=end, between=between))


def _composed(shown: Convexity, language: str) -> Iterator[Block]:
    certificate: Any = shown.certificate
    yield from composition.proof(certificate)
    yield from composition.strength(Finding(shown.verdict, certificate, shown.modulus))


def _sum_of_squares(shown: Convexity, language: str) -> Iterator[Block]:
    yield from squares.proof(shown.certificate)  # type: ignore[arg-type]


PROOFS: dict[str, Callable[[Convexity, str], Iterator[Block]]] = {
    SumOfSquares.kind: constant,
    Pivots.kind: pivots,
    SecondDerivative.kind: _second,
    Witness.kind: _witness,
    Gap.kind: _gap,
    Bends.kind: _bends,
    "composition": _composed,
    "squares": _sum_of_squares,
}


def _quasi(shown: Convexity, language: str) -> Parts:
    """Which way the function goes, and what that makes it."""
    quasi: Any = shown.quasi
    key = {(): "level", (1,): "rises", (-1,): "falls", (-1, 1): "valley", (1, -1): "hill"}.get(quasi.signs, "waves")
    x = shown.problem.variables[0]
    if key in ("valley", "hill") and not shown.verdict.startswith("str") and kinks(shown.problem.expression, x):
        key = f"level {key}"  # between kinks it may be constant
    fields = {} if key in ("level", "rises", "falls") else {"turns": listed(_at(x, turn) for turn in quasi.turns)}
    return say(language, f"convexity quasi {key}", **fields)
