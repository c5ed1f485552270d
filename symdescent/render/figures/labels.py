"""Formulas and numbers as matplotlib can write them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.mathtext import MathTextParser
from matplotlib.ticker import FuncFormatter, MaxNLocator

from symdescent.lesson.formula import math_of
from symdescent.notation.latex import symbol_latex, to_latex
from symdescent.notation.style import current_style
from symdescent.notation.text import SUPERSCRIPTS
from symdescent.notation.tree import Expression

LONGEST_TITLE = 60  # characters of a formula that still fits above a picture
SPELLINGS = {r"\left\lvert": "|", r"\right\rvert": "|"}  # what matplotlib lacks, in its words; its growing bars come out tiny


@cache
def is_readable(text: str) -> bool:
    """Whether matplotlib can set the mathematics in a text: it knows a part of TeX."""
    try:
        MathTextParser("path").parse(text)
    except ValueError:
        return False
    return True


def formula(latex: str, text: str) -> str:
    r"""The formula as mathematics where matplotlib can set it, else as text.

    >>> formula("x^{2}", "x²"), formula(r"\begin{cases} 1 \end{cases}", "1")
    ('$x^{2}$', '1')
    """
    for command, known in SPELLINGS.items():
        latex = latex.replace(command, known)
    mathematics = f"${latex}$"
    return mathematics if is_readable(mathematics) else text.replace("$", r"\$")


def name(variable: str, index: str = "") -> str:
    """A variable's name, with an index where one is given."""
    return formula(symbol_latex(variable, index), f"{variable} {index}".strip())


def function(variables: Sequence[str]) -> str:
    """f(x, y)."""
    return formula(f"f({separator().join(map(symbol_latex, variables))})", f"f({separator().join(variables)})")


def separator() -> str:
    """What stands between coordinates: a semicolon where the comma is the decimal sign."""
    return ", " if current_style().decimal == "." else "; "


def definition(variables: Sequence[str], expression: Expression) -> str:
    """f(x, y) = … where that fits above a picture, else f(x, y)."""
    text = math_of(expression).text
    if len(text) > LONGEST_TITLE:
        return function(variables)
    arguments = separator().join(map(symbol_latex, variables))
    return formula(f"f({arguments}) = {to_latex(expression)}", f"f({separator().join(variables)}) = {text}")


def number(value: float, digits: int = 4, decimal: str | None = None) -> str:
    """A number as people write it, with so many significant digits, in the decimal notation of the course or the one given.

    >>> number(-0.64425), number(1.25e-7), number(250000), number(1e-8)
    ('−0.6442', '1.25·10⁻⁷', '250000', '10⁻⁸')
    """
    mantissa, _, exponent = f"{value:.{digits}g}".partition("e")
    if 0 < int(exponent or 0) <= 5:
        mantissa, exponent = f"{float(f'{value:.{digits}g}'):.0f}", ""
    mantissa = mantissa.replace("-", "−").replace(".", decimal or current_style().decimal)
    if not exponent:
        return mantissa
    times = f"{mantissa}·" if mantissa not in ("1", "−1") else mantissa[:-1]
    return f"{times}10{str(int(exponent)).translate(SUPERSCRIPTS)}"


def is_narrow(ax: Axes) -> bool:
    """Whether other pictures stand beside this one."""
    spec = ax.get_subplotspec()
    return spec is not None and spec.get_gridspec().ncols > 1


def legend_place(ax: Axes) -> dict[str, Any]:
    """Where a legend stands: right of the picture where room is made for it, below where others are beside it, else inside."""
    if ax.figure.get_layout_engine() is None:
        return {"loc": "best"}
    if is_narrow(ax):
        return {"loc": "upper center", "bbox_to_anchor": (0.5, -0.2), "ncols": 2, "columnspacing": 1.0}
    return {"loc": "upper left", "bbox_to_anchor": (1.01, 1.0)}


def plain_ticks(ax: Axes, axes: str = "xy", *, whole: bool = False) -> None:
    """A few round numbers on the named axes, in the course's notation."""
    decimal = current_style().decimal  # that of now, not of when the picture is drawn
    for axis in (getattr(ax, f"{letter}axis") for letter in axes):
        axis.set_major_locator(MaxNLocator(nbins=7, integer=whole, steps=[1, 2, 2.5, 5, 10], min_n_ticks=2))
        axis.set_major_formatter(FuncFormatter(lambda value, _: number(value, 6, decimal)))
