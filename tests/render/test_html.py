"""HTML holds every text as it was given, runs and loads nothing, and is shown well by a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from symdescent.lesson.document import Document, Formula, Heading, Line, Math, Prose, Table
from symdescent.render.html import inline, render
from symdescent.render.inline import clean
from symdescent.render.mathml import mathml

from .elements import Reader, text_of
from .hostile import EXAMPLES, drawn, everywhere, texts
from .sample import continued, sample

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page


@given(texts)
@settings(deadline=None)
def test_a_page_says_exactly_the_text(text: str) -> None:
    page = render(Document((text,), (Heading((text,)), Prose((text,)), Table(((text,), ("b",)), (((text,), (text,)),), (text,)))))
    for tag, count in {"title": 1, "h1": 1, "h2": 1, "p": 1, "caption": 1}.items():
        assert [found.removesuffix("\n") for found in text_of(page, tag)] == [clean(text)] * count


@given(texts)
@settings(deadline=None, max_examples=50)
def test_a_text_adds_no_element(text: str) -> None:
    reader, plain = Reader(render(everywhere((text,)))), Reader(render(everywhere(("harmless",))))
    drop = {"tied", "words"}
    shape = [[tag for tag, values in found.seen if not drop & set((values.get("class") or "").split())] for found in (reader, plain)]
    assert not reader.open
    assert "script" not in shape[0]
    assert [tag for tag in shape[0] if tag not in ("th", "td")] == [tag for tag in shape[1] if tag not in ("th", "td")]


def test_what_a_reader_without_eyes_needs_is_there() -> None:
    reader = Reader(render(Document(("Title",), (*sample().blocks, drawn('a "quoted" <picture>')), "de")))
    tags = [tag for tag, _ in reader.seen]
    assert dict(reader.seen)["html"] == {"lang": "de"}
    assert [values["alt"] for tag, values in reader.seen if tag == "img"][-1] == 'a "quoted" <picture>'
    assert all(values["scope"] in ("col", "row") for tag, values in reader.seen if tag == "th")
    assert [tag for tag in tags if tag in ("h1", "h2", "h3")] == ["h1", "h2", "h2"]
    assert {"main", "figure", "figcaption", "caption"} <= set(tags)


def test_a_page_loads_nothing() -> None:
    reader = Reader(render(sample()))
    places = [values[name] or "" for _, values in reader.seen for name in ("src", "href") if name in values]
    assert places
    assert all(place.startswith("data:") for place in places)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1100])
def test_a_browser_shows_the_page_without_complaint(page: Page, scheme: str, width: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = sample().save(tmp_path_factory.mktemp("page") / "lesson.html")
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path.as_uri())
    sizes = page.evaluate(
        "[...document.querySelectorAll('main > :not(details) math')].map(m => m.getBoundingClientRect()).map(r => r.width * r.height)"
    )
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    assert sizes
    assert all(size > 0 for size in sizes)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")


def test_nothing_of_a_hostile_text_runs_or_overflows(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    alerts: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    for text in EXAMPLES:
        page.set_content(render(everywhere((text,))))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), text
    assert alerts == []


def test_print_opens_what_is_folded(page: Page) -> None:
    page.set_content(render(sample()))
    inside = "document.querySelector('details p').checkVisibility()"
    assert not page.evaluate(inside)
    page.emulate_media(media="print")
    assert page.evaluate(inside)


def test_relations_are_shown() -> None:
    x = Math("x", "x")
    page = render(Document(("R",), (Formula(tuple(Line(x, x, (), relation) for relation in "=≈≤≥")),)))
    assert [sign for _, text in Reader(page).texts for sign in text if sign in "=≈≤≥"] == list("=≈≤≥")


@pytest.mark.parametrize(
    ("latex", "order"), [("f'(x)", "f′(x)"), ("f''", "f″"), ("(uv)'", "(uv)′"), ("f_{1}'", "f1′"), ("{f'}^{2}", "f′2")]
)
def test_a_prime_is_raised_once(latex: str, order: str) -> None:
    reader = Reader(mathml(latex))
    assert "".join(text for _, text in reader.texts) == order
    assert "msubsup" not in [tag for tag, _ in reader.seen]
    assert [tag for tag, _ in reader.seen].count("msup") == latex.count("^")


def test_a_row_that_continues_stands_in_the_row_above() -> None:
    table = render(continued())
    assert table.count("<tr>") == 3
    assert table.count("<br>") == 1


LONG = Math(
    r"f(x, y) = (x - 1)^{2} + (y + 2)^{2} = x^{2} - 2 x + y^{2} + 4 y + 5, \nabla f = \left(2 x - 2, 2 y + 4\right)",
    "f(x, y) = (x - 1)² + (y + 2)² = x² - 2x + y² + 4y + 5, ∇f = (2x - 2, 2y + 4)",
)


def test_the_pieces_of_a_long_formula_say_the_whole() -> None:
    def said(page: str) -> str:
        return "".join(text for _, text in Reader(page).texts).replace(" ", "")

    pieces = inline((LONG,))
    assert pieces.count("<math>") == 4
    assert said(f"<p>{pieces}</p>") == said(mathml(LONG.latex))


def test_a_narrow_page_shows_all_of_a_long_formula_and_of_words_beside_one(page: Page) -> None:
    words = ("The step was added: the gradient points uphill.",)
    table = Table((("answer",), ("why it tempts",)), (((LONG,), words), ((Math("x = 3", "x = 3"),), words)))
    page.set_content(render(Document(("Narrow",), (Prose(("Of ", LONG, ".")), table))))
    for width in (375, 1100):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("[...document.querySelectorAll('p, .scroll')].every(part => part.scrollWidth <= part.clientWidth)")
