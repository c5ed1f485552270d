"""How the steps were checked."""

from __future__ import annotations

SENTENCES = {
    "title certificate": "How the derivative of {f} was checked",
    "certificate proved": "Proved steps: {count}. SymPy reduces the difference between the two sides to 0.",
    "certificate numeric": "Steps compared numerically: {count}. Each agrees with a difference quotient that knows no rule, computed with {working} digits.",
    "certificate quick": "Steps compared in floating-point numbers: {count}. Each agrees with a difference quotient that knows no rule.",
    "certificate all": "All {count} steps",
    "certificate checked": "how it was checked",
    "proved": "proved",
    "compared": "{digits} digits agree at {points}",
    "unproved spent": "; not proved, because the effort for the whole derivation was used up",
    "unproved large": "; not proved, because the step is too large for a proof",
    "unproved open": "; not proved, because SymPy does not find the difference to be 0",
}
