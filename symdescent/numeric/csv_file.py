"""CSV files as they occur: commas, semicolons or tabs, decimal points or commas, a byte-order mark, quoted names."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from symdescent.errors import DataError

SHIPPED = Path(__file__).parents[1] / "data"  # the data sets that come with the package
SEPARATORS = ",;\t"
NUMBER = re.compile(r"[+-]?[\d.,]+([eE][+-]?\d+)?")

Table = tuple[dict[str, list[str]], str, list[int], tuple[str, str]]


def read_csv(given: str) -> Table:
    """The entries by column, the path to read them from again, each row's line, and what rows are called in messages.

    >>> entries, source, lines, place = read_csv("forbes.csv")
    >>> entries["boiling"][:2], source, lines[:2], place
    (['194.5', '194.3'], 'forbes.csv', [2, 3], ('line', 'forbes.csv'))
    """
    path = _located(given)
    lines = list(io.StringIO(_text(path)))
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        raise DataError(f"{path.name} is empty. A header line and at least one row were expected.")
    separator = max(SEPARATORS, key=lambda sign: len(next(csv.reader(lines[:1], delimiter=sign), [])))
    header, rows, counts = _rows(lines, separator, path.name)
    entries = {name: [row[k] for row in rows] for k, name in enumerate(header) if name}
    if separator == ";":
        entries = {name: _with_points(column, name, path.name) for name, column in entries.items()}
    source = path.name if path.parent == SHIPPED else str(path)
    return entries, source, counts, ("line", path.name)


def _located(given: str) -> Path:
    path = Path(given)
    shipped = SHIPPED / path.name
    if not path.exists() and path.name == given and shipped.is_file():
        return shipped
    return path


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataError(f"There is no file {str(path)!r}. Give the path of a CSV file as seen from {str(Path.cwd())!r}.") from None
    except IsADirectoryError:
        raise DataError(f"{str(path)!r} is a folder. Give the path of a CSV file in it.") from None
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name} is not UTF-8 text (byte {error.start}). Save it as CSV in UTF-8.") from None
    except (OSError, ValueError) as error:
        raise DataError(f"{str(path)!r} can't be read: {error}. Give the path of a CSV file.") from None


def _rows(lines: list[str], separator: str, name: str) -> tuple[list[str], list[list[str]], list[int]]:
    """The header, the rows below it, and the line of the file that each row ends on."""
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=True)
    try:
        table = [(reader.line_num, [entry.strip() for entry in row]) for row in reader]
    except csv.Error as error:
        raise DataError(f"line {reader.line_num} of {name}: {error}. Check its quotation marks.") from None
    (_, header), body = table[0], table[1:]
    _refuse_header(header, name)
    for line, row in body:
        if len(row) != len(header):
            raise DataError(f"line {line} of {name} has {len(row)} entries, its header has {len(header)}. Give every row as many.")
    if not body:
        raise DataError(f"{name} holds a header and no rows. Give at least one row of numbers.")
    return header, [row for _, row in body], [line for line, _ in body]


def _refuse_header(header: list[str], where: str) -> None:
    refuse_duplicates([name for name in header if name], where)
    if all(map(NUMBER.fullmatch, header)):  # also a blank line
        raise DataError(f"line 1 of {where} holds no names of columns. Put a header line there.")


def refuse_duplicates(names: list[str], where: str) -> None:
    """Raises for a name that occurs twice."""
    for name in names:
        if names.count(name) > 1:
            raise DataError(f"{where} has more than one column {name!r}. Give each column a name of its own.")


def _with_points(column: list[str], name: str, where: str) -> list[str]:
    """Decimal commas as points; a column that uses both signs could mean thousands, so it is refused."""
    signs = {sign for entry in column for sign in ",." if sign in entry and NUMBER.fullmatch(entry)}
    if len(signs) > 1:
        raise DataError(f"column {name!r} of {where} uses both , and . in numbers. Use one decimal sign and nothing for thousands.")
    return [entry.replace(",", ".") for entry in column] if signs == {","} else column
