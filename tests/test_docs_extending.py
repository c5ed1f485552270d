"""docs/extending.md, tried: its changes are made to a copy of the package, and the copy prints what the page shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from symdescent.notation.style import LANGUAGES

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
SECTIONS = PAGE.split("\n## ")[1:]
CHANGE = re.compile(r"^=== (\S+)\n((?:[ +-].*\n)+)", re.MULTILINE)
RUN = "import doctest, sys; sys.exit(bool(doctest.testfile(sys.argv[1], module_relative=False, encoding='utf-8').failed))"


def blocks(section: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def changed(text: str, lines: list[str]) -> str:
    """The text with one run of lines, as a diff marks them, replaced."""
    before = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
    after = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
    assert text.count(before) == 1, before
    return text.replace(before, after)


def apply(diff: str, package: Path) -> None:
    """Makes the changes of a diff; a line to take out after one to put in begins another change of the same file."""
    for name, body in CHANGE.findall(diff):
        path = package / name
        text = path.read_text(encoding="utf-8")
        for change in re.findall(r"(?:^ .*\n)*(?:^-.*\n)*(?:^\+.*\n)*(?:^ .*\n)*", body, re.MULTILINE):
            text = changed(text, change.splitlines()) if change else text
        path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, changed as the whole page says."""
    folder = tmp_path_factory.mktemp("extended")
    shutil.copytree(ROOT / "symdescent", folder / "symdescent", ignore=shutil.ignore_patterns("__pycache__"))
    for section in SECTIONS:
        for line in "".join(blocks(section, "sh")).splitlines():
            subprocess.run(line.split(), cwd=folder, check=True)
        for diff in blocks(section, "diff"):
            apply(diff, folder)
    return folder


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.partition("\n")[0])
def test_it_takes_less_than_20_lines(section: str) -> None:
    lines = "".join(blocks(section, "diff")).splitlines()
    assert 0 < sum(line.startswith("+") for line in lines) < 20


def test_the_copy_prints_what_the_page_shows(package: Path) -> None:
    shown = package / "shown.txt"
    shown.write_text("\n".join(block.replace("\n\n", "\n<BLANKLINE>\n") for block in blocks(PAGE, "pycon")), encoding="utf-8")
    command = [sys.executable, "-W", "error", "-c", RUN, str(shown)]
    environment = os.environ | {"PYTHONPATH": str(package), "PYTHONUTF8": "1"}
    result = subprocess.run(command, cwd=package, check=False, env=environment, capture_output=True, encoding="utf-8")
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_language_of_the_page_has_every_sentence(package: Path) -> None:
    code = "from symdescent.lesson.language import sentences as s; print(s('da').keys() == s('en').keys())"
    environment = os.environ | {"PYTHONPATH": str(package)}
    result = subprocess.run([sys.executable, "-c", code], cwd=package, check=True, env=environment, capture_output=True, text=True)
    assert result.stdout.strip() == "True"
    assert "da" not in LANGUAGES
