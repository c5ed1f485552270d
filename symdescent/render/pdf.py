"""A LaTeX document as PDF, by the latexmk of the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from symdescent.errors import ArgumentError

COMMAND = ("latexmk", "-norc", "-pdf", "-interaction=nonstopmode", "-halt-on-error", "-latexoption=-no-shell-escape", "document.tex")
SAME_BYTES = {"SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}  # no time of day in the file
PATIENCE = 600  # seconds


def compiled(latex: str) -> bytes:
    """The PDF of a LaTeX document.

    Raises ``ArgumentError`` where there is no latexmk, and where the document does not compile.
    """
    program = shutil.which(COMMAND[0])
    if program is None:
        raise ArgumentError("PDF needs latexmk, which was not found: install TeX Live, or write LaTeX (.tex) and compile it elsewhere.")
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "document.tex").write_text(latex, encoding="utf-8", newline="\n")
        run = subprocess.run(  # noqa: S603 - a fixed command, in a folder of its own, that may not run others
            [program, *COMMAND[1:]],
            cwd=place,
            env=os.environ | SAME_BYTES,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            text=True,
            errors="replace",
            timeout=PATIENCE,
        )
        if run.returncode:
            raise ArgumentError(f"The LaTeX does not compile here: {_complaint(run.stdout)} Write LaTeX (.tex) to see the document.")
        return (place / "document.pdf").read_bytes()


def _complaint(log: str) -> str:
    """The first error of a log."""
    return next((line.removeprefix("! ") for line in log.splitlines() if line.startswith("!")), "latexmk gave up.")
