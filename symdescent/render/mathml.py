"""TeX mathematics as MathML, which browsers show without a script."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from xml.etree import ElementTree as ET

from math_core import LatexToMathML

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
