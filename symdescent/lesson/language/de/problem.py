"""Problems, data and what else shows itself."""

from __future__ import annotations

SENTENCES = {
    "title problem min": "{f} minimieren",
    "title problem max": "{f} maximieren",
    "title trace": "Das Protokoll des Laufs",
    "column": "Spalte",
    "meaning": "Bedeutung",
    "source": "Quelle: {source} {licence}",
    "title point": "{f} und die Ableitungen an der Stelle {point}",
    "over min": "Gesucht ist der kleinste Wert über alle {variables}.",
    "over max": "Gesucht ist der größte Wert über alle {variables}.",
    "parameters": "Als Buchstaben bleiben stehen: {parameters}.",
    "data": "Die Daten: {columns}, {rows} Zeilen.",
    "caption function curve": "Die Kurve.",
    "caption function contour": "Höhenlinien.",
    "undefined": "nicht definiert",
}
