"""Where the checker of composition trees stands: its own symbols with what is assumed of them, and signs by SymPy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy
from mpmath import iv, mp, mpf
from sympy import Expr, Matrix, Symbol

from symdescent.analysis.convexity.checks.limits import limit
from symdescent.analysis.convexity.checks.rewritten import positive_together, with_real_roots
from symdescent.analysis.convexity.checks.sampled import borne_out
from symdescent.analysis.convexity.checks.semidefinite import semidefinite
from symdescent.analysis.convexity.rules.tree import Node
from symdescent.analysis.signs.checks.boxes import interval_of
from symdescent.calculus.edges.asks import asked
from symdescent.notation.bridge import column, symbol, to_sympy
from symdescent.notation.tree import Expression, Relation, columns
from symdescent.problem import Problem

MOST_ROWS = 2_000  # of data that are put in
NEAR = sympy.Rational(1, 10**20)  # relative; 30 digits are wrong by less
NEGATED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}


@dataclass(frozen=True)
class Proved:
    """What the checker knows of a node: curvature, forms along whose change it bends strictly, and Σ w l lᵀ, shape (n, n)."""

    curvature: str
    strict: tuple[Matrix, ...]
    squares: Matrix


@dataclass(frozen=True)
class Place:
    """Symbols with their signs, their lower and upper ends, what is known to be positive, the data, and the verifier of nodes."""

    names: tuple[str, ...]
    symbols: Mapping[Expr, Expr]  # from real symbols and columns to those with signs
    ends: Mapping[Expr, tuple[Expr, Expr]]
    positive: tuple[tuple[Expr, bool], ...]  # expressions that are > 0 (True) or ≥ 0
    data: Any
    verified: Callable[[Node, Place], Proved | None] = field(repr=False, default=lambda node, place: None)

    @property
    def size(self) -> int:
        """The number of variables."""
        return len(self.names)

    @property
    def variables(self) -> list[Expr]:
        """The variables' symbols, with their signs."""
        return [self.symbols.get(symbol(name), symbol(name)) for name in self.names]

    def value(self, e: Expression) -> Expr:
        """A formula in the symbols with signs."""
        return self.assumed(to_sympy(e))

    def assumed(self, value: Any) -> Expr:
        """A SymPy formula in the symbols with signs."""
        return sympy.S(value).xreplace(dict(self.symbols))

    def value_of(self, coefficient: Any) -> Expr:
        """A weight: a fraction or a formula."""
        return (
            self.value(coefficient)
            if isinstance(coefficient, Expression)
            else sympy.Rational(coefficient.numerator, coefficient.denominator)
        )

    def form(self, row: Iterable[tuple[str, Any]]) -> Matrix:
        """A linear form as a row, shape (1, n)."""
        entries = {name: self.value_of(c) for name, c in row}
        return Matrix([[entries.get(name, sympy.S.Zero) for name in self.names]])

    def gradient(self, value: Expr) -> Matrix | None:
        """The coefficients of an affine function, shape (1, n); None where it is not affine."""
        row = Matrix([[value.diff(x) for x in self.variables]]).applyfunc(sympy.expand)
        return None if row.free_symbols & set(self.variables) else row

    def has_sign(self, value: Expr, sign: str) -> bool:
        """Whether a sign that is claimed is proved, or at least borne out at points: no rule stands on the claim itself."""
        sums = {part: self._stand_in(part) for part in value.atoms(sympy.Sum)}
        plain = value.xreplace(sums)
        apart = [side for side, _ in self.positive if (-side, False) not in self.positive]
        return SIGNS[sign](self, plain) or (not sums and borne_out(plain, sign, self.ends, apart))

    def _stand_in(self, total: sympy.Sum) -> Expr:
        """A symbol with the sign that a sum over rows has by that of its terms."""
        known = next((sign for sign in ("positive", "nonnegative", "negative", "nonpositive") if SIGNS[sign](self, total.function)), "real")
        return sympy.Dummy(**{known: True})

    def is_positive(self, value: Expr) -> bool:
        """Whether value > 0: by SymPy's assumptions, by what is given, or by intervals."""
        value, written = with_real_roots(value), value
        return (
            bool(value.is_positive)
            or self._given(written, strict=True)
            or self.low(written) > 0
            or self._shifted(value, "is_positive")
            or positive_together(value)
        )

    def is_nonnegative(self, value: Expr) -> bool:
        """Whether value ≥ 0, by the same means."""
        value, written = with_real_roots(value), value
        return (
            bool(value.is_nonnegative)
            or self._given(written, strict=False)
            or self.low(written) >= 0
            or self._shifted(value, "is_nonnegative")
            or ((least := limit(written, self, below=True)) is not None and bool(least.is_nonnegative))
            or self.is_positive(written)
            or _squares_only(value, self.variables)
        )

    def _given(self, value: Expr, strict: bool) -> bool:
        """Whether it is something given times a positive number, perhaps with a positive number more."""
        for known, positive in self.positive:
            ratio = _factor(value, known)
            rest = (value - ratio * known).expand() if ratio is not None else None
            if rest is not None and bool(rest.is_nonnegative) and (positive or not strict or bool(rest.is_positive)):
                return True
        return False

    def _shifted(self, value: Expr, question: str) -> bool:
        """With every name measured from an end that it has: x ≥ 1 is 1 + t with t ≥ 0, and t > 0 where 1 is left out."""
        for side in (0, 1):
            moved = {x: end[side] + self._step(x, end[side], 1 - 2 * side) for x, end in self.ends.items() if end[side].is_finite}
            if moved and getattr(value.xreplace(moved).expand(), question):
                return True
        return False

    def _step(self, x: Expr, end: Expr, way: int) -> Expr:
        """Upwards or downwards from an end."""
        left_out = any(strict and (side - way * (x - end)).expand() == 0 for side, strict in self.positive)
        return way * (Symbol(f"t_{x}", positive=True) if left_out else Symbol(f"t_{x}", nonnegative=True))

    def low(self, value: Expr) -> Any:
        """A lower bound by interval arithmetic, where every name has an end; minus infinity where there is none."""
        if not value.free_symbols or not value.free_symbols <= set(self.ends):
            return mpf("-inf")
        here = {x: iv.mpf([_number(end, way) for end, way in zip(self.ends[x], (-1, 1), strict=True)]) for x in value.free_symbols}
        try:
            found = interval_of(value, here, iv)
        except (ValueError, ZeroDivisionError):
            return mpf("-inf")
        return mpf("-inf") if found is None else mp.mpf(found.a)

    def over_data(self, value: Matrix) -> Iterator[Matrix]:
        """A matrix with each row of the data put in."""
        used = sorted((x for x in value.free_symbols if x in self.columns), key=str)
        entries = [self.data.exact(self.columns[x]) for x in used]
        if not used or len(self.data) > MOST_ROWS:
            return
        for row in zip(*entries, strict=True):
            yield value.xreplace({x: sympy.Rational(n.numerator, n.denominator) for x, n in zip(used, row, strict=True)})

    @property
    def columns(self) -> dict[Expr, str]:
        """The columns' names by their symbols."""
        return {mine: str(entry.base.label) for entry, mine in self.symbols.items() if isinstance(entry, sympy.Indexed)}


def _squares_only(value: Expr, x: list[Expr]) -> bool:
    """Whether a polynomial of degree 2 is never negative: (x, 1)·A·(x, 1)ᵀ with A positive semidefinite."""
    try:
        p = sympy.Poly(value, *x)
    except sympy.PolynomialError:
        return False
    if p.total_degree() > 2:
        return False
    sides = [*x, 1]
    entries = [[p.coeff_monomial(a * b) / (1 if a == b else 2) for b in sides] for a in sides]
    return semidefinite(Matrix(entries))


def _number(end: Expr, way: int) -> Any:
    """An end as a float, moved outwards where it is none."""
    if end in (sympy.oo, -sympy.oo):
        return mpf("inf") if end == sympy.oo else mpf("-inf")
    near = end if end.is_Rational else sympy.Rational(str(end.evalf(30)))
    value = near if near == end else near + way * NEAR * (1 + abs(near))
    found = iv.mpf(int(value.p)) / int(value.q)
    return mp.mpf(found.a if way < 0 else found.b)


def _factor(value: Expr, known: Expr) -> Expr | None:
    """c > 0 so that value - c·known is a number, by a coefficient of some name."""
    x = min(known.free_symbols & value.free_symbols, key=str, default=None)
    if x is None:
        return None
    for power in (1, 2):
        a, b = value.expand().coeff(x, power), known.expand().coeff(x, power)
        if b != 0 and a.is_number and b.is_number and (a / b).is_positive:
            return a / b
    return sympy.S.One if (value - known).expand().is_number else None


SIGNS: dict[str, Callable[[Place, Expr], bool]] = {
    "unknown": lambda place, value: True,
    "positive": lambda place, value: place.is_positive(value),
    "nonnegative": lambda place, value: place.is_nonnegative(value),
    "negative": lambda place, value: place.is_positive(-value),
    "nonpositive": lambda place, value: place.is_nonnegative(-value),
    "zero": lambda place, value: value.expand() == 0 or (place.is_nonnegative(value) and place.is_nonnegative(-value)),
}


def place_of(problem: Problem, verified: Callable[[Node, Place], Proved | None], natural: bool = True) -> Place:
    """The place in which a problem's certificate is checked; what ln and √ ask for holds there too, where it is ``natural``."""
    conditions = asked(problem.expression, (), {}) if natural else ()
    usable = [c for c in conditions if c.purpose == "value" and c.operator in NEGATED and not c.within and not c.bound]
    relations = [*problem.domain.relations, *(c.relation for c in usable)]
    ends = _ends(relations)
    signed = {x: _with_sign(x.name, *ends.get(x, (-sympy.oo, sympy.oo, False, False))) for x in problem.symbols.values()}
    for name in sorted(columns(problem.expression)):
        entries = problem.data.exact(name) if problem.data is not None else ()
        low, high = min(entries, default=-sympy.oo), max(entries, default=sympy.oo)
        signs = {"positive": True} if low > 0 else {"nonnegative": True} if low >= 0 else {"negative": True} if high < 0 else {"real": True}
        signed[column(name)] = sympy.Dummy(name, **signs)
    inside = {signed[x]: (low, high) for x, (low, high, _, _) in ends.items() if x in signed and signed[x].is_zero is not True}
    sides = dict.fromkeys((side.xreplace(signed), strict) for side, strict in _sides(relations))
    known = tuple((side, strict) for side, strict in sides if not (side.is_positive if strict else side.is_nonnegative))
    return Place(problem.variables, signed, _tightened(inside, [side for side, _ in known]), known, problem.data, verified)


def _ends(relations: Iterable[Relation]) -> dict[Expr, tuple[Expr, Expr, bool, bool]]:
    """Of every name that a comparison bounds by a number: both ends, and whether each is left out."""
    found: dict[Expr, tuple[Expr, Expr, bool, bool]] = {}
    for relation in relations:
        left, right, operator = _solved(to_sympy(relation.left) - to_sympy(relation.right), relation.operator)
        if left is None:
            continue
        low, high, low_open, high_open = found.get(left, (-sympy.oo, sympy.oo, False, False))
        if operator in (">", ">=", "==") and (right > low or (right == low and operator == ">")):
            low, low_open = right, operator == ">"
        if operator in ("<", "<=", "==") and (right < high or (right == high and operator == "<")):
            high, high_open = right, operator == "<"
        found[left] = low, high, low_open, high_open
    return found


def _solved(gap: Expr, operator: str) -> tuple[Expr | None, Expr, str]:
    """The name, the number and the comparison of a linear one of one name: 1 - x > 0 says x < 1."""
    x = next(iter(gap.free_symbols), None)
    slope, start = (gap.diff(x), gap.subs(x, 0)) if x is not None else (sympy.S.Zero, gap)
    if len(gap.free_symbols) != 1 or not slope.is_number or not slope.is_nonzero:
        return None, gap, operator
    return x, -start / slope, operator if slope.is_positive else NEGATED[operator]


def _tightened(ends: Mapping[Expr, tuple[Expr, Expr]], sides: Iterable[Expr]) -> dict[Expr, tuple[Expr, Expr]]:
    """The ends with those that linear comparisons of several names give, once: 1 - x - y ≥ 0 and y ≥ 0 say x ≤ 1."""
    found = dict(ends)
    for side in sides:
        names = sorted(side.free_symbols, key=str)
        slopes = {x: side.diff(x) for x in names}
        if len(names) < 2 or not all(slope.is_Rational for slope in slopes.values()):
            continue
        start = side.subs(dict.fromkeys(names, 0))
        for x in names:
            most = start + sum(slopes[y] * _end(ends, y, bool(slopes[y] > 0)) for y in names if y != x)
            if most.is_number and most.is_finite:
                low, high = found.get(x, (-sympy.oo, sympy.oo))
                bound = -most / slopes[x]
                found[x] = (sympy.Max(low, bound), high) if slopes[x] > 0 else (low, sympy.Min(high, bound))
    return found


def _end(ends: Mapping[Expr, tuple[Expr, Expr]], x: Expr, upper: bool) -> Expr:
    """A number that a name is never above (or below)."""
    return ends.get(x, (-sympy.oo, sympy.oo))[upper]


def _with_sign(name: str, low: Expr, high: Expr, low_open: bool, high_open: bool) -> Symbol:
    if low > 0 or (low == 0 and low_open):
        return Symbol(name, positive=True)
    if high < 0 or (high == 0 and high_open):
        return Symbol(name, negative=True)
    return Symbol(name, nonnegative=True) if low == 0 else Symbol(name, nonpositive=True) if high == 0 else Symbol(name, real=True)


def _sides(relations: Iterable[Relation]) -> Iterator[tuple[Expr, bool]]:
    for relation in relations:
        gap = to_sympy(relation.left) - to_sympy(relation.right)
        for operator, side in ((relation.operator, gap), (NEGATED[relation.operator], -gap)):
            if operator in (">", ">=", "=="):
                yield side.expand(), operator == ">"
