"""How the steps were checked."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
