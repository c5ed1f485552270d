"""The equations of one step, worked out with its numbers line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from symdescent.descent.trace import Iterate
from symdescent.lesson.document import Math
from symdescent.lesson.formula import decimal, math_of, number
from symdescent.notation.tree import ONE, Call, Expression, Negation, Number, Piecewise, Quotient, Sum, Symbol, children, rational, rebuild
from symdescent.numeric import arithmetic
from symdescent.numeric.components import Components, Matrix, Vector, elementwise, flat, identity, shaped
from symdescent.numeric.linear import solve, steepest
from symdescent.numeric.plain import EXACT, FLOAT
from symdescent.numeric.stepper import Stepper, stepper
from symdescent.plan import SIGNS
from symdescent.run import Run

TINY = Fraction(1, 10_000)  # a parameter below it is put in as a power of ten


class Worked(NamedTuple):
    """A line of a step: its target, its side with the case that holds, what every name was before, and what came out.

    ``side`` is None where the cases differ from entry to entry.
    """

    target: str
    side: Expression | None
    known: Mapping[str, Any]
    value: Any


def is_exact(run: Run, iterate: Iterate) -> bool:
    """Whether the iterate's numbers are the true ones."""
    return run.arithmetic == "exact" and (run.trace.rounded_from is None or iterate.k < run.trace.rounded_from)


def worked(run: Run, before: Iterate, after: Iterate) -> list[Worked]:
    """Every line of the step between two iterates."""
    size = len(run.variables)
    scalars = FLOAT if run.arithmetic == "float" else EXACT
    given, hooks = {"I": identity(size, scalars), "n": scalars.number(Fraction(size))}, _hooks(run, after)
    keep = arithmetic.rounded if run.arithmetic != "float" and not is_exact(run, after) else lambda value: value
    known, lines = _known(run, before, scalars.number), []
    for equation in run.update.equations:
        by = Components({**given, **known}, scalars, hooks)
        value = elementwise(keep, by[equation.side])
        value = Vector((value,) * size) if equation.target == "x" and not isinstance(value, Vector) else value
        lines.append(Worked(equation.target, _case(equation.side, by), dict(known), value))
        known[equation.target] = value
    return lines


def _known(run: Run, before: Iterate, number: Callable[[Any], Any]) -> dict[str, Any]:
    """What is given at the iterate that the step leaves."""
    sign, update = SIGNS[run.problem.sense], run.update
    states = {name: _state(before.state[name], len(run.variables)) for name, _ in update.state}
    known = {
        **{name: number(value) for name, value in update.parameters},
        **states,
        "x": Vector(before.x.values()),
        "g": Vector(sign * slope for slope in before.gradient.values()),
        "f": sign * before.value,
        "k": number(Fraction(before.k + 1)),
        "alpha": before.step_size,
    }
    return {**known, "H": hessian(run, before)} if "H" in update.names else known


def _state(value: Any, size: int) -> Any:
    if not isinstance(value, tuple):
        return value
    is_matrix = bool(value) and isinstance(value[0], tuple)
    return shaped([entry for row in value for entry in row], "matrix", size) if is_matrix else Vector(value)


def hessian(run: Run, at: Iterate) -> Matrix:
    """The Hessian at an iterate, that of -f where the run ascends."""
    sign, x = SIGNS[run.problem.sense], list(at.x.values())
    if run.arithmetic == "float":
        rows = run.problem.objective.hessian(x).tolist()
        return Matrix(tuple(sign * entry for entry in row) for row in rows)
    bend: Any = _careful(run, at).bend  # there is one, for the numbers are no floats
    return elementwise(lambda entry: sign * entry, bend(tuple(x)))  # type: ignore[no-any-return]


def _careful(run: Run, at: Iterate) -> Stepper:
    """The stepper of the arithmetic in which an iterate was made."""
    name = run.arithmetic if run.arithmetic != "exact" else "exact" if is_exact(run, at) else "rounded"
    sign = SIGNS[run.problem.sense]
    return stepper(run.problem.objective_in_symbols, run.update, arithmetic="symbolic" if run.in_symbols else name, sign=sign)


def _hooks(run: Run, after: Iterate) -> dict[str, Callable[..., Any]]:
    """The calls on whole columns."""
    size, sign = len(run.variables), SIGNS[run.problem.sense]
    look = _careful(run, after).look
    return {
        "solve": lambda a, b: Vector(solve(*flat(a), *flat(b))),
        "grad": lambda u: Vector(sign * slope for slope in look(*flat(u))[size + 1 : 2 * size + 1]),
        "steepest": lambda u: Vector(map(Fraction, steepest(*flat(u)))),
        "cycle": lambda k: Vector(Fraction(int((k - 1) % size == j)) for j in range(size)),
    }


def _case(side: Expression, by: Components) -> Expression | None:
    """The side with the value of the case that holds in place of its cases; None where entries are of different cases."""
    if isinstance(side, Piecewise):
        for value, when in side.pieces:
            holds = [True] if when is None else list(flat(by[when]))
            if all(map(bool, holds)):
                return _case(value, by)
            if any(map(bool, holds)):
                return None
    parts = [_case(part, by) for part in children(side)]
    return None if any(part is None for part in parts) else rebuild(side, tuple(part for part in parts if part is not None))


def folded(e: Expression, parameters: Mapping[str, Any]) -> Expression:
    """The parameters put in as numbers, and sums of numbers as one: (1 - β)·g becomes 0.1·g where β is 0.9."""
    if isinstance(e, Symbol) and isinstance(parameters.get(e.name), Fraction):
        value = parameters[e.name]
        return e if 0 < abs(value) < TINY else _number(value)
    whole = rebuild(e, tuple(folded(part, parameters) for part in children(e)))
    terms = [rational(term) for term in whole.terms] if isinstance(whole, Sum) else [None]
    return whole if None in terms else _number(sum(term for term in terms if term is not None))


def _number(value: Any) -> Expression:
    """A terminating decimal in one piece, other numbers as fractions."""
    below = Fraction(value).denominator
    while below % 2 == 0 or below % 5 == 0:
        below //= 2 if below % 2 == 0 else 5
    size = (
        Number(abs(Fraction(value)))
        if below == 1
        else Quotient(Number(Fraction(abs(value).numerator)), Number(Fraction(abs(value).denominator)))
    )
    return Negation(size) if value < 0 else size


def decimal_or_fraction(value: Any) -> Math:
    """A parameter as it is put in: 0.9, 1/3 or 10⁻⁸."""
    if not isinstance(value, Fraction):
        return number(value)
    return decimal(value) if 0 < abs(value) < TINY else math_of(_number(value))


def in_one_variable(e: Expression) -> Expression:
    """The same where columns are numbers: nothing to transpose, norms are sizes, systems are quotients."""
    if e == Symbol("I"):
        return ONE
    whole = rebuild(e, tuple(map(in_one_variable, children(e))))
    if not isinstance(whole, Call):
        return whole
    rule = IN_ONE.get(whole.function)
    return rule(*whole.arguments) if rule else whole


IN_ONE: Mapping[str, Callable[..., Expression]] = {
    "transpose": lambda u: u,
    "solve": lambda a, b: Quotient(b, a),
    "norm": lambda u: Call("abs", (u,)),
    "cycle": lambda k: ONE,
    "steepest": lambda u: ONE,
}
