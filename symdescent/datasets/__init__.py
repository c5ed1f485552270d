"""Small data sets in the public domain, each with its source: ``symdescent.datasets.cars`` and its fellows.

>>> from symdescent import datasets
>>> datasets.cars.title
'Stopping distances of cars'
>>> datasets.cars.columns["speed"]
'speed before braking, in miles per hour'
>>> datasets.cars.read()
Columns(cars.csv: speed, dist; 50 rows)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symdescent.numeric.columns import Columns, read
from symdescent.numeric.csv_file import SHIPPED
from symdescent.shown import Shown


@dataclass(frozen=True, eq=False)
class Dataset(Shown):
    """A data set that comes with the package; anything that reads a CSV path reads it too.

    ``columns`` maps each column to what it holds and its unit; ``source`` says where the numbers were published and
    ``licence`` why anyone may use them.
    """

    name: str
    title: str
    columns: Mapping[str, str]
    source: str
    licence: str

    def read(self) -> Columns:
        """Its columns."""
        return read(self)

    def __fspath__(self) -> str:
        return str(SHIPPED / f"{self.name}.csv")


DATASETS: dict[str, Dataset] = {
    row.name: row
    for row in (
        Dataset(
            "cars",
            "Stopping distances of cars",
            {"speed": "speed before braking, in miles per hour", "dist": "distance to a stop, in feet"},
            "M. Ezekiel, Methods of Correlation Analysis, Wiley, New York, 1930; the 50 rows that R calls cars.",
            "Public domain: measurements, published in 1930.",
        ),
        Dataset(
            "forbes",
            "The boiling point of water and the pressure of the air",
            {"boiling": "temperature at which water boils, in °F", "pressure": "pressure of the air, in inches of mercury"},
            "J. D. Forbes, Transactions of the Royal Society of Edinburgh 21, 1857, 235-243; 17 places in the Alps and in Scotland.",
            "Public domain: measurements, published in 1857.",
        ),
        Dataset(
            "hubble",
            "Distances and velocities of nebulae",
            {
                "nebula": "its name (text)",
                "distance": "distance from us, in millions of parsecs",
                "velocity": "measured velocity away from us, in km/s",
            },
            "E. Hubble, Proceedings of the National Academy of Sciences 15, 1929, 168-173, table 1.",
            "Public domain: measurements, published in 1929.",
        ),
    )
}
cars, forbes, hubble = DATASETS["cars"], DATASETS["forbes"], DATASETS["hubble"]
