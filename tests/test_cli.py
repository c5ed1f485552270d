"""The command line: what it writes, and what it says of input that it cannot use."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from symdescent import __version__
from symdescent.cli import main

DESCEND = ["descend", "x^2 + 5", "--start", "x=-6", "--rate", "1/10", "--steps", "3", "--arithmetic", "exact"]


def test_descend_writes_exact_numbers_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*DESCEND, "--format", "json"]) == 0
    run = json.loads(capsys.readouterr().out)
    assert [row["x"]["x"] for row in run["iterates"]] == ["-6", "-24/5", "-96/25", "-384/125"]
    assert run["schema"]
    assert run["stop"] == "budget"


def test_derive_writes_premises_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["derive", "x^2 + 5", "--format", "json"]) == 0
    derivation = json.loads(capsys.readouterr().out)
    assert derivation["variable"] == "x"
    assert derivation["steps"][0] == {"kind": "derivative", "rule": "power", "source": "x**2", "result": "2*x", "check": "proved"}
    assert derivation["steps"][-1]["result"] == derivation["result"] == "2*x"


@pytest.mark.parametrize("name", ["text", "markdown", "latex", "html", "notebook"])
@pytest.mark.parametrize("command", [DESCEND, ["lesson", *DESCEND[1:]], ["lesson", "x^2 + 5"], ["derive", "x y^2"]], ids=" ".join)
def test_every_command_writes_every_format(name: str, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--format", name]) == 0
    assert len(capsys.readouterr().out) > 50


def test_out_chooses_the_format_by_its_suffix(tmp_path: Path) -> None:
    target = tmp_path / "lesson.ipynb"
    assert main(["lesson", *DESCEND[1:], "--out", str(target)]) == 0
    nbformat.validate(nbformat.read(target, as_version=4))


def test_a_start_may_be_given_in_one_or_in_several_options(capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for start in (["--start", "x=1,y=-2"], ["--start", "x=1", "--start", "y=-2"]):
        assert main(["descend", "x^2 + y^2", *start, "--steps", "2", "--format", "json"]) == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


def test_data_come_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "line.csv"
    file.write_text("u,v\n1,2\n2,4\n3,6\n", encoding="utf-8")
    assert main(["descend", "mean((a*u - v)^2)", "--data", str(file), "--start", "a=0", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["best"]["x"]["a"] == pytest.approx(2)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["derive", "3x^2 + sin(x"], "never closed"),
        (["derive", "__import__('os')"], "I can't read this formula"),
        (["descend", "x^2"], "needs a start"),
        (["descend", "x^2 + y^2", "--start", "x=1"], "start has no value for y"),
        (["descend", "x^2", "--start", "x"], "name=number"),
        (["descend", "x^2", "--start", "x=1", "--rate", "quick"], "rate"),
        (["descend", "x^2", "--start", "x=1", "--steps", "-1"], "steps"),
        (["descend", "x^2", "--start", "x=1", "--method", "magic"], "gradient descent"),
        (["derive", "x^2", "--data", "no-such-file.csv"], "no-such-file.csv"),
        (["derive", "x^2", "--out", "x.docx"], ".ipynb"),
        (["derive", "x^2", "--out", "no-such-folder/x.md"], "no-such-folder"),
        (["derive", "x^2", "--variable", "q"], "expected one of x"),
        (["derive", "x^2", "--detail", "medium"], "'full', 'standard', 'brief'"),
        (["derive", "x^2", "--form", "short"], "'expanded', 'factored', 'as derived'"),
        (["derive", "x^2", "--order", "0"], "a whole number from 1"),
        (["derive", "x^2", "--hessian", "--order", "2"], "--hessian takes neither"),
        (["derive", "x^2", "--language", "xx"], "style language='xx': expected one of 'en', 'de'"),
    ],
)
def test_bad_input_gets_one_message_and_exit_code_2(command: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("symdescent: ")
    assert says in printed.err
    assert "Traceback" not in printed.err


def test_version_lists_the_main_dependencies() -> None:
    printed = subprocess.run([sys.executable, "-m", "symdescent", "--version"], capture_output=True, text=True, check=True).stdout
    assert __version__ in printed
    for name in ("sympy", "numpy", "matplotlib", "math-core", "nbformat"):
        assert name in printed


def test_a_formula_may_begin_with_a_minus(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["derive", "-x^2", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["result"] == "-(2*x)"


@pytest.mark.parametrize("arguments", [[], ["derive"], ["magic"], ["descend", "x", "--steps", "many"]])
def test_a_wrong_call_gets_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("name", ["text", "json", "html"])
def test_the_output_is_unicode_whatever_the_terminal(name: str) -> None:
    command = [sys.executable, "-m", "symdescent", "derive", "α^2", "--format", name]
    result = subprocess.run(command, env={"PYTHONIOENCODING": "ascii"}, capture_output=True, check=True)
    assert "2" in result.stdout.decode("utf-8")


@pytest.mark.parametrize("command", [["derive", "0.5x^2"], ["lesson", "0.5x^2"], ["descend", "0.5x^2", "--start", "x=1"]], ids=" ".join)
def test_the_language_is_chosen_with_its_decimal_sign(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--language", "de"]) == 0
    printed = capsys.readouterr().out
    assert "0,5x²" in printed
    assert "Ableitung" in printed or "Gradientenabstieg" in printed


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--detail", "full"], "x′ = 1"),
        (["--detail", "brief"], "Rules: product"),
        (["--order", "3"], "The third derivative"),
        (["--form", "expanded"], "f′(x) = "),
    ],
)
def test_how_a_derivation_is_told_is_chosen(options: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["derive", "x*sin(3x)", *options]) == 0
    assert says in capsys.readouterr().out


def test_a_mixed_derivative_is_asked_for_by_its_variables(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["derive", "x^2 y^3", "--variable", "x,y", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["partials"][-1]["order"] == ["x", "y"]


SHEET = ["sheet", "derivative", "gradient-step", "--seed", "7", "--count", "2", "--level", "1-2"]


@pytest.mark.parametrize("name", ["text", "markdown", "latex", "html", "notebook", "json"])
@pytest.mark.parametrize("command", [SHEET, [*SHEET, "--key"], ["exercise", "derivative", "--seed", "7"], ["topics"]], ids=" ".join)
def test_exercises_are_written_in_every_format(name: str, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--format", name]) == 0
    assert len(capsys.readouterr().out) > 50


def test_a_sheet_goes_to_two_files(tmp_path: Path) -> None:
    assert main([*SHEET, "--out", str(tmp_path / "week3.md")]) == 0
    assert "Solution" not in (tmp_path / "week3.md").read_text(encoding="utf-8")
    assert "Solution" in (tmp_path / "week3-key.md").read_text(encoding="utf-8")


def test_a_folder_takes_a_file_for_each_student(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("name\nAda Lovelace\nEmmy Noether\n", encoding="utf-8")
    (tmp_path / "out").mkdir()
    assert main([*SHEET, "--students", str(roster), "--format", "notebook", "--out", str(tmp_path / "out")]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["Ada-Lovelace.ipynb", "Emmy-Noether.ipynb", "key.ipynb"]


@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_a_class_is_graded_from_files(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, answers = tmp_path / "sheet.json", tmp_path / f"answers.{suffix}"
    assert main([*SHEET, "--students", "2", "--out", str(page)]) == 0
    right = [item["answer"] for item in json.loads(page.read_text(encoding="utf-8"))["papers"][0]["items"]]
    point = " ".join(f"{name} = {value}" for name, value in right[1].items())
    typed = {"1": {"1": right[0], "2": point}, "2": {"1": "0", "2": ""}}
    rows = ["student;1;2", *(f"{name};{row['1']};{row['2']}" for name, row in typed.items())]
    answers.write_text(json.dumps(typed) if suffix == "json" else "\n".join(rows), encoding="utf-8")
    assert main(["grade", str(page), str(answers), "--format", "json"]) == 0
    papers = json.loads(capsys.readouterr().out)["papers"]
    assert [paper["points"] for paper in papers] == ["2", "0"]
    assert [mark["outcome"] for paper in papers for mark in paper["marks"]] == ["right", "right", "wrong", "unanswered"]


def test_one_answer_is_graded(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", "--topic", "derivative", "--seed", "7", "-2x", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["right"] is False


def test_a_self_test_reports(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stress", "gradient-step", "--seeds", "5", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["faults"] == []


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["exercise", "integral", "--seed", "1"], "expected one of derivative"),
        (["exercise", "derivative", "--seed", "1", "--level", "9"], "level=9"),
        (["sheet", "derivative", "--seed", "1", "--level", "high"], "a range such as 1-3"),
        (["sheet", "derivative", "--seed", "1", "--count", "0"], "count=0"),
        (["sheet", "derivative", "--seed", "1", "--students", "no-such-file.csv"], "no-such-file.csv"),
        (["sheet", "derivative", "--seed", "1", "--out", "week.docx"], ".ipynb"),
        (["grade", "sheet.json"], "a sheet and its answers"),
        (["grade", "--topic", "derivative", "2x"], "expected --seed and one answer"),
        (["grade", "--topic", "derivative", "--seed", "7", "2x +"], "stops here"),
        (["grade", "no-such-file.json", "answers.csv"], "no-such-file.json"),
        (["stress", "derivative", "--seeds", "0"], "seeds=0"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_exercises_that_cannot_be_made_or_graded_are_refused(command: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command) == 2
    message = capsys.readouterr().err
    assert message.startswith("symdescent: ")
    assert says in message
