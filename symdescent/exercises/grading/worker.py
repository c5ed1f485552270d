"""Grades in a process of its own, which stays warm, is killed at a deadline, and may take only so much memory.

What is typed is read and compared within bounded effort, so the deadline is never met by a verdict that a slower machine
would not reach too: it is the last resort, and what it cuts off is undecided.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

from symdescent.errors import ArgumentError, FormulaError
from symdescent.exercises.grading.carried import fault, packed, raised, unpacked
from symdescent.exercises.grading.grade import Grade, graded
from symdescent.exercises.topic import Given, Work
from symdescent.lesson.language import say
from symdescent.notation.style import current_style, style

DEADLINE = 20.0  # seconds for one answer, of which it takes a hundredth
START = 120.0  # seconds until the process has loaded what it needs
MEMORY = 2 * 1024**3  # bytes of address space
KEPT = 256  # exercises whose answer is kept
ROOT = Path(__file__).parents[3]


class _Lost(Exception):
    """The process gave no answer in time, or ended."""


class Worker:
    """The other process, and one request at a time to it: a line of JSON there, a line back."""

    def __init__(self) -> None:
        if not sys.executable or getattr(sys, "frozen", False):
            raise OSError("There is no Python to start.")
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(  # noqa: S603 - this module
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
            text=True,
            encoding="utf-8",
        )
        self._lines: SimpleQueue[str] = SimpleQueue()
        self.owner = os.getpid()
        Thread(target=self._listen, daemon=True).start()
        try:
            self._reply(START)  # it says that it is ready
        except _Lost:
            self.stop()
            raise

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            self._lines.put(line)
        self._lines.put("")

    def _reply(self, deadline: float) -> Any:
        try:
            line = self._lines.get(timeout=deadline)
        except Empty:
            raise _Lost from None
        if not line:
            raise _Lost
        return json.loads(line)

    @property
    def is_alive(self) -> bool:
        """Whether it belongs to this process, and has not ended."""
        return self.owner == os.getpid() and self._process.poll() is None

    def ask(self, request: Mapping[str, Any], deadline: float) -> Any:
        """The reply to a request; raises ``_Lost`` where none comes."""
        try:
            self._process.stdin.write(json.dumps(request) + "\n")  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]
        except (OSError, ValueError):
            raise _Lost from None
        return self._reply(deadline)

    def stop(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(AttributeError, OSError):  # what was not yet written to it is lost with the process
                pipe.close()  # type: ignore[union-attr]


_running: list[Worker] = []
_lock = Lock()


def graded_by_worker(topic: str, given: Given, line: Any, opened: int = 0, deadline: float | None = None) -> Grade:
    """The grade of an answer to the exercise of a topic, from the other process; undecided where that gave none.

    Raises ``FormulaError`` with a caret where the answer cannot be read. Where no process can be started, it is graded here.
    """
    if not isinstance(line, str):
        return graded(_work(topic, _text(given)), given, line, opened)
    request = {"topic": topic, "given": dict(given), "line": line, "opened": opened, "style": asdict(current_style())}
    with _lock:
        try:
            worker = _worker()
        except (_Lost, OSError):
            return graded(_work(topic, _text(given)), given, line, opened)
        try:
            reply = worker.ask(request, DEADLINE if deadline is None else deadline)
        except BaseException as lost:  # an interrupt leaves a reply on its way: that process is of no more use
            stop()
            if isinstance(lost, _Lost):
                return _undecided(line)
            raise
    if "fault" in reply:
        raise raised(reply["fault"])
    return unpacked(line, reply["grade"]) if "grade" in reply else _undecided(line)


def _undecided(line: str) -> Grade:
    language = current_style().language
    return Grade(line, None, message=say(language, "grade too long"), language=language)


def _worker() -> Worker:
    """The process that runs; a new one where none does, where it has ended, and in a process that was forked from its owner."""
    if _running and not _running[0].is_alive:
        stop()
    if not _running:
        _running.append(Worker())
    return _running[0]


def stop() -> None:
    """Ends the other process; the next answer starts a new one."""
    while _running:
        worker = _running.pop()
        if worker.owner == os.getpid():
            worker.stop()


def _forked() -> None:
    """In a process that was forked: the lock may be held by a thread that is not there."""
    global _lock  # noqa: PLW0603 - a lock cannot be made free by another thread
    _lock = Lock()


atexit.register(stop)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


def _text(given: Given) -> str:
    return json.dumps(given, sort_keys=False)


@lru_cache(maxsize=KEPT)
def _work(topic: str, given: str) -> Work:
    """What follows from what is given: once for all answers to an exercise."""
    from symdescent.exercises.catalogue import TOPICS

    return TOPICS[topic].work(json.loads(given))


def reply_to(request: Mapping[str, Any]) -> dict[str, Any]:
    """What the other process answers: a grade, what cannot be read, or nothing where memory or depth ran out."""
    try:
        with style(**request["style"]):
            work = _work(request["topic"], _text(request["given"]))
            return {"grade": packed(graded(work, request["given"], request["line"], request["opened"]))}
    except (FormulaError, ArgumentError) as error:
        return {"fault": fault(error)}
    except (MemoryError, RecursionError):
        return {}


def _capped() -> None:
    """The cap on memory, where the system has one."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def main() -> None:
    """Answers line by line until there are no more."""
    answers, sys.stdout = sys.stdout, sys.stderr  # nothing else may get between the replies
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is meant for the process that asks
    _capped()
    answers.write("{}\n")
    answers.flush()
    for line in sys.stdin:
        answers.write(json.dumps(reply_to(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
