"""Rules of functions of several arguments: atan2, log-sum-exp and softmax."""

from __future__ import annotations

from collections.abc import Sequence

from symdescent.calculus.rule import Application, Rule, times
from symdescent.notation.tree import TWO, ZERO, Call, Expression, Negation, Power, Quotient, Sum, depends, number, rational


def angle(e: Expression, x: str) -> Application | None:
    """atan2(v, u)' = (u v' - v u')/(u^2 + v^2), everywhere but at the origin."""
    if type(e) is not Call or e.function != "atan2":
        return None
    v, u = e.arguments

    def combine(d: Sequence[Expression]) -> Expression:
        above = Sum((times(u, d[0]), Negation(times(v, d[1]))))
        return Quotient(above, Sum((Power(u, TWO), Power(v, TWO))))

    return Application((v, u), combine)


def log_sum_exp(e: Expression, x: str) -> Application | None:
    """logsumexp(u_1, …)' = Σ_i softmax_i u_i'."""
    if type(e) is not Call or e.function != "logsumexp":
        return None
    varying = _varying(e.arguments, x)
    return Application(tuple(e.arguments[i] for i in varying), lambda d: _weighted(e.arguments, varying, d))


def softmax(e: Expression, x: str) -> Application | None:
    """softmax_k' = softmax_k (u_k' - Σ_i softmax_i u_i')."""
    if type(e) is not Call or e.function != "softmax":
        return None
    chosen, *parts = e.arguments
    k, varying = int(rational(chosen) or 1) - 1, _varying(parts, x)

    def combine(d: Sequence[Expression]) -> Expression:
        own = d[varying.index(k)] if k in varying else ZERO
        return times(e, Sum((own, Negation(_weighted(parts, varying, d)))))

    return Application(tuple(parts[i] for i in varying), combine)


def _varying(parts: Sequence[Expression], x: str) -> list[int]:
    return [i for i, part in enumerate(parts) if depends(part, x)]


def _weighted(parts: Sequence[Expression], varying: Sequence[int], d: Sequence[Expression]) -> Expression:
    """Σ_i softmax_i u_i' over the parts that vary."""
    terms = [times(Call("softmax", (number(i + 1), *parts)), slope) for i, slope in zip(varying, d, strict=True)]
    return Sum(tuple(terms)) if len(terms) > 1 else terms[0]


RULES_OF_SEVERAL: dict[str, tuple[Rule, ...]] = {
    "atan2": (Rule("angle", angle),),
    "logsumexp": (Rule("log-sum-exp", log_sum_exp),),
    "softmax": (Rule("softmax", softmax),),
}
