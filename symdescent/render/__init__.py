"""A document in the formats that people use: one module a format, and ``save`` by a file's suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from symdescent.errors import ArgumentError
from symdescent.shown import Shown


class Format(NamedTuple):
    """The suffix of a format's files, and what writes the text of one, or its bytes."""

    suffix: str
    write: Callable[[Shown], str | bytes]


def _notebook(shown: Shown) -> str:
    from symdescent.render.notebook import to_json

    return to_json(shown.to_notebook())


def _pdf(shown: Shown) -> bytes:
    from symdescent.render.pdf import compiled

    return compiled(shown.to_latex())


FORMATS: dict[str, Format] = {
    "text": Format(".txt", lambda shown: shown.to_text()),
    "markdown": Format(".md", lambda shown: shown.to_markdown()),
    "latex": Format(".tex", lambda shown: shown.to_latex()),
    "pdf": Format(".pdf", _pdf),
    "html": Format(".html", lambda shown: shown.to_html()),
    "notebook": Format(".ipynb", _notebook),
}


def save(shown: Shown, path: str | Path) -> Path:
    """Writes the format that the suffix names, in UTF-8; returns the path.

    Raises ``ArgumentError`` for a suffix that is not in ``FORMATS`` and for a folder that does not exist.

    >>> from symdescent.lesson.document import Document
    >>> save(Document(("A",), ()), "lesson.docx")
    Traceback (most recent call last):
        ...
    symdescent.errors.ArgumentError: cannot save 'lesson.docx': expected a suffix among .txt, .md, .tex, .pdf, .html, .ipynb.
    """
    path = Path(path)
    writers = {kind.suffix: kind.write for kind in FORMATS.values()}
    if path.suffix.lower() not in writers:
        raise ArgumentError(f"cannot save {str(path)!r}: expected a suffix among {', '.join(writers)}.")
    if not path.parent.is_dir():
        raise ArgumentError(f"cannot save {str(path)!r}: the folder {str(path.parent)!r} does not exist; make it first.")
    path.write_bytes(in_bytes(writers[path.suffix.lower()](shown)))
    return path


def in_bytes(text: str | bytes) -> bytes:
    """What is written into a file: text in UTF-8."""
    return text if isinstance(text, bytes) else text.encode()
