"""All zeros of smooth equations in a box, each proved to be there and alone by interval Newton (Krawczyk 1969)."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any, NamedTuple

import mpmath
import sympy

from symdescent.analysis.critical.enclosures import Outside, Shared, Unbounded, arithmetic, enclose
from symdescent.analysis.critical.places import Place, is_zero
from symdescent.analysis.critical.tape import Tape, tape
from symdescent.analysis.signs.interval import Interval, minus, plus, times

MOST_BOXES = {1: 1500, 2: 600, 3: 400}
MOST_WORK = 60_000  # operations enclosed in a search
MOST_RECOGNISED = 40  # zeros of which a closed form is sought
SMALLEST = 1e-7
MOST_IN_FLOATS = 6
GROWN = 0.1  # by this share a box is widened before it is tested, so that a zero on its face is inside
SHRUNK = 0.25  # a box counts as isolated only where the next one is that much narrower: then they narrow fast
CUT = 0.4871  # not the middle, where zeros of symmetric functions lie

Box = tuple[tuple[float, float], ...]


class Isolated(NamedTuple):
    """Boxes with one zero each, and small boxes about which nothing was proved."""

    boxes: list[Box]
    open: list[Box]


class System(NamedTuple):
    """Equations (each = 0), their unknowns, the Jacobian, and both compiled for intervals of floats."""

    equations: tuple[sympy.Expr, ...]
    unknowns: tuple[sympy.Symbol, ...]
    jacobian: tuple[tuple[sympy.Expr, ...], ...]
    values: Tape
    slopes: Tape

    @classmethod
    def of(cls, equations: Sequence[sympy.Expr], unknowns: Sequence[sympy.Symbol]) -> System:
        """The system of some equations."""
        jacobian = tuple(tuple(sympy.diff(e, x) for x in unknowns) for e in equations)
        entries = [entry for row in jacobian for entry in row]
        return cls(tuple(equations), tuple(unknowns), jacobian, tape(equations, unknowns), tape(entries, unknowns))


def isolate(system: System, box: Box) -> Isolated:
    """Boxes for all zeros in a box, within a bounded number of boxes looked at.

    >>> x = sympy.Symbol("x", real=True)
    >>> len(isolate(System.of([sympy.cos(x) - x], [x]), ((-10.0, 10.0),)).boxes)
    1
    """
    pending, found, left = [box], [], []
    most = MOST_WORK // (1 + sum(map(sympy.count_ops, system.equations)))
    for _ in range(min(most, MOST_BOXES.get(len(box), 0))):
        if not pending:
            break
        current = pending.pop(min(range(len(pending)), key=lambda i: _turn(pending[i])))
        state = verdict(system, current)
        if state == "one":
            found.append(grown(current))
        elif state == "unknown" and max(b - a for a, b in current) < SMALLEST:
            left.append(current)
        elif state == "unknown":
            pending += halves(current)
    return Isolated(found, left + pending)


def _turn(box: Box) -> float:
    """What comes first where not all can be looked at: in one unknown wide boxes, in several those nearest to 0."""
    return box[0][0] - box[0][1] if len(box) == 1 else sum(max(a, -b, 0.0) ** 2 for a, b in box)


def verdict(system: System, box: Box) -> str:
    """Whether a box holds no zero, one, or that is not known."""
    try:
        if any(0 not in value for value in system.values(_sides(box))):
            return "none"
        wide = _sides(grown(box))
        image = contracted(system, wide)
    except Outside:
        return "none" if _outside(system, box) else "unknown"
    except (Unbounded, ArithmeticError):
        return "unknown"
    pairs = list(zip(image, wide, strict=True))
    inside = all(x.low < k.low and k.high < x.high and k.high - k.low < SHRUNK * (x.high - x.low) for k, x in pairs)
    return "one" if inside else "none" if any(k.high < x.low or x.high < k.low for k, x in pairs) else "unknown"


def _sides(box: Box) -> list[Interval]:
    return [Interval(*side) for side in box]


def _outside(system: System, box: Box) -> bool:
    """Whether an equation has no value on the box itself, which is narrower than the one that is tested."""
    try:
        system.values(_sides(box))
    except Outside:
        return True
    except (Unbounded, ArithmeticError):
        return False
    return False


def contracted(system: System, wide: Sequence[Interval]) -> list[Interval]:
    """Krawczyk's K(X) in floats, rounded outwards: see ``krawczyk``."""
    n = len(wide)
    middle = [_point((x.low + x.high) / 2) for x in wide]
    values, entries = system.values(middle), system.slopes(wide)
    inverse = _inverse([[(entry.low + entry.high) / 2 for entry in entries[i * n : (i + 1) * n]] for i in range(n)])
    image = []
    for i in range(n):
        total = middle[i]
        for j in range(n):
            total = plus(total, times(_point(-inverse[i][j]), values[j]))
        for k in range(n):
            entry = _point(float(i == k))
            for j in range(n):
                entry = plus(entry, times(_point(-inverse[i][j]), entries[j * n + k]))
            total = plus(total, times(entry, plus(wide[k], minus(middle[k]))))
        image.append(total)
    return image


def _point(value: float) -> Interval:
    return Interval(value, value)


def _inverse(matrix: list[list[float]]) -> list[list[float]]:
    """About the inverse, by Gauss and Jordan; any matrix would do, a good one narrows fast."""
    n = len(matrix)
    rows = [[*row, *(float(i == j) for j in range(n))] for i, row in enumerate(matrix)]
    for k in range(n):
        pivot = max(range(k, n), key=lambda r: abs(rows[r][k]))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        head = rows[k][k]
        rows[k] = [entry / head for entry in rows[k]]
        rows = [row if r == k else [a - row[k] * b for a, b in zip(row, rows[k], strict=True)] for r, row in enumerate(rows)]
    if not all(isfinite(entry) for row in rows for entry in row):
        raise Unbounded("no inverse")
    return [row[n:] for row in rows]


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


def grown(box: Box) -> Box:
    """The box that is tested for a zero: a little wider on each side."""
    return tuple((a - GROWN * (b - a), b + GROWN * (b - a)) for a, b in box)


def halves(box: Box) -> list[Box]:
    """The box cut across its longest side."""
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

    def seen(digits: int, error: float) -> list[sympy.Expr]:
        with mpmath.workdps(digits + 30):
            found = [recognised(mpmath.mpf(x.mid), mpmath.mpf(error)) for x in enclosing(digits)]
        return [to_sympy(value) for value in found if value is not None]

    if closed and len(seen(25, 1e-20)) == len(box) == len(exact := tuple(seen(80, 1e-60))):
        values = dict(zip(system.unknowns, exact, strict=True))
        if all(is_zero(e.subs(values)) for e in system.equations):
            return exact_place(system.unknowns, exact)

    def vanishes(expr: sympy.Expr) -> bool:
        return expr == 0 or any(sympy.expand(expr - sign * e) == 0 for e in system.equations for sign in (1, -1))

    return Place(system.unknowns, None, enclosing, vanishes, "interval Newton", rough=box)


def _narrowed(system: System, box: Any, digits: int) -> tuple[Any, ...]:
    """Intervals of width 10^-digits around the zero: Newton's guess, proved by the test."""
    context = arithmetic(digits + 15)
    image: list[Any] = [part if hasattr(part, "delta") else context.mpf(list(part)) for part in _in_floats(system, box)]
    for _ in range(8 + 2 * digits.bit_length()):
        if all(x.delta < context.mpf(10) ** -digits for x in image):
            break
        image, wide = krawczyk(system, image, context)
        image = [_meet(k, x, context) for k, x in zip(image, wide, strict=True)]
    return tuple(image)


def _in_floats(system: System, box: Any) -> Any:
    """The first steps, as far as floats go."""
    if hasattr(box[0], "delta"):
        return box
    sides = _sides(box)
    for _ in range(MOST_IN_FLOATS):
        narrower = [Interval(max(k.low, x.low), min(k.high, x.high)) for k, x in zip(contracted(system, sides), sides, strict=True)]
        if all(2 * (n.high - n.low) > x.high - x.low for n, x in zip(narrower, sides, strict=True)):
            break
        sides = narrower
    return [tuple(side) for side in sides]


def _meet(k: Any, x: Any, context: Any) -> Any:
    return context.mpf([max(k.a, x.a), min(k.b, x.b)])
