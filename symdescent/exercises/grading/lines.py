"""Reads one formula or number of a typed line: what stands before the equals sign, chains of equations, decimals."""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from symdescent.calculus.answers.typed import read_formula
from symdescent.calculus.checks.same import Domain, Same
from symdescent.errors import FormulaError
from symdescent.exercises.grading.pieces import Piece, bare, cut
from symdescent.notation.decimals import with_points
from symdescent.notation.reasons import Reason
from symdescent.notation.tree import Expression, names

LISTED = r"[,;\n]"
EQUALS = r"(?<![<>!=:])=(?!=)|≈"
GROUP = re.compile(r"\{[^{}]*\}|\([^()]*\)|\[[^\[\]]*\]")
LABEL = re.compile(r"(?:[^\W\d]|[∇∂\\])[^-+*·−(){}\[\]]*|")  # what is left of f'(x), x_{k+1}, \nabla f(1, 2), (x, y) without its brackets
DECIMAL = re.compile(r"[-+−]?\s*([0-9]*)(?:[.,]|\{,\})([0-9]+)(?:[eE]([-+]?[0-9]{1,3}))?")
WHOLE = re.compile(r"[-+−]?\s*([0-9]+)()()")
COUNTED = re.compile(r"(?:(?:(?:the|die|der)\s+)?(?:line|step|row|number|no|zeile|schritt|nummer|nr)\b\.?|#)\s*(?=[0-9]+\Z)", re.IGNORECASE)
SIGMA = re.compile(r"(?:σ|sigma)(?=\s*\()")  # the sigmoid, where the question has no such letter


class Typed(NamedTuple):
    """A formula or number as it was typed; ``half`` is half a unit of the last place where it is a decimal, which may be rounded."""

    value: Expression
    half: Fraction | None = None
    digits: int = 0


def one(piece: Piece, known: Collection[str]) -> Typed:
    """A formula, its left side such as ``f'(x) =`` left out; of a chain of equations the last, of 1/3 ≈ 0.33 what is exact."""
    parts, begun = _right_sides(piece)
    rounded = parts[-1][0] == "≈"
    last = parts[-2][1] if rounded and len(parts) > 1 else parts[-1][1]
    found = Typed(_formula(bare(last), known), *_places(last.text, rounded and len(parts) == 1))
    _refuse_other_case(last, found.value, known)
    if found.half is None:
        _refuse_false_equation([side for _, side in parts if side is not last], last, found.value, known, begun)
    return found


def _refuse_other_case(piece: Piece, value: Expression, known: Collection[str]) -> None:
    """X is not x, but whoever types it where the question has x means no other letter."""
    for name in sorted(names(value) - frozenset(known)):
        if name.swapcase() in known:
            raise piece.fault(Reason("other case", name=name, meant=name.swapcase()), max(piece.text.find(name), 0))


def _refuse_false_equation(others: list[Piece], last: Piece, value: Expression, known: Collection[str], begun: bool) -> None:
    """Of 2x + 5 = 0 nobody knows which side is the answer; of x_1 = x_0 - γ f'(x_0) = 3 it is the last."""
    for side in others:
        if side.start > last.start:  # behind the exact number, where it is rounded
            continue
        try:
            other = _formula(bare(side), known)
        except FormulaError:
            if begun and len(cut(side, LISTED)) == 1:
                continue
            raise
        if begun and names(other) - {*known, *names(value)}:
            continue
        if Domain((other, value)).compare(other, value) is Same.DIFFERENT:
            raise last.fault(Reason("two sides"))


def number(piece: Piece) -> Typed:
    """A number; a ``FormulaError`` where a variable is in it."""
    counted = COUNTED.match(piece.text)
    found = one(piece.part(piece.start + counted.end(), piece.end) if counted else piece, ())
    for name in sorted(names(found.value)):
        raise piece.fault(Reason("number expected", name=name), max(piece.text.rfind(name), 0))
    return found


def _right_sides(piece: Piece) -> tuple[list[tuple[str, Piece]], bool]:
    """What stands after each = and ≈, with that sign, first what is before it, unless that is a label; and whether it is one."""
    sides = cut(piece, EQUALS)
    if not piece.text:
        raise piece.fault(Reason("empty line"))
    if piece.text[-1] in "=≈":
        raise piece.fault(Reason("nothing equal"), len(piece.text))
    signs = ["", *(piece.plain[before.end : side.start].strip()[:1] for before, side in pairwise(sides))]
    begun = len(sides) > 1 and is_label(sides[0].text)
    return list(zip(signs, sides, strict=True))[begun:], begun


def is_label(text: str) -> bool:
    """Whether this is one name with its marks and arguments, as it stands on the left of an equals sign."""
    for _ in range(3):
        text = GROUP.sub("", text)
    return LABEL.fullmatch(text.strip().rstrip("*^")) is not None


def _formula(piece: Piece, known: Collection[str]) -> Expression:
    try:
        text = with_points(piece.text)
        found = read_formula(text, known)
        return read_formula(SIGMA.sub("sigmoid", text), known) if "sigma" in names(found) - frozenset(known) else found
    except FormulaError as fault:
        raise piece.fault(fault.reason, fault.position) from None


def _places(text: str, rounded: bool) -> tuple[Fraction | None, int]:
    """Half a unit of the last place of a decimal, and how many digits of it count."""
    match = DECIMAL.fullmatch(text.strip()) or (WHOLE.fullmatch(text.strip()) if rounded else None)
    if match is None:
        return None, 0
    places = len(match[2]) - int(match[3] or 0)
    return Fraction(1, 2) / Fraction(10) ** places, len((match[1] + match[2]).lstrip("0"))
