"""What is typed and cannot be read: the English sentences stand with the errors that say them."""

from __future__ import annotations

from symdescent.errors import TITLE
from symdescent.notation.reasons import REASONS

SENTENCES = {"unread title": TITLE} | {f"unread {key}": sentence for key, sentence in REASONS.items()}
