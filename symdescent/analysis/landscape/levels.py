"""The level sets of a quadratic: their kind, centre, axes and principal directions, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from symdescent.analysis.landscape.place import Function
from symdescent.analysis.squares.gram import ldl
from symdescent.analysis.squares.quadratic import centre as centre_of
from symdescent.analysis.squares.quadratic import parts
from symdescent.analysis.squares.terms import degree

PLANE = {"definite": "ellipse", "indefinite": "hyperbola", "flat": "parallel lines", "falling": "parabola"}
SPACE = {"definite": "ellipsoid", "indefinite": "hyperboloid", "flat": "cylinder", "falling": "paraboloid"}
MOST_VARIABLES = 12


@dataclass(frozen=True)
class LevelSets:
    """The sets f = c of a quadratic f = ½(x - centre)ᵀH(x - centre) + value.

    ``signature`` counts the positive, negative and zero eigenvalues of H. For two variables, and where H is diagonal,
    ``axes`` pairs each eigenvalue with its direction, the smallest first.
    """

    kind: str
    signature: tuple[int, int, int]
    centre: tuple[Any, ...] | None
    value: Any
    axes: tuple[tuple[Any, tuple[Any, ...]], ...] = ()

    @property
    def ratio(self) -> Any:
        """The longest half-axis over the shortest, √κ; None unless the sets are ellipses or ellipsoids with known axes."""
        from sympy import sqrt

        sizes = sorted((abs(eigenvalue) for eigenvalue, _ in self.axes), key=float)
        definite = self.signature[2] == 0 and 0 in self.signature[:2]
        return sqrt((sizes[-1] / sizes[0]).together()).simplify() if sizes and definite else None

    def half_axes(self) -> tuple[Any, ...]:
        """The half-axes of the set |f - value| = 1: √(2/|λ|) for each eigenvalue λ other than 0."""
        from sympy import sqrt

        return tuple(sqrt(2 / abs(eigenvalue)) for eigenvalue, _ in self.axes if eigenvalue != 0)

    def to_dict(self) -> dict[str, Any]:
        """The level sets as JSON takes them."""
        return {
            "kind": self.kind,
            "signature": list(self.signature),
            "centre": None if self.centre is None else list(map(str, self.centre)),
            "value": None if self.value is None else str(self.value),
            "axes": [{"eigenvalue": str(value), "direction": list(map(str, direction))} for value, direction in self.axes],
            **({"ratio": str(self.ratio)} if self.ratio is not None else {}),
        }


def level_sets(f: Function) -> LevelSets | None:
    """The level sets of a quadratic in two or more variables; None for any other function.

    >>> import symdescent as sd
    >>> from symdescent.analysis.landscape.place import function
    >>> found = level_sets(function(sd.problem("5x^2 + 6x*y + 5y^2")))
    >>> found.kind, found.ratio, found.axes[0]
    ('ellipse', 2, (4, (-1, 1)))
    """
    p, size = f.terms, len(f.variables)
    if p is None or degree(p) != 2 or not 2 <= size <= MOST_VARIABLES:
        return None
    from sympy import Matrix, Rational, S

    hessian, gradient = parts(p, size)
    h = Matrix(size, size, lambda i, j: Rational(hessian[i][j].numerator, hessian[i][j].denominator))
    found = centre_of(hessian, gradient)
    centre = None if found is None else tuple(Rational(c.numerator, c.denominator) for c in found)
    axes = _axes(h)
    signature = _signature(hessian)
    shape = "falling" if centre is None else _shape(signature)
    value = None if centre is None else f.sympy.subs(dict(zip(f.symbols, centre, strict=True)), simultaneous=True)
    names = PLANE if size == 2 else SPACE
    kind = names[shape]
    if shape == "definite" and h == h[0, 0] * S.One * Matrix.eye(size):
        kind = "circle" if size == 2 else "sphere"
    return LevelSets(kind, signature, centre, value, axes)


def _shape(signature: tuple[int, int, int]) -> str:
    if signature[0] and signature[1]:
        return "indefinite"
    return "flat" if signature[2] else "definite"


def _axes(h: Any) -> tuple[tuple[Any, tuple[Any, ...]], ...]:
    """Eigenvalues with their directions, where H is diagonal or 2×2."""
    from sympy import S, sqrt

    if h.is_diagonal():
        units = [tuple(S(int(i == j)) for j in range(h.rows)) for i in range(h.rows)]
        return tuple(sorted(((h[i, i], units[i]) for i in range(h.rows)), key=lambda axis: float(axis[0])))
    if h.rows != 2:
        return ()
    (a, b), (_, d) = h.tolist()
    root = sqrt((a - d) ** 2 + 4 * b**2)
    return tuple((value, _direction(b, value - a)) for value in ((a + d - root) / 2, (a + d + root) / 2))


def _direction(u: Any, v: Any) -> tuple[Any, ...]:
    """The direction (u, v), as (·, 1): the second coordinate is never 0 beside a mixed term."""
    from sympy import radsimp

    return (radsimp(u / v), u / u)


def _signature(hessian: list[list[Fraction]]) -> tuple[int, int, int]:
    """Positive, negative and zero eigenvalues, by LDLᵀ where no two have different signs (Sylvester 1852)."""
    factors = ldl(hessian)
    size = len(hessian)
    if factors is not None:
        return len(factors), 0, size - len(factors)
    mirrored = ldl([[-c for c in row] for row in hessian])
    if mirrored is not None:
        return 0, len(mirrored), size - len(mirrored)
    return _counted(hessian)


def _counted(hessian: list[list[Fraction]]) -> tuple[int, int, int]:
    """Descartes: all roots of the characteristic polynomial being real, its changes of sign count the positive ones."""
    from sympy import Matrix, Rational, Symbol

    size = len(hessian)
    matrix = Matrix(size, size, lambda i, j: Rational(hessian[i][j].numerator, hessian[i][j].denominator))
    coefficients = matrix.charpoly(Symbol("lambda")).all_coeffs()
    zero = next(k for k, c in enumerate(reversed(coefficients)) if c)
    signs = [c > 0 for c in coefficients if c]
    positive = sum(a != b for a, b in pairwise(signs))
    return positive, size - zero - positive, zero
