"""Markdown shows every text as it was given, and holds no mathematics but its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings

from symdescent.lesson.document import Document, Formula, Heading, Line, Math, Prose, Reveal, Strong, Table
from symdescent.render.inline import clean
from symdescent.render.markdown import ESCAPES, inline, render

from .elements import Reader, text_of
from .hostile import X, everywhere, texts
from .sample import continued, sample

markdown_it = pytest.importorskip("markdown_it", reason="needs markdown-it-py: pip install markdown-it-py")
MARKDOWN = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])


def page(*blocks: object) -> str:
    return str(MARKDOWN.render(render(Document(("Title",), blocks))))  # type: ignore[arg-type]


def squeezed(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def shown(html: str, tag: str) -> list[str]:
    """The text inside each element of a kind, elements within it included."""
    inner = re.findall(rf"<{tag}(?: [^>]*)?>(.*?)</{tag}>", html, re.DOTALL)
    return [squeezed("".join(text for _, text in Reader(f"<a>{part}</a>").texts)) for part in inner]


def visible(html: str) -> str:
    return re.sub(r"</?(?:span|em|strong)>", "", html)


@given(texts)
@example("#")
@example("in C# ##")
@settings(deadline=None)
def test_a_text_is_shown_as_it_was_given(text: str) -> None:
    html = visible(page(Heading((text,)), Prose(("a", text)), Table((("h",),), (((text,),),))))
    said = squeezed(clean(text))
    assert [squeezed(found) for found in text_of(html, "h2")] == [said]
    assert [squeezed(found) for found in text_of(html, "p")] == [squeezed("a" + clean(text))]
    assert [squeezed(found) for found in text_of(html, "td")] == [said]


@given(texts)
@example("#")
@settings(deadline=None, max_examples=50)
def test_a_title_is_shown_as_it_was_given(text: str) -> None:
    html = visible(MARKDOWN.render(render(Document((text,), ()))))
    assert [squeezed(found) for found in text_of(html, "h1")] == [squeezed(clean(text))]


@given(texts.filter(lambda text: bool(squeezed(clean(text)))))
@settings(deadline=None)
def test_a_paragraph_stays_a_paragraph(text: str) -> None:
    assert [squeezed(found) for found in text_of(visible(page(Prose((text,)))), "p")] == [squeezed(clean(text))]


@given(texts)
@settings(deadline=None, max_examples=50)
def test_a_text_adds_no_element(text: str) -> None:
    tags = {tag for tag, _ in Reader(f"<a>{MARKDOWN.render(render(everywhere((text, 'x'))))}</a>").seen}
    assert tags <= set("a h1 h2 p span strong em table thead tbody tr th td details summary".split())


@given(texts)
def test_every_dollar_belongs_to_a_formula(text: str) -> None:
    line = inline((text, X, Strong(text)))
    assert line.count("$") == 2
    assert "\\(" not in line
    assert ord("$") in ESCAPES


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"|x|", r"$\vert x\vert$"),
        (r"\left\{x\right\}", r"$\left\lbrace x\right\rbrace$"),
        (r"a\\b", r"$a\cr b$"),
        (" x < 3 ", r"$x \lt  3$"),
        ("u\\,v\n", r"$u\thinspace v$"),
    ],
)
def test_inline_mathematics_holds_nothing_that_markdown_reads(latex: str, expected: str) -> None:
    assert inline((Math(latex, ""),)) == expected


def test_a_formula_stands_between_double_dollars() -> None:
    lines = (Line(Math("f", "f"), Math("2x", "2x"), ("50%",)), Line(None, Math("3", "3"), (), "≈"))
    body = render(Document(("T",), (Formula(lines),)))
    assert body.split("\n\n")[1].strip() == "$$\n\\begin{aligned}\nf &= 2x &&\\text{50}{\\%}\\\\\n &\\approx 3\n\\end{aligned}\n$$"


def test_markdown_inside_a_fold_is_read() -> None:
    html = page(Reveal(("why | *so*",), (Prose((Strong("because."), " of it")),)))
    assert "<summary>why | *so*</summary>" in html.replace("&#42;", "*").replace("&#124;", "|")
    assert "<strong>because.</strong>" in html


def test_a_figure_is_a_picture_with_words() -> None:
    images = [values for tag, values in Reader(MARKDOWN.render(render(sample()))).seen if tag == "img"]
    assert [str(image["src"])[:22] for image in images] == ["data:image/png;base64,"]
    assert "eight points" in str(images[0]["alt"])


def test_a_row_that_continues_stands_in_the_row_above() -> None:
    assert "| 1 | $a$<br>$= b$ | a reason |" in render(continued())
