"""A room imports only from rooms before its own; docs/architecture.md lists them and what each may not import."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| ((?:`[\w./]+`(?:, )?)+) \| .+ \|(.*)\|$", re.MULTILINE)
ROWS = [[re.findall(r"`(\w+)", cell) for cell in row] for row in ROW.findall((ROOT / "docs/architecture.md").read_text(encoding="utf-8"))]
ORDER = [room for rooms, _ in ROWS for room in rooms]
BANNED = {room: set(banned) for rooms, banned in ROWS for room in rooms}
FILES = [path for path in sorted((ROOT / "symdescent").rglob("*.py")) if path.parent.name != "symdescent" or path.name != "__init__.py"]


def imports(node: ast.AST) -> Iterator[str]:
    """The modules that a piece of code imports, inside functions too, but not for types only."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    for child in ast.iter_child_nodes(node):
        yield from imports(child)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_room_imports_only_from_rooms_before_its_own(path: Path) -> None:
    room = path.relative_to(ROOT / "symdescent").parts[0].removesuffix(".py")
    names = [name.split(".") for name in imports(ast.parse(path.read_text(encoding="utf-8")))]
    later = set() if room == "shown" else set(ORDER[ORDER.index(room) + 1 :])  # the one seam: it shows objects when called
    assert not later & {name[1] for name in names if name[0] == "symdescent" and len(name) > 1}
    assert not BANNED[room] & {name[0] for name in names}


def test_every_room_of_the_table_exists() -> None:
    assert set(ORDER) == {path.relative_to(ROOT / "symdescent").parts[0].removesuffix(".py") for path in FILES}
