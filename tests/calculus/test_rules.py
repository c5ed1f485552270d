"""The table of rules: every row has an example, is right there, and is caught when it is made wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sympy

from symdescent.calculus import rules
from symdescent.calculus.derivation import derive
from symdescent.calculus.rewrites import simplify
from symdescent.calculus.rule import Application, Rule
from symdescent.calculus.rules import RULES, applicable
from symdescent.errors import DerivationError
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.parser import parse
from symdescent.notation.tree import ONE, TWO, Call, Entry, Expression, Negation, Product, Sum, Symbol, number

from .numbers_by_hand import NoValue, slope, value

Row = tuple[str, str, str]  # the kind of node or the function, the rule's name, its outer rule

BY_SHAPE: dict[Row, str] = {
    ("any", "constant", ""): "7a",
    ("Symbol", "identity", ""): "x",
    ("Sum", "sum", ""): "x^2 + sin(x) - x",
    ("Negation", "constant multiple", ""): "-x^2",
    ("Product", "constant multiple", ""): "3x^2*a",
    ("Product", "product", ""): "x*sin(x)*e^x",
    ("Quotient", "constant multiple", ""): "x^2/5",
    ("Quotient", "reciprocal", ""): "3/(x^2 + 1)",
    ("Quotient", "quotient", ""): "x/(x^2 + 1)",
    ("Power", "power", ""): "x^5",
    ("Power", "chain", "power"): "(x^2 + 1)^5",
    ("Power", "exponential", ""): "2^x",
    ("Power", "chain", "exponential"): "2^(x^2)",
    ("Power", "logarithmic differentiation", ""): "x^sin(x)",
    ("Piecewise", "piecewise", ""): "piecewise((x^2, x < 0), (sin(x), True))",
    ("Sum", "difference", ""): "x^2 - sin(x)",
    ("OverIndex", "sum over an index", ""): "sum(x^i/i, i, 1, 3)",
    ("OverIndex", "product over an index", ""): "product(x + i^2, i, 1, 3)",
    ("Integral", "fundamental theorem", ""): "integral(e^(-t^2), t, cos(x), x^2)",
    ("Integral", "Leibniz", ""): "integral(sin(x*t)*t, t, 1, x^2)",
    ("atan2", "angle", ""): "atan2(x^2, x + 1)",
    ("logsumexp", "log-sum-exp", ""): "logsumexp(x, x^2, 1)",
    ("softmax", "softmax", ""): "softmax_2(x, x^2, 1)",
    ("OverRows", "linearity over rows", ""): "mean((x*speed - dist)^2)",
    ("log", "change of base", ""): "log(5, x + 2)",
    ("max", "maximum", ""): "max(x, x^2, 2)",
    ("min", "minimum", ""): "min(x, x^2, 2)",
}
# Arguments inside the domain for some x; a chain rule's argument is more than a letter.
PLAIN = {"log": "{0}(x, 3)"}
INSIDE = {"log": "{0}(x^2 + 1, 3)", "acosh": "{0}(x^2 + 1)", "asec": "{0}(x^2 + 1)", "acsc": "{0}(x^2 + 1)", "acoth": "{0}(x^2 + 2)"}
WITHOUT_TEXT: dict[str, Expression] = {
    "Entry": Entry("x", Symbol("i")),
    "polygamma": Call("polygamma", (number(1), Sum((Symbol("x"), TWO)))),
}

ROWS: dict[Row, Rule] = (
    {("any", "constant", ""): rules.CONSTANT}
    | {(kind.__name__, row.name, row.outer): row for kind, rows in rules.RULES_BY_NODE.items() for row in rows}
    | {(name, row.name, row.outer): row for name, rows in rules.RULES_BY_FUNCTION.items() for row in rows}
)


def example(place: Row) -> Expression:
    """A formula to which this row applies, and none of the table before it."""
    kind, name, _ = place
    if kind in WITHOUT_TEXT:
        return WITHOUT_TEXT[kind]
    if place in BY_SHAPE:
        return parse(BY_SHAPE[place], columns={"speed", "dist"})
    form = INSIDE.get(kind, "{0}(x/9 + 1/8)") if name == "chain" else PLAIN.get(kind, "{0}(x)")
    return parse(form.format(kind))


def variable(place: Row) -> str:
    return "x_2" if place[0] == "Entry" else "x"


every_row = pytest.mark.parametrize("place", ROWS, ids=" ".join)
both_checks = pytest.mark.parametrize("check", ["quick", "proof"])


def test_these_are_all_the_rows() -> None:
    assert sorted(map(id, ROWS.values())) == sorted(map(id, RULES))


@every_row
def test_every_row_of_the_table_has_an_example_to_which_it_applies(place: Row) -> None:
    assert applicable(example(place), variable(place))[0] is ROWS[place]


@every_row
@both_checks
def test_a_row_gives_the_difference_quotient(place: Row, check: str) -> None:
    formula = example(place)
    with_respect_to = variable(place)
    result = derive(formula, with_respect_to, check=check).result
    compared = 0
    for x in (0.31, 1.7, -0.45, -2.3, 0.62, 3.9):
        at = {with_respect_to: x, "i": 2, "a": 1.3, "speed": (1.1, 2.3, 0.7), "dist": (0.4, 1.9, 3.1)}
        try:
            expected, found = slope(formula, with_respect_to, at), value(result, at)
        except NoValue:
            continue
        assert abs(found - expected) < 1e-12 * (1 + abs(expected))
        compared += 1
    assert compared


PLANTED: dict[str, Callable[[Expression], Expression]] = {
    "a factor": lambda result: Product((TWO, result)),
    "a sign": Negation,
    "a constant": lambda result: Sum((result, ONE)),
    "a small constant": lambda result: Sum((result, parse("1/1000"))),
    "one power of x": lambda result: Product((result, Symbol("x"))),
}
DERIVATIVE_ZERO = {"any", "sign", "heaviside"}  # where a factor or a sign makes nothing wrong


def planted(rule: Rule, wrong: Callable[[Expression], Expression]) -> Rule:
    def apply(e: Expression, x: str) -> Application | None:
        application = rule.apply(e, x)
        if application is None:
            return None
        parts, combine = application
        return Application(parts, lambda derivatives: wrong(combine(derivatives)))

    return rule._replace(apply=apply)


def plant(monkeypatch: pytest.MonkeyPatch, rule: Rule, wrong: Callable[[Expression], Expression]) -> None:
    bad = planted(rule, wrong)

    def swapped(rows: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(bad if row is rule else row for row in rows)

    (constant,) = swapped((rules.CONSTANT,))
    monkeypatch.setattr(rules, "CONSTANT", constant)
    monkeypatch.setattr(rules, "RULES_BY_NODE", {kind: swapped(rows) for kind, rows in rules.RULES_BY_NODE.items()})
    monkeypatch.setattr(rules, "RULES_BY_FUNCTION", {name: swapped(rows) for name, rows in rules.RULES_BY_FUNCTION.items()})


def shows(place: Row, mistake: str) -> bool:
    """Whether the mistake makes this row wrong: 0 has no factor, and an entry is not differentiated with respect to x."""
    return not (place[0] in DERIVATIVE_ZERO and "constant" not in mistake) and not (place[0] == "Entry" and "x" in mistake)


MISTAKES = [(place, mistake) for place in ROWS for mistake in PLANTED if shows(place, mistake)]


@pytest.mark.parametrize(("place", "mistake"), MISTAKES, ids=[f"{mistake}: {' '.join(place)}" for place, mistake in MISTAKES])
@both_checks
def test_a_row_made_wrong_is_refuted_with_a_counterexample(monkeypatch: pytest.MonkeyPatch, place: Row, mistake: str, check: str) -> None:
    plant(monkeypatch, ROWS[place], PLANTED[mistake])
    with pytest.raises(DerivationError, match=r"by the rule .* does not hold: .* at .*x(_2)? = .* but .* is right"):
        derive(example(place), variable(place), check=check)


@pytest.mark.parametrize("name", simplify.REWRITES)
@both_checks
def test_a_wrong_rewrite_is_refuted_with_a_counterexample(monkeypatch: pytest.MonkeyPatch, name: str, check: str) -> None:
    wrong = {None: lambda e: [(name, Product((parse("1001/1000"), e)))]}
    monkeypatch.setattr(simplify, "PLANS", wrong)
    with pytest.raises(DerivationError, match=rf"A rewrite by the rule '{name}' does not hold: .* at x = .* but .* is right"):
        derive(parse("x^2*sin(3x)"), "x", check=check)


def test_a_function_without_a_rule_is_named() -> None:
    order = Call("polygamma", (Symbol("x"), Symbol("x")))
    with pytest.raises(DerivationError, match=r"no rule yet that differentiates .* with respect to x"):
        derive(order, "x")


@pytest.mark.parametrize("formula", ["(-2)^x", "(-1/2)^(3x)", "(-pi)^x", "0^x"])
def test_a_base_that_is_not_positive_is_refused(formula: str) -> None:
    with pytest.raises(DerivationError, match="is not positive, so the power is real only for some exponents"):
        derive(parse(formula), "x")


@pytest.mark.parametrize("place", [place for place in ROWS if place[0].islower() and place[0] != "any"], ids=" ".join)
def test_the_derivatives_of_the_functions_are_those_of_sympy(place: Row) -> None:
    ours = to_sympy(derive(example(place), "x", check="quick").result)
    theirs = sympy.diff(to_sympy(example(place)), symbol("x"))
    for point in (sympy.Rational(31, 100), sympy.Rational(17, 10), sympy.Rational(-9, 20)):
        first, second = (sympy.N(expr.subs(symbol("x"), point), 30) for expr in (ours, theirs))
        assert not (first.is_real and second.is_real) or abs(first - second) < sympy.Float("1e-20") * (1 + abs(first))
