"""What a run's lesson calls things: the function, the rate, the iterates, the slope."""

from __future__ import annotations

from symdescent.lesson.document import Math
from symdescent.lesson.formula import function_name, join, listed, name, point, rate_letter, vector
from symdescent.run import Run


def letter(run: Run) -> str:
    """The function's letter."""
    return function_name(run.problem.expression, run.variables)


def rate_name(run: Run) -> Math:
    """The learning rate's letter, which no other number of the problem or the method has."""
    data = () if run.problem.data is None else run.problem.data.names
    own = {*run.method.parameters, *run.method.state, *(line.target for line in run.method.lines)}
    return rate_letter((*run.variables, *data, *own))


def iterate_name(run: Run, k: Math | str) -> Math:
    """x with the index k: the variable itself, or (x, y) with it."""
    return point(name(variable, k) for variable in run.variables)


def at(run: Run, k: str) -> Math:
    """f(x_k)."""
    inside = listed(name(variable, k) for variable in run.variables)
    return join(f"{letter(run)}(", inside, ")")


def slope_at(run: Run, k: Math | str) -> Math:
    """f′(x_k) or ∇f(x_k, y_k)."""
    inside = listed(name(variable, k) for variable in run.variables)
    f = letter(run)
    if len(run.variables) == 1:
        return join(Math(f"{f}'", f"{f}′"), "(", inside, ")")
    return join(Math(rf"\nabla {f}", f"∇{f}"), "(", inside, ")")


def column_at(run: Run, k: str) -> Math:
    """x_k, or the vector of all variables with the index k."""
    parts = [name(variable, k) for variable in run.variables]
    return parts[0] if len(parts) == 1 else vector(parts)


def sign(run: Run) -> str:
    """How a step goes along the slope: with it where the problem is to maximise, else against it."""
    return " + " if run.problem.sense == "max" else " - "
