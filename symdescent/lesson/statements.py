"""The statement of each rule, as the theorem that it is."""

from __future__ import annotations

from functools import cache

from symdescent.calculus.elementary import OUTER
from symdescent.calculus.step import Step
from symdescent.lesson.document import Math
from symdescent.lesson.formula import join, math_of
from symdescent.notation.parser import parse
from symdescent.notation.style import Style, current_style
from symdescent.notation.tree import Call, E, Product, Symbol, substitute

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
    ("linearity over rows", ""): (r"\left(\sum_i u_i\right)' = \sum_i u_i'", "(Σ u)′ = Σ u′"),
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
    written = STATEMENTS.get((step.rule, step.outer))
    if written is not None:
        return Math(*written)
    return _elementary(step.source.function, bool(step.outer), current_style())  # type: ignore[attr-defined]


@cache
def _elementary(function: str, chain: bool, style: Style) -> Math:
    inner = Symbol("u" if chain else "x")
    arguments = (inner, Symbol("b")) if function == "log" else (inner,)
    outer = substitute(parse(OUTER[function]), {Symbol("u"): inner})
    behind = Math(r" \cdot u'", "·u′") if chain and OUTER[function] != "0" else ""
    if behind and not isinstance(outer, (Call, Product, Symbol)) and " " in str(outer):
        outer_math = join("(", math_of(outer), ")")
    else:
        outer_math = math_of(outer)
    return join(math_of(Call(function, arguments)), Math("'", "′"), " = ", outer_math, behind)
