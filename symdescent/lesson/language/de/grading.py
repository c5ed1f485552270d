"""Bewertung: was zu einer eingegebenen Antwort gesagt wird, und Flüchtigkeitsfehler."""

from __future__ import annotations

SLIPS = {
    "letter not in the question": "Darin kommt ein Buchstabe vor, den es in der Frage nicht gibt.",
    "transposed": "Zeilen und Spalten sind vertauscht: Das ist die transponierte Matrix.",
    "too few digits": "Das ist zu grob gerundet: Geben Sie die Zahl genau oder mit mehr Stellen an.",
    "sign": "Ein Vorzeichen ist verkehrt.",
    "entries swapped": "Die Einträge stimmen, aber nicht ihre Reihenfolge.",
    "reciprocal": "Das ist der Kehrwert der Antwort.",
    "twice as much": "Das ist das Doppelte der Antwort.",
    "half as much": "Das ist die Hälfte der Antwort.",
    "term missing": "Ein Summand fehlt.",
    "rounded early": "Das stimmt beinahe: Unterwegs wurde gerundet. Rechnen Sie bis zum Schluss mit genauen Zahlen.",
    "one number": "Bis auf eine Zahl stimmt alles: Prüfen Sie die Rechnung.",
    "one entry": "Bis auf einen stimmen alle Einträge.",
    "point missing": "Ein Punkt fehlt.",
    "point too many": "Darunter ist ein Punkt, der nicht zur Antwort gehört.",
    "kinds left out": "Geben Sie zu jedem Punkt an, was er ist.",
    "wrong kind": "Die Punkte stimmen, aber nicht, was über sie gesagt wird.",
    "lower end": "Die untere Grenze ist eine andere.",
    "upper end": "Die obere Grenze ist eine andere.",
    "end belongs": "Beide Grenzen stimmen: Prüfen Sie, ob sie dazugehören.",
    "one number alone": "Gefragt ist nach einem ganzen Intervall, nicht nach einer Zahl.",
    "steps missing": "Bis hierher stimmt es, aber es fehlen Schritte.",
    "steps too many": "Das sind mehr Punkte, als nach Schritten gefragt war.",
    "nothing moves": "Immer derselbe Punkt ist kein Schritt: Setzen Sie die Zahlen jedes Punktes in die Vorschrift ein.",
}

SENTENCES = {f"slip {key}": sentence for key, sentence in SLIPS.items()} | {
    "title grade": "Ihre Antwort",
    "grade right": "**Richtig.**",
    "grade not simplified": "**Richtig**, es lässt sich aber einfacher schreiben: {answer}.",
    "grade rounded": "**Richtig** auf die angegebenen Stellen; genau ist es {answer}.",
    "grade narrower domain": "**Richtig**, wo es definiert ist; {answer} ist aber auch dort definiert, wo Ihre Zeile es nicht ist.",
    "grade lower end left out": "**Richtig**, wenn sich von selbst versteht, dass die Zahl positiv ist: {answer}.",
    "grade steps left out": "**Richtig** am Ende; gefragt war nach allen Schritten: {answer}.",
    "grade wrong": "**Noch nicht.**",
    "grade unexplained": "Kein einzelner der üblichen Fehler führt dazu.",
    "grade also": "Dasselbe kommt auch bei einem anderen Fehler heraus: {others}.",
    "grade undecided": "**Nicht entschieden.** Ob das die Antwort ist, ließ sich nicht klären: Schreiben Sie es einfacher, oder fragen Sie nach.",
    "grade too long": "**Nicht entschieden.** Das zu klären würde zu lange dauern: Schreiben Sie es einfacher.",
    "grade hint": "Nächster Hinweis: {hint}",
    "step wrong": "Schritt {step} ist falsch.",
    "step follows": "Schritt {steps} folgt richtig aus Ihren eigenen Zahlen.",
    "steps follow": "Die Schritte {steps} folgen richtig aus Ihren eigenen Zahlen.",
}
