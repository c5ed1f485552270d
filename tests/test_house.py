"""The rules of the house: small files, nothing typed is run, no traces of a machine, and a documentation that works."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.shown import FENCE, examples, printed

ROOT = Path(__file__).parents[1]
LISTED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - whichever git the developer uses
    cwd=ROOT,
    check=True,
    capture_output=True,
    text=True,
).stdout.splitlines()
FILES = sorted(path for path in (ROOT / line for line in LISTED) if path.is_file() and not path.is_symlink())
MODULES = [path for path in FILES if path.suffix == ".py" and ROOT / "symdescent" in path.parents]
PAGES = [path for path in FILES if path.suffix == ".md"]
NOTEBOOKS = [path for path in FILES if path.suffix == ".ipynb"]

RUNS_TEXT = {"eval", "exec", "sympify", "parse_expr"}
TRACES = re.compile(
    r"/(?:home|root|Users)/\w|/tmp/\w+/|file:/[/]"  # a place on somebody's machine
    r"|(?:pypi|pythonhosted|npmjs|crates|debian)\.(?:org|io|com)/(?:simple|packages|debian)"  # a registry's address
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    return [code for _, kind, code in FENCE.findall(page.read_text(encoding="utf-8")) if kind == language]


def anchors(page: Path) -> set[str]:
    """What the headings of a page are linked by, on GitHub and in the documentation."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_file_is_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_that_is_typed_is_run(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    called = {ast.unparse(call.func).split(".")[-1] for call in calls if "strict=True" not in ast.unparse(call)}  # strict: refuses text
    assert not called & RUNS_TEXT
    assert "lambdify" not in called or path.parent.name == "numeric"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_file_carries_a_place_on_a_machine_or_a_registry(path: Path) -> None:
    assert not TRACES.findall(path.read_text(encoding="utf-8", errors="replace"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_is_kept_without_its_outputs(path: Path) -> None:
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"https?://|mailto:", link):
            continue
        place, _, anchor = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=name)
def test_the_python_of_a_page_runs_and_prints_what_is_shown(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for example, output in zip(examples(text), printed(text), strict=True):
        assert example.shown is None or text[slice(*example.shown)] == output, "run python docs/shown.py with this page"


COMMANDS = [(page, line) for page in PAGES for code in blocks(page, "sh") for line in code.splitlines() if line.startswith("symdescent ")]


@pytest.mark.parametrize(("page", "line"), COMMANDS, ids=[f"{name(page)}: {line}" for page, line in COMMANDS])
def test_the_commands_of_a_page_run(page: Path, line: str, tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    command = ["sh", "-c", line]
    result = subprocess.run(command, cwd=tmp_path, check=False, env=os.environ | {"PATH": path}, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
