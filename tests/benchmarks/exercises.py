"""How fast exercises are made, beside DeepMind's mathematics_dataset, in interleaved runs.

    python tests/benchmarks/exercises.py [python that has mathematics_dataset]

That package needs SymPy 1.5 and NumPy 1, so it lives in an environment of its own:

    python -m venv theirs && theirs/bin/pip install mathematics_dataset "sympy==1.5.1" "numpy<2"

An item of ours is drawn, worked rule by rule or step by step, every step checked against difference quotients in floats, and
its solution written as LaTeX, once step by step and once as the page that a reader gets. One of theirs is a question with its answer.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import count
from statistics import median
from time import perf_counter
from typing import Any

import symdescent as sd
from symdescent.lesson.document import Document
from symdescent.notation.latex import to_latex

ROUNDS, ITEMS, THEIRS = 9, 150, 60
WANTED = {"derivative": 1000, "gradient-step": 300, "newton-step": 300}

# Questions and answers as their generator samples them, without and with its filter of long ones.
SAMPLE = """
import random, sys, time, warnings
warnings.simplefilter("ignore")
import numpy
from mathematics_dataset import generate_settings
from mathematics_dataset.modules import calculus
seed, wanted = map(int, sys.argv[1:])
random.seed(seed), numpy.random.seed(seed)
make = calculus.train(lambda entropy: entropy)["differentiate"]
kept, start = 0, time.perf_counter()
for _ in range(wanted):
    problem = make()
    question, answer = str(problem.question), str(problem.answer)
    kept += len(question) <= generate_settings.MAX_QUESTION_LENGTH and len(answer) <= generate_settings.MAX_ANSWER_LENGTH
took = time.perf_counter() - start
print(wanted / took, kept / took)
"""
SEEDS = count()  # no item is made twice


def steps(item: Any) -> object:
    """Every step of the derivation as a line of LaTeX."""
    return [f"{to_latex(step.source)} = {to_latex(step.result)}" for step in item.work.derivation.steps]


def lesson(item: Any) -> object:
    """Question and solution as a page: a table of lines with the rule, its theorem and what u and v are beside each."""
    return Document((), (*item.question, *item.solution)).to_latex(fragment=True)


def ours(topic: str, written: Callable[[Any], object], level: int | None = None) -> float:
    """Items a second, levels in turn unless one is given."""
    start = perf_counter()
    for _ in range(ITEMS):
        seed = next(SEEDS)
        written(sd.exercise(topic, seed=seed, level=level or 1 + seed % 5))
    return ITEMS / (perf_counter() - start)


def theirs(python: str, seed: int) -> tuple[float, float]:
    """Items a second, before and after their own filter."""
    done = subprocess.run([python, "-c", SAMPLE, str(seed), str(THEIRS)], check=True, capture_output=True, text=True)
    before, after = map(float, done.stdout.split())
    return before, after


def main() -> None:
    """Prints the tables."""
    for topic in WANTED:
        ours(topic, lesson)  # what loads once has loaded
    for level in range(1, 6):
        speeds = (median(ours("derivative", written, level) for _ in range(3)) for written in (steps, lesson))
        print("derivative, level {}: {:6.0f} a second with every step in LaTeX, {:6.0f} as a page".format(level, *speeds))
    for topic in list(WANTED)[1:]:
        print(f"{topic:19} {median(ours(topic, lesson) for _ in range(3)):6.0f} a second as a page, wanted {WANTED[topic]}")
    if len(sys.argv) > 1:
        compare(sys.argv[1])


def compare(python: str) -> None:
    """Prints medians of interleaved rounds: both speeds, and the ratios round by round."""
    rounds = [(ours("derivative", steps), ours("derivative", lesson), *theirs(python, seed)) for seed in range(ROUNDS)]
    stepwise, pages, before, after = (median(column) for column in zip(*rounds, strict=True))
    print(f"derivative, all levels in turn: {stepwise:.0f} a second, {pages:.0f} as pages; wanted {WANTED['derivative']}")
    print(f"mathematics_dataset, no solution: {before:.0f} a second, {after:.0f} after its own filter")
    for name, k in (("every step in LaTeX", 0), ("as pages", 1)):
        ratios = sorted(row[k] / row[2] for row in rounds)
        print(f"ratio, {name}: median of {ROUNDS} rounds {median(ratios):.1f} (from {ratios[0]:.1f} to {ratios[-1]:.1f})")


if __name__ == "__main__":
    main()
