"""TeX mathematics as MathML, which browsers show without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from xml.etree import ElementTree as ET

from math_core import LatexToMathML

LONGEST_PIECE = 40  # letters of TeX between which a line is not broken
# what opens and closes in TeX, and where a line may break between: behind a comma, before a relation
OPENING = frozenset(("{", "(", "[", r"\{", r"\begin", r"\left."))
CLOSING = frozenset(("}", ")", "]", r"\}", r"\end", r"\right."))
BREAK = re.compile(r"\\(?:begin|end)(?![a-z])|\\(?:left|right)\.|\\[{}]|\\.|[{}()\[\]]|(?P<comma>[,;] )|(?P<relation> (?=(?:=|\\approx) ))")
ENTITY = re.compile(r"&(?!lt;|gt;|amp;|quot;|apos;)\w+;")  # XML knows just these five
PRIMES = frozenset("′″‴⁗")
WITHOUT = {"msup": "mrow", "msubsup": "msub"}


@lru_cache(maxsize=4096)
def mathml(latex: str, *, display: bool = False) -> str:
    """A formula as MathML inside a line; ``display`` gives sums and fractions their full size.

    >>> mathml("x_{1}")
    '<math><msub><mi>x</mi><mn>1</mn></msub></math>'
    """
    written = ENTITY.sub(lambda found: unescape(found[0]), LatexToMathML().convert_with_local_state(latex, displaystyle=False))
    formula = ET.fromstring(written)  # noqa: S314 - our own
    for element in list(formula.iter()):
        _lower_primes(element)
    if display:
        formula.set("displaystyle", "true")
    return ET.tostring(formula, encoding="unicode", short_empty_elements=False)


def breakable(latex: str) -> Iterator[tuple[str, str]]:
    r"""A long formula inside a line in pieces, each with what stands behind it, where a line may end: browsers break none.

    >>> list(breakable(r"\alpha = 2, x = \left(1, 2\right)"))
    [('\\alpha = 2', ','), ('x = \\left(1, 2\\right)', '')]
    >>> list(breakable(r"f(x) = x^{4} - 3 x^{3} + 2 x^{2} = x^{2} (x - 1) (x - 2)"))
    [('f(x)', ''), ('{}= x^{4} - 3 x^{3} + 2 x^{2}', ''), ('{}= x^{2} (x - 1) (x - 2)', '')]
    """
    for listed, sign in _cut(latex, "comma"):
        *before, last = _cut(listed, "relation") if len(listed) > LONGEST_PIECE else [(listed, "")]
        yield from before
        yield last[0], sign


def _cut(latex: str, where: str) -> Iterator[tuple[str, str]]:
    """The pieces outside of brackets, each with its comma; a relation stands before its piece."""
    depth, start, empty = 0, 0, ""
    for found in BREAK.finditer(latex):
        depth += (found[0] in OPENING) - (found[0] in CLOSING)
        if depth == 0 and found.lastgroup == where:
            yield empty + latex[start : found.start()], found[0].strip()
            start, empty = found.end(), "{}" if where == "relation" else ""
    yield empty + latex[start:], ""


def _lower_primes(parent: ET.Element) -> None:
    """Primes of fonts are raised as they are: as a superscript a prime would be raised twice, and tiny."""
    for place, script in enumerate(parent):
        if script.tag in WITHOUT and script[-1].text in PRIMES:
            prime = script[-1]
            script.remove(prime)
            script.tag = WITHOUT[script.tag]
            prime.attrib.update(form="postfix", lspace="0", rspace="0")
            parent[place] = ET.Element("mrow")
            parent[place].extend([script, prime])
