"""Other ways to a derivative: each is a derivation in its own right, and all lead to the same function."""

from __future__ import annotations

import mpmath
import pytest
import sympy

import symdescent as sd
from symdescent.calculus.answers import alternatives as module
from symdescent.calculus.answers.ways import WAYS, Way, application
from symdescent.calculus.rule import Application
from symdescent.errors import DerivationError
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.parser import parse
from symdescent.notation.tree import Product

# a function, and the ways that a teacher would offer beside the first rule
NATURAL: list[tuple[str, set[str]]] = [
    ("x*x", {"like factors first"}),
    ("x*x^2*sin x", {"like factors first"}),
    ("(x^2 + 1)/2", {"quotient"}),
    ("(x^2 + 1)/x", {"split the fraction", "negative power"}),
    ("x/(x + 1)", {"negative power"}),
    ("1/(x^2 + 1)", {"negative power"}),
    ("1/x^3", {"negative power"}),
    ("(2x + 1)^3", {"expand first"}),
    ("(x + 1)(x + 2)", {"expand first"}),
    ("x(x - 3)", {"expand first"}),
    ("sqrt(x)", {"root as a power"}),
    ("cbrt(x^2 + 1)", {"root as a power"}),
    ("sin^2 x", {"square as a product"}),
    ("x^x", {"exponential form"}),
    ("(sin x)^(cos x)", {"exponential form"}),
    ("ln(x*sin x)", {"split the logarithm"}),
    ("ln((x^2 + 1)^3)", {"split the logarithm", "expand first"}),
    ("ln((x - 1)/(x + 1))", {"split the logarithm", "negative power"}),
    ("ln(sqrt(x))", {"split the logarithm", "root as a power"}),
]
UNNATURAL = ["3x^2", "x^2", "5", "x", "sin x", "x^2 + 5x", "2x sin x", "e^(2x)", "a*x^2", "(x^2 + 1)^20", "x/3", "ln x"]


@pytest.mark.parametrize(("function", "ways"), NATURAL)
def test_the_natural_ways_are_offered(function: str, ways: set[str]) -> None:
    offered = {alternative.name for alternative in sd.problem(function).derive().alternatives()}
    assert offered == ways


@pytest.mark.parametrize("function", UNNATURAL)
def test_nothing_unnatural_is_offered(function: str) -> None:
    derivation = sd.problem(function, variables="x").derive("x")
    assert {alternative.name for alternative in derivation.alternatives()} <= {"quotient"} & {"quotient" if function == "x/3" else ""}


@pytest.mark.parametrize("function", [function for function, _ in NATURAL])
def test_every_way_leads_to_the_derivative(function: str) -> None:
    x = symbol("x")
    right = sympy.lambdify(x, sympy.diff(to_sympy(parse(function)), x), "mpmath")
    for alternative in sd.problem(function).derive().alternatives():
        found = sympy.lambdify(x, to_sympy(alternative.derivation.result), "mpmath")
        for at in map(mpmath.mpf, ("1.3", "2.1")):
            assert abs(found(at) - right(at)) < 1e-12 * (1 + abs(right(at)))


@pytest.mark.parametrize("function", [function for function, _ in NATURAL])
def test_the_cheapest_comes_first_and_costs_its_steps(function: str) -> None:
    derivation = sd.problem(function).derive()
    found = derivation.alternatives()
    assert [way.cost for way in found] == sorted(way.cost for way in found)
    assert all(way.cost == len(way.derivation.steps) == len(way.derivation.checks) for way in found)
    assert all(way.first_cost == len(derivation.steps) for way in found)


def test_squaring_by_the_power_rule_is_shorter_than_by_the_product_rule() -> None:
    (power,) = sd.problem("x*x").derive().alternatives()
    assert power.cost < power.first_cost


def test_splitting_a_fraction_is_shorter_than_the_quotient_rule() -> None:
    split, *_ = sd.problem("(x^2 + 1)/x").derive().alternatives()
    assert (split.name, str(split.derivation.result)) == ("split the fraction", "1 - 1/x²")


def test_an_inner_node_has_its_ways_too() -> None:
    (way,) = sd.problem("3x^2 + e^(x*x)").derive().alternatives()
    assert (way.name, way.node) == ("like factors first", parse("x*x"))


@pytest.mark.parametrize(
    ("function", "conditions"),
    [
        ("ln((x - 1)*(x + 2))", ["x - 1 > 0", "x + 2 > 0"]),
        ("ln((x^2 + 1)^3)", []),
        ("ln((x^2 + 1)*e^x)", []),
        ("ln(x^3)", ["x > 0"]),
    ],
)
def test_a_split_logarithm_says_where_it_is_allowed(function: str, conditions: list[str]) -> None:
    split = next(way for way in sd.problem(function).derive().alternatives() if way.name == "split the logarithm")
    assert [str(condition) for condition in split.conditions] == conditions


def test_a_gradient_has_the_ways_of_each_partial_derivative() -> None:
    found = sd.problem("x*x*y + y^2/3 + sqrt(y)").derive().alternatives()
    assert {(way.name, way.derivation.partials[0].order) for way in found} >= {("like factors first", ("x",)), ("root as a power", ("y",))}


def test_quick_derivations_have_quick_alternatives() -> None:
    (way,) = sd.problem("x*x").derive(check="quick").alternatives()
    assert {check.kind for check in way.derivation.checks} == {"quick"}


def test_a_way_to_another_function_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Way("wrong", lambda e, x: Application((parse("x^3"),), lambda d: d[0]) if isinstance(e, Product) else None)
    monkeypatch.setattr(module, "WAYS", (wrong,))
    with pytest.raises(DerivationError, match="'wrong'"):
        sd.problem("x*x").derive().alternatives()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_every_way_is_natural_somewhere_and_its_step_knows_it(way: Way) -> None:
    found = (other for function, _ in NATURAL for other in sd.problem(function).derive().alternatives() if other.name == way.name)
    steps = [step for other in found for step in other.derivation.steps if step.rule == way.name and step.kind == "derivative"]
    assert steps
    for step in steps:
        assert application(step).parts == tuple(premise.derived.source for premise in step.premises)


def test_an_alternative_is_plain_data() -> None:
    told = sd.problem("x*x").derive().alternatives()[0].to_dict()
    assert (told["name"], told["node"], told["cost"]) == ("like factors first", "x*x", 2)
