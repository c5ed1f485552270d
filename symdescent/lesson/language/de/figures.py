"""The words in and about pictures."""

from __future__ import annotations

FIGURES = {
    "min": "Minimum",
    "max": "Maximum",
    "best": "bester Wert",
    "local": "lokales {kind}",
    "start": "Start",
    "end": "Schritt {k}",
    "step": "Schritt k",
    "value": "Wert",
    "gap_min": "Wert über\n{kind}",
    "gap_max": "Wert unter\n{kind}",
    "norm": "Norm des\nGradienten",
    "zero": "{label}\n(0 ab Schritt {k})",
    "runaway": "Schritte 0 bis {k}; die späteren liegen außerhalb des Bildes",
    "outside": "Schritte 0 bis {k}; der nächste verlässt den Definitionsbereich",
    "nothing": "alles ist 0 oder keine Zahl",
    "alt_curve": "Die Kurve von f({variable}) = {formula} für {variable} von {left} bis {right}.",
    "alt_contour": "Höhenlinien von f({names}) = {formula}, waagerecht {across} von {left} bis {right} und senkrecht {up} von {bottom} bis {top}.",
    "alt_run": "Der Lauf geht von {start} mit dem Wert {first} bei Schritt 0 bis {end} mit dem Wert {last} bei Schritt {k}.",
    "alt_runaway": "Die späteren Schritte des Laufs liegen außerhalb des Bildes.",
    "alt_outside": "Der nächste Schritt des Laufs verlässt den Definitionsbereich der Funktion.",
    "alt_tangent": "Die Tangente berührt sie bei {place}, wo der Wert {value} ist, mit der Steigung {slope}.",
    "alt_mark": "Bei {place} ist markiert: {kind}, mit dem Wert {value}.",
    "alt_convergence": "Wert und Norm des Gradienten bei den Schritten 0 bis {k} auf einer logarithmischen Achse für f = {formula}.",
    "alt_gap": "Der Abstand des Werts vom Vergleichswert ({kind}) geht von {first} bis {last}.",
    "alt_norm": "Die Norm des Gradienten geht von {first} bis {last}.",
}

SENTENCES = {f"figure {key}": text for key, text in FIGURES.items()}
