"""Reads a Hessian that is given entry by entry: ``f_xx = 2, f_xy = 1, f_yy = 4``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symdescent.exercises.grading.lines import EQUALS
from symdescent.exercises.grading.pieces import NAMED, Piece, cut, items

ARGUMENTS = re.compile(r"\([^()]*\)\Z")  # of f_xx(1, 2)
WRITTEN = re.compile(r"\\partial(?![A-Za-z])|\\mathrm|[∂\\{}()\s,]")  # around the variables


def by_second_partials(piece: Piece, variables: Sequence[str]) -> list[Piece] | None:
    """The entries row by row, a mixed one standing for both of its places; None where not every entry is there by its name."""
    for parts in (items(piece), cut(piece, NAMED)):
        found = {_pair(sides[0].text, variables): sides[-1] for part in parts if len(sides := cut(part, EQUALS)) > 1}
        entries = [found.get((x, y)) or found.get((y, x)) for x in variables for y in variables]
        whole = [entry for entry in entries if entry is not None]
        if len(found) == len(parts) and len(whole) == len(entries):
            return whole
    return None


def _pair(label: str, variables: Sequence[str]) -> tuple[str, ...]:
    """The variables by which a label differentiates: f_xy, f_{xy}, fxy, ∂²f/∂x∂y, H_12; none where these are not two."""
    plain = WRITTEN.sub("", ARGUMENTS.sub("", label.strip()).replace("}{", "/"))
    below = re.split("[_/]", plain)[-1] if re.search("[_/]", plain) else plain[1:]
    if re.fullmatch("[1-9]{2}", below):
        return tuple(variables[int(place) - 1] for place in below if int(place) <= len(variables))
    one = re.compile(rf"d?({'|'.join(map(re.escape, variables))})(²|\^2)?") if variables else re.compile(r"(?!)")
    found = [match[1] for match in one.finditer(below) for _ in range(2 if match[2] else 1)]
    return tuple(found) if len(found) == 2 and not one.sub("", below) else ()
