"""The problem: a function, its variables, perhaps data, and whether its least or greatest value is wanted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from inspect import Parameter, isfunction, signature
from typing import TYPE_CHECKING, Any, TypeAlias

from symdescent.calculus.derivation import differentiate
from symdescent.calculus.differentiable import Differentiable
from symdescent.errors import ArgumentError, FormulaError
from symdescent.notation.decimals import with_points
from symdescent.notation.names import variable_name
from symdescent.notation.parser import parse
from symdescent.notation.region import SPACE, Region, region
from symdescent.notation.tree import Expression, columns, names
from symdescent.shown import Shown

if TYPE_CHECKING:
    from sympy import Expr, Matrix, Symbol

    from symdescent.numeric.columns import Columns
    from symdescent.numeric.objective import Objective

SENSES = ("min", "max")

Formula: TypeAlias = "str | Expression | Expr | Callable[..., Any]"


@dataclass(frozen=True, eq=False)
class Problem(Differentiable):
    """A function to be made least (``sense="min"``) or greatest (``"max"``); made by ``problem``.

    ``variables`` are what it is minimised over, in order; ``parameters`` the other names in it, which stay symbols;
    ``domain`` where it is looked at. Everything derived from it is computed once.
    """

    expression: Expression
    variables: tuple[str, ...]
    parameters: tuple[str, ...] = ()
    sense: str = "min"
    data: Columns | None = None
    domain: Region = SPACE

    def __repr__(self) -> str:
        sense = () if self.sense == "min" else (f"sense={self.sense!r}",)
        return f"Problem({', '.join((str(self.expression), *sense, *map(str, self.domain.relations)))})"

    @cached_property
    def symbols(self) -> dict[str, Symbol]:
        """The real SymPy symbol of each variable and parameter."""
        from symdescent.notation.bridge import symbol

        return {name: symbol(name) for name in (*self.variables, *self.parameters)}

    @cached_property
    def sympy(self) -> Expr:
        """The function as a SymPy expression."""
        from symdescent.notation.bridge import to_sympy

        try:
            return to_sympy(self.expression)
        except ArgumentError:
            raise
        except (TypeError, ValueError) as fault:  # SymPy compares numbers that are not real
            raise ArgumentError(f"{self.expression} compares numbers that are not real, so it has no value anywhere.") from fault

    @cached_property
    def gradient(self) -> Matrix:
        """The exact gradient, shape (n, 1): the last lines of ``derive()``."""
        from sympy import Matrix

        from symdescent.notation.bridge import to_sympy

        return Matrix(len(self.variables), 1, list(map(to_sympy, self.partials)))

    @cached_property
    def hessian(self) -> Matrix:
        """The exact Hessian, shape (n, n): each entry on and above the diagonal once, for mixed derivatives are equal."""
        from sympy import Matrix

        from symdescent.notation.bridge import to_sympy

        names = self.variables
        rows = [[to_sympy(differentiate(first, y).result) for y in names[i:]] for i, first in enumerate(self.partials)]
        return Matrix(len(rows), len(rows), lambda i, j: rows[min(i, j)][abs(i - j)])

    @cached_property
    def partials(self) -> tuple[Expression, ...]:
        """The first partial derivatives as they are written: the last lines of ``derive()``."""
        return tuple(differentiate(self.expression, name).result for name in self.variables)

    @property
    def objective(self) -> Objective:
        """Value, gradient and Hessian as fast functions of arrays of shape (..., n)."""
        self._require_no_parameters()
        return self.objective_in_symbols

    @cached_property
    def objective_in_symbols(self) -> Objective:
        """The same where parameters may stay symbols: it has values at exact points only."""
        from symdescent.numeric.domain import guarded
        from symdescent.numeric.objective import Objective

        symbols = [self.symbols[name] for name in self.variables]
        return Objective(
            guarded(self.expression, self.sympy, self.domain.of(self.variables)),
            list(self.gradient),
            self.hessian.tolist,
            symbols,
            self.data,
        )

    def _require_no_parameters(self) -> None:
        if self.parameters:
            raise ArgumentError(
                f"{', '.join(self.parameters)} in {self.expression} has no value: "
                f"put a number in its place, or name it in variables= to minimise over it too."
            )

    def at(self, **point: Any) -> Point:
        """Value, gradient and Hessian at a point, as exact SymPy numbers; nan outside the domain.

        >>> import symdescent as sd
        >>> sd.problem("100(y - x^2)^2 + (1 - x)^2").at(x="-6/5", y=1).value
        121/5
        """
        from symdescent.numeric.point import exact_values, read_point

        x = read_point(point, self.variables, "the point")
        return Point(self, dict(zip(self.variables, x, strict=True)), *exact_values(self.objective, x))

    def on(self, domain: Any) -> Problem:
        """The same problem on another domain, given as to ``problem``; on its own where that is None."""
        return self if domain is None else replace(self, domain=_domain(domain, self.data, (*self.variables, *self.parameters)))

    def to_dict(self) -> dict[str, Any]:
        """The problem as plain data for JSON; formulas as SymPy reads them."""
        from symdescent.notation.sympy_text import to_sympy_text

        return {
            "schema": "symdescent/problem/1",
            "expression": to_sympy_text(self.expression),
            "variables": list(self.variables),
            "parameters": list(self.parameters),
            "sense": self.sense,
            **({"domain": list(map(to_sympy_text, self.domain.relations))} if self.domain.relations else {}),
        }


@dataclass(frozen=True, eq=False)
class Point(Shown):
    """A problem at a point ``x``: its ``value``, its ``gradient``, shape (n, 1), and its ``hessian``, shape (n, n)."""

    problem: Problem
    x: dict[str, Any]
    value: Expr
    gradient: Matrix
    hessian: Matrix


def problem(
    formula: Formula,
    *,
    variables: str | Iterable[str] | None = None,
    data: Any = None,
    sense: str = "min",
    domain: Any = None,
) -> Problem:
    """A problem from a function as it is written on paper, from a SymPy expression or from a Python function of symbols.

    ``variables`` names what to minimise over, in order; other names in the formula then stay symbolic parameters.
    Without it all names are variables, in alphabetical order (x_2 before x_10). ``data`` is a CSV file's path, a pandas
    or polars frame or a dict of arrays; names that are its columns are data, and ``mean(...)`` and ``sum(...)`` run over
    its rows. ``sense`` is ``"min"`` or ``"max"``. ``domain`` is where to look, as comparisons ``"x > 0, -1 <= y <= 4"`` or
    ``{"x": (0, None)}``; it may also say what is known of parameters, ``"a > 0"``. Where the style has the decimal comma, a text may have it too, with
    semicolons between arguments: ``0,5x^2 + max(x; 1,5)``.

    Raises ``FormulaError`` for a text that cannot be read, ``DataError`` for a table that cannot be used and
    ``ArgumentError`` for anything else that does not fit.

    >>> import symdescent as sd
    >>> sd.problem("100(y - x^2)^2 + (1 - x)^2").variables
    ('x', 'y')
    """
    if sense not in SENSES:
        raise ArgumentError(f"sense={sense!r}: expected 'min' or 'max'.")
    table = _table(data)
    listed = _listed(variables)
    expression = _expression(formula, table, listed or ())
    found = sorted(names(expression), key=_natural)
    chosen = tuple(found) if listed is None else listed
    used = _used(table, expression)
    parameters = tuple(name for name in found if name not in chosen)
    return Problem(expression, chosen, parameters, sense, used, _domain(domain, table, (*chosen, *parameters)))


def expect_problem(given: object) -> Problem:
    """What is given, if it is a problem; raises ``ArgumentError`` for anything else, such as the formula alone."""
    if isinstance(given, Problem):
        return given
    raise ArgumentError(f"problem is {given!r}: expected what problem(...) returns.")


def _domain(given: Any, table: Columns | None, known: tuple[str, ...]) -> Region:
    found = region(given, columns=table.names if table is not None else (), variables=known)
    unknown = sorted(found.names - set(known))
    if unknown:
        raise ArgumentError(f"domain={given!r} restricts {', '.join(unknown)}: expected names of the problem, {', '.join(known)}.")
    return found


def _listed(variables: str | Iterable[str] | None) -> tuple[str, ...] | None:
    if variables is None:
        return None
    given = re.split(r"[\s,]+", variables.strip()) if isinstance(variables, str) else variables
    if isinstance(given, (set, frozenset)) or not isinstance(given, Iterable):
        raise ArgumentError(f"variables={variables!r}: expected names in order, such as 'x y' or ['x', 'y'].")
    listed = tuple(map(variable_name, given))
    if len(set(listed)) < len(listed):
        raise ArgumentError(f"variables={variables!r} names one variable twice.")
    return listed


def _natural(name: str) -> list[tuple[bool, int, str]]:
    """Sorts x_2 before x_10."""
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.split(r"(\d+)", name)]


def _table(data: Any) -> Columns | None:
    if data is None:
        return None
    from symdescent.numeric.columns import read

    return read(data)


def _used(table: Columns | None, expression: Expression) -> Columns | None:
    """The table, once the columns that the expression needs are known to be numbers."""
    if table is not None:
        for name in sorted(columns(expression)):
            table[name]
    return table if table is not None and columns(expression) else None


def _expression(formula: Formula, table: Columns | None, listed: tuple[str, ...]) -> Expression:
    if isinstance(formula, str):
        return _read(formula, frozenset(table.names if table is not None else ()), frozenset(listed))
    if isinstance(formula, Expression):
        return formula
    from sympy import Expr

    from symdescent.notation.bridge import from_sympy

    value = _called(formula) if isfunction(formula) else formula
    if not isinstance(value, Expr):
        raise ArgumentError(f"problem({formula!r}): expected a text such as 'x^2 + 5', a SymPy expression or a function that returns one.")
    return from_sympy(value)


def _read(formula: str, columns: frozenset[str], listed: frozenset[str]) -> Expression:
    """The tree of a text; with a decimal comma where the style has one."""
    try:
        return parse(with_points(formula), columns=columns, variables=listed)
    except FormulaError as fault:
        raise FormulaError(fault.reason, formula, fault.position) from None


def _called(function: Callable[..., Any]) -> Any:
    """What a Python function returns for the symbols that its parameters name: ``lambda x, y: x**2 + y`` is x² + y."""
    from sympy import S

    from symdescent.notation.bridge import symbol

    parameters = signature(function).parameters.values()
    if any(parameter.kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD) for parameter in parameters):
        raise ArgumentError("A Python function is read by the names of its parameters: write them out instead of *args or **kwargs.")
    keywords = {p.name: symbol(variable_name(p.name)) for p in parameters if p.kind is Parameter.KEYWORD_ONLY}
    value = function(*(symbol(variable_name(p.name)) for p in parameters if p.name not in keywords), **keywords)
    return S(value) if isinstance(value, (int, float)) else value
