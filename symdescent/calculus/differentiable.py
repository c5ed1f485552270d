"""What can be differentiated: an expression with its variables, and everything that calculus says of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from symdescent.calculus.derivation import DETAILS, Derivation, derive, derive_gradient, derive_hessian
from symdescent.errors import ArgumentError
from symdescent.notation.names import variable_name
from symdescent.notation.tree import Expression, names
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
        if not isinstance(order, int) or order < 1:
            raise ArgumentError(f"order={order!r}: expected a whole number from 1.")
        if variable is None and len(self.variables) > 1 and order == 1:
            return self._once(("gradient", check, form), lambda: derive_gradient(self.expression, self.variables, check=check, form=form))
        several = isinstance(variable, Sequence) and not isinstance(variable, str)
        chosen = tuple(map(self._known, variable if several else (variable,))) * order  # type: ignore[arg-type]
        return self._once(("derivative", *chosen, check, form), lambda: derive(self.expression, *chosen, check=check, form=form))

    def derive_hessian(self, *, check: str = "proof", detail: str = "standard", form: str | None = None) -> Derivation:
        """The second partial derivatives rule by rule, those on and above the diagonal; as in ``derive``."""
        made = self._once(("hessian", check, form), lambda: derive_hessian(self.expression, self.variables, check=check, form=form))
        return _told(made, detail)

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
        if name not in (*self.variables, *self.parameters) and names(self.expression):
            raise ArgumentError(f"derive({variable!r}): expected one of {', '.join((*self.variables, *self.parameters))}.")
        return name


def _told(derivation: Derivation, detail: str) -> Derivation:
    if detail not in DETAILS:
        raise ArgumentError(f"detail={detail!r}: expected one of {', '.join(map(repr, DETAILS))}.")
    return derivation if derivation.detail == detail else replace(derivation, detail=detail)
