"""However large a formula is, its derivation takes a bounded number of operations, or is refused in words; nothing is timed."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from symdescent.calculus.checks import effort
from symdescent.calculus.checks.certify import certified
from symdescent.calculus.checks.effort import Effort, Spent, parts, weight
from symdescent.calculus.derivation import Derivation, derive, derive_gradient, derive_hessian, differentiate
from symdescent.calculus.step import Step
from symdescent.errors import ArgumentError, DerivationError
from symdescent.notation.parser import parse
from symdescent.problem import problem

MOST_CALLS = 8_000_000  # of functions: about two seconds


def nested(form: str, times: int, start: str = "x") -> str:
    text = start
    for _ in range(times):
        text = form.format(text)
    return text


FUNCTIONS = "sin cos tan exp atan sinh cosh tanh asinh sigmoid softplus erf sech gamma cbrt".split()
LARGE = {
    "a long sum": " + ".join(f"{k}x^{k % 50 + 2}" for k in range(1, 500)),
    "300 functions": " + ".join(f"{FUNCTIONS[k % len(FUNCTIONS)]}({k + 1}x + {k})" for k in range(300)),
    "200 factors": "*".join(f"(x + {k})" for k in range(1, 201)),
    "600 factors": "*".join(f"sin({k}x)" for k in range(1, 601)),
    "many times itself": "*".join(["x"] * 500),
    "tangents": nested("tan({})", 36),
    "exponentials": nested("exp({})", 36),
    "quotients": nested("x/(1 + {})", 36),
    "quotients of the same": nested("({0} + 1)/({0} + x)", 8),
    "a/b/c": "/".join(f"(x + {k})" for k in range(100)),
    "a maximum of many": "max(" + ", ".join(f"x^{k % 9} - {k}x" for k in range(300)) + ")",
    "a maximum of 500 lines": "max(" + ", ".join(f"{k}x + {k * k}" for k in range(500)) + ")",
    "cube roots": nested("cbrt({} - 3)", 12),
    "a deep constant": "x*" + nested("asin({}/2)", 20, "1"),
    "many gammas": " + ".join(f"gamma(x + {k})" for k in range(1, 300)),
    "a double sum": "sum(sum(sin(i*j*x), i, 1, 60), j, 1, 60)",
    "many polygammas": " + ".join(f"polygamma({k % 50 + 1}, x + {k})" for k in range(1, 200)),
    "no real value": " + ".join(f"sqrt(-{k} - x^2)" for k in range(1, 200)),
    "gammas without a real value": " + ".join(f"gamma(x + {k}/7)" for k in range(1, 200)) + " + sqrt(-1 - x^2)",
}


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called, which does not depend on the machine."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def answered(text: str, check: str) -> Derivation | None:
    """The derivation, or None where it is refused in words that people can read."""
    try:
        return derive(parse(text), "x", check=check)
    except DerivationError as error:
        said = str(error)
    assert "does not hold" not in said
    assert len(said) < 1000
    return None


CONSEQUENCES: dict[str, Callable[[], object]] = {
    "a nested integral": lambda: problem("integral(integral(s*t*x, s, 0, t), t, 0, x)").derive(),
    "a product, three times": lambda: problem("product(x + i, i, 1, 12)").derive(order=3),
    "a product's Taylor polynomial": lambda: problem("product(x + i, i, 1, 12)").taylor(x="1/3"),
    "an integral's Taylor polynomial": lambda: problem("integral(sin(x*t)/t, t, x, x^3)").taylor(x=2, order=5),
    "an integral's tangent": lambda: problem("integral(e^(-t^2), t, 0, x)").tangent(x=1),
    "an integral's inverse": lambda: problem("integral(e^(-t^2), t, 0, x)").derive_inverse(at=1),
    "an integral in an equation": lambda: problem("integral(e^(x*t^2)*cos(t), t, 0, ln(x)) + q^3 + q").derive_implicit("q", "x"),
    "a product in an equation": lambda: problem("product(x + i, i, 1, 12) + q^3 + q").derive_implicit("q", "x", at={"x": -1, "q": 0}),
    "a factored form in 80 letters": lambda: problem(" + ".join(f"|sin({k}x)|" for k in range(1, 41))).derive(form="factored"),
    "a continued fraction's inverse": lambda: problem(nested("1/(1 + {})", 30)).derive_inverse(at=1),
    "a deep tangent": lambda: problem(nested("asin({}/2)", 20)).tangent(x=1),
    "a power of roots": lambda: problem("(sqrt(x) + sqrt(x + 1) + sqrt(x + 3) + sqrt(x + 5))^40").tangent(x=2),
    "a Taylor polynomial of 200 sines": lambda: problem(" + ".join(f"sin({k}x)" for k in range(1, 201))).taylor(x=1, order=5),
    "kinks of a maximum": lambda: problem("max(" + ", ".join(f"{k}x + {k * k}" for k in range(500)) + ")").derive(check="quick").kinks(),
    "logarithms of logarithms": lambda: problem("ln(ln(ln(ln(ln(x)))))").derive_direction(x=1),
}


@pytest.mark.parametrize("name", CONSEQUENCES)
def test_a_consequence_is_answered_within_the_effort(name: str) -> None:
    assert calls_of(CONSEQUENCES[name]) < MOST_CALLS


@pytest.mark.parametrize("text", [" + ".join(f"1/(x + {k})" for k in range(1, 201)), nested("x^({})", 20), nested("1/(1 + {})", 30)])
def test_other_ways_are_found_within_the_effort(text: str) -> None:
    assert calls_of(problem(text).derive().alternatives) < MOST_CALLS


TOO_LONG = ("sin(cos(tan(sin(cos(tan(x))))))", "gamma(x^2)*digamma(x)^3", "product(x + i, i, 1, 12)")


@pytest.mark.parametrize("text", TOO_LONG)
def test_a_taylor_polynomial_that_nobody_could_read_is_refused_within_the_effort(text: str) -> None:
    def refused() -> None:
        with pytest.raises(ArgumentError, match="ask for a lower order"):
            problem(text).taylor(x=1, order=5)

    assert calls_of(refused) < 1.25 * MOST_CALLS  # still under two seconds, for these are cheap ones


QUICK = ("300 functions", "600 factors", "a/b/c", "many gammas", "no real value")


@pytest.mark.parametrize(("name", "check"), [(name, "proof") for name in LARGE] + [(name, "quick") for name in QUICK])
def test_any_formula_is_answered_within_the_effort(name: str, check: str) -> None:
    assert calls_of(lambda: answered(LARGE[name], check)) < MOST_CALLS


def test_many_variables_share_one_effort() -> None:
    names = [f"x_{k}" for k in range(1, 11)]
    text = " + ".join(f"100(x_{k + 1} - x_{k}^2)^2 + sin(x_{k}*x_{k + 1})/(1 + x_{k}^2)" for k in range(1, 10))
    assert calls_of(lambda: derive_gradient(parse(text), names)) < MOST_CALLS
    assert calls_of(lambda: derive_hessian(parse(text), names)) < 2 * MOST_CALLS


def test_past_the_effort_of_proofs_the_remaining_steps_are_numeric_and_say_so() -> None:
    root = differentiate(parse(" + ".join(f"sin({k}x)^2" for k in range(1, 40))), "x")
    checks = certified(root, "proof", Effort(proofs=1_000))
    kinds = [check.kind for check in checks]
    assert {"proved", "numeric"} == set(kinds)
    assert all(check.reason == "spent" and check.digits >= 30 and check.points for check in checks if check.kind == "numeric")


def test_past_the_effort_of_numbers_too_the_remaining_steps_are_quick_and_say_so() -> None:
    root = differentiate(parse(" + ".join(f"sin({k}x)^2" for k in range(1, 40))), "x")
    checks = certified(root, "proof", Effort(proofs=1_000, values=3_000))
    assert [check.kind for check in checks].count("quick") > 0
    assert all(check.reason == "spent" for check in checks if check.kind == "quick")


def test_past_all_effort_a_step_is_compared_at_one_point_and_says_so() -> None:
    root = differentiate(parse("polygamma(1, x) + gamma(x)"), "x")
    for kind in ("proof", "quick"):
        checks = certified(root, kind, Effort(proofs=0, spare=0, values=0, floats=0))
        assert {(check.kind, len(check.points), check.reason) for check in checks} == {("quick", 1, "spent")}


def test_a_wrong_step_is_found_with_the_last_of_the_effort_too() -> None:
    root = Step("derivative", "chain", "x", parse("gamma(x)"), parse("gamma(x)"))
    with pytest.raises(DerivationError, match="does not hold"):
        certified(root, "proof", Effort(proofs=0, spare=0, values=0, floats=0))


def test_what_cannot_be_checked_within_the_effort_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "LAST", (0, 0, 0))
    root = differentiate(parse("polygamma(1, x)"), "x")
    with pytest.raises(DerivationError, match="too much to check within the effort"):
        certified(root, "proof", Effort(proofs=0, spare=0, values=0, floats=0))


def test_an_effort_is_counted_down() -> None:
    effort = Effort(values=10)
    effort.value(10)
    with pytest.raises(Spent, match=r"^$"):
        effort.value(1)


def test_formulas_are_counted_no_further_than_asked() -> None:
    formula = parse("|x| + sin(x)^2*max(x, 1)")  # +, |x|, x, ·, ^, sin, x, 2, max, x, 1
    assert parts(formula, 1000) == 11
    assert parts(formula, 3) == 4
    assert weight(formula, 1000) > weight(parse("x + x^2*x"), 1000)


@pytest.mark.parametrize(
    ("depth", "order", "most"),
    [(7, "xxx", "50,000"), (9, "xx", "10,000")],  # what comes out, and what would have to be derived once more
)
def test_a_derivative_that_nobody_could_read_is_refused(depth: int, order: str, most: str) -> None:
    with pytest.raises(DerivationError, match=rf"has more than {most} parts: derive parts of the formula"):
        derive(parse(nested("({0})^({0})", depth)), *order, check="quick")


@pytest.mark.parametrize("text", ["x^x", "tanh(x)", "sigmoid(x)", "gamma(x)"])
def test_a_high_derivative_is_refused_within_the_effort(text: str) -> None:
    def refused() -> None:
        with pytest.raises(DerivationError, match=r"parts: derive parts of the formula, or to a lower order"):
            derive(parse(text), *["x"] * 20)

    assert calls_of(refused) < MOST_CALLS
