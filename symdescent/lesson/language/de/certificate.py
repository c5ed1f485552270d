"""How the steps were checked."""

from __future__ import annotations

SENTENCES = {
    "title certificate": "Wie die Ableitung von {f} geprüft wurde",
    "certificate proved": "Bewiesene Schritte: {count}. SymPy formt die Differenz der beiden Seiten zu 0 um.",
    "certificate numeric": "Numerisch geprüfte Schritte: {count}. Verglichen wurde mit einem Differenzenquotienten, der keine Regel kennt, bei {working} Stellen.",
    "certificate quick": "In Gleitkommazahlen geprüfte Schritte: {count}. Verglichen wurde mit einem Differenzenquotienten, der keine Regel kennt.",
    "certificate all": "Alle {count} Schritte",
    "certificate checked": "Prüfung",
    "proved": "bewiesen",
    "compared": "{digits} Stellen stimmen überein bei {points}",
    "unproved spent": "; nicht bewiesen, weil der Aufwand für die ganze Herleitung verbraucht war",
    "unproved large": "; nicht bewiesen, weil der Schritt für einen Beweis zu groß ist",
    "unproved open": "; nicht bewiesen, weil SymPy die Differenz nicht als 0 erkennt",
}
