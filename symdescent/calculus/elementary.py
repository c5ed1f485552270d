"""The table of derivatives of the known functions."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from symdescent.calculus.rule import Application, Rule, given, times
from symdescent.notation.parser import parse
from symdescent.notation.tree import Call, Expression, Symbol, depends, substitute

# name of the function, name of its rule, derivative in u (and in the base b)
ELEMENTARY: tuple[tuple[str, str, str], ...] = (
    ("exp", "exponential", "exp(u)"),
    ("ln", "logarithm", "1/u"),
    ("log", "logarithm", "1/(u*ln(b))"),
    ("sqrt", "square root", "1/(2sqrt(u))"),
    ("cbrt", "cube root", "1/(3cbrt(u)^2)"),
    ("sin", "sine", "cos(u)"),
    ("cos", "cosine", "-sin(u)"),
    ("tan", "tangent", "1/cos(u)^2"),
    ("cot", "cotangent", "-1/sin(u)^2"),
    ("sec", "secant", "sec(u)*tan(u)"),
    ("csc", "cosecant", "-csc(u)*cot(u)"),
    ("asin", "arcsine", "1/sqrt(1 - u^2)"),
    ("acos", "arccosine", "-1/sqrt(1 - u^2)"),
    ("atan", "arctangent", "1/(1 + u^2)"),
    ("acot", "arccotangent", "-1/(1 + u^2)"),
    ("asec", "arcsecant", "1/(|u|*sqrt(u^2 - 1))"),
    ("acsc", "arccosecant", "-1/(|u|*sqrt(u^2 - 1))"),
    ("sinh", "hyperbolic sine", "cosh(u)"),
    ("cosh", "hyperbolic cosine", "sinh(u)"),
    ("tanh", "hyperbolic tangent", "1 - tanh(u)^2"),
    ("coth", "hyperbolic cotangent", "1 - coth(u)^2"),
    ("sech", "hyperbolic secant", "-sech(u)*tanh(u)"),
    ("csch", "hyperbolic cosecant", "-csch(u)*coth(u)"),
    ("asinh", "inverse hyperbolic sine", "1/sqrt(u^2 + 1)"),
    ("acosh", "inverse hyperbolic cosine", "1/sqrt(u^2 - 1)"),
    ("atanh", "inverse hyperbolic tangent", "1/(1 - u^2)"),
    ("acoth", "inverse hyperbolic cotangent", "1/(1 - u^2)"),
    ("asech", "inverse hyperbolic secant", "-1/(u*sqrt(1 - u^2))"),
    ("acsch", "inverse hyperbolic cosecant", "-1/(|u|*sqrt(1 + u^2))"),
    ("abs", "absolute value", "sign(u)"),
    ("sign", "sign", "0"),
    ("heaviside", "unit step", "0"),
    ("relu", "rectifier", "heaviside(u)"),
    ("sigmoid", "sigmoid", "sigmoid(u)*(1 - sigmoid(u))"),
    ("softplus", "softplus", "sigmoid(u)"),
    ("erf", "error function", "2/sqrt(pi)*e^(-u^2)"),
    ("gamma", "gamma function", "gamma(u)*digamma(u)"),
    ("digamma", "digamma function", "polygamma(1, u)"),
)

OUTER: dict[str, str] = {function: outer for function, _, outer in ELEMENTARY}


def elementary(name: str, outer: str, *, chain: bool) -> Callable[[Expression, str], Application | None]:
    """f(x)' = f'(x) and f(u)' = f'(u) u' for a known function f; other arguments are fixed."""

    def apply(e: Expression, x: str) -> Application | None:
        if type(e) is not Call or e.function != name or any(depends(a, x) for a in e.arguments[1:]):
            return None
        u = e.arguments[0]
        if chain == (type(u) is Symbol):
            return None
        result = substitute(_template(outer), dict(zip(map(Symbol, "ub"), e.arguments, strict=False)))
        return Application((u,), lambda d: times(result, d[0])) if chain else given(result)

    return apply


@cache
def _template(text: str) -> Expression:
    return parse(text)


def rows(function: str, name: str, outer: str) -> tuple[Rule, Rule]:
    """The two rules of a function: of x itself, and of anything else by the chain rule."""
    return (
        Rule(name, elementary(function, outer, chain=False), function=function),
        Rule("chain", elementary(function, outer, chain=True), name, function),
    )
