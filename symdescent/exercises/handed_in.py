"""Reads the answers that were handed in: JSON, or a CSV file with a row for each student, or for each answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from symdescent.errors import DataError
from symdescent.exercises.roster import name_columns, name_in, read_rows

NUMBER = re.compile(r"(?:(?:exercise|task|question|item|problem|aufgabe|frage|nr|no|q|e)[\s._]*|#)?([0-9]+)[.)]?", re.IGNORECASE)
NUMBERS = frozenset("number no nr no. nr. nummer exercise task question item problem aufgabe frage".split())
ANSWERS = frozenset("answer answers antwort antworten typed eingabe lösung response".split())
EXPECTED = "expected a header with the numbers of the exercises, or with student, number and answer"


def read_answers(path: Path) -> Any:
    """Typed answers: of JSON as they are; of CSV by number, for each student where there are names.

    Raises ``DataError`` for a file that cannot be read, that holds no answers, or one answer twice.
    """
    if path.suffix.lower() == ".json":
        return read_json(path)
    rows = [row for row in read_rows(path) if any(cell.strip() for cell in row)]
    if not rows:
        raise DataError(f"{path}: holds no answers.")
    found: dict[str, dict[int, str]] = {}
    for student, number, typed in _cells(path, rows):
        if number in found.setdefault(student, {}):
            raise DataError(f"{path}: holds answer {number} of {student or 'the sheet'} twice.")
        found[student][number] = typed
    return found[""] if set(found) == {""} else found


def _cells(path: Path, rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, int, str]]:
    """Each answer, with the student's name and the exercise's number."""
    head, *rest = rows
    plain = [cell.strip().casefold() for cell in head]
    numbers = {place: int(match[1]) for place, cell in enumerate(head) if (match := NUMBER.fullmatch(cell.strip()))}
    by_number = next((place for place, cell in enumerate(plain) if cell in NUMBERS), None)
    if numbers and 0 not in numbers:
        names = name_columns(head) or [0]
        return ((name_in(row, names), number, row[place]) for row in rest for place, number in numbers.items() if place < len(row))
    if by_number is not None:
        answer = next((place for place, cell in enumerate(plain) if cell in ANSWERS), len(head) - 1)
        return _listed(path, rest, [place for place in name_columns(head) if place not in (by_number, answer)], by_number, answer)
    if all(row[0].strip().isdecimal() for row in rest or rows):  # no header, or one in other words
        return _listed(path, rows if head[0].strip().isdecimal() else rest, [], 0, 1)
    raise DataError(f"{path}: {EXPECTED}, but the first row is {', '.join(head)[:80]}.")


def _listed(path: Path, rows: Sequence[Sequence[str]], names: list[int], number: int, answer: int) -> Iterator[tuple[str, int, str]]:
    for row in rows:
        match = NUMBER.fullmatch(row[number].strip()) if number < len(row) else None
        if match is None:
            raise DataError(f"{path}: expected the number of an exercise in each row, but one is {', '.join(row)[:80]}.")
        yield name_in(row, names), int(match[1]), row[answer] if answer < len(row) else ""


def read_json(path: Path) -> Any:
    """What a JSON file holds. Raises ``DataError`` where it is none, or names one key twice."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{path}: is no JSON: {error}.") from error


def _once(pairs: Sequence[tuple[str, Any]]) -> Mapping[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise ValueError(f"{twice!r} is there twice")
    return found
