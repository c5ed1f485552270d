"""Versions of a method."""

from __future__ import annotations

SENTENCES = {
    "title compare": "Versions of {method}",
    "compare lines": "These lines differ:",
    "compare lines head": "becomes",
    "compare starts": "These states start elsewhere:",
    "compare starts head": "starts at",
    "compare defaults": "These parameters have other defaults:",
    "compare defaults head": "default",
    "compare name": "name",
    "compare in": "in",
    "compare same": "The versions have the same lines, starts and defaults.",
    "compare runs": "On {f} from {start} at rate {rate}, each version with its own defaults:",
    "compare two": "runs",
    "compare part": "where they part",
    "compare at": "at step {k}",
    "compare together": "they go together for all {steps} steps",
}
