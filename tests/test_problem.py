"""The problem: what its names mean, what it holds, and what it refuses."""

from __future__ import annotations

import math
import pickle

import pytest
import sympy

import symdescent as sd
from symdescent.descent.stop import Stop
from symdescent.errors import ArgumentError, DataError, FormulaError
from symdescent.notation.bridge import ROWS, symbol
from symdescent.notation.parser import parse
from symdescent.problem import problem
from symdescent.run import descend

TABLE = {"speed": [4.0, 7.0, 8.0], "dist": [2.0, 4.0, 16.0]}


def test_it_holds_the_formula_as_written_and_as_sympy_has_it() -> None:
    f = sd.problem("x*x + 2(x + 1)")
    assert f.expression == parse("x*x + 2(x + 1)")
    assert f.sympy == symbol("x") ** 2 + 2 * symbol("x") + 2
    assert (f.variables, f.parameters, f.sense, f.data) == (("x",), (), "min", None)


def test_symbols_are_real_and_no_plain_ones() -> None:
    f = sd.problem("a*x^2", variables="x")
    assert f.symbols == {"x": sympy.Symbol("x", real=True), "a": sympy.Symbol("a", real=True)}
    assert f.symbols["x"] != sympy.Symbol("x")


@pytest.mark.parametrize(
    ("formula", "variables"),
    [
        ("y + x", ("x", "y")),
        ("x_10 + x_2 + x_1", ("x_1", "x_2", "x_10")),
        ("x10 + x9", ("x9", "x10")),
        ("w*x + b", ("b", "w", "x")),
        ("α*x", ("alpha", "x")),
        ("pi*e^x", ("x",)),
        ("5", ()),
    ],
)
def test_variables_are_inferred_in_natural_order(formula: str, variables: tuple[str, ...]) -> None:
    assert sd.problem(formula).variables == variables


@pytest.mark.parametrize("listed", ["y x", "y, x", ["y", "x"], ("y", "x")])
def test_listed_variables_keep_their_order_and_the_rest_are_parameters(listed: object) -> None:
    f = sd.problem("a*x + y*c", variables=listed)  # type: ignore[arg-type]
    assert (f.variables, f.parameters) == (("y", "x"), ("a", "c"))


def test_a_listed_name_may_be_a_word_and_wins_over_a_constant() -> None:
    assert sd.problem("rate^2", variables="rate").variables == ("rate",)
    assert sd.problem("e^2", variables="e").gradient == sympy.Matrix([2 * symbol("e")])


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ("x x", r"names one variable twice"),
        ("x + y", r"is no name of a variable"),
        ([""], r"'' is no name of a variable"),
        ([3], "3 is no name"),
    ],
)
def test_lists_that_name_no_variables_are_refused(variables: object, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        sd.problem("x^2", variables=variables)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("spelling", "name"),
    [("α", "alpha"), ("x₁", "x_1"), ("x₁₂", "x_12"), ("λ", "lambda"), ("lamda", "lambda"), (" x ", "x"), ("rate", "rate")],
)
def test_a_listed_name_has_one_spelling(spelling: str, name: str) -> None:
    assert sd.problem("7", variables=[spelling]).variables == (name,)


# Gradient and Hessian

ROSENBROCK = "100(y - x^2)^2 + (1 - x)^2"


def test_rosenbrock_has_the_hessian_of_the_books() -> None:
    f = sd.problem(ROSENBROCK)
    start = {f.symbols["x"]: sympy.Rational(-6, 5), f.symbols["y"]: 1}
    assert f.sympy.subs(start) == sympy.Rational(121, 5)
    assert f.gradient.subs(start) == sympy.Matrix([sympy.Rational(-1078, 5), -88])
    root = sympy.sqrt(250601)
    bottom = f.hessian.subs({f.symbols["x"]: 1, f.symbols["y"]: 1})
    assert set(bottom.eigenvals()) == {501 + root, 501 - root}


@pytest.mark.parametrize("formula", [ROSENBROCK, "x^2*y^3 + sin(x*y)*z", "ln(e^x + e^y)", "max(x, y)^2", "x^2", "a*b*c*d"])
def test_gradient_and_hessian_are_those_of_sympy(formula: str) -> None:
    f = sd.problem(formula)
    symbols = [f.symbols[name] for name in f.variables]
    assert f.gradient.shape == (len(symbols), 1)
    assert f.hessian.shape == (len(symbols), len(symbols))
    at = {name: sympy.Rational(3 + 2 * place, 7) for place, name in enumerate(symbols)}
    for place, name in enumerate(symbols):
        assert abs(sympy.N((f.gradient[place] - f.sympy.diff(name)).subs(at))) < 1e-12
        for other, second in enumerate(symbols):
            assert f.hessian[place, other] == f.hessian[other, place]
            assert abs(sympy.N((f.hessian[place, other] - f.sympy.diff(name, second)).subs(at))) < 1e-12


def test_the_derivation_and_the_gradient_are_the_same_functions() -> None:
    f = sd.problem(ROSENBROCK)
    from symdescent.notation.bridge import to_sympy

    derived = sympy.Matrix([to_sympy(result) for result in f.derive().results])
    assert (derived - f.gradient).expand() == sympy.zeros(2, 1)
    upper = [to_sympy(result) for result in f.derive_hessian().results]
    assert [
        sympy.expand(ours - theirs) for ours, theirs in zip(upper, (f.hessian[0, 0], f.hessian[0, 1], f.hessian[1, 1]), strict=True)
    ] == [0, 0, 0]


def test_what_is_derived_is_derived_once() -> None:
    f = sd.problem(ROSENBROCK)
    assert f.gradient is f.gradient
    assert f.hessian is f.hessian
    assert f.objective is f.objective
    assert f.sympy is f.sympy


def test_a_problem_with_parameters_has_no_numbers() -> None:
    f = sd.problem("a*x^2", variables="x")
    assert f.gradient == sympy.Matrix([2 * f.symbols["a"] * f.symbols["x"]])
    with pytest.raises(ArgumentError, match=r"a in a·x² has no value: put a number in its place, or name it in variables="):
        _ = f.objective


# Deriving by a name


def test_one_variable_is_derived_without_being_named() -> None:
    derivation = sd.problem("x^2 + 5").derive()
    assert (derivation.kind, str(derivation.result)) == ("derivative", "2x")


def test_several_variables_give_the_gradient_and_a_named_one_its_derivative() -> None:
    f = sd.problem("x^2*y")
    assert (f.derive().kind, len(f.derive().partials)) == ("gradient", 2)
    assert f.derive("y", check="quick").result == parse("x^2")


def test_a_parameter_can_be_derived_by() -> None:
    assert sd.problem("a*x^2", variables="x").derive("a").result == parse("x^2")


def test_any_spelling_of_a_name_will_do() -> None:
    assert sd.problem("α^2").derive("α").result == sd.problem("alpha^2").derive("alpha").result == parse("2alpha")


@pytest.mark.parametrize("name", ["x", "q", "theta"])
def test_a_constant_is_derived_by_any_name(name: str) -> None:
    assert sd.problem("pi*e^2").derive(name).result == parse("0")


def test_a_name_that_does_not_occur_is_refused() -> None:
    with pytest.raises(ArgumentError, match=r"derive\('z'\): expected one of x, y"):
        sd.problem("x*y").derive("z")


def test_a_constant_has_no_variable_of_its_own() -> None:
    with pytest.raises(ArgumentError, match=r"7 has no variable; name the one to derive by"):
        sd.problem("7").derive()


# Minimise or maximise


def test_a_problem_may_be_to_maximise() -> None:
    assert sd.problem("-x^2", sense="max").sense == "max"
    with pytest.raises(ArgumentError, match=r"sense='up': expected 'min' or 'max'"):
        sd.problem("x", sense="up")


# SymPy expressions


def test_a_sympy_expression_is_taken_with_plain_or_real_symbols() -> None:
    plain = sympy.Symbol("x")
    f = sd.problem(plain**2 + sympy.sin(plain))
    assert f.variables == ("x",)
    assert f.sympy == symbol("x") ** 2 + sympy.sin(symbol("x"))
    assert f.gradient == sympy.Matrix([2 * symbol("x") + sympy.cos(symbol("x"))])


def test_a_sympy_expression_that_no_formula_can_hold_is_refused() -> None:
    x = sympy.Symbol("x")
    with pytest.raises(ArgumentError, match="The SymPy expression holds besselj"):
        sd.problem(sympy.besselj(0, x))


def test_a_tree_is_taken_as_it_is() -> None:
    tree = parse("x^2")
    assert sd.problem(tree).expression is tree


def test_a_text_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(FormulaError, match=r"did you mean x\*y\?"):
        sd.problem("xy")


# Data


def test_columns_are_data_and_the_other_names_variables() -> None:
    f = sd.problem("mean((w*speed + b - dist)^2)", data=TABLE)
    assert f.variables == ("b", "w")
    assert f.data is not None


def test_the_gradient_is_derived_under_the_sum() -> None:
    f = sd.problem("mean((w*speed + b - dist)^2)", data=TABLE)
    assert all(entry.has(sympy.Sum) for entry in f.gradient)
    w, b = (f.symbols[name] for name in "wb")
    speed, dist = sympy.Matrix(TABLE["speed"]), sympy.Matrix(TABLE["dist"])
    residual = speed * w + sympy.ones(3, 1) * b - dist
    at = {w: 2, b: -1}
    expected = [2 * sum(residual) / 3, 2 * residual.dot(speed) / 3]
    numbers = f.objective.gradient([-1.0, 2.0])
    assert [float(number) for number in numbers] == pytest.approx([float(value.subs(at)) for value in expected])
    assert ROWS in f.gradient.free_symbols


@pytest.mark.parametrize("name", ["e", "pi"])
def test_a_column_wins_over_a_constant(name: str) -> None:
    f = sd.problem(f"sum((w - {name})^2)", data={name: [1.0, 2.0, 6.0]})
    assert f.variables == ("w",)
    assert f.objective.value([3.0]) == pytest.approx(14.0)


def test_a_table_that_the_formula_does_not_use_is_left_aside() -> None:
    assert sd.problem("x^2", data=TABLE).data is None


def test_a_column_that_is_not_numbers_is_refused_only_where_it_is_used() -> None:
    table = {"speed": [4.0, 7.0], "name": ["a", "b"]}
    assert sd.problem("mean((w - speed)^2)", data=table).variables == ("w",)
    with pytest.raises(DataError, match="name"):
        sd.problem("mean((w - name)^2)", data=table)


def test_rows_need_data() -> None:
    with pytest.raises(FormulaError, match=r"mean runs over the rows of data: give data="):
        sd.problem("mean(x)")


@pytest.mark.parametrize("given", [5, 2.5, None, b"x", ["x"], sympy.Symbol("x") < 0, sympy.Eq(sympy.Symbol("x"), 1), sympy.sin])
def test_what_is_no_formula_is_refused(given: object) -> None:
    with pytest.raises(ArgumentError, match="expected a text such as"):
        sd.problem(given)


@pytest.mark.parametrize("given", [3, {"x", "y"}])
def test_variables_are_names_in_order(given: object) -> None:
    with pytest.raises(ArgumentError, match="expected names in order"):
        sd.problem("x + y", variables=given)  # type: ignore[arg-type]


def test_sympys_symbols_name_variables_in_the_one_spelling() -> None:
    lamda, alpha = sympy.Symbol("lamda"), sympy.Symbol("α")
    assert sd.problem(lamda**2, variables="lamda").parameters == ()
    problem = sd.problem(alpha**2 * sympy.Symbol("x"), variables=[alpha])
    assert (problem.variables, problem.parameters) == (("alpha",), ("x",))
    assert str(problem.derive(problem.symbols["alpha"]).result) in ("2α·x", "2x·α")


def test_a_float_means_the_decimal_that_python_prints() -> None:
    assert sd.problem(sympy.Float(0.1) * sympy.Symbol("x")).gradient[0] == sympy.Rational(1, 10)
    assert sd.problem(sympy.Float(1 / 3) * sympy.Symbol("x")).gradient[0] == sympy.Rational(repr(1 / 3))


def test_a_unit_step_of_another_kind_is_refused() -> None:
    with pytest.raises(ArgumentError, match="1/2"):
        sd.problem(sympy.Heaviside(sympy.Symbol("x"), 0))


def test_a_formula_that_compares_what_is_not_real_is_refused() -> None:
    with pytest.raises(ArgumentError, match="not real"):
        sd.problem("max(ln(-1), x)").sympy  # noqa: B018 - the property computes


def test_an_error_survives_a_pickle() -> None:
    with pytest.raises(FormulaError, match="closed") as caught:
        sd.problem("sin(x")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert (str(again), again.position) == (str(caught.value), caught.value.position)


def test_what_cancels_altogether_leaves_nothing() -> None:
    assert str(sd.problem("x/x").derive().result) == "0"


def test_a_problem_is_derived_once() -> None:
    problem = sd.problem("x^2 y + y^3")
    assert problem.derive() is problem.derive()
    assert problem.derive("x") is problem.derive("x")
    assert problem.derive("x") is not problem.derive("x", check="quick")
    assert problem.derive_hessian() is problem.derive_hessian()
    assert problem.partials == problem.derive().results


def test_an_unknown_way_to_check_is_refused_by_name() -> None:
    with pytest.raises(ArgumentError, match="'proof', 'quick'"):
        sd.problem("x^2").derive(check=[])  # type: ignore[arg-type]


def test_a_python_function_is_read_by_the_names_of_its_parameters() -> None:
    f = sd.problem(lambda y, x: x**2 + sympy.sin(y))
    assert f.variables == ("x", "y")
    assert f.sympy == symbol("x") ** 2 + sympy.sin(symbol("y"))
    assert sd.problem(lambda x: 3).expression == parse("3")


def test_a_python_function_that_names_no_symbols_or_returns_no_formula_is_refused() -> None:
    with pytest.raises(ArgumentError, match=r"by the names of its parameters"):
        sd.problem(lambda *x: x[0])
    with pytest.raises(ArgumentError, match=r"or a function that returns one"):
        sd.problem(lambda x: "x^2")


def test_outside_its_domain_a_problem_has_no_value() -> None:
    f = problem("x^2", domain="x >= 1")
    assert math.isnan(f.objective.value([0.5]))
    assert f.objective.value([1.0]) == 1.0


def test_a_run_ends_where_it_leaves_the_domain() -> None:
    assert descend(problem("x^2", domain="x >= 1"), 3, rate="1/10").stop is Stop.LEFT_DOMAIN


def test_what_is_known_of_a_parameter_restricts_no_variable() -> None:
    f = problem("a*x^2", variables="x", domain="a > 0")
    assert (f.variables, f.parameters, f.domain.of(f.variables).relations) == (("x",), ("a",), ())


def test_a_domain_restricts_names_of_the_problem_only() -> None:
    with pytest.raises(ArgumentError, match="restricts z"):
        problem("x^2", domain="z > 0")


def test_a_run_refuses_equations_between_variables() -> None:
    with pytest.raises(ArgumentError, match="no equations"):
        descend(problem("x^2 + y^2", domain="x + y = 1"), [1, 0])
