"""A document as a notebook (nbformat 4.5) that executes from top to bottom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from symdescent.lesson.document import Block, Code, Document, Figure, Heading, Prose
from symdescent.render.markdown import blocks, inline

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
}


def render(document: Document) -> dict[str, Any]:
    """The notebook as nbformat's dict: a markdown cell for each heading and what follows it, a code cell for code.

    >>> from symdescent.lesson.document import Code, Document
    >>> [cell["source"] for cell in render(Document(("Sum",), (Code("1 + 1"),)))["cells"]]
    ['# Sum', '1 + 1']
    """
    cells = [_numbered(number, cell) for number, cell in enumerate(_cells(document))]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": METADATA, "cells": cells}


def to_json(notebook: dict[str, Any]) -> str:
    """The notebook as the text of its file; sources are lists of lines, so that changes show line by line."""
    cells = [cell | {"source": cell["source"].splitlines(keepends=True)} for cell in notebook["cells"]]
    return json.dumps(notebook | {"cells": cells}, indent=1, ensure_ascii=False) + "\n"


def _cells(document: Document) -> Iterator[dict[str, Any]]:
    texts = [f"# {inline(document.title)}"]
    for block in document.blocks:
        code = _code(block)
        if texts and (code or isinstance(block, Heading)):
            yield _markdown(texts)
            texts = []
        if code:
            yield _executable(code)
        texts += _texts(block)
    if texts:
        yield _markdown(texts)


def _code(block: Block) -> str:
    """The Python of a block; empty where it has none."""
    return getattr(block, "source" if isinstance(block, Code) else "code", None) or ""


def _texts(block: Block) -> list[str]:
    """What a markdown cell says of a block: of a picture that code draws, its caption or what it shows."""
    if isinstance(block, Figure) and block.code:
        return list(blocks([Prose(block.caption or (block.alt,))]))
    return list(blocks([block]))


def _markdown(texts: list[str]) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": "\n\n".join(texts)}


def _executable(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": source}


def _numbered(number: int, cell: dict[str, Any]) -> dict[str, Any]:
    return cell | {"id": f"cell-{number}"}
