"""The other process grades as this one does, refuses what this one refuses, and recovers when it is killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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


def printed(script: Path, folder: Path) -> str:
    """What a script prints in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(Path(worker.__file__).parents[3])}
    done = subprocess.run([sys.executable, str(script)], cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


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


@pytest.mark.parametrize(
    ("function", "line"),
    [
        ("log(1 + exp(x))", "1/(1+e^-x)"),
        ("log(1 + exp(x))", "1/2+tanh(x/2)/2"),
        ("1/(1 + exp(-x))", "σ(x)(1−σ(x))"),
        ("1/(1 + exp(-x))", "1/(1+e^-x) * (1 - 1/(1+e^-x))"),
        ("1/(1 + exp(-x))", "e^(-x)/(1+e^(-x))^2"),
        ("1/(1 + exp(-x))", "e^x/(1+e^x)^2"),
        ("2*x*log(Abs(x)) - 2*x", "log(x^2)"),
    ],
)
def test_the_same_function_is_right_there_too(function: str, line: str) -> None:
    assert derivative(function).grade(line).right is True


def test_a_process_that_is_killed_is_started_again() -> None:
    assert CHAIN.grade("10(2x+1)^4").right is True
    worker._running[0]._process.kill()
    worker._running[0]._process.wait()
    assert CHAIN.grade("10(2x+1)^4").right is True


def test_a_process_that_is_killed_at_work_leaves_the_answer_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(self: worker.Worker, deadline: float) -> None:
        self._process.kill()
        raise worker._Lost

    CHAIN.grade("x")
    with monkeypatch.context() as patched:
        patched.setattr(worker.Worker, "_reply", killed)
        lost = CHAIN.grade("10(2x+1)^4")
    assert lost.right is None
    assert "Not decided" in lost.to_dict()["message"]
    assert CHAIN.grade("10(2x+1)^4").right is True


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_an_interrupt_at_the_keyboard_does_not_end_it() -> None:
    CHAIN.grade("x")
    process = worker._running[0]._process
    process.send_signal(signal.SIGINT)
    assert CHAIN.grade("10(2x+1)^4").right is True
    assert worker._running[0]._process is process


def test_many_threads_may_ask_at_once() -> None:
    with ThreadPoolExecutor(8) as threads:
        asked = list(threads.map(lambda k: (CHAIN if k % 2 else STEP).grade("10(2x+1)^4" if k % 2 else "-4.8").right, range(40)))
    assert asked == [True] * 40


@pytest.mark.parametrize("how", ["spawn", "fork"])
def test_other_processes_have_one_of_their_own(how: str, tmp_path: Path) -> None:
    if how not in multiprocessing.get_all_start_methods():
        pytest.skip("not on this system")
    script = tmp_path / "several.py"
    script.write_text(
        "import multiprocessing, symdescent as sd\n"
        "def right(seed):\n"
        "    item = sd.exercise('gradient-step', seed=seed)\n"
        "    return item.grade(str(item.answer)).right\n"
        "if __name__ == '__main__':\n"
        "    before = right(0)\n"
        f"    with multiprocessing.get_context({how!r}).Pool(1) as pool:\n"
        "        print(before, *pool.map(right, range(2)))\n"
    )
    assert printed(script, tmp_path) == "True True True"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="no cap on memory there")
def test_memory_has_a_cap(tmp_path: Path) -> None:
    script = tmp_path / "large.py"
    script.write_text(
        "from symdescent.exercises.grading import worker\n"
        "worker._capped()\n"
        "try:\n    bytearray(2 * worker.MEMORY)\nexcept MemoryError:\n    print('full')\n"
    )
    assert printed(script, tmp_path) == "full"


def test_a_deadline_leaves_the_answer_undecided_and_the_next_one_is_graded() -> None:
    CHAIN.grade("x")
    late = worker.graded_by_worker("derivative", {"function": "sin(x)**7*exp(x)", "variable": "x"}, "x", deadline=0.0)
    assert late.right is None
    assert STEP.grade("-4.8").right is True


@pytest.mark.parametrize("executable", [str(Path("no") / "such" / "python"), None, ""])
def test_where_no_process_starts_it_is_graded_here(executable: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    worker.stop()
    monkeypatch.setattr(sys, "executable", executable)
    assert STEP.grade("-4.8").right is True
    assert not worker._running


def test_a_script_without_a_main_guard_may_grade(tmp_path: Path) -> None:
    script = tmp_path / "random.py"  # its name hides a module of Python's, which must not reach the other process
    script.write_text("import sys; sys.path.pop(0)\nimport symdescent as sd\nprint(sd.exercise('derivative', seed=1).grade('x').right)\n")
    assert printed(script, tmp_path) in ("True", "False")


def test_memory_that_runs_out_leaves_the_answer_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(worker, "graded", full)
    request = {"topic": "derivative", "given": dict(CHAIN.given), "line": "x", "opened": 0, "style": {"language": "en"}}
    assert worker.reply_to(request) == {}
