"""Columns of data: names with one number a row each, from a CSV file, a data frame or a dict.

A column is turned into numbers when it is used, so text or gaps elsewhere in a table do no harm.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from numbers import Rational
from typing import TYPE_CHECKING, Any

from symdescent.errors import DataError
from symdescent.numeric.csv_file import read_csv, refuse_duplicates

if TYPE_CHECKING:
    import numpy as np

MISSING = frozenset({"", "na", "n/a", "nan", "nat", "none", "null", "<na>"})
NUMERIC_KINDS, FOREIGN_KINDS = "biuf", "cmM"  # NumPy's letters: boolean, integer, unsigned, float; complex, durations, dates
LONGEST_EXACT = 400  # characters and decimal exponent of a number that is taken exactly


@dataclass(frozen=True, eq=False, repr=False)
class Columns:
    """Named columns of one length; ``columns["speed"]`` is a read-only float64 array, shape (rows,).

    ``names`` are the columns' names in order, ``source`` the path that Python code can read the data from again (None
    for a frame or a dict), ``len(columns)`` the number of rows. Made by ``read``.

    >>> columns = read({"speed": [4, 7], "car": ["red", "blue"]})
    >>> columns.names, len(columns), columns["speed"]
    (('speed', 'car'), 2, array([4., 7.]))
    """

    entries: Mapping[str, Any]
    source: str | None
    rows: Sequence[int]  # how the source counts each row
    place: tuple[str, str]  # what a row is called there, and where "there" is
    _floats: dict[str, np.ndarray] = field(default_factory=dict, init=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in the source's order."""
        return tuple(self.entries)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __contains__(self, name: object) -> bool:
        return name in self.entries

    def __repr__(self) -> str:
        return f"Columns({self.place[1]}: {', '.join(self.names)}; {len(self)} rows)"

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self._floats:
            self._floats[name] = _frozen(self._numbers(name))
        return self._floats[name]

    def exact(self, name: str) -> tuple[Fraction, ...]:
        """The column as rational numbers: a decimal is taken as it is printed.

        >>> read({"x": [0.1, "2.50"]}).exact("x")
        (Fraction(1, 10), Fraction(5, 2))
        """
        self[name]  # complains about whatever is not a number
        return tuple(self._exact(name, row, entry) for row, entry in enumerate(self.entries[name]))

    def _numbers(self, name: str) -> Any:
        import numpy as np

        if name not in self.entries:
            raise DataError(f"There is no column {name!r} in {self.place[1]}. Its columns: {', '.join(self.names)}.")
        entries = self.entries[name]
        kind = getattr(getattr(entries, "dtype", None), "kind", "O")
        if kind in FOREIGN_KINDS:
            raise self._fault(name, 0, entries[0])
        if kind not in NUMERIC_KINDS:
            return [self._number(name, row, entry) for row, entry in enumerate(entries)]
        faults = np.flatnonzero(~np.isfinite(entries))
        if faults.size:
            raise self._fault(name, int(faults[0]), entries[int(faults[0])])
        return entries

    def _number(self, name: str, row: int, entry: object) -> float:
        try:
            value = float("nan") if "_" in str(entry) else float(entry)  # type: ignore[arg-type]  # Python reads 1_000
        except (TypeError, ValueError, OverflowError):
            raise self._fault(name, row, entry) from None
        if not isfinite(value):
            raise self._fault(name, row, entry)
        return value

    def _exact(self, name: str, row: int, entry: object) -> Fraction:
        if isinstance(entry, Rational):
            return Fraction(int(entry.numerator), int(entry.denominator))
        printed = str(entry).strip() if isinstance(entry, str | Decimal) else repr(float(entry))  # type: ignore[arg-type]
        if len(printed) > LONGEST_EXACT or abs(Decimal(printed).adjusted()) > LONGEST_EXACT:
            raise DataError(f"{self._where(name, row)}: the number is too long for exact arithmetic. Round it.")
        return Fraction(printed)

    def _where(self, name: str, row: int) -> str:
        return f"{self.place[0]} {self.rows[row]} of {self.place[1]}, column {name!r}"

    def _fault(self, name: str, row: int, entry: object) -> DataError:
        fault, remedy = _described(entry)
        return DataError(f"{self._where(name, row)}: {fault}. {remedy}")


def read(source: object) -> Columns:
    """The columns of a CSV file, a pandas or polars frame, or a dict of lists or arrays.

    A file has a header line, is in UTF-8 and separated by commas, semicolons (then ``2,5`` is read as 2.5) or tabs. A
    bare file name that is not found is looked up among the data sets that come with the package.

    Raises ``DataError`` for a table that cannot be read; using a column raises it for an entry that is not a number.

    >>> read("cars.csv")
    Columns(cars.csv: speed, dist; 50 rows)
    """
    if isinstance(source, Columns):
        return source
    if isinstance(source, str | os.PathLike):
        return Columns(*read_csv(os.fsdecode(source)))
    if isinstance(source, Mapping):
        return _read_table({str(name): source[name] for name in source}, "the dict")
    if hasattr(source, "columns") and hasattr(source, "to_numpy"):
        return _read_frame(source)
    given = type(source).__name__
    raise DataError(f"I can't read columns from {given}. Give the path of a CSV file, a pandas or polars frame, or a dict of lists.")


def _read_frame(frame: Any) -> Columns:
    names = [str(name) for name in frame.columns]
    refuse_duplicates(names, "the frame")
    return _read_table({str(name): frame[name].to_numpy() for name in frame.columns}, "the frame")


def _read_table(table: Mapping[str, Any], where: str) -> Columns:
    import numpy as np

    filled = {name: _filled(column) for name, column in table.items()}
    copies = {name: np.array(column, dtype=_array_type(column)) for name, column in filled.items()}
    lengths = {name: len(column) if column.ndim == 1 else None for name, column in copies.items()}
    for name, length in lengths.items():
        if length is None:
            raise DataError(f"column {name!r} of {where} is not a list of numbers. Give one number a row.")
    if len(set(lengths.values())) > 1:
        raise DataError(f"The columns of {where} differ in length: {', '.join(f'{n} has {k} rows' for n, k in lengths.items())}.")
    rows = next(iter(lengths.values()), 0)
    if not rows:
        raise DataError(f"{where} holds no rows. Give at least one row of numbers.")
    return Columns(copies, None, range(1, rows + 1), ("row", where))


def _filled(column: Any) -> Any:
    """The masked entries of one of NumPy's masked arrays are missing ones."""
    return column.tolist() if hasattr(column, "filled") else column


def _array_type(column: Any) -> Any:
    """None keeps what an array or frame says of itself; a list stays as typed (NumPy would make text of mixed lists)."""
    return None if hasattr(column, "dtype") else object


def _described(entry: object) -> tuple[str, str]:
    """What is wrong with an entry that is no finite number, and what to do about it."""
    text = str(entry).strip()
    if text.lower() in MISSING:
        return "the entry is missing", "Fill it in or leave this row out."
    if text.lower().lstrip("+-") in {"inf", "infinity"}:
        return f"{text} is not finite", "Use a finite number or leave this row out."
    return f"{text[:40]!r} is not a number", "Write a number there, or use a column of numbers."


def _frozen(numbers: Any) -> np.ndarray:
    import numpy as np

    array = np.array(numbers, dtype=np.float64)
    array.setflags(write=False)
    return array
