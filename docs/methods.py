"""Writes docs/methods.md from the catalogue of methods: python docs/methods.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from symdescent.descent.method import Method
from symdescent.descent.methods import METHODS
from symdescent.lesson.method_names import method_title
from symdescent.lesson.pieces import method_blocks
from symdescent.render.markdown import blocks

PAGE = Path(__file__).with_name("methods.md")

INTRODUCTION = """\
Each method is the equations below: the same lines are printed here, worked out exactly, compiled for speed and put with their numbers into
lessons. They lead from one iterate $x$ to the next; $g$ is the gradient at $x$, $H$ the Hessian there, $k$ the number of the step from 1, and
$\\gamma$ the step size. `sd.methods["adam"]` shows one, `.version("keras")` is the same method as a program has it, and
`.compare()` shows the lines that differ."""


def page() -> str:
    """The page as it is checked in; tests/test_docs_methods.py compares the two."""
    return "\n\n".join(_parts()) + "\n"


def _parts() -> Iterator[str]:
    yield "<!-- Made by docs/methods.py from the catalogue of methods: edit that, then run python docs/methods.py. -->"
    yield "# Methods"
    yield INTRODUCTION
    for name, method in METHODS.items():
        yield f"## {method_title(name, 'en')}"
        yield f'`sd.methods["{name}"]`'
        yield _told(method)
        for version in method.versions.values():
            if version.name not in METHODS:
                yield f"### {method_title(version.name, 'en')}"
                yield _told(version)


def _told(method: Method) -> str:
    """Equations, parameters, state and source, without a title."""
    return "\n\n".join(blocks(tuple(method_blocks(replace(method, versions={}), "en"))))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
