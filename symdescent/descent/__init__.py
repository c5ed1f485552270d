"""Descent: methods as equations, step sizes, criteria to stop by, the loop and its record."""

from symdescent.descent.criteria import Criterion
from symdescent.descent.method import Method, Parameter
from symdescent.descent.methods import METHODS
from symdescent.descent.step_sizes import armijo, fixed
from symdescent.descent.stop import Stop
from symdescent.descent.stopping import (
    budget,
    callback,
    cycle_found,
    farther_than,
    gradient_norm,
    step_change,
    target,
    time_limit,
    value_change,
)
from symdescent.descent.trace import Iterate, Trace, Trial

__all__ = [
    "METHODS",
    "Criterion",
    "Iterate",
    "Method",
    "Parameter",
    "Stop",
    "Trace",
    "Trial",
    "armijo",
    "budget",
    "callback",
    "cycle_found",
    "farther_than",
    "fixed",
    "gradient_norm",
    "step_change",
    "target",
    "time_limit",
    "value_change",
]
