"""What ``import symdescent`` offers, what it costs, and that the reference knows all of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import symdescent

REFERENCE = (Path(__file__).parents[1] / "docs/reference.md").read_text(encoding="utf-8")
LATE = {"IPython", "math_core", "matplotlib", "nbformat", "numpy", "pandas", "polars", "scipy"}


def python(code: str) -> str:
    """What a fresh Python prints."""
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.parametrize("name", symdescent.__all__)
def test_the_reference_knows_every_public_name(name: str) -> None:
    assert f"`sd.{name}`" in REFERENCE


@pytest.mark.parametrize("first", symdescent.__all__)
def test_the_public_names_mean_the_same_whichever_is_asked_for_first(first: str) -> None:
    assert python(f"import symdescent as sd; sd.{first}; print(callable(sd.problem) and callable(sd.descend))") == "True"


@pytest.mark.parametrize("line", ["import symdescent", "import symdescent as sd; sd.problem('x^2 + 5').derive()"])
def test_heavy_libraries_load_when_they_are_used(line: str) -> None:
    assert set(python(f"{line}\nimport sys; print(*sys.modules)").split()) & LATE == set()


def test_a_derivation_is_told_without_the_analysis() -> None:
    loaded = python("import symdescent as sd; sd.problem('x^2 + 5').derive().to_text()\nimport sys; print(*sys.modules)").split()
    assert "symdescent.lesson.derivation" in loaded
    assert not any(name.startswith("symdescent.analysis") for name in loaded)
