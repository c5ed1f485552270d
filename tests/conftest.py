"""What several rooms' tests need of the machine: a TeX and a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = "no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update disable-sync".split()

settings.register_profile("ci", derandomize=True, deadline=None)  # what lands depends on the change, not on chance or load
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def program(name: str, package: str) -> str:
    """Where a program is; without it the test is skipped with what to install, and fails where CI is set."""
    path = shutil.which(name)
    if path is None:
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop(f"needs {name}: install it, on Debian by `apt install {package}`")
    return str(path)


@pytest.fixture
def latex(tmp_path: Path) -> Callable[[str], Path]:
    """Compiles a LaTeX document and returns the path of the PDF; a document with an error fails the test."""
    compiler = program("pdflatex", "texlive-latex-extra lmodern")

    def compiled(source: str) -> Path:
        (tmp_path / "document.tex").write_text(source, encoding="utf-8")
        command = [compiler, "-no-shell-escape", "-halt-on-error", "-interaction=nonstopmode", "document.tex"]
        run = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True, errors="replace", timeout=120)
        assert run.returncode == 0, run.stdout[-2000:]
        return tmp_path / "document.pdf"

    return compiled


@pytest.fixture
def words() -> Callable[[Path], str]:
    """Reads the text of a PDF, without blanks."""
    reader = program("pdftotext", "poppler-utils")

    def read(pdf: Path) -> str:
        return "".join(subprocess.run([reader, "-enc", "UTF-8", str(pdf), "-"], check=True, capture_output=True).stdout.decode().split())

    return read


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium with a profile of its own."""
    from playwright.sync_api import sync_playwright

    path = program("chromium", "chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, headless=True, args=[f"--{flag}" for flag in FLAGS])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page in a fresh browsing context."""
    with browser.new_context(viewport={"width": 1100, "height": 800}) as context:
        yield context.new_page()
