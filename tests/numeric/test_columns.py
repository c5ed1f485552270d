"""What is read is what the table says; what is no number is named by row and column, and only when it is used."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from symdescent.errors import DataError
from symdescent.numeric.columns import Columns, read

LISTS = {"speed": [4, 7.5, 9], "dist": [2, 10, 4]}


def written(folder: Path, text: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


SPELLINGS = {
    "commas": "speed,dist\n4,2\n7.5,10\n9,4\n",
    "tabs": "speed\tdist\n4\t2\n7.5\t10\n9\t4\n",
    "semicolons": "speed;dist\n4;2\n7.5;10\n9;4\n",
    "decimal commas": "speed;dist\n4,0;2\n7,5;10\n9,0;4\n",
    "byte-order mark": "\ufeffspeed,dist\n4,2\n7.5,10\n9,4\n",
    "Windows line ends": "speed,dist\r\n4,2\r\n7.5,10\r\n9,4\r\n",
    "quotes and spaces": '"speed", dist\n"4", 2\n 7.5 ,"10"\n9,4',
    "blank lines at the end": "speed,dist\n4,2\n7.5,10\n9,4\n\n  \n",
    "exponents": "speed,dist\n4e0,+2\n75e-1,1E1\n9,4\n",
    "an index without a name": ",speed,dist\n0,4,2\n1,7.5,10\n2,9,4\n",
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_every_spelling_of_a_table_reads_the_same(tmp_path: Path, text: str) -> None:
    columns = read(written(tmp_path, text))
    assert columns.names == ("speed", "dist")
    assert len(columns) == 3
    assert [columns[name].tolist() for name in columns] == list(LISTS.values())


@pytest.mark.parametrize(
    "source",
    [LISTS, {name: np.array(column) for name, column in LISTS.items()}, pd.DataFrame(LISTS), pl.DataFrame(LISTS, strict=False)],
    ids=["lists", "arrays", "pandas", "polars"],
)
def test_frames_and_dicts_read_as_their_file_does(source: object) -> None:
    columns = read(source)
    assert {name: columns[name].tolist() for name in columns.names} == LISTS
    assert columns.source is None


def test_a_column_is_a_read_only_float64_copy() -> None:
    mine = np.array([1, 2, 3])
    column = read({"x": mine})["x"]
    mine[0] = 7
    assert column.dtype == np.float64
    assert column.tolist() == [1, 2, 3]
    with pytest.raises(ValueError, match="read-only"):
        column[0] = 7


def test_columns_are_read_as_themselves() -> None:
    columns = read(LISTS)
    assert read(columns) is columns
    assert "speed" in columns
    assert "wind" not in columns


@given(some.lists(some.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9), min_size=1))
def test_exact_numbers_are_the_printed_decimals(printed: list[object]) -> None:
    assert read({"x": [str(number) for number in printed]}).exact("x") == tuple(Fraction(str(number)) for number in printed)
    assert read({"x": printed}).exact("x") == tuple(Fraction(str(number)) for number in printed)


@given(some.lists(some.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_floats_survive_reading(numbers: list[float]) -> None:
    assert read({"x": numbers})["x"].tolist() == numbers
    assert read({"x": np.array(numbers)}).exact("x") == tuple(Fraction(repr(number)) for number in numbers)


def test_fractions_booleans_and_integers_are_exact() -> None:
    assert read({"x": [Fraction(1, 3), True, np.int8(5)]}).exact("x") == (Fraction(1, 3), Fraction(1), Fraction(5))


def test_text_and_gaps_in_an_unused_column_do_no_harm(tmp_path: Path) -> None:
    columns = read(written(tmp_path, "name,x,y\nred,1,\n,2,nan\n"))
    assert columns["x"].tolist() == [1, 2]


def test_a_data_set_is_found_by_its_bare_name_unless_a_file_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(read("cars.csv")) == 50
    assert read("cars.csv").source == "cars.csv"
    written(tmp_path, "speed,dist\n1,2\n", "cars.csv")
    assert len(read("cars.csv")) == 1


ENTRIES = {
    "text": ("fast", r"line 3 of table.csv, column 'x': 'fast' is not a number. Write a number there"),
    "a gap": ("", r"line 3 of table.csv, column 'x': the entry is missing. Fill it in or leave this row out"),
    "NA": ("NA", r"line 3 of table.csv, column 'x': the entry is missing"),
    "nan": ("NaN", r"line 3 of table.csv, column 'x': the entry is missing"),
    "infinity": ("-inf", r"line 3 of table.csv, column 'x': -inf is not finite"),
    "overflow": ("1e999", r"line 3 of table.csv, column 'x': '1e999' is not a number"),
    "Python's underscore": ("1_000", r"line 3 of table.csv, column 'x': '1_000' is not a number"),
    "a quoted thousand": ('"1,000"', r"line 3 of table.csv, column 'x': '1,000' is not a number"),
}


@pytest.mark.parametrize(("entry", "message"), ENTRIES.values(), ids=ENTRIES.keys())
def test_what_is_no_number_is_named_by_line_and_column(tmp_path: Path, entry: str, message: str) -> None:
    columns = read(written(tmp_path, f"x,y\n1,2\n{entry},4\n5,6\n"))
    for use in (columns.__getitem__, columns.exact):
        with pytest.raises(DataError, match=message):
            use("x")


GAPS = {
    "list": {"x": [1, None]},
    "array": {"x": np.array([1, np.nan])},
    "pandas": pd.DataFrame({"x": [1, None]}),
    "nullable pandas": pd.DataFrame({"x": pd.array([1, None], dtype="Int64")}),
    "polars": pl.DataFrame({"x": [1, None]}),
}


@pytest.mark.parametrize("source", GAPS.values(), ids=GAPS.keys())
def test_a_gap_is_named_by_row_and_column(source: object) -> None:
    with pytest.raises(DataError, match=r"row 2 of the (frame|dict), column 'x': the entry is missing"):
        read(source)["x"]


FOREIGN = {
    "dates": pd.DataFrame({"x": pd.to_datetime(["2020-01-01"])}),
    "text": pl.DataFrame({"x": ["red"]}),
    "complex": {"x": np.array([1j])},
    "categories": pd.DataFrame({"x": pd.Categorical(["red"])}),
    "objects": {"x": [object()]},
}


@pytest.mark.parametrize("source", FOREIGN.values(), ids=FOREIGN.keys())
def test_other_kinds_of_entries_are_no_numbers(source: object) -> None:
    with pytest.raises(DataError, match=r"row 1 of the (frame|dict), column 'x': .* is not a number"):
        read(source)["x"]


FILES = {
    "empty": ("", r"table.csv is empty. A header line and at least one row were expected"),
    "blank": ("\n\n", r"table.csv is empty"),
    "header only": ("x,y\n", r"table.csv holds a header and no rows"),
    "no header": ("1,2\n3,4\n", r"line 1 of table.csv holds no names of columns"),
    "blank first line": ("\nx,y\n3,4\n", r"line 1 of table.csv holds no names of columns"),
    "a short row": ("x,y\n1,2\n3\n", r"line 3 of table.csv has 1 entries, its header has 2"),
    "a long row": ("x,y\n1,2\n3,4,5\n", r"line 3 of table.csv has 3 entries, its header has 2"),
    "a blank line inside": ("x,y\n1,2\n\n3,4\n", r"line 3 of table.csv has 0 entries"),
    "a name twice": ("x,y,x\n1,2,3\n", r"table.csv has more than one column 'x'"),
    "an open quote": ('x,y\n1,"2\n', r"line 2 of table.csv: .* Check its quotation marks"),
    "both decimal signs": ("x;y\n1,5;2\n1.000;3\n", r"column 'x' of table.csv uses both , and ."),
    "not UTF-8": ("größe\n1\n".encode("latin-1"), r"table.csv is not UTF-8 text \(byte 2\)"),
}


@pytest.mark.parametrize(("text", "message"), FILES.values(), ids=FILES.keys())
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read(written(tmp_path, text))


def test_a_path_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"There is no file '.*absent.csv'"):
        read(tmp_path / "absent.csv")
    with pytest.raises(DataError, match=r"is a folder"):
        read(tmp_path)
    with pytest.raises(DataError, match=r"can't be read"):
        read("a\0b.csv")


SOURCES = {
    "a number": (7, r"I can't read columns from int. Give the path of a CSV file, a pandas or polars frame, or a dict of lists"),
    "different lengths": ({"x": [1, 2], "y": [1]}, r"differ in length: x has 2 rows, y has 1 rows"),
    "no columns": ({}, r"the dict holds no rows"),
    "no rows": ({"x": []}, r"the dict holds no rows"),
    "single values": ({"x": 3}, r"column 'x' of the dict is not a list of numbers"),
    "a matrix": ({"x": np.eye(2)}, r"column 'x' of the dict is not a list of numbers"),
    "a frame with a name twice": (pd.DataFrame([[1, 2]], columns=["x", "x"]), r"the frame has more than one column 'x'"),
}


@pytest.mark.parametrize(("source", "message"), SOURCES.values(), ids=SOURCES.keys())
def test_what_is_no_table_is_refused(source: object, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read(source)


def test_an_unknown_column_is_refused_with_the_known_ones() -> None:
    with pytest.raises(DataError, match=r"There is no column 'wind' in the dict. Its columns: speed, dist"):
        read(LISTS)["wind"]


@pytest.mark.parametrize("entry", ["1e-999999999", "0." + "1" * 500], ids=["exponent", "digits"])
def test_a_number_too_long_for_exact_arithmetic_is_refused_at_once(entry: str) -> None:
    with pytest.raises(DataError, match=r"row 1 of the dict, column 'x': the number is too long for exact arithmetic"):
        read({"x": [entry]}).exact("x")


def test_the_number_of_rows_is_the_length() -> None:
    assert isinstance(read(LISTS), Columns)
    assert repr(read(LISTS)) == "Columns(the dict: speed, dist; 3 rows)"


def test_a_masked_entry_is_missing() -> None:
    masked = np.ma.masked_array([1, 2, 3], mask=[False, True, False])
    with pytest.raises(DataError, match="row 2 of the dict, column 'a': the entry is missing"):
        read({"a": masked})["a"]
