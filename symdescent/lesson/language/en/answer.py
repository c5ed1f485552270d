"""A line that somebody typed."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
