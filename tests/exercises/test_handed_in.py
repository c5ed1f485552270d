"""Answers from files: as spreadsheets save them, by name or by number, and nothing is dropped silently."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symdescent.errors import DataError
from symdescent.exercises.handed_in import read_answers
from symdescent.exercises.roster import roster

TWO = {"Jörg Müller": {1: "2,5", 2: "x"}, "Emmy Noether": {1: "-1", 2: ""}}
ONE = {1: "2x", 2: "3"}
WIDE = "Name;1;2\r\nJörg Müller;2,5;x\r\nEmmy Noether;-1;\r\n"


def saved(folder: Path, text: str, encoding: str = "utf-8", name: str = "answers.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_excel_saves_is_read(encoding: str, tmp_path: Path) -> None:
    assert read_answers(saved(tmp_path, WIDE, encoding)) == TWO


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sep=;\n" + WIDE, TWO),
        ('Nachname,Vorname,Aufgabe 1,Aufgabe 2,Bemerkung\nMüller,Jörg,"2,5",x,krank\nNoether,Emmy,-1,\n', TWO),
        ('student,exercise,answer\nJörg Müller,1,"2,5"\nJörg Müller,2,x\nEmmy Noether,1,-1\nEmmy Noether,2,\n', TWO),
        ("Name\tQ1\tQ2\nJörg Müller\t2,5\tx\nEmmy Noether\t-1\t\n", TWO),
        ("number,answer\n1,2x\n2,3\n", ONE),
        ("1,2x\n2,3\n", ONE),
        ("Nr.;Antwort\n#1;2x\n2.;3\n", ONE),
    ],
)
def test_a_table_is_read_by_its_header(text: str, found: Any, tmp_path: Path) -> None:
    assert read_answers(saved(tmp_path, text)) == found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no answers"),
        ("foo,bar\nx,y\n", "expected a header with the numbers of the exercises"),
        ("student,number,answer\nAda,one,2x\n", "expected the number of an exercise in each row"),
        ("Name,1\nAda,x\nAda,y\n", "holds answer 1 of Ada twice"),
    ],
)
def test_what_says_nothing_or_two_things_is_refused(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=says):
        read_answers(saved(tmp_path, text))


def test_json_is_read_as_it_is_but_no_key_twice(tmp_path: Path) -> None:
    assert read_answers(saved(tmp_path, json.dumps({"Ada": ["2x", 3]}), "utf-8-sig", "answers.json")) == {"Ada": ["2x", 3]}
    with pytest.raises(DataError, match="'1' is there twice"):
        read_answers(saved(tmp_path, '{"1": "x", "1": "y"}', name="answers.json"))


def test_a_roster_of_one_column_keeps_its_commas(tmp_path: Path) -> None:
    assert roster(saved(tmp_path, "Name\nMüller, Jörg\nNoether, Emmy\n", name="roster.csv")) == ("Müller, Jörg", "Noether, Emmy")
