"""A step as it is worked out: the equations, and what is put into them. A wrong rule is a change of either."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from symdescent.calculus.derivation import differentiate
from symdescent.notation.block import Equation, parse_block
from symdescent.notation.tree import Expression
from symdescent.numeric import linear
from symdescent.numeric.components import Components, Matrix, Vector, flat, identity
from symdescent.numeric.plain import EXACT
from symdescent.run import Run

Known = Mapping[str, Any]


@lru_cache(256)
def slope(expression: Expression, x: str) -> Expression:
    """The derivative, kept: every wrong rule asks for it again."""
    return differentiate(expression, x).result


@dataclass(frozen=True, eq=False)
class Put:
    """A step before it is worked out.

    ``known`` holds x, the state, the parameters, alpha and k; g and H are those of ``expression`` at x, unless they are in
    it too. ``first`` is where the run began.
    """

    expression: Expression
    variables: tuple[str, ...]
    equations: tuple[Equation, ...]
    known: Known
    first: Vector
    states: tuple[str, ...] = field(default=())

    def value(self, x: Iterable[Any]) -> Any:
        """The function at a point."""
        return self._by(x)[self.expression]

    def gradient(self, x: Iterable[Any]) -> Vector:
        """The gradient at a point."""
        by = self._by(x)
        return Vector(by[slope(self.expression, name)] for name in self.variables)

    def hessian(self, x: Iterable[Any]) -> Matrix:
        """The Hessian at a point."""
        by = self._by(x)
        return Matrix(tuple(by[slope(slope(self.expression, a), b)] for b in self.variables) for a in self.variables)

    def _by(self, x: Iterable[Any]) -> Components:
        return Components(dict(zip(self.variables, x, strict=True)), EXACT, {})

    def with_known(self, **known: Any) -> Put:
        """The same with other numbers put in."""
        return replace(self, known={**self.known, **known})

    def with_lines(self, lines: Mapping[str, Expression]) -> Put:
        """The same with other right sides."""
        return replace(self, equations=tuple(Equation(e.target, lines.get(e.target, e.side)) for e in self.equations))

    def reached(self) -> Known:
        """Every name with its value after the last equation."""
        x, known = self.known["x"], dict(self.known)
        size = len(self.variables)
        known = {"I": identity(size, EXACT), "n": Fraction(size), "g": self.gradient(x), "f": self.value(x), **known}
        if any("H" in str(equation.side) for equation in self.equations):
            known = {"H": self.hessian(x), **known}
        hooks: dict[str, Callable[..., Any]] = {"grad": self.gradient, "solve": lambda a, b: Vector(linear.solve(*flat(a), *flat(b)))}
        for equation in self.equations:
            known[equation.target] = Components(known, EXACT, hooks)[equation.side]
        return known

    def next(self, reached: Known) -> Put:
        """The step that follows, from what was reached."""
        carried = {key: reached[key] for key in ("x", *self.states)}
        return self.with_known(**carried, k=self.known["k"] + 1)


class Mistake(NamedTuple):
    """A wrong rule of steps: its key, and what it makes of a step; ``move`` is for rules that are no change of a step."""

    name: str
    change: Callable[[Put], Put | None] = lambda put: put
    move: Callable[[Put], Known] = Put.reached


def put_of(run: Run, began: Run | None = None) -> Put:
    """The first step of a run, which may carry on from one that ``began`` elsewhere."""
    first, update = run.trace[0], run.update
    states = {key: Vector(value) if isinstance(value, tuple) else value for key, value in first.state.items()}
    x = Vector(first.x.values())
    known = {**dict(update.parameters), **states, "x": x, "alpha": run.trace[0].step_size, "k": Fraction(first.k + 1)}
    return Put(run.problem.expression, run.variables, update.equations, known, Vector((began or run).trace[0].x.values()), tuple(states))


def wrong_points(run: Run, mistake: Mistake, began: Run | None = None) -> list[dict[str, Any]] | None:
    """Where the steps of a run lead when each is made by the wrong rule; None where it says nothing, or no number.

    A run may carry on from one that ``began`` elsewhere.
    """
    put, points = put_of(run, began), list[dict[str, Any]]()
    for _ in range(len(run.trace) - 1):
        changed = mistake.change(put)
        if changed is None:
            return None
        try:
            reached = mistake.move(changed)
        except (ZeroDivisionError, TypeError):
            return None
        x = reached["x"] if isinstance(reached["x"], Vector) else Vector((reached["x"],) * len(run.variables))
        if not all(isinstance(value, Fraction) for value in x):
            return None
        points.append(dict(zip(run.variables, x, strict=True)))
        put = put.next(reached)
    return points


def lines(name: str, *equations: str, parameters: Iterable[str] = (), state: Iterable[str] = ()) -> Mistake:
    """The wrong rule that has these equations in the place of those with the same left side."""
    made = lru_cache(1)(lambda: {e.target: e.side for e in _read(equations, tuple(parameters), tuple(state))})
    return Mistake(name, lambda put: put.with_lines(made()))


def _read(equations: tuple[str, ...], parameters: tuple[str, ...], state: tuple[str, ...]) -> Iterator[Equation]:
    """The equations read as the last lines of a block in which every name is known."""
    has_x = any(line.startswith("x ") for line in equations)
    read = parse_block((*equations, *(() if has_x else ("x = x",))), parameters=(*parameters, *state))
    return iter(read if has_x else read[:-1])
