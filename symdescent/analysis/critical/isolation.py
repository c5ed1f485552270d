"""All zeros of smooth equations in a box, each proved to be there and alone by interval Newton (Krawczyk 1969)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import mpmath
import sympy

from symdescent.analysis.critical.enclosures import Outside, Shared, Unbounded, arithmetic, enclose
from symdescent.analysis.critical.places import Place, is_zero

MOST_BOXES = {1: 1500, 2: 600, 3: 400}
MOST_WORK = 60_000  # operations enclosed in a search
MOST_RECOGNISED = 40  # zeros of which a closed form is sought
DIGITS = 20
SMALLEST = 1e-7
GROWN = 0.1  # by this share a box is widened before it is tested, so that a zero on its face is inside
SHRUNK = 0.25  # a box counts as isolated only where the next one is that much narrower: then they narrow fast
CUT = 0.4871  # not the middle, where zeros of symmetric functions lie

Box = tuple[tuple[float, float], ...]


class Isolated(NamedTuple):
    """Boxes with one zero each, and small boxes about which nothing was proved."""

    boxes: list[Box]
    open: list[Box]


class System(NamedTuple):
    """Equations (each = 0), their unknowns, and the Jacobian."""

    equations: tuple[sympy.Expr, ...]
    unknowns: tuple[sympy.Symbol, ...]
    jacobian: tuple[tuple[sympy.Expr, ...], ...]

    @classmethod
    def of(cls, equations: Sequence[sympy.Expr], unknowns: Sequence[sympy.Symbol]) -> System:
        """The system of some equations."""
        return cls(tuple(equations), tuple(unknowns), tuple(tuple(sympy.diff(e, x) for x in unknowns) for e in equations))


def isolate(system: System, box: Box) -> Isolated:
    """Boxes for all zeros in a box, within a bounded number of boxes looked at.

    >>> x = sympy.Symbol("x", real=True)
    >>> len(isolate(System.of([sympy.cos(x) - x], [x]), ((-10.0, 10.0),)).boxes)
    1
    """
    context, pending, found, left = arithmetic(DIGITS), [box], [], []
    most = MOST_WORK // (1 + sum(map(sympy.count_ops, system.equations)))
    for _ in range(min(most, MOST_BOXES.get(len(box), 0))):
        if not pending:
            break
        current = pending.pop(min(range(len(pending)), key=lambda i: _turn(pending[i])))
        verdict = _verdict(system, current, context)
        if verdict == "one":
            found.append(_grown(current))
        elif verdict == "unknown" and max(b - a for a, b in current) < SMALLEST:
            left.append(current)
        elif verdict == "unknown":
            pending += _halves(current)
    return Isolated(found, left + pending)


def _turn(box: Box) -> float:
    """What comes first where not all can be looked at: in one unknown wide boxes, in several those nearest to 0."""
    return box[0][0] - box[0][1] if len(box) == 1 else sum(max(a, -b, 0.0) ** 2 for a, b in box)


def _verdict(system: System, box: Box, context: Any) -> str:
    """Whether a box holds no zero, one, or that is not known."""
    try:
        here = _at(system.equations, system.unknowns, box, context)
        if any(v.a > 0 or v.b < 0 for v in here):
            return "none"
        image, wide = krawczyk(system, _grown(box), context)
    except Outside:
        return "none" if _outside(system, box, context) else "unknown"
    except (Unbounded, ArithmeticError, ValueError, TypeError):
        return "unknown"
    inside = all(x.a < k.a and k.b < x.b and k.delta < SHRUNK * x.delta for k, x in zip(image, wide, strict=True))
    outside = any(k.b < x.a or x.b < k.a for k, x in zip(image, wide, strict=True))
    return "one" if inside else "none" if outside else "unknown"


def _outside(system: System, box: Box, context: Any) -> bool:
    """Whether an equation has no value on the box itself, which is narrower than the one that is tested."""
    try:
        _at(system.equations, system.unknowns, box, context)
    except Outside:
        return True
    except (Unbounded, ArithmeticError, ValueError, TypeError):
        return False
    return False


def _at(expressions: Sequence[sympy.Expr], unknowns: Sequence[sympy.Symbol], box: Any, context: Any) -> list[Any]:
    boxes = Shared({x: part if hasattr(part, "delta") else context.mpf(list(part)) for x, part in zip(unknowns, box, strict=True)})
    return [enclose(e, boxes, context) for e in expressions]


def krawczyk(system: System, box: Any, context: Any) -> tuple[list[Any], list[Any]]:
    """K = m - Y f(m) + (1 - Y J(X))(X - m), and X: if K lies inside X there is exactly one zero in X, and it is in K."""
    wide = [part if hasattr(part, "delta") else context.mpf(list(part)) for part in box]
    n = len(wide)
    middle = [context.mpf(x.mid) for x in wide]
    values = _at(system.equations, system.unknowns, middle, context)
    entries = _at([entry for row in system.jacobian for entry in row], system.unknowns, wide, context)
    slopes = [entries[i * n : (i + 1) * n] for i in range(n)]
    with mpmath.workdps(context.dps):
        inverse = mpmath.matrix([[mpmath.mpf(c.mid) for c in row] for row in slopes]) ** -1
        y = [[context.mpf(inverse[i, j]) for j in range(n)] for i in range(n)]
    image = []
    for i in range(n):
        total = middle[i] - sum(y[i][j] * values[j] for j in range(n))
        for k in range(n):
            entry = (1 if i == k else 0) - sum(y[i][j] * slopes[j][k] for j in range(n))
            total += entry * (wide[k] - middle[k])
        image.append(total)
    return image, wide


def _grown(box: Box) -> Box:
    return tuple((a - GROWN * (b - a), b + GROWN * (b - a)) for a, b in box)


def _halves(box: Box) -> list[Box]:
    k = max(range(len(box)), key=lambda i: box[i][1] - box[i][0])
    a, b = box[k]
    cut = a + CUT * (b - a)
    return [(*box[:k], (a, cut), *box[k + 1 :]), (*box[:k], (cut, b), *box[k + 1 :])]


def places(system: System, boxes: Sequence[Box]) -> list[Place]:
    """The places of the zeros in some boxes, one in each; closed forms are sought for those nearest to 0."""
    nearest = sorted(boxes, key=lambda box: max(abs(a + b) for a, b in box))[:MOST_RECOGNISED]
    return [boxed_place(system, box, box in nearest) for box in boxes]


def boxed_place(system: System, box: Box, closed: bool = True) -> Place:
    """The place of the one zero in a box: in closed form where one is recognised and proved, else narrowed on demand."""
    from symdescent.analysis.critical.places import exact_place
    from symdescent.calculus.edges.recognise import recognised
    from symdescent.notation.bridge import to_sympy

    narrowest: list[Any] = [box]

    def enclosing(digits: int) -> tuple[Any, ...]:
        narrowest.append(_narrowed(system, narrowest[-1], digits))
        return tuple(narrowest[-1])

    with mpmath.workdps(110):
        middle = [recognised(mpmath.mpf(x.mid)) for x in enclosing(80)] if closed else [None]
    if all(value is not None for value in middle):
        exact = tuple(to_sympy(value) for value in middle if value is not None)
        values = dict(zip(system.unknowns, exact, strict=True))
        if all(is_zero(e.subs(values)) for e in system.equations):
            return exact_place(system.unknowns, exact)

    def vanishes(expr: sympy.Expr) -> bool:
        return expr == 0 or any(sympy.expand(expr - sign * e) == 0 for e in system.equations for sign in (1, -1))

    return Place(system.unknowns, None, enclosing, vanishes, "interval Newton")


def _narrowed(system: System, box: Any, digits: int) -> tuple[Any, ...]:
    """Intervals of width 10^-digits around the zero: Newton's guess, proved by the test."""
    context = arithmetic(digits + 15)
    image: list[Any] = [part if hasattr(part, "delta") else context.mpf(list(part)) for part in box]
    for _ in range(8 + 2 * digits.bit_length()):
        if all(x.delta < context.mpf(10) ** -digits for x in image):
            break
        image, wide = krawczyk(system, image, context)
        image = [_meet(k, x, context) for k, x in zip(image, wide, strict=True)]
    return tuple(image)


def _meet(k: Any, x: Any, context: Any) -> Any:
    return context.mpf([max(k.a, x.a), min(k.b, x.b)])
