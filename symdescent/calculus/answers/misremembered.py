"""Derivatives of known functions as they are wrongly remembered, and their antiderivatives: tables in u."""

from __future__ import annotations

from symdescent.notation.parser import parse
from symdescent.notation.tree import Expression

_WRONG: dict[str, tuple[str, ...]] = {
    "tan": ("1/cos(u)", "sec(u)*tan(u)", "-1/sin(u)^2", "1/sin(u)^2", "cot(u)"),
    "cot": ("-1/sin(u)", "1/cos(u)^2", "tan(u)", "-csc(u)*cot(u)"),
    "sec": ("tan(u)^2", "sec(u)^2", "tan(u)"),
    "csc": ("-cot(u)^2", "-csc(u)^2", "cot(u)"),
    "asin": ("1/sqrt(1 + u^2)", "1/(1 - u^2)", "-cos(u)/sin(u)^2", "acos(u)"),
    "acos": ("-1/sqrt(1 + u^2)", "-1/(1 - u^2)", "sin(u)/cos(u)^2", "-asin(u)"),
    "atan": ("1/(1 - u^2)", "1/sqrt(1 + u^2)", "1/sqrt(1 - u^2)", "-1/sin(u)^2", "1/(1 + u)"),
    "sinh": ("-cosh(u)",),
    "cosh": ("-sinh(u)",),
    "tanh": ("1/cosh(u)", "1 + tanh(u)^2"),
    "ln": ("1/ln(u)", "ln(u)/u", "e^u"),
    "exp": ("1/exp(u)", "ln(u)"),
    "sqrt": ("1/sqrt(u)", "2/sqrt(u)", "1/(2u)", "sqrt(u)/2"),
    "abs": ("1", "|u|/2"),
    "sigmoid": ("sigmoid(u)^2", "1 - sigmoid(u)", "sigmoid(u)*(1 + sigmoid(u))"),
    "relu": ("1",),
}

_INTEGRAL: dict[str, str] = {
    "sin": "-cos(u)",
    "cos": "sin(u)",
    "exp": "exp(u)",
    "ln": "u*ln(u) - u",
    "sqrt": "2/3*u*sqrt(u)",
    "tan": "-ln|cos(u)|",
    "sinh": "cosh(u)",
    "cosh": "sinh(u)",
}

MISREMEMBERED: dict[str, tuple[Expression, ...]] = {name: tuple(map(parse, texts)) for name, texts in _WRONG.items()}
ANTIDERIVATIVES: dict[str, Expression] = {name: parse(text) for name, text in _INTEGRAL.items()}
