"""The Python that makes a problem or a run again, for notebooks."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction
from typing import Any

from symdescent.descent.rate_names import step_size
from symdescent.descent.step_sizes import Fixed
from symdescent.notation.style import Style, current_style
from symdescent.notation.tree import columns
from symdescent.numeric.columns import Columns
from symdescent.problem import Problem
from symdescent.run import Run

USUAL_TOL = 1e-8
MOST_NUMBERS = 2_000  # of data that are written into a notebook


def problem_code(problem: Problem) -> str | None:
    """``f = sd.problem(…)``; None where the data are too many to write down and come from no file."""
    arguments = [repr(str(problem.expression))]
    if problem.parameters or sorted(problem.variables) != list(problem.variables):
        arguments.append(f"variables={list(problem.variables)!r}")
    if problem.data is not None:
        data = _data_code(problem.data, problem)
        if data is None:
            return None
        arguments.append(f"data={data}")
    if problem.domain.relations:
        arguments.append(f"domain={str(problem.domain)!r}")
    if problem.sense != "min":
        arguments.append(f"sense={problem.sense!r}")
    return f"import symdescent as sd\n{_style_code()}\nf = sd.problem({', '.join(arguments)})"


def _style_code() -> str:
    """What sets the style of the lesson, where it is not the usual one, so that a notebook's pictures speak its language."""
    usual, chosen = asdict(Style()), asdict(current_style())
    changes = ", ".join(f"{name}={value!r}" for name, value in chosen.items() if value != usual[name])
    return f"from symdescent.notation import set_style\n\nset_style({changes})\n" if changes else ""


def _data_code(data: Columns, problem: Problem) -> str | None:
    used = sorted(columns(problem.expression))
    if len(data) * len(used) > MOST_NUMBERS:
        return repr(data.source) if data.source is not None else None
    return repr({name: data[name].tolist() for name in used})


def code_of(run: Run) -> str | None:
    """The problem and the run."""
    made = problem_code(run.problem)
    if made is None:
        return None
    start = {name: _number(value) for name, value in run.trace[0].x.items()}
    settings = [f"start={{{', '.join(f'{name!r}: {value}' for name, value in start.items())}}}"]
    settings += [f"method={run.method.name!r}"] if run.method.name != "gradient descent" else []
    settings += [_rate(run)] if _rate(run) else []
    settings.append(f"steps={max(run.trace[-1].k, 1)}")
    settings += [f"tol={_number(run.tol)}"] if float(run.tol) != USUAL_TOL else []
    settings += [f"arithmetic={run.arithmetic!r}"] if run.arithmetic != "float" else []
    return f"{made}\nrun = sd.descend(f, {', '.join(settings)})\nrun"


def _number(value: Any) -> str:
    if getattr(value, "free_symbols", ()) or (isinstance(value, Fraction) and value.denominator != 1):
        return repr(str(value))
    return str(int(value)) if value == int(value) else repr(float(value)) if isinstance(value, float) else repr(str(value))


def _rate(run: Run) -> str:
    """The rule for the step size, where it is not the method's own."""
    if isinstance(run.rate, Fixed):
        return f"rate={_number(run.rate.rate)}"
    return "" if run.rate == step_size(run.method.rate) else f"rate={run.rate.call}"
