"""What a user does first, with the installed wheel and away from the checkout."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import symdescent as sd

checkout = Path(sys.argv[1]).resolve()
assert checkout not in Path(sd.__file__).resolve().parents, "the wheel was to be tested, not the checkout"
assert (Path(sd.__file__).parent / "py.typed").is_file()

parabola = sd.problem("x^2 + 5")
parabola.derive()
run = sd.descend(parabola, start={"x": -6}, rate="1/10", steps=10, arithmetic="exact")
assert str(run.iterates[1].x["x"]) == "-24/5"
line = sd.problem("mean((w*speed + b - dist)^2)", data=sd.datasets.cars)
assert abs(sd.descend(line, start={"w": 0, "b": 0}, steps=5).best.value) > 0

for suffix in ("txt", "md", "tex", "html", "ipynb"):
    assert run.lesson().save(f"lesson.{suffix}").stat().st_size > 500, suffix
command = Path(sys.executable).with_name("symdescent")
for arguments in (["--version"], ["derive", "x^2 + 5", "--format", "json"]):
    subprocess.run([command, *arguments], check=True)  # noqa: S603 - our own command with our own arguments
print("the wheel works in an empty environment")
