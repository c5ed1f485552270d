"""The names of the rewrites."""

from __future__ import annotations

REWRITES = {
    "arithmetic": "arithmetic",
    "cancel": "cancel",
    "like factors": "like factors",
    "like terms": "like terms",
}

SENTENCES = {f"rewrite {key}": name for key, name in REWRITES.items()}
