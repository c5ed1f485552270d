"""Reads a vector that is written as a sum over unit vectors: ``-20i + 8j``, ``2x e_1 - 3 e_2``."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import accumulate

from symdescent.exercises.grading.pieces import CLOSING, OPENING, Piece, opened

FAMILIES = (("i", "j", "k"), ("e_1", "e_2", "e_3"), ("e_x", "e_y", "e_z"))
MARK = r"\\(?:mathbf|boldsymbol|bm|mathrm|vec|hat)\s*"
# how unit vectors are printed, innermost first, and what is read in their place
PRINTED = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\\([ij])math(?![A-Za-z])", r"\1"),
        (r"_\{\s*(\w)\s*\}", r"_\1"),
        (rf"{MARK}\{{\s*(\w+)\s*\}}(_\w)?", r"\1\2"),
        (rf"{MARK}\{{\s*(\w+)\s*\}}(_\w)?", r"\1\2"),
        (r"([ij])\u0302", r"\1"),
        ("î", "i"),
        ("ĵ", "j"),
    )
)
HIDDEN = "□"  # in place of what stands in brackets
TIMES = re.compile(r"(?:\*|·|⋅|\\cdot)\Z")


def by_units(piece: Piece, count: int, known: Collection[str]) -> list[Piece] | None:
    """What stands before each unit vector, 0 where one is missing; None where the line is no such sum.

    A letter of the question is no unit vector.
    """
    inside = opened(piece)
    plain = _plain(piece if inside is None else inside)
    families = (units[:count] for units in FAMILIES if count <= len(units) and not {*units} & {*known})
    return next((parts for units in families if (parts := _factors(plain, units))), None)


def _plain(piece: Piece) -> Piece:
    r"""The same with plain letters: ``\mathbf{i}`` as ``i``."""
    plain = piece.plain
    for pattern, letters in PRINTED:
        plain = pattern.sub(lambda match, letters=letters: match.expand(letters).ljust(len(match[0])), plain)  # type: ignore[misc]
    return piece._replace(plain=plain)


def _factors(piece: Piece, units: Sequence[str]) -> list[Piece]:
    """The factors of these unit vectors, in their order; none where anything else stands there."""
    term = re.compile(rf"\s*([-+−]?)(\s*[-−]?[^-+−]*?)(?:(?<![A-Za-z_\\])|(?<=\\cdot))({'|'.join(units)})(?![\w^{HIDDEN}])\s*")
    hidden, found, at = _hidden(piece.text), dict[str, Piece](), 0
    while at < len(hidden):
        match = term.match(hidden, at)
        if match is None or match[3] in found or (at and not match[1]):
            return []
        found[match[3]] = _factor(piece, match)
        at = match.end()
    return [found.get(unit, _one("0")) for unit in units] if found else []


def _hidden(text: str) -> str:
    depths = accumulate((letter in OPENING) - (letter in CLOSING) for letter in text)
    return "".join(HIDDEN if depth > 0 or letter in CLOSING else letter for letter, depth in zip(text, depths, strict=True))


def _factor(piece: Piece, match: re.Match[str]) -> Piece:
    """What stands before a unit vector, its sign included; nothing is 1."""
    start = match.end(1) if match[1] == "+" else match.start(1)
    factor = piece.part(piece.start + start, piece.start + match.end(2))
    factor = factor.part(factor.start, factor.end - len(found[0])) if (found := TIMES.search(factor.text)) else factor
    return _one(f"{factor.text}1") if factor.text in ("", "-", "−") else factor


def _one(text: str) -> Piece:
    return Piece(text, text, 0, len(text))
