"""Fassungen eines Verfahrens."""

from __future__ import annotations

SENTENCES = {
    "title compare": "Fassungen von {method}",
    "compare lines": "Diese Zeilen unterscheiden sich:",
    "compare lines head": "wird zu",
    "compare starts": "Diese Zustände beginnen anderswo:",
    "compare starts head": "beginnt bei",
    "compare defaults": "Diese Parameter haben andere Voreinstellungen:",
    "compare defaults head": "Voreinstellung",
    "compare name": "Name",
    "compare in": "bei",
    "compare same": "Die Fassungen haben dieselben Zeilen, Anfangswerte und Voreinstellungen.",
    "compare runs": "Auf {f} von {start} aus mit der Rate {rate}, jede Fassung mit ihren eigenen Voreinstellungen:",
    "compare two": "Läufe",
    "compare part": "wo sie sich trennen",
    "compare at": "bei Schritt {k}",
    "compare together": "sie gehen alle {steps} Schritte gemeinsam",
}
