"""Texts that are not as harmless as a title should be."""

from __future__ import annotations

from hypothesis import strategies as st

from symdescent.lesson.document import Document, Figure, Formula, Heading, Line, Math, Parts, Prose, Reveal, Strong, Table

EXAMPLES = (
    r"\input{/etc/passwd}",
    r"\end{document}",
    "<script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "</details> <!-- a -->",
    "a_b^c ~ 5% of #1 & {x}",
    "$x$ and $$y$$",
    r"\(x\) \[y\] \begin{align}z\end{align}",
    "`code` ``more`` ```",
    "a | b || c",
    "*stars* **two** _one_ __two__ ~~gone~~",
    "[link](javascript:alert(1)) ![image](http://example.org/x.png)",
    "&lt;b&gt; &amp; &#36;",
    "# heading",
    "- item",
    "1. item",
    "1) item",
    "> quoted",
    "+ item",
    "=====",
    "---",
    ": term",
    "    indented",
    "[1] and *2",
    "?` !` -- --- << >> ,, '' \"quoted\"",
    "line\nbreak\r\nand\ttab",
    "NUL\x00 bell\x07 escape\x1b[31m",
    "a\u202eb\u2066c",
    "😀 漢字 Cyrillic: х; fi: ﬁ; 𝑥₁² ℝ ∇ √ ½ é ñ ő ß ж",
    "α β γ δ ε ∂ ∑ ≤ ≥ ≠ ≈ ∞ → − – — … “quotes” ‘one’ €",
    "e\u0301 and x\u0302 and \ufb03",
    "word" * 60,
    "%s {0} {body} {title} %(x)s",
    "",
    " ",
)
texts = st.one_of(
    st.sampled_from(EXAMPLES),
    st.text(alphabet=st.sampled_from("\\{}$&#%_~^`'\"[]()*-<>,!?|:;=+./@ab1 \n\t\0é−α😀"), max_size=40),
    st.text(max_size=30),
)
X = Math("x^{2}", "x²")


def everywhere(parts: Parts) -> Document:
    """A document with the parts wherever a text may stand, but in a figure."""
    return Document(
        (*parts, Strong("!")),
        (
            Heading(parts),
            Prose(parts),
            Prose((X, *parts, Strong("strong"), *parts)),
            Formula((Line(X, X, parts), Line(None, X, (), "≈"))),
            Table((parts, ("b",)), ((parts, (X,)), ((X,), parts)), parts, "lr"),
            Reveal(parts, (Prose(parts), Table((parts,), ((parts,),)))),
        ),
    )


def drawn(text: str) -> Figure:
    """A figure with the text as everything that is said of it."""
    from .sample import parabola

    return Figure(parabola, text, (text,))
