"""The other process grades as this one does, refuses what this one refuses, and recovers when it is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from symdescent.errors import FormulaError
from symdescent.exercises.grading import worker
from symdescent.notation import style
from tests.exercises.grading.items import derivative, here, item

CHAIN = derivative("(2*x + 1)**5")
STEP = item("gradient-step", function="x**2 + 5", start={"x": "-6"}, rate="1/10")


@pytest.fixture(autouse=True, scope="module")
def _ended() -> Iterator[None]:
    yield
    worker.stop()


@pytest.mark.parametrize("line", ["10(2x+1)^4", "5(2x+1)^4", "x", "2x + C", "10(2x+1)^4 + 0"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_both_processes_say_the_same(line: str, language: str) -> None:
    with style(language=language):
        assert CHAIN.grade(line) == here(CHAIN, line)


def test_a_fault_in_reading_comes_back_with_its_caret() -> None:
    with pytest.raises(FormulaError, match="stops here") as caught:
        CHAIN.grade("f'(x) = 2x +")
    assert (caught.value.text, caught.value.position) == ("f'(x) = 2x +", 12)


@pytest.mark.parametrize(
    "bomb",
    [
        "9^9^9",
        "1e999999",
        "(" * 5000,
        "(" * 450 + "x" + ")" * 450,
        "x^x^x^x^x",
        "gamma(x)^gamma(x)",
        "factorial(9)!",
        "__import__('os')",
        "\ud800",
        "\x00",
    ],
)
def test_a_bomb_is_answered(bomb: str) -> None:
    try:
        assert CHAIN.grade(bomb).right is not True
    except FormulaError as fault:
        assert fault.text == bomb  # noqa: PT017 - a grade is as good


def test_a_process_that_is_killed_is_started_again() -> None:
    assert CHAIN.grade("10(2x+1)^4").right is True
    worker._running[0]._process.kill()
    worker._running[0]._process.wait()
    lost = CHAIN.grade("10(2x+1)^4")
    assert lost.right is None
    assert "Not decided" in lost.to_dict()["message"]
    assert CHAIN.grade("10(2x+1)^4").right is True


def test_a_deadline_leaves_the_answer_undecided_and_the_next_one_is_graded() -> None:
    CHAIN.grade("x")
    late = worker.graded_by_worker("derivative", {"function": "sin(x)**7*exp(x)", "variable": "x"}, "x", deadline=0.0)
    assert late.right is None
    assert STEP.grade("-4.8").right is True


def test_where_no_process_starts_it_is_graded_here(monkeypatch: pytest.MonkeyPatch) -> None:
    worker.stop()
    monkeypatch.setattr(sys, "executable", str(Path("no") / "such" / "python"))
    assert STEP.grade("-4.8").right is True
    assert not worker._running


def test_a_script_without_a_main_guard_may_grade(tmp_path: Path) -> None:
    script = tmp_path / "random.py"  # its name hides a module of Python's, which must not reach the other process
    script.write_text("import sys; sys.path.pop(0)\nimport symdescent as sd\nprint(sd.exercise('derivative', seed=1).grade('x').right)\n")
    root = str(Path(worker.__file__).parents[3])
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, env=os.environ | {"PYTHONPATH": root}, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() in ("True", "False")


def test_memory_that_runs_out_leaves_the_answer_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(worker, "graded", full)
    request = {"topic": "derivative", "given": dict(CHAIN.given), "line": "x", "opened": 0, "style": {"language": "en"}}
    assert worker.reply_to(request) == {}
