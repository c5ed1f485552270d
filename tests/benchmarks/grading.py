"""How fast typed answers are graded, the worker warm: python tests/benchmarks/grading.py prints medians."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from statistics import median, quantiles
from time import perf_counter

from symdescent.errors import FormulaError
from symdescent.exercises.exercise import Exercise, exercise

ITEMS = {"derivative": range(1, 6), "gradient-step": range(1, 5)}  # topics and their levels
SEEDS = 8


def typed(item: Exercise) -> list[str]:
    """What is typed: the answer, written in another way, wrong answers, nonsense."""
    answer = str(item.answer)
    other = [f"({answer}) + 0", f"2*({answer})/2"] if item.answer.kind == "formula" else []
    return [answer, *other, *(str(wrong.answer) for wrong in item.distractors[:2]), "x^2 + 17", "2x + ("]


def milliseconds(item: Exercise, line: str, *, worker: bool) -> float:
    """The time of one grade."""
    start = perf_counter()
    with suppress(FormulaError):
        item.grade(line, worker=worker)
    return 1000 * (perf_counter() - start)


def main() -> None:
    """Every line is new to the worker."""
    exercise("derivative", seed=0).grade("1")
    for worker in (True, False):
        for topic, levels in ITEMS.items():
            seeds = count(1000 * worker)
            items = [exercise(topic, seed=next(seeds), level=level) for level in levels for _ in range(SEEDS)]
            times = [milliseconds(item, line, worker=worker) for item in items for line in typed(item)]
            where = "worker" if worker else "here"
            print(
                f"{topic:15} {where:7} median {median(times):6.2f} ms, 90 % below {quantiles(times, n=10)[-1]:6.2f} ms, {len(times)} lines"
            )


if __name__ == "__main__":
    main()
