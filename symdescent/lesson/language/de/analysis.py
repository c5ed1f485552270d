"""Die Seite zu einem Problem: ihre Fragen mit kurzen Antworten."""

from __future__ import annotations

SENTENCES = {
    "analysis title": "Wie {f} beschaffen ist",
    "analysis question": "Frage",
    "analysis answer": "Antwort",
    "analysis convexity": "Konvexität",
    "analysis landscape": "Die Landschaft",
    "analysis critical": "Kritische Punkte",
    "analysis rates": "Lernraten",
    "analysis bounded below": "Nach unten beschränkt",
    "analysis bounded above": "Nach oben beschränkt",
    "analysis coercive": "Wächst in allen Richtungen",
    "analysis constants": "Konstanten",
    "analysis safe": "Sichere Lernraten",
    "analysis yes": "ja",
    "analysis no": "nein",
    "analysis open": "unentschieden",
    "analysis none": "keine",
    "analysis maybe more": "vielleicht weitere",
    "analysis best min": "Der kleinste Wert überhaupt ist {value}.",
    "analysis best max": "Der größte Wert überhaupt ist {value}.",
    "analysis verdict strongly convex": "stark konvex",
    "analysis verdict strictly convex": "streng konvex",
    "analysis verdict convex": "konvex",
    "analysis verdict affine": "affin",
    "analysis verdict concave": "konkav",
    "analysis verdict strictly concave": "streng konkav",
    "analysis verdict strongly concave": "stark konkav",
    "analysis verdict undecided": "unentschieden",
    "analysis verdict neither": "weder konvex noch konkav",
}
