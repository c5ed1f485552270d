"""The equations of a method in a lesson: in general, and with the numbers of a step put in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from symdescent.descent.trace import Iterate
from symdescent.lesson.amounts import put_as, result
from symdescent.lesson.document import Line, Math
from symdescent.lesson.formula import join, name
from symdescent.lesson.letters import Letters, put_in
from symdescent.lesson.names import letter, rate_name, slope_at
from symdescent.lesson.system import system_lines
from symdescent.lesson.worked import Worked, decimal_or_fraction, folded, in_one_variable, is_exact, worked
from symdescent.notation.block import Equation
from symdescent.notation.tree import Expression, Symbol, names
from symdescent.numeric.components import Vector
from symdescent.numeric.source import Source
from symdescent.numeric.update import Update, filled, symbolic_names
from symdescent.run import Run


@dataclass(frozen=True)
class Telling:
    """How the names of a run's equations are written."""

    run: Run

    @cached_property
    def lines(self) -> tuple[Equation, ...]:
        """The equations of the step size, where it has such, and of the method."""
        return self.run.update.equations

    @cached_property
    def targets(self) -> list[str]:
        """What each line sets."""
        return [line.target for line in self.lines]

    @cached_property
    def parameters(self) -> Mapping[str, Any]:
        """The parameters with their numbers."""
        return dict(self.run.update.parameters)

    @cached_property
    def states(self) -> frozenset[str]:
        """What is carried from step to step, x included."""
        return frozenset({"x", *dict(self.run.update.state)})

    @cached_property
    def columns(self) -> frozenset[str]:
        """The names that stand for columns."""
        return _columns(self.run.update)

    @cached_property
    def letters(self) -> Letters:
        """Columns are bold, and in one variable what would be mistaken for it."""
        is_one = len(self.run.variables) == 1
        bold = frozenset(self.targets) & {*self.run.variables} - {"x"} if is_one else self.columns
        return Letters(rate_name(self.run).latex.lstrip("\\"), bold)

    def symbol(self, key: str, index: str) -> Math:
        """A name with an index."""
        return name(self.run.variables[0], index) if key == "x" and len(self.run.variables) == 1 else self.letters(key, index)

    def index(self, key: str, place: int, ends: tuple[str, str]) -> str:
        """Which step's number a name has in the line at that place, where the step goes from one of the ``ends`` to the other."""
        before, after = ends
        if key in self.targets[:place]:
            return after
        if key == "alpha":
            return after if "alpha" in self.targets else ""
        return before if key in self.states else ""

    def fills(self, side: Expression, place: int, ends: tuple[str, str]) -> dict[str, Math]:
        """What stands for each name in a side of the line at that place."""
        used = names(side) & {*self.states, *self.parameters, *self.targets, "g", "H", "f", "alpha"}
        found = {key: self.symbol(key, self.index(key, place, ends)) for key in used}
        if "f" in used:
            found["f"] = join(f"{letter(self.run)}(", self.symbol("x", ends[0]), ")")
        return found

    def written(self, side: Expression, fills: Mapping[str, Math], *, numbers: bool = False) -> Math:
        """A side with something in place of its names; ∇f has the function's letter."""
        side = in_one_variable(side) if len(self.run.variables) == 1 else side
        shown, f = put_in(side, fills, numbers=numbers), letter(self.run)
        if len(self.run.variables) == 1:
            return Math(shown.latex.replace(r"\nabla f", f"{f}'"), shown.text.replace("∇f", f"{f}′"))
        return Math(shown.latex.replace(r"\nabla f", rf"\nabla {f}"), shown.text.replace("∇f", f"∇{f}"))


@lru_cache(64)  # a method's names are the same in all of its runs
def _columns(update: Update) -> frozenset[str]:
    states = {name: filled("s", kind, 2) for name, kind in update.shapes}
    reached = update.follow(Source(), {**symbolic_names(2), **states}, 2)
    return frozenset(name for name, value in reached.items() if isinstance(value, Vector))


def general_lines(telling: Telling) -> Iterator[Line]:
    """Every equation with the number k of the step below its names."""
    for place, line in enumerate(telling.lines):
        right = telling.written(line.side, telling.fills(line.side, place, ("k-1", "k")))
        yield Line(telling.symbol(line.target, "k"), right)


def step_lines(telling: Telling, before: Iterate, after: Iterate, lines: Sequence[Worked] = ()) -> Iterator[Line]:
    """The equations of one step: with its numbers put in, and what they give; those that only rename are left out.

    ``lines`` are the step's own, where they are worked out already.
    """
    exact = is_exact(telling.run, after)
    lines = lines or worked(telling.run, before, after)
    yield from _given_lines(telling, lines[0].known, before, exact=exact)
    for place, (equation, line) in enumerate(zip(telling.lines, lines, strict=True)):
        if not isinstance(equation.side, Symbol):
            yield from _line(telling, place, line, (str(before.k), str(after.k)), exact=exact)


def _given_lines(telling: Telling, known: Mapping[str, Any], before: Iterate, *, exact: bool) -> Iterator[Line]:
    """g = ∇f(x₀) and, where it is asked for, the Hessian, as numbers."""
    run, used = telling.run, telling.run.update.names
    turned = "-" if run.problem.sense == "max" else ""
    if "g" in used:
        shown, relation = result(known["g"], exact=exact)
        yield Line(telling.letters("g"), join(turned, slope_at(run, str(before.k))))
        yield Line(None, shown, (), relation)
    if "H" in used:
        shown, relation = result(known["H"], exact=exact)
        yield Line(telling.letters("H"), join(turned, bend_at(run, str(before.k))))
        yield Line(None, shown, (), relation)


def bend_at(run: Run, k: str) -> Math:
    """f″(x_k) or ∇²f(x_k, y_k)."""
    slope, f = slope_at(run, k), letter(run)
    if len(run.variables) == 1:
        return Math(slope.latex.replace("'", "''", 1), slope.text.replace("′", "″", 1))
    return Math(slope.latex.replace(rf"\nabla {f}", rf"\nabla^{{2}} {f}", 1), slope.text.replace("∇", "∇²", 1))


def _line(telling: Telling, place: int, line: Worked, ends: tuple[str, str], *, exact: bool) -> Iterator[Line]:
    """The equation, with its numbers, and the result."""
    tiny = {key: decimal_or_fraction(value) for key, value in telling.parameters.items()}
    counted = {"k": Math(ends[1], ends[1]), "n": Math(*[str(len(telling.run.variables))] * 2)}
    side = telling.lines[place].side if line.side is None else line.side
    side = folded(side, telling.parameters)
    left = telling.symbol(line.target, ends[1])
    shown, relation = result(line.value, exact=exact)
    symbols = telling.written(side, {**telling.fills(side, place, ends), **tiny, **counted}, numbers=False)
    system = list(system_lines(line, left, exact=exact)) if line.side is not None else []
    yield from system[:-1]
    yield Line(left, symbols)
    if line.side is not None:
        known = {key: value for key, value in line.known.items() if key in names(side) and key not in telling.parameters}
        shown_as = {key: put_as(value, exact=exact) for key, value in known.items()}
        fills = {**{key: math for key, (math, _) in shown_as.items()}, **tiny, **counted}
        numbers = system[-1].right if system else telling.written(side, fills, numbers=True)
        whole = all(sign == "=" for _, sign in shown_as.values())
        if numbers.text not in (symbols.text, shown.text):
            yield Line(None, numbers, (), "=" if whole else "≈")
    if symbols.text != shown.text:
        yield Line(None, shown, (), relation)
