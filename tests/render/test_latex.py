"""LaTeX compiles as it stands and shows every text as it was given."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given

from symdescent.lesson.document import Document, Formula, Line, Math, Prose, Table
from symdescent.render.latex import PACKAGES, render
from symdescent.render.tex_text import ESCAPES, GREEK, PRINTED, SIGNS, escape

from .hostile import EXAMPLES, drawn, everywhere, texts
from .sample import continued, sample

Compiler = Callable[[str], Path]
Reader = Callable[[Path], str]
COMMANDS = re.compile(
    r"\\(?:text(?:backslash|asciitilde|asciicircum|asciigrave|quotedbl|quotesingle|(?:sub|super)script)|allowbreak|fbox|scriptsize|ensuremath)(?![a-z])"
    r"|\\[{}$&#%_]|\\(?:" + "|".join([*GREEK.values(), *(name.replace("\\", "\\\\") for name in SIGNS.values())]) + ")"
)


@given(texts)
def test_only_known_commands_are_left_of_a_text(text: str) -> None:
    rest = COMMANDS.sub("", escape(text))
    assert "\\" not in rest
    assert not set("$&#%_") & set(rest)


def test_a_document_of_hostile_texts_compiles(latex: Compiler) -> None:
    blocks = [block for text in EXAMPLES for block in everywhere((text,)).blocks]
    source = render(Document((EXAMPLES[0], EXAMPLES[5]), (*blocks, drawn("a\\b\n%"))))
    assert latex(source).stat().st_size > 0


def test_every_letter_of_the_tables_is_printed(latex: Compiler) -> None:
    letters = [*ESCAPES, *sorted(PRINTED), *GREEK, *SIGNS]
    latex(render(Document(("Letters",), tuple(Prose((letter,)) for letter in letters))))


@pytest.mark.parametrize("text", [r"\input{/etc/passwd}", "50% of #1 & a_b {x}", "-- --- << >> ,,", "[1] and *2", "[x]* $5"])
def test_a_text_is_printed_as_it_was_given(latex: Compiler, words: Reader, text: str) -> None:
    pdf = latex(render(Document((text,), (Table((("a",), ("b",)), (((text,), ("c",)),)),))))
    assert words(pdf).count(re.sub(r"\s+", "", text)) == 2


def test_a_letter_that_the_fonts_lack_is_named(latex: Compiler, words: Reader) -> None:
    assert "1F600" in words(latex(render(Document(("Smile 😀",), ()))))


def test_the_sample_compiles_whole_and_as_a_fragment(latex: Compiler) -> None:
    latex(render(sample()))
    fragment = render(sample(), fragment=True)
    usages = "".join(f"\\usepackage{{{name}}}" for name in PACKAGES)
    head = f"\\documentclass{{article}}\\usepackage[T1]{{fontenc}}{usages}"
    latex(f"{head}\\begin{{document}}{fragment}\n{fragment}\\end{{document}}")


def test_wide_mathematics_stays_on_the_page(latex: Compiler) -> None:
    wide = Math(" + ".join(f"x_{{{k}}}^{{2}}" for k in range(60)), "…")
    document = Document(("Wide",), (Formula((Line(Math("f", "f"), wide, ("a reason " * 9,)),)), Table((("f",),), (((wide,),),))))
    log = latex(render(document)).with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    assert "Overfull \\hbox" not in log


def test_a_long_table_and_a_long_derivation_go_over_pages(latex: Compiler) -> None:
    lines = tuple(Line(Math("f", "f"), Math(rf"\frac{{{k}}}{{2}}", "")) for k in range(60))
    rows = tuple(((str(k),), ("value",)) for k in range(120))
    pdf = latex(render(Document(("Long",), (Formula(lines), Table((("k",), ("v",)), rows)))))
    log = pdf.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    assert "Overfull \\vbox" not in log
    assert int(re.search(r"\((\d+) pages", log)[1]) > 3  # type: ignore[index]


def test_a_row_that_continues_stands_in_the_row_above(latex: Compiler, words: Reader) -> None:
    assert "aareason=b2canother" in words(latex(render(continued())))


def test_only_english_is_hyphenated_as_english(latex: Compiler, words: Reader) -> None:
    text = ("Differenzenquotienten und partielle Ableitungen in verschiedenen Koordinatenrichtungen nebeneinander " * 6,)
    printed = words(latex(render(Document(("A",), (Prose(text),), "de"))))
    assert "-" not in printed
    assert printed.count("Koordinatenrichtungen") == 6
