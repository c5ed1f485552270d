"""The statement of each rule, as the theorem that it is."""

from __future__ import annotations

import re
from functools import cache

from symdescent.calculus.elementary import OUTER
from symdescent.calculus.step import Step
from symdescent.lesson.document import Math
from symdescent.lesson.formula import join, math_of
from symdescent.notation.parser import parse
from symdescent.notation.style import Style, current_style
from symdescent.notation.tree import Call, E, Product, Sum, Symbol, substitute

COMMA = re.compile(r"(?<!\\), ")  # between arguments; \\, is a space of TeX

# rule (with the outer function's rule for a chain): TeX, text
STATEMENTS: dict[tuple[str, str], tuple[str, str]] = {
    ("constant", ""): ("c' = 0", "c′ = 0"),
    ("identity", ""): ("x' = 1", "x′ = 1"),
    ("sum", ""): ("(u + v)' = u' + v'", "(u + v)′ = u′ + v′"),
    ("constant multiple", ""): (r"(c\,u)' = c\,u'", "(c u)′ = c u′"),
    ("product", ""): (r"(u\,v)' = u'\,v + u\,v'", "(u v)′ = u′ v + u v′"),
    ("reciprocal", ""): (r"\left(\frac{c}{v}\right)' = -\frac{c\,v'}{v^2}", "(c/v)′ = -c v′/v²"),
    ("quotient", ""): (r"\left(\frac{u}{v}\right)' = \frac{u'\,v - u\,v'}{v^2}", "(u/v)′ = (u′ v - u v′)/v²"),
    ("power", ""): (r"(x^n)' = n\,x^{n-1}", "(xⁿ)′ = n xⁿ⁻¹"),
    ("chain", "power"): (r"(u^n)' = n\,u^{n-1}\,u'", "(uⁿ)′ = n uⁿ⁻¹ u′"),
    ("exponential", ""): (r"(a^x)' = a^x \ln a", "(a^x)′ = a^x ln a"),
    ("chain", "exponential"): (r"(a^u)' = a^u \ln a \cdot u'", "(a^u)′ = a^u ln a·u′"),
    ("logarithmic differentiation", ""): (
        r"(u^v)' = u^v \left(v' \ln u + \frac{v\,u'}{u}\right)",
        "(u^v)′ = u^v (v′ ln u + v u′/u)",
    ),
    ("change of base", ""): (r"\log_b u = \frac{\ln u}{\ln b}", "log_b u = ln u/ln b"),
    ("chain", "polygamma function"): (
        r"\psi^{(n)}(u)' = \psi^{(n+1)}(u)\,u'",
        "polygamma(n, u)′ = polygamma(n + 1, u)·u′",
    ),
    ("maximum", ""): (
        r"\max\{u, v\}' = \begin{cases} u' & u > v \\ v' & u < v \end{cases}",
        "max(u, v)′ = (u′: u > v; v′: u < v)",
    ),
    ("minimum", ""): (
        r"\min\{u, v\}' = \begin{cases} u' & u < v \\ v' & u > v \end{cases}",
        "min(u, v)′ = (u′: u < v; v′: u > v)",
    ),
    ("piecewise", ""): (
        r"f' = \begin{cases} u' & f = u \\ v' & f = v \end{cases}",
        "f′ = (u′: f = u; v′: f = v)",
    ),
    ("difference", ""): ("(u - v)' = u' - v'", "(u - v)′ = u′ - v′"),
    ("entry", ""): (
        r"\frac{\partial x_{i}}{\partial x_{k}} = \delta_{i k} = \begin{cases} 1 & i = k \\ 0 & i \ne k \end{cases}",
        "∂x_i/∂x_k = δ_ik (1: i = k; 0: i ≠ k)",
    ),
    ("sum over an index", ""): (r"\left(\sum_{i} u_{i}\right)' = \sum_{i} u_{i}'", "(Σ u_i)′ = Σ u_i′"),
    ("product over an index", ""): (
        r"\left(\prod_{i} u_{i}\right)' = \sum_{j} u_{j}' \prod_{i < j} u_{i} \prod_{i > j} u_{i}",
        "(Π u_i)′ = Σ_j u_j′·Π_{i<j} u_i·Π_{i>j} u_i",
    ),
    ("fundamental theorem", ""): (
        r"\left(\int_{a}^{b} f(t) \, dt\right)' = f(b) \, b' - f(a) \, a'",
        "(∫ₐᵇ f(t) dt)′ = f(b) b′ - f(a) a′",
    ),
    ("Leibniz", ""): (
        r"\left(\int_{a}^{b} f(x, t) \, dt\right)' = f(x, b) \, b' - f(x, a) \, a' + \int_{a}^{b} \frac{\partial f}{\partial x} \, dt",
        "(∫ₐᵇ f(x, t) dt)′ = f(x, b) b′ - f(x, a) a′ + ∫ₐᵇ ∂f/∂x dt",
    ),
    ("angle", ""): (
        r"\operatorname{atan2}(u, v)' = \frac{v\,u' - u\,v'}{u^{2} + v^{2}}",
        "atan2(u, v)′ = (v u′ - u v′)/(u² + v²)",
    ),
    ("log-sum-exp", ""): (
        r"\operatorname{logsumexp}(u_{1}, \dots)' = \sum_{i} \operatorname{softmax}_{i} \, u_{i}'",
        "logsumexp(u₁, …)′ = Σ softmax_i·u_i′",
    ),
    ("softmax", ""): (
        r"\operatorname{softmax}_{k}' = \operatorname{softmax}_{k} \left(u_{k}' - \sum_{i} \operatorname{softmax}_{i} \, u_{i}'\right)",
        "softmax_k′ = softmax_k·(u_k′ - Σ softmax_i·u_i′)",
    ),
    ("linearity over rows", ""): (r"\left(\sum_i u_i\right)' = \sum_i u_i'", "(Σ u)′ = Σ u′"),
}

# ways that write the function differently first
STATEMENTS |= {
    ("like factors first", ""): (r"u^{m}\,u^{n} = u^{m+n}", "uᵐ uⁿ = uᵐ⁺ⁿ"),
    ("expand first", ""): (r"u\,(v + w) = u\,v + u\,w", "u (v + w) = u v + u w"),
    ("split the fraction", ""): (r"\frac{u + v}{w} = \frac{u}{w} + \frac{v}{w}", "(u + v)/w = u/w + v/w"),
    ("negative power", ""): (r"\frac{u}{v^{n}} = u\,v^{-n}", "u/vⁿ = u v⁻ⁿ"),
    ("root as a power", ""): (r"\sqrt[n]{u} = u^{1/n}", "ⁿ√u = u^(1/n)"),
    ("square as a product", ""): (r"u^{2} = u\,u", "u² = u u"),
    ("exponential form", ""): (r"u^{v} = e^{v \ln u}", "u^v = e^(v ln u)"),
    ("split the logarithm", ""): (r"\ln(u\,v) = \ln u + \ln v", "ln(u v) = ln u + ln v"),
}

# rules for any number of parts: with three of them, and (under 0) with more
COUNTED: dict[tuple[str, int], tuple[str, str]] = {
    ("sum", 3): ("(u + v + w)' = u' + v' + w'", "(u + v + w)′ = u′ + v′ + w′"),
    ("sum", 0): (r"(u_{1} + u_{2} + \dots)' = u_{1}' + u_{2}' + \dots", "(u₁ + u₂ + …)′ = u₁′ + u₂′ + …"),
    ("product", 3): (r"(u\,v\,w)' = u'\,v\,w + u\,v'\,w + u\,v\,w'", "(u v w)′ = u′ v w + u v′ w + u v w′"),
    ("product", 0): (
        r"(u_{1}\,u_{2} \cdots)' = u_{1}'\,u_{2} \cdots + u_{1}\,u_{2}' \cdots + \dots",
        "(u₁ u₂ …)′ = u₁′ u₂ … + u₁ u₂′ … + …",
    ),
}

# the same two for the natural base
NATURAL: dict[bool, tuple[str, str]] = {
    False: (r"(e^x)' = e^x", "(e^x)′ = e^x"),
    True: (r"(e^u)' = e^u\,u'", "(e^u)′ = e^u·u′"),
}


def statement(step: Step) -> Math:
    """The theorem that a derivative step uses: for a known function its derivative, with u′ behind it in a chain."""
    if getattr(step.source, "base", None) == E or getattr(step.source, "function", None) == "exp":
        return Math(*NATURAL[bool(step.outer)])
    count = len(step.premises)
    counted = COUNTED.get((step.rule, count if count <= 3 else 0))
    written = counted or STATEMENTS.get((step.rule, step.outer))
    if written is not None:
        return Math(*map(_separated, written))
    return _elementary(step.source.function, bool(step.outer), current_style())  # type: ignore[attr-defined]


def _separated(statement: str) -> str:
    """With semicolons between arguments where the comma is the decimal sign, as in formulas."""
    return statement if current_style().decimal == "." else COMMA.sub("; ", statement)


@cache
def _elementary(function: str, chain: bool, style: Style) -> Math:
    inner = Symbol("u" if chain else "x")
    arguments = (inner, Symbol("b")) if function == "log" else (inner,)
    outer = substitute(parse(OUTER[function]), {Symbol("u"): inner})
    behind = Math(r" \cdot u'", "·u′") if chain and OUTER[function] != "0" else ""
    outer_math = math_of(outer)
    if behind and " " in outer_math.text and not isinstance(outer, (Call, Product, Symbol)):
        latex = join("(", outer_math, ")") if isinstance(outer, Sum) else outer_math  # a fraction bar is a bracket
        outer_math = Math(latex.latex, f"({outer_math.text})")
    return join(math_of(Call(function, arguments)), Math("'", "′"), " = ", outer_math, behind)
