"""A proof by composition told line by line: each part of the function, what it is, and the rule that says so."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from symdescent.analysis.convexity.finding import Finding
from symdescent.analysis.convexity.rules.polynomial import Coefficient, Row, written
from symdescent.analysis.convexity.rules.tree import Composition, Node
from symdescent.calculus.rewrites.arithmetic import add, multiply, tidy
from symdescent.lesson.document import Block, Inline, Parts, Prose, Table
from symdescent.lesson.formula import math_of, number
from symdescent.lesson.language import say, word
from symdescent.notation.parser import parse
from symdescent.notation.style import current_style
from symdescent.notation.tree import TWO, Call, Expression, Power, Quotient, Symbol, columns, names, rational, substitute
from symdescent.notation.tree import number as written_number

LEVEL = ("constant", "affine")
T = Symbol("t")
MOST_FORMS = 6  # that are written out

# The second derivative that shows how a function of t bends, where it is short.
SECOND = {
    "exponential": "e^t",
    "logarithm": "-1/t^2",
    "softplus": "e^t/(1 + e^t)^2",
    "hyperbolic cosine": "cosh(t)",
    "hyperbolic sine": "sinh(t)",
    "area hyperbolic sine": "-t/(1 + t^2)^(3/2)",
    "arctangent": "-2t/(1 + t^2)^2",
    "arcsine": "t/(1 - t^2)^(3/2)",
    "arccosine": "-t/(1 - t^2)^(3/2)",
}


class Told(NamedTuple):
    """A line's number and its node."""

    line: int
    node: Node


def proof(certificate: Composition) -> Iterator[Block]:
    """The proof as blocks: a table of the parts, inner ones first, and why the domain is convex."""
    language = current_style().language
    lines = _lines(certificate.root)
    header: tuple[Parts, ...] = ((), *((word(language, f"composition {key}"),) for key in ("part", "is", "because")))
    yield Table(header, tuple(_row(told, lines, language) for told in lines.values()), (), "rlll")
    if certificate.conditions:
        sides = [_part(node, {}, language) for node in certificate.conditions]
        yield Prose(say(language, "composition domain", parts=_listed(sides, language)))
        bent = [node for node in certificate.conditions if node.curvature not in LEVEL and node not in lines]
        for node in bent:
            inner = _lines(node)
            yield Table(header, tuple(_row(told, inner, language) for told in inner.values()), (), "rlll")


def strength(finding: Finding) -> Iterator[Block]:
    """Why it is strictly or strongly convex (or concave); nothing where it is not shown to be."""
    language, certificate = current_style().language, finding.certificate
    if not isinstance(certificate, Composition):
        return
    if finding.verdict.startswith("strongly"):
        key = f"{certificate.root.curvature} {'exact' if certificate.exact else 'bound'}"
        squares = [math_of(_square(weight, row)) for weight, row in certificate.root.squares]
        told: Parts = (math_of(add(_square(w, row) for w, row in certificate.root.squares)),)
        told = told if len(squares) <= MOST_FORMS else (word(language, "composition rows of data"),)
        yield Prose(say(language, f"composition strong {key}", squares=told, mu=number(finding.modulus)))
    elif finding.verdict.startswith("strictly"):
        forms: list[Parts] = [(math_of(_form(row)),) for row in certificate.root.strict[:MOST_FORMS]]
        line = " line" if len(forms) == 1 else ""
        yield Prose(say(language, f"composition strict{line}", forms=_listed(forms, language)))


def _form(row: Row) -> Expression:
    return tidy(add(multiply((written(c), Symbol(name))) for name, c in row))


def _square(weight: Coefficient, row: Row) -> Expression:
    return multiply((tidy(written(weight)), Power(_form(row), TWO)))


def _lines(root: Node) -> dict[Node, Told]:
    """The parts that get a line, inner ones first: all that bend, and the whole."""
    found: dict[Node, Told] = {}

    def visit(node: Node) -> None:
        for part in node.parts:
            visit(part)
        if node not in found and (node.curvature not in LEVEL or node is root) and node.rule != "positive constant":
            found[node] = Told(len(found) + 1, node)

    visit(root)
    return found


def _row(told: Told, lines: dict[Node, Told], language: str) -> tuple[Parts, ...]:
    node = told.node
    is_so = (word(language, f"composition {node.curvature}"),)
    return (str(told.line),), (math_of(node.expression),), is_so, _reason(node, lines, language)


def _reason(node: Node, lines: dict[Node, Told], language: str) -> Parts:
    if node.monotone:
        return _curve(node, lines, language)
    parts = [_part(part, lines, language) for part in node.parts]
    if node.rule == "multiple":
        way = "up" if node.parts[1].curvature == node.curvature else "down"
        fields: dict[str, Inline | Parts] = {"factor": math_of(node.parts[0].expression)}
        return say(language, f"composition reason multiple {way}", parts=parts[1], curvature=_word(node, language), **fields)
    key = f"composition {'log' if node.curvature.startswith('log-') else 'reason'} {node.rule}"
    return say(language, key, parts=_listed(parts, language), curvature=_word(node, language))


def _word(node: Node, language: str) -> str:
    return word(language, f"composition {node.curvature}")


def _part(part: Node, lines: dict[Node, Told], language: str) -> Parts:
    """A part, with the number of its line where it has one."""
    if part not in lines:
        return (math_of(part.expression),)
    return say(language, "composition line", part=math_of(part.expression), line=str(lines[part].line))


def _listed(parts: list[Parts], language: str) -> Parts:
    told: list[Inline] = []
    for place, part in enumerate(parts):
        told += ([word(language, "composition and") if place == len(parts) - 1 else ", "] if place else []) + list(part)
    return tuple(told)


def _curve(node: Node, lines: dict[Node, Told], language: str) -> Parts:
    """A function of one variable, how it bends, and what it does with the inside."""
    (u,) = node.parts
    f = substitute(node.expression, {u.expression: T})
    f = f if names(f) == {"t"} and not columns(f) else node.expression
    second = _second(node, f)
    fields: dict[str, Inline | Parts] = {"f": math_of(f), "curvature": _word(node, language)}
    where = word(language, f"composition where {u.sign}") if second is not None else ""
    if second is None:
        told = say(language, "composition curve plain", where=where, **fields)
    else:
        sign = word(language, f"composition no {'less' if node.curvature == 'convex' else 'more'} than 0")
        told = say(language, "composition curve", where=where, second=math_of(second), sign=sign, **fields)
    if u.curvature not in LEVEL:
        inner: dict[str, Inline | Parts] = {"u": _part(u, lines, language), "inner": _word(u, language), "curvature": _word(node, language)}
        return (*told, *say(language, f"composition {node.monotone[0]}", **inner))
    return told if isinstance(u.expression, Symbol) else (*told, *say(language, "composition substituted", u=math_of(u.expression)))


def _second(node: Node, f: Expression) -> Expression | None:
    """The second derivative as a formula in t, where it is short."""
    if node.rule in SECOND:
        return parse(SECOND[node.rule])
    p = _exponent(f) if node.rule == "power" else None
    if p is None:
        return None
    factor = written_number(p * (p - 1))
    rest = p - 2
    return factor if rest == 0 else multiply((factor, T if rest == 1 else Power(T, written_number(rest))))


def _exponent(f: Expression) -> Fraction | None:
    """p where f is written as t^p, 1/t^p or √t."""
    if isinstance(f, Power) and f.base == T:
        return rational(f.exponent)
    if isinstance(f, Quotient) and rational(f.numerator) == 1:
        inner = _exponent(f.denominator)
        return None if inner is None else -inner
    return Fraction(1, 2) if f == Call("sqrt", (T,)) else Fraction(1) if f == T else None
