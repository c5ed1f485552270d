"""What a notebook shows: three formats, and LaTeX that MathJax and a real TeX read alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings

from symdescent.lesson.document import Document, Formula, Line, Prose, Table
from symdescent.render.jupyter import latex as to_mathjax
from symdescent.render.jupyter import mimebundle
from symdescent.render.mathtext import SPECIAL, text_in_math

from .hostile import EXAMPLES, X, everywhere, texts
from .sample import sample

MATH = re.compile(r"\$\$.*?\$\$|\$(?:\\.|[^$\\])*\$", re.DOTALL)


def test_there_is_no_html_to_hide_the_mathematics() -> None:
    assert set(mimebundle(sample())) == {"text/plain", "text/markdown", "text/latex"}
    assert set(sample()._repr_mimebundle_()) == {"text/plain", "text/markdown", "text/latex"}


@given(texts)
@settings(deadline=None)
def test_outside_of_mathematics_no_command_and_no_markup_is_left(text: str) -> None:
    assert not set("\\{}$&#%_^~<>`") & set(MATH.sub("", to_mathjax(Document(("T",), (Prose((text, X)), Prose((text,)))))))


@given(texts)
def test_words_in_a_formula_keep_their_letters(text: str) -> None:
    inside = "".join(re.findall(r"\\text\{([^{}]*)\}", text_in_math(text)))
    assert inside == "".join(letter for letter in text if letter not in SPECIAL)


def test_a_table_is_an_array() -> None:
    shown = to_mathjax(Document(("T",), (Table((("k",), (X,)), ((("1",), (X,)),), (), "lr"),)))
    assert "$$\n\\begin{array}{lr}\n\\text{k} & x^{2} \\\\\n\\hline\n\\text{1} & x^{2} \\\\\n\\end{array}\n$$" in shown


def test_a_real_tex_reads_it_too(latex: Callable[[str], Path]) -> None:
    printable = [text for text in EXAMPLES if all(" " <= letter <= "~" for letter in text)]
    body = "\n\n".join(to_mathjax(everywhere((text,))) for text in printable)
    formula = to_mathjax(Document(("F",), (Formula((Line(X, X, ("50% of #1",)),)),)))
    latex(
        f"\\documentclass{{article}}\\usepackage[T1]{{fontenc}}\\usepackage{{amsmath,amssymb}}\\begin{{document}}{body}\n\n{formula}\\end{{document}}"
    )
