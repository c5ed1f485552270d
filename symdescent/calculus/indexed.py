"""Rules for what has a bound name: sums and products over an index, their entries, and integrals; and the Kronecker delta."""

from __future__ import annotations

from collections.abc import Sequence

from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.calculus.rule import Application, Rule, given, times
from symdescent.errors import DerivationError
from symdescent.notation.binding import at_index, bound_name, fresh, renamed, whole
from symdescent.notation.tree import (
    ONE,
    ZERO,
    Call,
    Entry,
    Expression,
    Integral,
    Negation,
    OverIndex,
    Sum,
    Symbol,
    children,
    depends,
    families,
    names,
    number,
    rational,
    rebuild,
    substitute,
    walk,
)


def entry(e: Expression, x: str) -> Application | None:
    """x_i' is the Kronecker delta δ_ik with respect to x_k: 1 for i = k and 0 for every other i."""
    if type(e) is not Entry or x in names(e.index):
        return None
    return given(Call("kronecker", (e.index, index_of(x))))


def index_of(variable: str) -> Expression:
    """The index of a variable: k of x_k, 2 of x_2."""
    tail = variable.partition("_")[2]
    return number(int(tail)) if tail.isdigit() else Symbol(tail)


def sum_over_index(e: Expression, x: str) -> Application | None:
    """(Σ_i u_i)' = Σ_i u_i'."""
    if type(e) is not OverIndex or e.kind != "sum":
        return None
    inner = _ready(e, x)
    return Application((inner.body,), lambda d: OverIndex("sum", d[0], inner.index, inner.lower, inner.upper))


def product_over_index(e: Expression, x: str) -> Application | None:
    """(Π_i u_i)' = Σ_j u_j' Π_{i<j} u_i Π_{i>j} u_i: the product rule, which holds also where a factor is 0."""
    if type(e) is not OverIndex or e.kind != "product":
        return None
    inner = _ready(e, x)
    j = fresh(inner.index, names(inner) | names(inner.body) | _indices(inner.body) | {x, x.partition("_")[2]})
    before = OverIndex("product", inner.body, inner.index, inner.lower, Sum((Symbol(j), Negation(ONE))))
    after = OverIndex("product", inner.body, inner.index, Sum((Symbol(j), ONE)), inner.upper)

    def combine(derivative: Expression) -> Expression:
        return OverIndex("sum", times(at_index(derivative, inner.index, Symbol(j)), before, after), j, inner.lower, inner.upper)

    return Application((inner.body,), lambda d: combine(d[0]))


def _indices(e: Expression) -> frozenset[str]:
    return frozenset(bound_name(part) for part in walk(e) if isinstance(part, (OverIndex, Integral)))


def _ready(e: OverIndex, x: str) -> OverIndex:
    """The same with an index that is neither the variable nor its index, once the bounds are known to be fixed."""
    if depends(e.lower, x) or depends(e.upper, x):
        entry = next((f', such as derive("{family}_k") for an entry' for family in sorted(families(e.body))), "")
        reason = f"The number of terms of {e} depends on {x}, and jumps: there is no derivative with respect to {x}."
        raise DerivationError(f"{reason} Name another variable{entry}.")
    taken = {x, x.partition("_")[2]}
    return renamed(e, names(e) | names(e.body) | _indices(e.body) | taken) if e.index in taken else e


def fundamental_theorem(e: Expression, x: str) -> Application | None:
    """(∫_a^b f dt)' = f(b) b' - f(a) a', where f itself does not hold the variable."""
    if type(e) is not Integral or (e.variable != x and depends(e.body, x)):
        return None
    return _at_the_bounds(e, x, None)


def leibniz(e: Expression, x: str) -> Application | None:
    """(∫_a^b f dt)' = f(b) b' - f(a) a' + ∫_a^b ∂f/∂x dt."""
    if type(e) is not Integral:
        return None
    inner = renamed(e, names(e) | names(e.body) | {x}) if e.variable == x else e
    return _at_the_bounds(inner, x, inner.body)


def _at_the_bounds(e: Integral, x: str, inside: Expression | None) -> Application:
    bounds = [(bound, sign) for bound, sign in ((e.upper, _plus), (e.lower, Negation)) if depends(bound, x)]
    if bounds == [(Symbol(x), _plus)] and inside is None:
        return given(_at(e, e.upper))
    parts = [*(bound for bound, _ in bounds), *([] if inside is None else [inside])]

    def combine(d: Sequence[Expression]) -> Expression:
        terms = [sign(times(_at(e, bound), slope)) for (bound, sign), slope in zip(bounds, d, strict=False)]
        if inside is not None:
            terms.append(Integral(d[-1], e.variable, e.lower, e.upper))
        return Sum(tuple(terms)) if len(terms) > 1 else terms[0]

    return Application(tuple(parts), combine)


def _plus(e: Expression) -> Expression:
    return e


def _at(e: Integral, bound: Expression) -> Expression:
    return substitute(e.body, {Symbol(e.variable): bound})


def kronecker(expression: Expression) -> Expression:
    """Σ_i u_i δ_ik becomes u_k, everywhere; it holds where k is one of the values of i, and is 0 where it is not."""
    picked = _picked(expression)
    return expression if picked == expression else tidy(_released(picked))


def _picked(e: Expression) -> Expression:
    inner = rebuild(e, tuple(map(_picked, children(e))))
    if type(inner) is Call and inner.function == "kronecker":
        return _decided(inner)
    delta = _delta(inner) if type(inner) is OverIndex and inner.kind == "sum" else None
    return inner if delta is None else _picked(_one_term(inner, delta))  # type: ignore[arg-type]


def _decided(delta: Call) -> Expression:
    """1 where both indices are the same, 0 where they are different numbers."""
    first, second = delta.arguments
    if first == second:
        return ONE
    return delta if rational(first) is None or rational(second) is None else number(int(rational(first) == rational(second)))


def _delta(e: OverIndex) -> Call | None:
    """A Kronecker delta of the index and something that is fixed under the sum."""
    inside = _indices(e.body) | {e.index}
    for part in walk(e.body):
        if (
            type(part) is Call
            and part.function == "kronecker"
            and Symbol(e.index) in part.arguments
            and not names(_other(part, e)) & inside
        ):
            return part
    return None


def _other(delta: Call, e: OverIndex) -> Expression:
    first, second = delta.arguments
    return second if first == Symbol(e.index) else first


def _one_term(e: OverIndex, delta: Call) -> Expression:
    """Σ_i f(i, δ_ik) = Σ_i f(i, 0) + f(k, 1) - f(k, 0), whatever f is."""
    k = _other(delta, e)
    without = tidy(substitute(e.body, {delta: ZERO}))
    rest = OverIndex("sum", without, e.index, e.lower, e.upper)
    if _is_outside(e, whole(k)):
        return rest
    chosen = at_index(substitute(e.body, {delta: ONE}), e.index, k)
    return chosen if without == ZERO else Sum((rest, chosen, Negation(at_index(without, e.index, k))))


def _is_outside(e: OverIndex, k: int | None) -> bool:
    """Whether it is known that k is not among the values of the index."""
    lower, upper = whole(e.lower), whole(e.upper)
    return k is not None and ((lower is not None and k < lower) or (upper is not None and k > upper))


def _released(e: Expression) -> Expression:
    """The entries whose index is no longer bound are the variables of that name."""
    free: dict[Expression, Expression] = {
        Entry(family, Symbol(k)): Symbol(f"{family}_{k}") for family in families(e) for k in names(e) if "_" not in k
    }
    return substitute(e, free) if free else e


RULES_OF_BINDERS: dict[type[Expression], tuple[Rule, ...]] = {
    Entry: (Rule("entry", entry),),
    OverIndex: (Rule("sum over an index", sum_over_index), Rule("product over an index", product_over_index)),
    Integral: (Rule("fundamental theorem", fundamental_theorem), Rule("Leibniz", leibniz)),
}
