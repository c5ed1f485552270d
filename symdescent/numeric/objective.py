"""Value, gradient and Hessian as fast functions: one compiled function for one point, one for many."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cache, cached_property
from math import prod
from typing import TYPE_CHECKING, Any

import sympy

from symdescent.errors import ArgumentError
from symdescent.numeric.dialects import ARRAY, SCALAR
from symdescent.numeric.program import Program, data_program, positions, program
from symdescent.numeric.scalar import OUTSIDE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from symdescent.numeric.columns import Columns

    Array = NDArray[np.float64]

Entry = tuple[int, int]


class Objective:
    """A function of n variables with its first two derivatives, over numbers and arrays.

    Outside the function's domain everything is nan: never an exception, a complex number or a warning. Each part is
    compiled when it is first used, and kept.

    Parameters: ``value`` f, ``gradient`` its n partial derivatives, ``hessian`` a function that returns the n × n second
    ones (called when they are first needed), ``symbols`` the n variables, ``data`` the columns that sums over rows run over.

    >>> from sympy import symbols
    >>> x, y = symbols("x y", real=True)
    >>> f = Objective(x**2 + 2*y**2, [2*x, 4*y], lambda: [[2, 0], [0, 4]], [x, y])
    >>> f.value([3, 1])
    11.0
    >>> f.gradient([[3, 1], [0, 2]]).tolist()
    [[6.0, 4.0], [0.0, 8.0]]
    """

    def __init__(
        self,
        value: sympy.Expr,
        gradient: Sequence[sympy.Expr],
        hessian: Callable[[], Sequence[Sequence[sympy.Expr]]],
        symbols: Sequence[sympy.Symbol],
        data: Columns | None = None,
    ) -> None:
        self.expression = sympy.sympify(value, strict=True)
        self.partials = tuple(sympy.sympify(entry, strict=True) for entry in gradient)
        self.symbols, self.data = tuple(symbols), data
        self._hessian = hessian
        self._made: dict[Hashable, Any] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Everything but the compiled functions, which are made again when they are needed."""
        return {**self.__dict__, "_made": {}}

    @property
    def dimension(self) -> int:
        """The number of variables."""
        return len(self.symbols)

    def made(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make`` returns, made once for this objective and kept under the key."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def value(self, x: ArrayLike) -> Any:
        """f at x of shape (..., n): a float for one point, else an array of shape (...)."""
        values = self._at(x, "value", [self.expression])
        return float(values[0]) if values.ndim == 1 else values[..., 0]

    def gradient(self, x: ArrayLike) -> Array:
        """∇f at x of shape (..., n): an array of shape (..., n)."""
        return self._at(x, "gradient", [self.expression, *self.partials])[..., 1:]

    def hessian(self, x: ArrayLike) -> Array:
        """∇²f at x of shape (..., n): an array of shape (..., n, n)."""
        import numpy as np

        values = self._at(x, "hessian", [self.expression, *self.entries.values()])
        matrix = np.zeros((*values.shape[:-1], self.dimension, self.dimension))
        for place, (row, column) in enumerate(self.entries, start=1):
            matrix[..., row, column] = matrix[..., column, row] = values[..., place]
        matrix[np.isnan(values[..., 0])] = np.nan
        return matrix

    @cached_property
    def entries(self) -> dict[Entry, sympy.Expr]:
        """The Hessian's upper triangle without its zeros: (row, column) to expression."""
        rows = self._hessian()
        upper = {(i, j): sympy.sympify(rows[i][j], strict=True) for i in range(self.dimension) for j in range(i, self.dimension)}
        return {place: entry for place, entry in upper.items() if entry != 0}

    def second(self, row: int, column: int) -> sympy.Expr:
        """An entry of the Hessian."""
        return self.entries.get((min(row, column), max(row, column)), sympy.S.Zero)

    def _at(self, x: ArrayLike, part: str, expressions: Sequence[sympy.Expr]) -> Array:
        import numpy as np

        try:
            points = np.asarray(x, dtype=float)
        except (TypeError, ValueError) as fault:
            raise ArgumentError(f"x can't be read as real numbers ({fault}): expected an array of shape (..., {self.dimension}).") from None
        if not points.ndim or points.shape[-1] != self.dimension:
            raise ArgumentError(f"x has shape {points.shape}: expected (..., {self.dimension}), one entry a variable.")
        if points.ndim == 1 and self.data is None:
            return np.array(self.scalar(part, expressions)(*points.tolist()))
        return self.array(part, expressions)(points)

    def array(self, part: str, expressions: Sequence[sympy.Expr]) -> Callable[[Array], Array]:
        """The expressions, f first, as a function from points (..., n) to values (..., m)."""
        return over_arrays(self.array_program(part, expressions), len(expressions))

    def scalar(self, part: str, expressions: Sequence[sympy.Expr]) -> Program:
        """The expressions, f first, as a function from n floats to a tuple of floats; only without data."""
        return self.made(("scalar", part), lambda: self._scalar_program(part, expressions))  # type: ignore[no-any-return]

    def point(self, part: str, expressions: Sequence[sympy.Expr]) -> Program:
        """As ``scalar``, by way of arrays: what holds with data, and outside the domain."""
        import numpy as np

        if self.data is not None:
            return over_floats(self.array_program(part, expressions), len(expressions))
        many = self.array(part, expressions)
        return lambda *x: tuple(many(np.array(x)).tolist())

    def array_program(self, part: Hashable, expressions: Sequence[sympy.Expr]) -> Program:
        """The expressions as a function of n arrays of one shape."""
        return self.made(("array", part), lambda: self._array_program(expressions))  # type: ignore[no-any-return]

    def _array_program(self, expressions: Sequence[sympy.Expr]) -> Program:
        if self.data is None:
            return program(ARRAY, positions(self.symbols), expressions)
        return data_program(ARRAY, self.symbols, expressions, self.data)

    def _scalar_program(self, part: str, expressions: Sequence[sympy.Expr]) -> Program:
        fast = program(SCALAR, positions(self.symbols), expressions)
        return guarded(fast, 0, cache(lambda: self.point(part, expressions)))


def guarded(fast: Program, value: int, careful: Callable[[], Program]) -> Program:
    """A function of floats; where it raises, or its result number ``value`` is nan, the careful one answers."""

    def call(*x: float) -> tuple[Any, ...]:
        try:
            result = fast(*x)
        except OUTSIDE:
            return careful()(*x)
        return result if result[value] == result[value] else careful()(*x)

    return call


def over_arrays(function: Program, count: int) -> Callable[[Array], Array]:
    """A compiled array function over points of shape (..., n); where its first value is nan, all of them are."""
    import numpy as np

    def call(points: Array) -> Array:
        flat = points.reshape(prod(points.shape[:-1]), points.shape[-1])
        values = np.empty((len(flat), count))
        with np.errstate(all="ignore"):
            for j, column in enumerate(function(*flat.T)):
                values[:, j] = column  # a constant is spread over all points here
        values[np.isnan(values[:, 0])] = np.nan
        return values.reshape(*points.shape[:-1], count)

    return call


def over_floats(function: Program, count: int) -> Program:
    """A compiled array function over n floats; where its first value is nan, all of them are."""
    import numpy as np

    def call(*x: float) -> tuple[float, ...]:
        with np.errstate(all="ignore"):
            values = tuple(map(float, function(*map(np.float64, x))))
        return values if values[0] == values[0] else (np.nan,) * count

    return call
