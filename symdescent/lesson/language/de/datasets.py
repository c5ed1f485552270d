"""The data sets that come along; titles of publications stay in their language, in quotation marks."""

from __future__ import annotations

SENTENCES = {
    "dataset cars": "Anhaltewege von Autos",
    "dataset cars speed": "Geschwindigkeit vor dem Bremsen, in Meilen pro Stunde",
    "dataset cars dist": "Weg bis zum Stillstand, in Fuß",
    "dataset cars, source": "M. Ezekiel, „Methods of Correlation Analysis“, Wiley, New York, 1930; die 50 Zeilen, die in R „cars“ heißen.",
    "dataset cars, licence": "Gemeinfrei: Messwerte, veröffentlicht 1930.",
    "dataset forbes": "Der Siedepunkt von Wasser und der Luftdruck",
    "dataset forbes boiling": "Temperatur, bei der Wasser siedet, in °F",
    "dataset forbes pressure": "Luftdruck, in Zoll Quecksilbersäule",
    "dataset forbes, source": "J. D. Forbes, „Transactions of the Royal Society of Edinburgh“ 21, 1857, 235-243; 17 Orte in den Alpen und in Schottland.",
    "dataset forbes, licence": "Gemeinfrei: Messwerte, veröffentlicht 1857.",
    "dataset hubble": "Entfernungen und Geschwindigkeiten von Nebeln",
    "dataset hubble nebula": "sein Name (Text)",
    "dataset hubble distance": "Entfernung von uns, in Millionen Parsec",
    "dataset hubble velocity": "gemessene Geschwindigkeit, mit der er sich entfernt, in km/s",
    "dataset hubble, source": "E. Hubble, „Proceedings of the National Academy of Sciences“ 15, 1929, 168-173, Tabelle 1.",
    "dataset hubble, licence": "Gemeinfrei: Messwerte, veröffentlicht 1929.",
}
