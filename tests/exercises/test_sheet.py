"""Sheets: the same from the same seed, never the same exercise twice, and fit to be handed out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from symdescent.errors import ArgumentError, DataError
from symdescent.exercises.exercise import exercise, topic_named
from symdescent.exercises.sheet import Sheet, planned, read_levels, read_sheet, sheet
from symdescent.exercises.topic import Topic
from symdescent.notation.style import style
from symdescent.render import save
from tests.render.elements import Reader

TOPICS = ["derivative", "gradient-step"]
MADE = """
import json
from symdescent.exercises.sheet import sheet
week = sheet(["derivative", "gradient-step"], seed=7, count=4, level=(1, 5), students=["Ada", "Emmy"])
print(json.dumps(week.to_dict()), week.to_latex(), week.key.to_text())
"""


@pytest.fixture(scope="module")
def week() -> Sheet:
    return sheet(TOPICS, seed=7, count=4, level=(1, 2), students=["Ada", "Emmy N & Co_%"])


def test_the_same_bytes_come_out_of_two_processes_with_different_hash_seeds() -> None:
    runs = [
        subprocess.run([sys.executable, "-c", MADE], env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True)
        for seed in ("1", "2")
    ]
    assert len(runs[0].stdout) > 1000
    assert runs[0].stdout == runs[1].stdout


def test_no_two_exercises_of_a_class_are_the_same() -> None:
    items = sheet(TOPICS, seed=1, count=5, level=(2, 4), students=300).items
    assert len({item.key for item in items}) == len(items) == 1500


def test_students_have_different_exercises_of_the_same_topics_and_levels(week: Sheet) -> None:
    plans = [[(item.topic.name, item.level) for item in paper.items] for paper in week.papers]
    assert plans[0] == plans[1]
    assert not {item.key for item in week.papers[0].items} & {item.key for item in week.papers[1].items}


@pytest.mark.parametrize(("count", "levels"), [(10, (1, 2, 3)), (7, (1, 5)), (4, (1, 2, 3, 4)), (9, (2,))])
def test_topics_take_turns_and_levels_are_balanced(count: int, levels: tuple[int, ...]) -> None:
    plan = list(planned([topic_named(name) for name in TOPICS], levels, count))
    assert [topic.name for topic, _ in plan] == [TOPICS[k % 2] for k in range(count)]
    used = Counter(level for _, level in plan)
    assert max(used.values()) - min(used[level] for level in levels) <= 1


def test_a_list_may_weigh_levels() -> None:
    assert Counter(level for _, level in planned([topic_named("derivative")], [1, 1, 3], 9)) == {1: 6, 3: 3}


def test_an_item_is_the_exercise_of_its_seed(week: Sheet) -> None:
    for item in week.items:
        assert exercise(item.topic.name, seed=item.seed, level=item.level).given == item.given


def few(count: int) -> Topic:
    """A topic with so many different exercises."""
    real = topic_named("derivative")
    functions = [f"x**{n}" for n in range(2, 2 + count)]
    return Topic(
        "few",
        lambda random, level: {"function": random.choice(functions), "variable": "x"},
        real.work,
        real.question,
        real.key,
        (99, 100, 101, 102),
        9,
    )


def test_a_topic_that_runs_out_says_how_many_there_are() -> None:
    assert len(sheet(few(5), seed=1, count=5, level=1).items) == 5
    message = "topic few has 5 different exercises at level 1, and 6 are asked for: ask for fewer"
    with pytest.raises(ArgumentError, match=message):
        sheet(few(5), seed=1, count=6, level=1)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"seed": "7"}, "seed='7'"),
        ({"count": 0}, "count=0"),
        ({"level": 6}, "level=6"),
        ({"level": (3, 1)}, "level="),
        ({"topics": ["derivation"]}, "expected one of derivative"),
        ({"topics": []}, "topics is empty"),
        ({"students": ["Ada", "Ada"]}, "'Ada' is there twice"),
        ({"students": [" "]}, "a name is empty"),
        ({"students": 0}, "0 names"),
        ({"students": "Ada"}, "expected a list of names"),
    ],
)
def test_what_cannot_be_made_is_refused(given: dict[str, Any], says: str) -> None:
    with pytest.raises(ArgumentError, match=says):
        sheet(**{"topics": "derivative", "seed": 1, "count": 2, **given})


def test_a_level_is_a_number_a_range_or_a_list() -> None:
    assert [read_levels(level) for level in (2, (1, 3), [1, 1, 5], range(2, 5))] == [(2,), (1, 2, 3), (1, 1, 5), (2, 3, 4)]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace\nEmmy Noether\n",
        "name,class\nAda Lovelace,3a\nEmmy Noether,3a\n",
        "\ufeffVorname;Nachname\nAda;Lovelace\nEmmy;Noether\n\n",
        "id\tlast name\tfirst name\n1\tLovelace\tAda\n2\tNoether\tEmmy\n",
    ],
)
def test_names_are_read_from_a_file(text: str, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text(text, encoding="utf-8")
    assert sheet("gradient-step", seed=1, count=1, students=file).students == ("Ada Lovelace", "Emmy Noether")


def test_a_roster_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no-such\.csv: cannot be read"):
        sheet("gradient-step", seed=1, students=tmp_path / "no-such.csv")


def test_the_questions_hold_no_answers_and_the_key_holds_all(week: Sheet) -> None:
    asked, key = week.questions.to_text(), week.key.to_text()
    assert "Solution" not in asked
    assert key.count("Solution") == len(week.items)
    assert all(str(item.answer) in key for item in week.items)


def test_json_reads_back_as_the_same_sheet(week: Sheet) -> None:
    data = json.loads(json.dumps(week.to_dict()))
    assert read_sheet(data).to_dict() == data
    alone = sheet("gradient-step", seed=3, count=2).to_dict()
    assert read_sheet(alone).to_dict() == alone


@pytest.mark.parametrize("data", [[], {"schema": "other"}, {"schema": "symdescent/sheet/1", "seed": 1, "items": [{"topic": "derivative"}]}])
def test_what_is_no_sheet_is_refused(data: Any) -> None:
    with pytest.raises(ArgumentError, match=r"This is no sheet|is damaged"):
        read_sheet(data)


def test_latex_compiles_with_a_page_for_each_student(week: Sheet, latex: Callable[[str], Path], words: Callable[[Path], str]) -> None:
    text = words(latex(week.to_latex()))
    assert "EmmyN&Co_%" in text
    assert text.count("Points(of4):") == 2
    latex(week.key.to_latex())


def test_pdf_is_written_where_there_is_latexmk(week: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ArgumentError, match="PDF needs latexmk, which was not found: install TeX Live"):
        save(week, tmp_path / "week.pdf")


@pytest.mark.parametrize("version", ["questions", "key"])
def test_html_is_closed_and_opens_in_the_key_only(week: Sheet, version: str) -> None:
    page = getattr(week, version).to_html()
    assert Reader(page).open == []
    assert ("<details>" in page) == (version == "key")


def test_a_students_notebook_executes_and_grades_what_is_typed(week: Sheet) -> None:
    notebook = week.for_student("Ada").to_notebook()
    answers = {k: str(item.answer) for k, item in enumerate(week.papers[0].items, 1)}
    for cell in notebook["cells"]:
        for k, answer in answers.items():
            cell["source"] = cell["source"].replace(f'answer_{k} = ""', f"answer_{k} = {answer!r}")
    found = nbformat.reads(json.dumps(notebook), as_version=4)
    nbformat.validate(found)
    NotebookClient(found, timeout=120).execute()
    said = [output["data"]["text/plain"] for cell in found.cells for output in cell.get("outputs", [])]
    assert len(said) == len(answers)
    assert all("Right" in text for text in said)


def test_an_empty_notebook_executes_too() -> None:
    found = nbformat.reads(json.dumps(sheet("gradient-step", seed=1, count=1).to_notebook()), as_version=4)
    NotebookClient(found, timeout=120).execute()
    assert not any(cell.get("outputs") for cell in found.cells)


def test_a_sheet_speaks_the_language_in_force() -> None:
    with style(language="de"):
        assert "Aufgaben" in sheet("gradient-step", seed=1, count=1).to_text()
