"""A polynomial problem that is evaluated as it is written: for a run of a few exact steps nothing is compiled."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, TypeGuard

from symdescent.calculus.derivation import differentiate
from symdescent.notation.tree import ZERO, Expression
from symdescent.numeric.arithmetic import exact, is_long
from symdescent.numeric.careful import careful_stepper
from symdescent.numeric.components import Components
from symdescent.numeric.dialects import Dialect
from symdescent.numeric.plain import EXACT
from symdescent.numeric.stepper import Stepper
from symdescent.numeric.update import Update
from symdescent.problem import Problem


class Written(Problem):
    """A polynomial with rational coefficients; runs of it are exact, and worked out from the formulas themselves."""

    @cached_property
    def partials(self) -> tuple[Expression, ...]:
        """The first partial derivatives: those of the derivation that is told."""
        return self.derive(check="quick").results

    @cached_property
    def objective_in_symbols(self) -> Any:
        """Value, gradient and Hessian at exact points."""
        return Formulas(self)

    @cached_property
    def second(self) -> tuple[tuple[Expression, ...], ...]:
        """The second partial derivatives as they are written, row by row."""
        n = len(self.variables)
        upper = {(i, j): differentiate(self.partials[i], self.variables[j]).result for i in range(n) for j in range(i, n)}
        return tuple(tuple(upper[min(i, j), max(i, j)] for j in range(n)) for i in range(n))


class Formulas:
    """What an exact stepper asks of an objective, answered from formulas."""

    data = None

    def __init__(self, of: Written) -> None:
        self.expression, self.partials, self.symbols = of.expression, of.partials, of.variables
        self._of, self._made = of, dict[Hashable, Any]()

    @property
    def dimension(self) -> int:
        """The number of variables."""
        return len(self.symbols)

    @cached_property
    def entries(self) -> dict[tuple[int, int], Expression]:
        """The Hessian's upper triangle without its zeros."""
        rows = self._of.second
        return {(i, j): rows[i][j] for i in range(len(rows)) for j in range(i, len(rows)) if rows[i][j] != ZERO}

    def made(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make`` returns, made once; in place of a compiled program the formulas are worked out one by one."""
        if isinstance(key, tuple) and isinstance(key[0], Dialect):
            return lambda *x: self._values(key[1], x)
        if key not in self._made:
            self._made[key] = key == "rational" or (self._stepper(*key[1:]) if _is_exact(key) else make())
        return self._made[key]

    def _values(self, formulas: tuple[Expression, ...], x: tuple[Any, ...]) -> list[Any]:
        by = Components(dict(zip(self.symbols, x, strict=True)), EXACT, {})
        return [by[formula] for formula in formulas]

    def _stepper(self, update: Update, sign: int) -> Stepper:
        """The exact stepper, but for the gradient's norm, which is a float: an irrational one would take longer than the step."""
        made = careful_stepper(self, update, sign, EXACT, exact, lambda slopes: math.hypot(*slopes))  # type: ignore[arg-type]
        return Stepper(**made, rounding=0, is_long=is_long, curvatures=lambda: (None, None), turns="cycle" in update.calls)


def _is_exact(key: Any) -> TypeGuard[tuple[str, Update, int]]:
    """Whether what is asked for is a stepper in exact numbers."""
    return isinstance(key, tuple) and key[0] == "exact"
