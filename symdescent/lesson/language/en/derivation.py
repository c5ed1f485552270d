"""Derivations."""

from __future__ import annotations

SENTENCES = {
    "and": "{left} and {right}",
    "step": "step",
    "rule": "rule",
    "title derivative": "Differentiate {f}",
    "title gradient": "The gradient of {f}",
    "title second derivative": "The second derivative of {f}",
    "title hessian": "The Hessian of {f}",
    "with respect to": "{symbol}",
    "with respect to, held": "{symbol}: {others} held fixed",
    "so the gradient": "The partial derivatives together are the gradient.",
    "so the hessian": "The second partial derivatives together are the Hessian; it is symmetric, because mixed ones are equal (Schwarz).",
    "rule named": "{rule}: {statement}",
    "rule with": "{rule}: {statement}, with {these}",
    "put into": "put {numbers} into {line}",
    "put in": "put in",
    "checked all proved": "**Checked.** {count} of {count} steps proved by SymPy.",
    "checked quick": "**Checked.** {count} of {count} steps agree with a difference quotient at three points.",
    "checked in parts": "**Checked.** Of {count} steps {parts}.",
    "checked part proved": "{count} proved by SymPy",
    "checked part numeric": "{count} compared with a difference quotient to 30 digits at three points",
    "checked part quick": "{count} compared with a difference quotient in floats at three points",
    "heading derivative": "The derivative",
    "heading gradient": "The gradient",
    "heading second derivative": "The second derivative",
    "heading hessian": "The Hessian",
}
