"""What follows from derivatives: tangents, implicit functions, paths."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
