"""Mathematics in these pages is MathML, made by math-core when they are built: no script, no network."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from math_core import LatexToMathML
from sphinx.application import Sphinx

CONVERTER = LatexToMathML(annotation=True)  # the TeX stays with it, for copying; what cannot be read is an error

PRIME = re.compile("<msup>(<m[io][^>]*>[^<]*</m[io]>)<mo>([′″‴]+)</mo></msup>")  # fonts draw a prime raised: not to be raised twice


def mathml(latex: str, *, displaystyle: bool) -> str:
    written = latex.replace(r"\cr ", r"\\ ")  # Markdown of our own ends a line so, for GitHub
    markup = CONVERTER.convert_with_local_state(written, displaystyle=displaystyle)
    return PRIME.sub(r'<mrow>\1<mo lspace="0" rspace="0">\2</mo></mrow>', markup)


def lines(latex: str) -> str:
    """Several lines of displayed mathematics without an environment of their own are aligned."""
    return rf"\begin{{aligned}}{latex}\end{{aligned}}" if r"\\" in latex and r"\begin" not in latex else latex


def inline(writer: Any, node: nodes.Element) -> None:
    writer.body.append(mathml(node.astext(), displaystyle=False))
    raise nodes.SkipNode


def displayed(writer: Any, node: nodes.Element) -> None:
    formula = mathml(lines(node.astext()), displaystyle=True)
    writer.body.append(writer.starttag(node, "div", CLASS="math") + formula + "</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_html_math_renderer("mathml", inline_renderers=(inline, None), block_renderers=(displayed, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
