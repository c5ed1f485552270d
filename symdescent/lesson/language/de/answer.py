"""A line that somebody typed, and other ways to the result."""

from __future__ import annotations

WAYS = {
    "like factors first": "zuerst gleiche Faktoren zusammenfassen",
    "expand first": "zuerst ausmultiplizieren",
    "split the fraction": "den Bruch aufteilen",
    "negative power": "als negative Potenz schreiben",
    "root as a power": "die Wurzel als Potenz schreiben",
    "square as a product": "das Quadrat als Produkt schreiben",
    "exponential form": "als Potenz von e schreiben",
    "split the logarithm": "den Logarithmus aufteilen",
}

# the name of a wrong rule, and what went wrong where f, its parts u and v, and x are put in
MISTAKES = {
    "chain factor dropped": (
        "innere Ableitung vergessen",
        "Das ist nur die äußere Ableitung: Auch das Innere, {u}, ändert sich mit {x}, und seine Ableitung fehlt als Faktor.",
    ),
    "product of the derivatives": (
        "Ableitungen der Faktoren multipliziert",
        "Die Faktoren von {f} wurden einzeln abgeleitet und die Ableitungen multipliziert.",
    ),
    "product term dropped": (
        "Summand der Produktregel vergessen",
        "In {f} wird der Reihe nach jeder Faktor abgeleitet; mindestens einer dieser Summanden fehlt.",
    ),
    "power not lowered": ("Exponent nicht verringert", "Der Exponent von {f} steht als Faktor davor, wurde aber nicht um 1 verringert."),
    "power rule on an exponential": (
        "Potenzregel auf eine Exponentialfunktion angewandt",
        "Die Potenzregel gilt für eine veränderliche Basis; in {f} steht die Variable im Exponenten.",
    ),
    "quotient of the derivatives": (
        "Ableitungen dividiert",
        "Zähler und Nenner von {f} wurden jeder für sich abgeleitet.",
    ),
    "quotient reversed": (
        "Quotientenregel in falscher Reihenfolge",
        "Die beiden Terme im Zähler stehen in falscher Reihenfolge: Die Ableitung des Zählers {u} kommt zuerst; so ist das Vorzeichen umgekehrt.",
    ),
    "denominator not squared": ("Nenner nicht quadriert", "Der Nenner {v} muss in der Ableitung quadriert werden."),
    "denominator dropped": ("Nenner vergessen", "Der Zähler stimmt, aber darunter fehlt das Quadrat von {v}."),
    "sine with a minus": (
        "Minuszeichen beim Sinus",
        "Die Ableitung des Sinus hat kein Minuszeichen, wohl aber die des Kosinus.",
    ),
    "sign slip": ("Vorzeichenfehler", "Beim Ableiten von {f} ging ein Vorzeichen verloren oder kam eines hinzu."),
    "exponent dropped": ("Exponent nicht als Faktor", "Der Exponent von {f} wurde verringert, er fehlt aber als Faktor."),
    "power raised": ("Exponent erhöht", "Der Exponent von {f} wurde um 1 erhöht; er muss um 1 verringert werden."),
    "logarithm of the base dropped": (
        "ln der Basis fehlt",
        "Die Basis von {f} ist nicht e; daher gehört der natürliche Logarithmus der Basis in die Ableitung.",
    ),
    "exponent taken as constant": (
        "Exponent wie eine Konstante behandelt",
        "Die Potenzregel behandelt den Exponenten {v} wie eine Konstante, er ändert sich aber mit {x}.",
    ),
    "base taken as constant": (
        "Basis wie eine Konstante behandelt",
        "Die Regel für Exponentialfunktionen behandelt die Basis {u} wie eine Konstante, sie ändert sich aber mit {x}.",
    ),
    "inner derivative of the wrong thing": (
        "innere Ableitung in die äußere Funktion eingesetzt",
        "Die Ableitung von {u} wurde in die äußere Funktion eingesetzt. Dort bleibt {u} stehen, wie es ist.",
    ),
    "inner function dropped": (
        "äußere Ableitung an der Variablen allein genommen",
        "Die äußere Ableitung von {f} wurde bei {x} genommen. Sie gehört an die Stelle {u}; das Innere bleibt stehen.",
    ),
    "inner function not differentiated": (
        "mit dem Inneren selbst multipliziert",
        "Die äußere Ableitung wurde mit {u} selbst multipliziert und nicht mit dessen Ableitung.",
    ),
    "outer function not differentiated": (
        "äußere Funktion nicht abgeleitet",
        "Das Innere, {u}, wurde abgeleitet, die äußere Funktion von {f} blieb aber stehen.",
    ),
    "constant kept": ("Konstante stehen gelassen", "Hier hängt {f} nicht von {x} ab, die Ableitung ist daher 0."),
    "power rule on a constant": (
        "Potenzregel auf eine Konstante angewandt",
        "Die Potenzregel gilt für eine veränderliche Basis; {f} ist eine Zahl, die Ableitung ist daher 0.",
    ),
    "factor dropped": ("konstanter Faktor vergessen", "Der konstante Faktor von {f} bleibt in der Ableitung erhalten."),
    "derivative misremembered": ("falsche Ableitung einer Grundfunktion", "Die Ableitung der äußersten Funktion in {f} lautet anders."),
    "antiderivative": ("Stammfunktion", "Hier wurde {f} integriert statt abgeleitet."),
    "wrong variable": ("nach einer anderen Variablen abgeleitet", "Das ist die Ableitung nach einer anderen Variablen, nicht nach {x}."),
    "variable not held fixed": (
        "andere Variable nicht festgehalten",
        "Nur {x} ändert sich: In {f} werden die anderen Buchstaben wie Zahlen festgehalten.",
    ),
    "not differentiated": ("nicht abgeleitet", "Hier blieb {f} unverändert stehen."),
    "taken as constant": ("wie eine Konstante behandelt", "Hier wurde {f} wie eine Konstante behandelt; es ändert sich aber mit {x}."),
    "rounded": (
        "gerundete Zahl",
        "Hier wurde gerundet: Bis auf die angegebenen Stellen stimmt die Zeile mit der Ableitung überein. Die Zahl soll genau stehen bleiben, als Bruch oder Wurzel.",
    ),
    "constant of integration": (
        "Integrationskonstante",
        "Eine Integrationskonstante gehört zur Stammfunktion. Eine Ableitung hat keine, und ohne sie ist die Zeile richtig.",
    ),
    "arithmetic slip": ("Rechenfehler", "Die Regeln stimmen; die Zahl vor dem, was {f} ergibt, ist noch einmal zu prüfen."),
}

SENTENCES = (
    {f"rule {key}": name for key, name in WAYS.items()}
    | {f"mistake {key}": name for key, (name, _) in MISTAKES.items()}
    | {f"explain {key}": sentence for key, (_, sentence) in MISTAKES.items()}
    | {
        "title answer": "Ist {symbol} = {typed}?",
        "verdict equivalent": "**Richtig.**",
        "verdict equivalent but not simplified": "**Richtig**, es lässt sich aber einfacher schreiben.",
        "verdict right for a different rule": "**Richtig**, so wie es auf einem anderen Weg herauskommt: {way}.",
        "verdict wrong": "**Noch nicht.**",
        "verdict undecided": "**Nicht entschieden.** Es fanden sich zu wenige Stellen, an denen die Zeile mit der Ableitung verglichen werden kann.",
        "answer proved": "Die Gleichheit mit der Ableitung ist bewiesen.",
        "answer numeric": "Die Zeile stimmt an mehreren Stellen auf 30 Stellen genau mit der Ableitung überein.",
        "answer result": "Das Ergebnis",
        "entries right": "Richtig: {right} von {count} Einträgen.",
        "entry": "Eintrag {place}, {symbol} = {typed}",
        "explain unknown": "Die Zeile ist nicht die Ableitung, und kein einzelner der üblichen Fehler führt zu ihr.",
        "rule says": "Die Regel lautet: {rule}.",
        "difference": "Bei {at} hat die Zeile den Wert {typed}, die Ableitung den Wert {right}.",
        "difference of numbers": "Die Zeile hat den Wert {typed}, die Ableitung den Wert {right}.",
        "found as": "Erkannt als: {mistake}, bei {where}. {hint}",
        "next hint": "Nächster Hinweis: Was ist {asked}?",
        "next hints": "Nächster Hinweis: Was sind {asked}?",
        "next hint whole": "Nächster Hinweis: Was ist {asked} nach dieser Regel?",
        "or": " oder ",
        "title alternative": "Ein anderer Weg, {f} abzuleiten: {way}",
        "alternative at": "Bei {node}: {way}.",
        "alternative cost": "Das braucht {cost} Schritte, der erste Weg {first}.",
        "alternative where": "Erlaubt ist das, wo {conditions} gilt.",
    }
)
