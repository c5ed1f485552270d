"""The names of the rewrites."""

from __future__ import annotations

REWRITES = {
    "arithmetic": "arithmetic",
    "like terms": "like terms",
    "like factors": "like factors",
    "expand": "multiply out",
    "factor out": "factor out",
    "cancel": "cancel",
    "common denominator": "common denominator",
    "nested fractions": "clear the nested fractions",
    "split the fraction": "split the fraction",
    "factor": "factor",
    "Kronecker delta": "Kronecker delta, for an index within the bounds",
    "cases": "one list of cases",
    "sine and cosine squared": "sin² + cos² = 1",
    "tangent squared": "1/cos² = 1 + tan²",
    "cotangent squared": "1/sin² = 1 + cot²",
    "hyperbolic squares": "cosh² − sinh² = 1",
    "secant and tangent squared": "sec² = 1 + tan²",
    "cosecant and cotangent squared": "csc² = 1 + cot²",
    "hyperbolic secant and tangent squared": "sech² = 1 − tanh²",
    "secant": "sec = 1/cos",
    "cosecant": "csc = 1/sin",
    "hyperbolic secant": "sech = 1/cosh",
    "hyperbolic cosecant": "csch = 1/sinh",
    "tangent": "tan = sin/cos",
    "cotangent": "cot = cos/sin",
    "tangent and cotangent": "tan·cot = 1",
    "hyperbolic tangent": "tanh = sinh/cosh",
    "hyperbolic cotangent": "coth = cosh/sinh",
    "absolute value": "|u| = u·sign(u)",
    "logarithm": "ln(eᵘ) = u",
    "exponential of a logarithm": "e^(ln u) = u",
}

SENTENCES = {f"rewrite {key}": name for key, name in REWRITES.items()}
