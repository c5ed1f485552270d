"""What can be differentiated: an expression with its variables, and everything that calculus says of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Any, TypeVar

from symdescent.calculus.consequences import implicit, inverse, jacobian, parametric, path, tangent, taylor
from symdescent.calculus.consequences.consequence import Consequence
from symdescent.calculus.consequences.place import Place, by_name, free_letter, read_part, read_place
from symdescent.calculus.derivation import DETAILS, Derivation, derive, derive_gradient, derive_hessian
from symdescent.errors import ArgumentError
from symdescent.notation.names import variable_name
from symdescent.notation.tree import Expression, depends, names
from symdescent.shown import Shown

Made = TypeVar("Made")


class Differentiable(Shown):
    """The methods of a problem that need its formula alone; each is computed once."""

    expression: Expression
    variables: tuple[str, ...]
    parameters: tuple[str, ...]

    def derive(
        self,
        variable: str | Sequence[str] | None = None,
        *,
        order: int = 1,
        check: str = "proof",
        detail: str = "standard",
        form: str | None = None,
    ) -> Derivation:
        """The rule-by-rule derivative, or with several variables and none named the gradient, every step checked.

        ``variable`` may be several names, to be derived by in turn; ``order`` repeats that. ``check="proof"`` lets SymPy
        prove each step within a bounded effort and compares it to 30 digits otherwise, ``"quick"`` compares it with
        difference quotients in floats. ``detail`` is how much the lesson tells: ``"full"``, ``"standard"`` or ``"brief"``.
        ``form`` is ``"expanded"``, ``"factored"``, ``"as derived"`` or None, the form that a textbook prints. Raises
        ``DerivationError`` where a check fails and ``ArgumentError`` for a name that does not occur (a constant may be
        derived by any name).

        >>> import symdescent as sd
        >>> print(sd.problem("x^2 + 5").derive().result)
        2x
        """
        return _told(self._derived(variable, order, check, form), detail)

    def _derived(self, variable: str | Sequence[str] | None, order: int, check: str, form: str | None) -> Derivation:
        _whole(order)
        if variable is None and len(self.variables) > 1 and order == 1:
            return self._once(("gradient", check, form), lambda: derive_gradient(self.expression, self.variables, check=check, form=form))
        several = isinstance(variable, Sequence) and not isinstance(variable, str)
        chosen = tuple(map(self._known, variable if several else (variable,))) * order  # type: ignore[arg-type]
        made = partial(derive, self.expression, *chosen, variables=self.variables, check=check, form=form)
        return self._once(("derivative", *chosen, check, form), made)

    def derive_hessian(self, *, check: str = "proof", detail: str = "standard", form: str | None = None) -> Derivation:
        """The second partial derivatives rule by rule, those on and above the diagonal; as in ``derive``."""
        made = self._once(("hessian", check, form), lambda: derive_hessian(self.expression, self.variables, check=check, form=form))
        return _told(made, detail)

    def derive_implicit(self, y: str, x: str, *, order: int = 1, at: Any = None, check: str = "proof") -> Consequence:
        """The slope dy/dx of the curve f(x, y) = 0: -f_x/f_y where f_y is not 0 (implicit function theorem).

        ``order`` goes on along the curve to d²y/dx² and further; ``at`` is a point of the curve for its value there.

        >>> import symdescent as sd
        >>> print(sd.problem("x^2 + y^2 - 25").derive_implicit("y", "x", at={"x": 3, "y": 4}).value)
        -3/4
        """
        up, across, place = self._known(y), self._known(x), self._place(at, self.variables)
        held = tuple(name for name in self.variables if name not in (up, across))
        return self._once(
            ("implicit", up, across, order, place, check),
            lambda: implicit.implicit(self.expression, up, across, held, _whole(order), place, check),
        )

    def derive_parametric(self, x: Any, *, order: int = 1, at: Any = None, check: str = "proof") -> Consequence:
        """The slope dy/dx = y'/x' of the curve (x(t), y(t)), where y(t) is this function and x' is not 0.

        >>> import symdescent as sd
        >>> print(sd.problem("1 - cos(t)").derive_parametric(x="t - sin(t)").result)
        sin(t)/(1 - cos(t))
        """
        t = self._known(None)
        across, place = read_part(x, self._names), self._place(at, (t,))
        return self._once(
            ("parametric", across, order, place, check),
            lambda: parametric.parametric(self.expression, across, t, _whole(order), place, check),
        )

    def derive_inverse(self, *, at: Any = None, check: str = "proof") -> Consequence:
        """The derivative of the inverse function: 1/f'(x) at y = f(x), where f' is not 0; in y too where x = g(y) is found.

        >>> import symdescent as sd
        >>> print(sd.problem("x^3 + x").derive_inverse(at=1).value)
        1/4
        """
        x = self._known(None)
        place = self._place(at, (x,))
        y = free_letter(self.expression, ("y", "z", "w", "v"))
        return self._once(("inverse", place, check), lambda: inverse.inverse(self.expression, x, y, place, check))

    def derive_direction(self, direction: Any = None, /, *, at: Any = None, check: str = "proof", **components: Any) -> Consequence:
        """The directional derivative ∇f·u with the unit vector u of a direction, given as ``x=3, y=4`` or a mapping.

        >>> import symdescent as sd
        >>> print(sd.problem("x^2 y").derive_direction(x=3, y=4, at={"x": 1, "y": 2}).value)
        16/5
        """
        along = read_place(by_name(direction, components, self.variables, "the direction"), self.variables, "the direction")
        place = self._place(at, self.variables)
        return self._once(("direction", along, place, check), lambda: path.direction(self.expression, along, place, check))

    def derive_along(
        self, route: Any = None, /, *, by: str | None = None, at: Any = None, check: str = "proof", **components: Any
    ) -> Consequence:
        """The total derivative d/dt f(x(t), y(t)) along a path that is given as ``x="cos(t)", y="sin(t)"`` or a mapping.

        A variable that is the parameter itself needs no component. ``by`` names the parameter where there are several letters.

        >>> import symdescent as sd
        >>> print(sd.problem("x y").derive_along(x="t^2", y="t^3").result)
        5t⁴
        """
        given = by_name(route, components, self.variables, "the path")
        parts = {variable_name(name): read_part(part, self._names) for name, part in given.items()}
        t = path.parameter(parts, self.parameters, by)
        parts, place = path.in_order(parts, self.variables, t), self._place(at, (t,))
        return self._once(
            ("along", parts, t, place, check),
            lambda: path.along_path(self.expression, self.variables, parts, t, place, check),
        )

    def derive_jacobian(self, *others: Any, at: Any = None, check: str = "proof") -> Consequence:
        """The Jacobian matrix of this function and others of the same variables: a row a function, a column a variable.

        >>> import symdescent as sd
        >>> f = sd.problem("x^2 + y")
        >>> [[str(entry) for entry in row] for row in f.derive_jacobian("x + y").results]
        [['2x', '1'], ['1', '1']]
        """
        functions = (self.expression, *(read_part(other, self._names) for other in others))
        jacobian.require_variables(functions, (*self.variables, *self.parameters))
        place = self._place(at, self.variables)
        return self._once(("jacobian", functions, place, check), lambda: jacobian.jacobian(functions, self.variables, place, check))

    def tangent(self, point: Any = None, /, *, check: str = "proof", **coordinates: Any) -> Consequence:
        """The tangent line or plane at a point: f(a) + f'(a)(x - a), put in and expanded.

        >>> import symdescent as sd
        >>> print(sd.problem("x^2 + y^2").tangent(x=1, y=2).result)
        2x + 4y - 5
        """
        place = read_place(by_name(point, coordinates, self.variables, "the point"), self.variables, "the point")
        return self._once(("tangent", place, check), lambda: tangent.tangent(self.expression, place, check))

    def taylor(self, point: Any = None, /, *, order: int = 2, check: str = "proof", **coordinates: Any) -> Consequence:
        """The Taylor polynomial at a point, of any order in one variable and up to the second in several.

        >>> import symdescent as sd
        >>> print(sd.problem("ln(1 + x)").taylor(x=0, order=3).result)
        x - x²/2 + x³/3
        """
        place = read_place(by_name(point, coordinates, self.variables, "the point"), self.variables, "the point")
        return self._once(("taylor", place, order, check), lambda: taylor.taylor(self.expression, place, order, check))

    @property
    def _names(self) -> frozenset[str]:
        return frozenset((*self.variables, *self.parameters))

    def _place(self, at: Any, variables: tuple[str, ...]) -> Place | None:
        return None if at is None else read_place(by_name(at, {}, variables, "the point"), variables, "the point")

    @cached_property
    def _made(self) -> dict[str, object]:
        return {}

    def _once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        known = self._made
        if repr(key) not in known:
            known[repr(key)] = make()
        return known[repr(key)]  # type: ignore[return-value]

    def _known(self, variable: str | None) -> str:
        if variable is None:
            if len(self.variables) == 1:
                return self.variables[0]
            how_many = f"{len(self.variables)} variables" if self.variables else "no variable"
            raise ArgumentError(f"{self.expression} has {how_many}; name the one to derive by, as in derive('x').")
        name = variable_name(variable)
        if name not in (*self.variables, *self.parameters) and names(self.expression) and not depends(self.expression, name):
            raise ArgumentError(f"derive({variable!r}): expected one of {', '.join((*self.variables, *self.parameters))}.")
        return name


def _told(derivation: Derivation, detail: str) -> Derivation:
    if detail not in DETAILS:
        raise ArgumentError(f"detail={detail!r}: expected one of {', '.join(map(repr, DETAILS))}.")
    return derivation if derivation.detail == detail else replace(derivation, detail=detail)


def _whole(order: int) -> int:
    if not isinstance(order, int) or order < 1:
        raise ArgumentError(f"order={order!r}: expected a whole number from 1.")
    return order
