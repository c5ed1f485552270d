"""Functions that calculus courses differentiate, a file a rule: ``function => derivative`` in each line, by x or by ``[y]``.

The derivatives are written by hand, as books have them, in Python with the names of ``BOOK``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import mpmath

LINE = re.compile(r"(?:\[(?P<variable>\w+)\] )?(?P<function>.+) => (?P<derivative>.+)")
NAMES = "exp ln log sqrt sin cos tan cot sec csc asin acos atan sinh cosh tanh coth asinh acosh atanh sign fabs gamma digamma polygamma erf mpf power".split()
BOOK: dict[str, Any] = {
    **{name: getattr(mpmath, name) for name in NAMES},
    "cbrt": lambda u: mpmath.sign(u) * mpmath.root(abs(u), 3),
    "pi": mpmath.pi,
    "e": mpmath.e,
}


class Entry(NamedTuple):
    """A function as it is typed, the variable, and its derivative by hand."""

    rule: str
    function: str
    variable: str
    derivative: str

    def at(self, point: dict[str, Any]) -> Any:
        """The derivative by hand at a point."""
        return mpmath.mpmathify(eval(self.derivative, {**BOOK, **point}))  # noqa: S307 - the line is our own


def entries() -> list[Entry]:
    """All functions, rule by rule."""
    found = []
    for path in sorted(Path(__file__).parent.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            match = LINE.fullmatch(line)
            assert match, line
            found.append(Entry(path.stem, match["function"], match["variable"] or "x", match["derivative"]))
    return found
