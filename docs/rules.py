"""Writes docs/rules.md from the tables of rules, rewrites and mistakes: python docs/rules.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from symdescent.calculus.answers.answer import Answer
from symdescent.calculus.derivation import Derivation, derive, derive_gradient
from symdescent.calculus.elementary import OUTER
from symdescent.calculus.step import Step
from symdescent.lesson.document import Math, Prose
from symdescent.lesson.formula import math_of, name
from symdescent.lesson.language import word
from symdescent.lesson.statements import statement
from symdescent.notation.parser import parse
from symdescent.notation.tree import Call, Expression, Symbol, names, number
from symdescent.render.markdown import escape, inline

PAGE = Path(__file__).with_name("rules.md")
COLUMNS = frozenset(("speed", "dist"))


class Example(NamedTuple):
    """A formula, what it is derived by, and the rule that it shows: that of the whole unless another is named."""

    formula: str | Expression
    variable: str = "x"
    rule: str = ""

    @property
    def expression(self) -> Expression:
        return self.formula if isinstance(self.formula, Expression) else parse(self.formula, columns=COLUMNS)

    def derivation(self) -> Derivation:
        return derive(self.expression, self.variable)

    def step(self, derivation: Derivation) -> Step:
        """The step that uses the rule."""
        whole = derivation.partials[0].root.derived
        return next(step for step in derivation.steps if step.rule == self.rule) if self.rule else whole


class Wrong(NamedTuple):
    """A line that is typed for the derivative, or in several variables for that by ``variable``."""

    function: str
    line: str
    variable: str | None = None


def each(formulas: str) -> tuple[Example, ...]:
    """An example a line."""
    return tuple(map(Example, filter(None, map(str.strip, formulas.splitlines()))))


TRIGAMMA = Call("polygamma", (number(1), parse("x^2")))  # people have no way to type it; it is what digamma leads to

RULES: dict[str, tuple[Example, ...]] = {
    "Basic rules": each(
        """
        7
        x
        x^2 + sin(x)
        x^2 - sin(x)
        3x^2
        -x^2
        x^2/5
        x^2 sin(x)
        3/(x^2 + 1)
        x/(x^2 + 1)
        """
    ),
    "Powers, exponentials and logarithms": each(
        """
        x^5
        (2x + 1)^5
        2^x
        2^(x^2)
        e^x
        exp(x^2)
        x^x
        ln(x^2 + 1)
        log(x^2 + 1, 3)
        log(5, x)
        sqrt(x^2 + 1)
        cbrt(x^2 + 1)
        """
    ),
    "Trigonometric functions": each("sin(3x) \n cos(3x) \n tan(3x) \n cot(3x) \n sec(3x) \n csc(3x)"),
    "Inverse trigonometric functions": each("asin(x^2) \n acos(x^2) \n atan(x^2) \n acot(x^2) \n asec(3x + 1) \n acsc(3x + 1)"),
    "Hyperbolic functions": each("sinh(3x) \n cosh(3x) \n tanh(3x) \n coth(3x) \n sech(3x) \n csch(3x)"),
    "Inverse hyperbolic functions": each("asinh(x^2) \n acosh(x^2) \n atanh(x^2) \n acoth(x^2) \n asech(x^2) \n acsch(3x + 1)"),
    "Kinks and pieces": each(
        """
        |x^2 - 1|
        sign(2x)
        heaviside(2x)
        relu(2x)
        max(x, x^2)
        min(x, x^2)
        piecewise((x^2, x < 0), (sin(x), otherwise))
        """
    ),
    "Special functions": (*each("sigmoid(2x) \n softplus(2x) \n erf(x^2) \n gamma(2x) \n digamma(2x)"), Example(TRIGAMMA)),
    "Sums, products and integrals": (
        Example("mean((w*speed - dist)^2)", "w"),
        Example("sum(x^i/i, i, 1, 3)"),
        Example("product(x + i, i, 1, 3)"),
        Example("sum(x_i^2, i, 1, 3)", "x_2", "entry"),
        Example("integral(e^(-t^2), t, 0, x^2)"),
        Example("integral(sin(x*t)/t, t, 1, 2)"),
    ),
    "Functions of several arguments": (
        Example("atan2(y, x)"),
        Example("logsumexp(x, y)"),
        Example("softmax_1(2, x)"),
    ),
}

REWRITES: dict[str, tuple[str, str | None]] = {  # the rewrite, a function in whose derivative it is used, the form asked for
    "arithmetic": ("3x^2", None),
    "like terms": ("x^2 - (x - 1)^2", None),
    "like factors": ("x^2*x", None),
    "expand": ("x*e^x", "expanded"),
    "factor out": ("x*e^x", None),
    "cancel": ("1/x^2", None),
    "common denominator": ("x*sqrt(x^2 + 1)", None),
    "nested fractions": ("atan(1/x)", None),
    "split the fraction": ("(x^2 + 1)/x", None),
    "factor": ("x^3 - 3x", "factored"),
    "Kronecker delta": ("sum(x_i^2, i, 1, n)", None),
    "cases": ("max(x, x^2, 3)", None),
    "equal cases": ("max(x, x)", None),
    "minus sign": ("ln(1 - x^2)", None),
    "sine and cosine squared": ("(1 - cos(x))/sin(x)", None),
    "tangent squared": ("tan(x) - x", None),
    "cotangent squared": ("cot(x) + x", None),
    "hyperbolic squares": ("sinh(x)/cosh(x)", None),
    "secant and tangent squared": ("integral(sec(t)^2 - 1, t, 0, x)", None),
    "cosecant and cotangent squared": ("integral(csc(t)^2 - 1, t, 1, x)", None),
    "hyperbolic secant and tangent squared": ("integral(1 - sech(t)^2, t, 0, x)", None),
    "secant": ("sec(x)*tan(x)", None),
    "cosecant": ("csc(x) + cot(x)", None),
    "hyperbolic secant": ("sech(x) + 1/cosh(x)", None),
    "hyperbolic cosecant": ("csch(x) + 1/sinh(x)", None),
    "tangent": ("ln(cos(x))", None),
    "cotangent": ("ln(sin(x))", None),
    "tangent and cotangent": ("ln(sin(x))*tan(x)", None),
    "hyperbolic tangent": ("ln(cosh(x))", None),
    "hyperbolic cotangent": ("ln(sinh(x))", None),
    "absolute value": ("x*|x|", None),
    "logarithm": ("x*ln(e^x)", None),
    "exponential of a logarithm": ("e^(ln(x))", None),
    "power of a product": ("atan(2x)", None),
    "negative exponent": ("x^(-3)", None),
    "absolute value of a product": ("asec(2x)", None),
    "root of a square": ("sqrt(x^2)", None),
    "product of roots": ("sqrt(2)*sqrt(pi)*x", None),
}

MISTAKES: dict[str, Wrong] = {
    "chain factor dropped": Wrong("(2x + 1)^5", "5(2x + 1)^4"),
    "product of the derivatives": Wrong("x^2 sin(x)", "2x cos(x)"),
    "product term dropped": Wrong("x^2 sin(x)", "2x sin(x)"),
    "power not lowered": Wrong("x^3", "3x^3"),
    "power rule on an exponential": Wrong("e^x", "x e^(x - 1)"),
    "quotient of the derivatives": Wrong("x^2/sin(x)", "2x/cos(x)"),
    "quotient reversed": Wrong("sin(x)/x", "(sin(x) - x cos(x))/x^2"),
    "denominator not squared": Wrong("x/(x + 1)", "1/(x + 1)"),
    "denominator dropped": Wrong("e^x/x", "x e^x - e^x"),
    "sine with a minus": Wrong("sin(x)", "-cos(x)"),
    "sign slip": Wrong("cos(3x)", "3sin(3x)"),
    "exponent dropped": Wrong("x^4", "x^3"),
    "power raised": Wrong("x^3", "3x^4"),
    "logarithm of the base dropped": Wrong("2^x", "2^x"),
    "exponent taken as constant": Wrong("x^x", "x*x^(x - 1)"),
    "base taken as constant": Wrong("x^x", "x^x ln(x)"),
    "inner derivative of the wrong thing": Wrong("sin(x^2)", "cos(2x)"),
    "inner function dropped": Wrong("sin(x^2)", "2x cos(x)"),
    "inner function not differentiated": Wrong("cos(x^2)", "-x^2 sin(x^2)"),
    "outer function not differentiated": Wrong("sin(5x)", "5sin(5x)"),
    "constant kept": Wrong("x^2 + 5", "2x + 5"),
    "power rule on a constant": Wrong("x^2 + pi^2", "2x + 2pi"),
    "factor dropped": Wrong("3x^2", "2x"),
    "derivative misremembered": Wrong("tan(x)", "1/cos(x)"),
    "antiderivative": Wrong("x^2", "x^3/3"),
    "wrong variable": Wrong("x^2 y", "x^2", "x"),
    "variable not held fixed": Wrong("x y", "y + x", "x"),
    "not differentiated": Wrong("x^2 + 3x", "2x + 3x"),
    "taken as constant": Wrong("x^2 + x", "2x"),
    "arithmetic slip": Wrong("x^3", "2x^2"),
}


def page() -> str:
    """The page as it is checked in; tests/test_docs_rules.py compares the two."""
    return "\n\n".join(_parts()) + "\n"


def _parts() -> Iterator[str]:
    yield "<!-- Made by docs/rules.py from the tables of the package: edit those, then run python docs/rules.py. -->"
    yield "# Rules"
    yield INTRODUCTION
    yield from (part for title, examples in RULES.items() for part in (f"## {title}", rules_table(examples)))
    yield f"## Rewrites\n\n{REWRITING}"
    yield table(("rewrite", "before", "after", "from the derivative of"), map(rewrite_row, REWRITES))
    yield f"## Wrong rules\n\n{MISTAKING}"
    yield table(("mistake", "function", "typed", "what is said"), map(mistake_row, MISTAKES))


INTRODUCTION = """\
Every derivative is made by these rules and no others. The first one that applies to what you wrote is taken, so $(x^2 + 1)/2$ is a constant
multiple and no quotient. In the statements $u, v, w$ depend on the variable, $a, b, c, n$ do not, and a function of $u$ is a
chain: its own derivative at $u$, times $u'$. The last column is the last line of the derivation, as `derive()` prints it."""

REWRITING = """\
After the rules come rewrites, each a step with a name that is checked like any other. They go on as long as there is less to read; with
`form="expanded"`, `"factored"` or `"as derived"` you say yourself where they lead."""

MISTAKING = """\
`derivation.check("5(2x + 1)^4")` looks for the wrong rule that leads to a line, and for the step at which it was used. These are known, in the
order in which they are thought of."""


def rules_table(examples: Iterable[Example]) -> str:
    return table(("rule", "statement", "example", "its derivative"), map(rule_row, examples))


def rule_row(example: Example) -> tuple[str, ...]:
    """The rule's name, its theorem, the example and its derivative."""
    derivation = example.derivation()
    step = example.step(derivation)
    by = () if example.variable == "x" else (" (by ", name(example.variable), ")")
    theorem = "<br>".join(inline((part,)) for part in _statements(example, step))
    return _called(step), theorem, inline((math_of(example.expression), *by)), inline((math_of(derivation.result),))


def _called(step: Step) -> str:
    """The rule's name; of a chain the outer function's."""
    outer = word("en", f"rule {step.outer or step.rule}")
    return outer if isinstance(step.source, Call) or not step.outer else f"{word('en', 'rule chain')}: {outer}"


def _statements(example: Example, step: Step) -> Iterator[Math]:
    """The theorem; of a known function first that for the variable itself, then that for any u."""
    yield from map(statement, plain(example))
    yield statement(step)


def plain(example: Example) -> Iterator[Step]:
    """Where an example is a chain of a known function: the step of that function of x itself."""
    e = example.expression
    if isinstance(e, Call) and e.function in OUTER and not isinstance(e.arguments[0], Symbol) and not any(map(names, e.arguments[1:])):
        yield derive(Call(e.function, (Symbol("x"), *e.arguments[1:])), "x").partials[0].root.derived


def rewrite_row(rewrite: str) -> tuple[str, ...]:
    """The rewrite's name, the first line that it changed, what became of that, and the function."""
    function, form = REWRITES[rewrite]
    expression = parse(function)
    variable = "x_k" if "x_i" in function else "x"
    step = next(step for step in derive(expression, variable, form=form).steps if (step.kind, step.rule) == ("rewrite", rewrite))
    by = () if variable == "x" else (" (by ", name(variable), ")")
    asked = f" (`{form}`)" if form else ""
    before, after, source = (inline((math_of(e),)) for e in (step.source, step.result, expression))
    return escape(word("en", f"rewrite {rewrite}")), before, after, f"{source}{' ' if by else ''}{inline(by)}{asked}"


def mistake_row(mistake: str) -> tuple[str, ...]:
    """The mistake's name, function and line, and what is said of it."""
    wrong = MISTAKES[mistake]
    answer = answer_to(wrong)
    said = next(block for block in answer.lesson().blocks if isinstance(block, Prose))
    by = (" (by ", name(wrong.variable), ")") if wrong.variable else ()
    function = inline((math_of(parse(wrong.function)), *by))
    return word("en", f"mistake {mistake}"), function, inline((math_of(answer.typed),)), inline(said.parts[2:])


def answer_to(wrong: Wrong) -> Answer:
    """What is said of the line."""
    expression = parse(wrong.function)
    derivation = derive_gradient(expression, sorted(names(expression))) if wrong.variable else derive(expression, "x")
    return derivation.check(wrong.line, variable=wrong.variable)


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    header = tuple(header)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, ("---",) * len(header), *rows))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
