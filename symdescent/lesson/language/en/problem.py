"""Problems, data and what else shows itself."""

from __future__ import annotations

SENTENCES = {
    "title problem min": "Minimise {f}",
    "title problem max": "Maximise {f}",
    "title trace": "The record of the run",
    "column": "column",
    "meaning": "what it holds",
    "source": "Source: {source} {licence}",
    "title point": "{f} and its derivatives at {point}",
    "over min": "It is to be made as small as possible over {variables}.",
    "over max": "It is to be made as large as possible over {variables}.",
    "parameters": "Kept as symbols: {parameters}.",
    "data": "The data: {columns}, {rows} rows.",
    "caption function curve": "The curve.",
    "caption function contour": "Level curves.",
    "undefined": "undefined",
}
