"""What the Python of a page prints, and the text below it that shows this: python docs/shown.py PAGE... writes it anew."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

FENCE = re.compile(r"^(`{3,})(\S*)[^\n]*\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
MARK = "-------- next block"


class Example(NamedTuple):
    """A block of Python, and where in the page the text stands that shows what it prints, if any does."""

    code: str
    shown: tuple[int, int] | None


def examples(text: str) -> list[Example]:
    """Each block of Python with the block of text that begins right below it."""
    found = list(FENCE.finditer(text))
    below = {block.start(): block.span(3) for block in found if block[2] == "text"}
    return [Example(block[3], below.get(block.end() + 2)) for block in found if block[2] == "python"]


def printed(text: str) -> list[str]:
    """What each block prints, all of them run in one go with warnings as errors, away from the checkout."""
    script = f"print({MARK!r})\n".join(example.code for example in examples(text))
    command, utf8 = [sys.executable, "-W", "error", "-c", script], os.environ | {"PYTHONUTF8": "1"}
    with TemporaryDirectory() as folder:
        result = subprocess.run(command, cwd=folder, check=False, env=utf8, capture_output=True, encoding="utf-8")  # noqa: S603 - our own pages
    if result.returncode:
        raise RuntimeError(result.stderr)
    return [output.rstrip() + "\n" for output in result.stdout.split(f"{MARK}\n")]


def rewritten(text: str) -> str:
    """The page with what its Python prints now."""
    for example, output in reversed(list(zip(examples(text), printed(text), strict=True))):
        if example.shown is not None:
            start, end = example.shown
            text = text[:start] + output + text[end:]
    return text


if __name__ == "__main__":
    for page in map(Path, sys.argv[1:]):
        page.write_text(rewritten(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
