"""The students of a class: names, a number of them, or a CSV file."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from symdescent.errors import ArgumentError, DataError

MOST_STUDENTS = 5000
# Columns that hold names, in the order in which a name is read.
HEADERS = (
    "name student students full_name schüler schülerin schueler teilnehmer studierende".split(),
    "first_name firstname given_name vorname".split(),
    "last_name lastname surname family_name nachname familienname".split(),
)


def roster(students: Any) -> tuple[str, ...]:
    """The names of the students: of a list of names, a number (they are then called 1, 2, …), or a CSV file; none for None.

    Raises ``ArgumentError`` for anything else, and for a name that is empty or that two students have.

    >>> roster(["Ada", "Emmy"]), roster(3), roster(None)
    (('Ada', 'Emmy'), ('1', '2', '3'), ())
    """
    if students is None:
        return ()
    names = tuple(_names(students))
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice or not all(names):
        raise ArgumentError(f"students: {f'{twice[0]!r} is there twice' if twice else 'a name is empty'}; expected a name for each.")
    if not 1 <= len(names) <= MOST_STUDENTS:
        raise ArgumentError(f"students: {len(names)} names; expected from 1 to {MOST_STUDENTS}.")
    return names


def _names(students: Any) -> Iterable[str]:
    if isinstance(students, int) and not isinstance(students, bool):
        return map(str, range(1, min(students, MOST_STUDENTS + 1) + 1))
    if isinstance(students, Path) or (isinstance(students, str) and students.lower().endswith((".csv", ".txt", ".tsv"))):
        return read_roster(Path(students))
    if isinstance(students, str) or not isinstance(students, Iterable):
        raise ArgumentError(f"students={students!r}: expected a list of names, a number of students, or a CSV file.")
    return [" ".join(str(name).split()) for name in students]


def read_roster(path: Path) -> list[str]:
    """The names in a CSV file: of the columns that are headed as names, else of the first column.

    Raises ``DataError`` for a file that cannot be read, or that holds no names.
    """
    rows = [row for row in read_rows(path) if any(cell.strip() for cell in row)]
    columns = name_columns(rows[0]) if rows else []
    found = [name_in(row, columns or [0]) for row in (rows[1:] if columns else rows)]
    if not found:
        raise DataError(f"{path}: expected a name of a student in each row, found none.")
    return found


def name_columns(head: Sequence[str]) -> list[int]:
    """The columns that hold names, in the order in which they are read: the one with whole names, or first and last name."""
    plain = [cell.strip().casefold().replace(" ", "_") for cell in head]
    columns = [place for names in HEADERS for place, cell in enumerate(plain) if cell in names]
    return columns[:1] if columns and plain[columns[0]] in HEADERS[0] else columns


def name_in(row: Sequence[str], columns: Sequence[int]) -> str:
    """The name in a row."""
    return " ".join(" ".join(row[place] for place in columns if place < len(row)).split())


def plain_name(name: str) -> str:
    """A name as it is compared: in small letters, accents in one spelling, the first name first.

    >>> plain_name(" Müller,  Jörg") == plain_name("jörg Müller")
    True
    """
    last, comma, first = unicodedata.normalize("NFC", name).casefold().partition(",")
    return " ".join(f"{first} {last}".split() if comma and "," not in first else f"{last}{comma}{first}".split())


def read_rows(path: Path) -> list[list[str]]:
    """The rows of a CSV file whose cells are parted by commas, semicolons or tabs, as spreadsheets write it.

    Raises ``DataError`` for a file that cannot be read as text.
    """
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is no text in UTF-8: save it as CSV in UTF-8.") from error
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\s*", first)  # as Excel says it
    if told:
        return list(csv.reader(io.StringIO(rest), delimiter=told[1]))
    seen = max(",;\t", key=first.count)
    return list(csv.reader(io.StringIO(text), delimiter=seen if seen in first else "\t"))


def _decoded(data: bytes) -> str:
    """Text in UTF-8, in UTF-16 with its mark, or in the Windows code page in which Excel saves a CSV file."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")
