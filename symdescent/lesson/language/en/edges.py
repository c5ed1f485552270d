"""Kinks and domains."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
