"""The functions that a formula may call: one row each.

``sympy`` is SymPy's printed spelling with ``{0}``, ``{1}`` … for the arguments (or a name that takes them all); ``latex`` the command before the
argument, or None where the printer has a form of its own.
"""

from __future__ import annotations

from typing import NamedTuple


class Function(NamedTuple):
    """One known function: how many arguments (None: one or more), how it is written in LaTeX and for SymPy."""

    arity: tuple[int, ...] | None
    latex: str | None
    sympy: str


def _plain(name: str, latex: str | None = None, sympy: str | None = None) -> tuple[str, Function]:
    return name, Function((1,), latex or f"\\{name}", f"{sympy or name}({{0}})")


def _operator(name: str, sympy: str, written: str = "") -> tuple[str, Function]:
    return name, Function((1,), rf"\operatorname{{{written or name}}}", sympy)


FUNCTIONS: dict[str, Function] = dict(
    [
        _plain("sin"),
        _plain("cos"),
        _plain("tan"),
        _plain("cot"),
        _plain("sec"),
        _plain("csc"),
        _plain("asin", r"\arcsin"),
        _plain("acos", r"\arccos"),
        _plain("atan", r"\arctan"),
        _operator("acot", "acot({0})", "arccot"),
        _operator("asec", "asec({0})", "arcsec"),
        _operator("acsc", "acsc({0})", "arccsc"),
        _plain("sinh"),
        _plain("cosh"),
        _plain("tanh"),
        _plain("coth"),
        _operator("sech", "sech({0})"),
        _operator("csch", "csch({0})"),
        _operator("asinh", "asinh({0})", "arsinh"),
        _operator("acosh", "acosh({0})", "arcosh"),
        _operator("atanh", "atanh({0})", "artanh"),
        _operator("acoth", "acoth({0})", "arcoth"),
        _operator("asech", "asech({0})", "arsech"),
        _operator("acsch", "acsch({0})", "arcsch"),
        _plain("exp"),
        ("ln", Function((1,), None, "log({0})")),
        ("log", Function((2,), None, "log({0}, {1})")),  # log(x, b): logarithm of x to the base b
        ("sqrt", Function((1,), None, "sqrt({0})")),
        ("cbrt", Function((1,), None, "(sign({0})*Abs({0})**(1/3))")),  # the real cube root
        ("abs", Function((1,), None, "Abs({0})")),
        _operator("sign", "sign({0})"),
        ("max", Function(None, r"\max", "Max")),
        ("min", Function(None, r"\min", "Min")),
        _operator("relu", "Max(0, {0})"),
        ("sigmoid", Function((1,), r"\sigma", "(1/(1 + exp(-({0}))))")),
        _operator("softplus", "log(1 + exp({0}))"),
        _operator("erf", "erf({0})"),
        ("gamma", Function((1,), r"\Gamma", "gamma({0})")),
        ("digamma", Function((1,), r"\psi", "polygamma(0, {0})")),
        ("polygamma", Function((2,), None, "polygamma({0}, {1})")),  # the n-th derivative of digamma
        ("heaviside", Function((1,), r"\operatorname{H}", "Heaviside({0})")),
        ("factorial", Function((1,), None, "factorial({0})")),
        ("atan2", Function((2,), r"\operatorname{atan2}", "atan2({0}, {1})")),  # atan2(y, x): the angle of the point (x, y)
        ("logsumexp", Function(None, r"\operatorname{logsumexp}", "log({sum})")),  # {sum}: of the exponentials
        ("softmax", Function(None, r"\operatorname{softmax}", "(exp({chosen})/{sum})")),  # softmax_k(x, y, …): k, x, y, …
        ("kronecker", Function((2,), r"\delta", "KroneckerDelta({0}, {1})")),  # 1 where its arguments are equal, else 0
    ]
)

# Other spellings that people and SymPy use. A lone ``log`` is the natural logarithm, as in SymPy and Python.
ALIASES: dict[str, str] = {
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arccot": "acot",
    "arcsec": "asec",
    "arccsc": "acsc",
    "arsinh": "asinh",
    "arcosh": "acosh",
    "artanh": "atanh",
    "arcoth": "acoth",
    "arsech": "asech",
    "arcsch": "acsch",
    "arcsinh": "asinh",
    "arccosh": "acosh",
    "arctanh": "atanh",
    "arccoth": "acoth",
    "arcsech": "asech",
    "arccsch": "acsch",
    "cosec": "csc",
    "tg": "tan",
    "ctg": "cot",
    "Abs": "abs",
    "Max": "max",
    "Min": "min",
    "ReLU": "relu",
    "arctan2": "atan2",
    "sgn": "sign",
    "Heaviside": "heaviside",
    "Gamma": "gamma",
}

GREEK: dict[str, str] = dict(
    zip(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron rho sigma tau upsilon phi chi psi omega".split(),
        "αβγδεζηθικλμνξορστυφχψω",
        strict=True,
    )
) | dict(zip("Gamma Delta Theta Lambda Xi Sigma Upsilon Phi Psi Omega".split(), "ΓΔΘΛΞΣΥΦΨΩ", strict=True))
