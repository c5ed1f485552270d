"""Sums of squares."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "squares table": "Die Quadrate mit ihren positiven Gewichten.",
    "squares multiplied": "Der Faktor {multiplier} ist positiv, außer vielleicht im Ursprung, und das Produkt ist nie negativ. Also ist {inner} nie negativ; im Ursprung gilt das wegen der Stetigkeit.",
    "squares attained": "Bei {point} ist der Wert {bound}: Das ist der kleinste Wert von {f}.",
    "squares convex": "Eine Summe von Quadraten ist nie negativ. Also ist {left} in jedem Punkt x und in jeder Richtung {v} mindestens 0: Die Funktion ist konvex.",
    "squares concave": "Eine Summe von Quadraten ist nie negativ. Also ist {left} in jedem Punkt x und in jeder Richtung {v} mindestens 0: Die Funktion ist konkav.",
    "squares strongly convex": "Selbst wenn man {mu} mal das Quadrat der Länge abzieht, bleibt alles mindestens 0: Die Funktion ist stark konvex mit μ = {mu}.",
    "squares strongly concave": "Selbst wenn man {mu} mal das Quadrat der Länge abzieht, bleibt alles mindestens 0: Die Funktion ist stark konkav mit μ = {mu}.",
    "squares strictly convex": "Sie ist strikt konvex: Verläuft ein konvexes Polynom auf einer Strecke gerade, so auf allen Geraden dieser Richtung (Rockafellar 1970, Satz 8.8); bei {point} ist die Hesse-Matrix aber positiv definit, dort ist also jede Gerade durch diesen Punkt ausgeschlossen.",
    "squares strictly concave": "Sie ist strikt konkav: Verläuft ein konkaves Polynom auf einer Strecke gerade, so auf allen Geraden dieser Richtung (Rockafellar 1970, Satz 8.8); bei {point} ist die Hesse-Matrix aber negativ definit, dort ist also jede Gerade durch diesen Punkt ausgeschlossen.",
    "squares odd": "Der Grad ist ungerade; also nimmt das Polynom negative Werte an und ist keine Summe von Quadraten.",
    "squares corner": "Einer der Terme kann nicht aus Quadraten entstehen; also ist das Polynom keine Summe von Quadraten.",
    "squares none": "Soweit die Suche das erkennen kann, ist das Polynom keine Summe von Quadraten.",
    "squares large": "Das Polynom ist zu groß für die Suche nach Quadraten.",
    "squares rounding": "Die Suche kam einer Summe von Quadraten nahe, konnte sie aber nicht exakt machen.",
    "squares no polynomial": "Das ist kein Polynom mit rationalen Koeffizienten von mäßiger Größe.",
    "squares install": "Eine Suche nach Summen von Quadraten könnte das klären: Dazu braucht es einen Löser, der mit symdescent[proofs] kommt.",
}
