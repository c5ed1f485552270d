"""Expressions as they were written: tree, parser, printers and the bridge to SymPy."""

from symdescent.notation.latex import to_latex
from symdescent.notation.mathml import to_mathml
from symdescent.notation.parser import parse
from symdescent.notation.style import Style, current_style, set_style, style
from symdescent.notation.text import to_text

__all__ = ["Style", "current_style", "parse", "set_style", "style", "to_latex", "to_mathml", "to_text"]
