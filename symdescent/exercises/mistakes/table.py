"""The table of wrong rules of steps, one row each, in the order in which a teacher would think of them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symdescent.exercises.mistakes.step import Known, Mistake, Put, lines
from symdescent.notation.tree import Expression, Negation, Power, Product, Quotient, Sum, Symbol, children, names, number, rebuild
from symdescent.numeric.components import Matrix, Vector, elementwise

X = Symbol("x")


def _turned(put: Put) -> Put:
    """x + … in place of x - …, and the other way round."""
    sides = {e.target: e.side for e in put.equations}
    side = sides["x"]
    if not isinstance(side, Sum):
        return put
    return put.with_lines({"x": Sum(tuple(term if term == X else _opposite(term) for term in side.terms))})


def _opposite(e: Expression) -> Expression:
    return e.operand if isinstance(e, Negation) else Negation(e)


def _step_alone(put: Put) -> Known:
    """What is added to x, given in the place of the new x."""
    reached = put.reached()
    return {**reached, "x": elementwise(lambda new, old: new - old, reached["x"], put.known["x"])}


def _at_once(put: Put) -> Known:
    """Every variable that is new already is put into the derivative by the next one."""
    reached, x = put.reached(), list(put.known["x"])
    for j in range(len(x)):
        at = put.with_known(g=put.gradient(x))
        reached = at.reached()
        x[j] = reached["x"][j]
    return {**reached, "x": Vector(x)}


def _several(put: Put) -> Put | None:
    return put if len(put.variables) > 1 else None


def _single(put: Put) -> Put | None:
    return put if len(put.variables) == 1 else None


def _elsewhere(put: Put, point: Vector) -> Put:
    return put.with_known(g=put.gradient(point), H=put.hessian(point))


def _only_terms(put: Put, is_kept: Any) -> Put | None:
    """The function without some of its terms, where it has any others."""
    terms = put.expression.terms if isinstance(put.expression, Sum) else (put.expression,)
    kept = tuple(term for term in terms if is_kept(term))
    return _of(put, Sum(kept)) if 1 < len(kept) < len(terms) else None


def _of(put: Put, expression: Expression) -> Put:
    return Put(expression, put.variables, put.equations, put.known, put.first, put.states)


def _exponents_kept_back(e: Expression) -> Expression:
    """xⁿ/n for xⁿ: its derivative is xⁿ⁻¹."""
    if isinstance(e, Power):
        return Quotient(e, e.exponent)
    return rebuild(e, tuple(map(_exponents_kept_back, children(e)))) if children(e) else e


def _doubled(e: Expression) -> Expression:
    """2xy for xy: as if a mixed term were a square."""
    is_mixed = len(names(e)) > 1 and not isinstance(e, Sum)
    if is_mixed:
        return Product((number(2), e))
    return rebuild(e, tuple(map(_doubled, children(e)))) if isinstance(e, Sum) else e


# any method that goes against the gradient with a rate
TURNED = Mistake("plus instead of minus", _turned)
RATE_FORGOTTEN = Mistake("rate forgotten", lambda put: put.with_known(alpha=Fraction(1)))
RATE_TWICE = Mistake("rate applied twice", lambda put: put.with_known(alpha=put.known["alpha"] ** 2))
STEP_ALONE = Mistake("step instead of point", move=_step_alone)
AT_ONCE = Mistake("new value put in at once", _several, _at_once)
AT_START = Mistake("gradient always at the start", lambda put: _elsewhere(put, put.first))
AT_ORIGIN = Mistake("gradient at the origin", lambda put: _elsewhere(put, Vector(Fraction(0) for _ in put.variables)))
VALUE = Mistake("value instead of slope", lambda put: _single(put) and put.with_known(g=Vector((put.value(put.known["x"]),))))
EXPONENT = Mistake("exponent not brought down", lambda put: _of(put, _exponents_kept_back(put.expression)))
MIXED_MISSING = Mistake("mixed term missing", lambda put: _only_terms(put, lambda term: len(names(term)) < 2))
MIXED_DOUBLED = Mistake("mixed term doubled", lambda put: _several(put) and _of(put, _doubled(put.expression)))
GRADIENT = (TURNED, AT_ONCE, RATE_FORGOTTEN, STEP_ALONE, EXPONENT, MIXED_MISSING, RATE_TWICE, VALUE, MIXED_DOUBLED, AT_ORIGIN)
SLOPES = (AT_ONCE, EXPONENT, MIXED_MISSING, MIXED_DOUBLED)

V = ("beta", "v", "d", "y", "x_prev")
MOMENTUM = (
    Mistake("old velocity forgotten", lambda put: put.with_known(**{"v": _none(put)} if "v" in put.known else {"x_prev": put.known["x"]})),
    Mistake("velocity not damped", lambda put: put.with_known(beta=Fraction(1))),
    Mistake("velocity turned", lambda put: put.with_known(beta=-put.known["beta"])),
    Mistake("gradient damped too", lambda put: put.with_known(alpha=put.known["alpha"] * (1 - put.known["beta"]))),
    Mistake("plus instead of minus", lambda put: put.with_known(alpha=-put.known["alpha"])),
)
AHEAD = Mistake("gradient at the point ahead", lambda put: _elsewhere(put, _ahead(put)) if "v" in put.known else None)
NESTEROV = (
    lines("gradient at the old point", "y = x", parameters=V),
    lines("point ahead as the old point", "x = y + v", parameters=V),
    lines("shifted by the whole velocity", "y = x + v", parameters=V),
)


def _none(put: Put) -> Vector:
    return Vector(Fraction(0) for _ in put.variables)


def _ahead(put: Put) -> Vector:
    return elementwise(lambda x, v: x + put.known["beta"] * v, put.known["x"], put.known["v"])  # type: ignore[no-any-return]


A = ("delta", "epsilon", "rho", "beta1", "beta2", "G", "v", "m", "m_hat", "v_hat")
ADAGRAD = (
    lines("root forgotten", "x = x - alpha*g/(delta + G)", parameters=A),
    lines("old squares forgotten", "G = g^2", parameters=A),
    lines("square forgotten", "G = G + g", parameters=A),
    lines("new square forgotten", "G = G", parameters=A),
    lines("root of the gradient alone", "x = x - alpha*g/(delta + G + abs(g))", parameters=A),
    lines("gradient forgotten", "x = x - alpha/(delta + sqrt(G))", parameters=A),
    lines("times instead of divided", "x = x - alpha*g*sqrt(G)", parameters=A),
)
RMSPROP = (
    lines("root forgotten", "x = x - alpha*g/(v + epsilon)", parameters=A),
    lines("weights swapped", "v = (1 - rho)*v + rho*g^2", parameters=A),
    lines("square forgotten", "v = rho*v + (1 - rho)*g", parameters=A),
    lines("old average put in", "v = v", parameters=A),
    lines("weights forgotten", "v = v + g^2", parameters=A),
    lines("gradient forgotten", "x = x - alpha/(sqrt(v) + epsilon)", parameters=A),
    lines("times instead of divided", "x = x - alpha*g*sqrt(v)", parameters=A),
)
ADAM = (
    lines("bias correction forgotten", "m_hat = m", "v_hat = v", parameters=A),
    lines("mean not corrected", "m_hat = m", parameters=A),
    lines("squares not corrected", "v_hat = v", parameters=A),
    lines("root forgotten", "x = x - alpha*m_hat/(v_hat + epsilon)", parameters=A),
    lines("gradient instead of mean", "x = x - alpha*g/(sqrt(v_hat) + epsilon)", parameters=A),
    Mistake("correction of the step before", lambda put: put.with_known(k=put.known["k"] - 1)),
    lines("weights swapped", "m = (1 - beta1)*m + beta1*g", "v = (1 - beta2)*v + beta2*g^2", parameters=A),
    lines("old mean forgotten", "m = (1 - beta1)*g", parameters=A),
    lines("square forgotten", "v = beta2*v + (1 - beta2)*g", parameters=A),
    lines("times instead of divided", "x = x - alpha*m_hat*sqrt(v_hat)", parameters=A),
)


def _diagonal(put: Put) -> Put | None:
    rows = put.hessian(put.known["x"])
    return _several(put) and put.with_known(
        H=Matrix(tuple(e if i == j else 0 * e for j, e in enumerate(row)) for i, row in enumerate(rows))
    )


def _adjugate(put: Put, divisor: Any) -> Put | None:
    """p = -adj(H) g over something, in two variables."""
    if len(put.variables) != 2:
        return None
    (a, b), (c, d) = put.hessian(put.known["x"])
    by = divisor(a, b, c, d)
    if not by:
        return None
    r, s = put.gradient(put.known["x"])
    return put.with_known(p_wrong=Vector((-(d * r - b * s) / by, -(a * s - c * r) / by))).with_lines({"p": Symbol("p_wrong")})


def _entries(put: Put) -> Put | None:
    """Every entry of the Hessian replaced by one over it."""
    rows = put.hessian(put.known["x"])
    if len(rows) < 2 or not all(e for row in rows for e in row):
        return None
    return put.with_known(H=Matrix(tuple(1 / e for e in row) for row in rows)).with_lines({"p": NOT_INVERTED})


def _root(put: Put) -> Put | None:
    """Newton's method for a zero of f itself."""
    x = put.known["x"]
    known = _single(put) and put.with_known(H=Matrix(((put.gradient(x)[0],),)), g=Vector((put.value(x),)))
    return known or None


NOT_INVERTED = Negation(Product((Symbol("H"), Symbol("g"))))
NEWTON = (
    TURNED,
    lines("Hessian not inverted", "p = -H*g", parameters=("p",)),
    Mistake("zero of the function", _root),
    Mistake("diagonal of the Hessian alone", _diagonal),
    Mistake("determinant with a plus", lambda put: _adjugate(put, lambda a, b, c, d: a * d + b * c)),
    Mistake("determinant forgotten", lambda put: _adjugate(put, lambda a, b, c, d: Fraction(1))),
    Mistake("entries inverted one by one", _entries),
    lines("Hessian forgotten", "p = -g", parameters=("p",)),
    STEP_ALONE,
    EXPONENT,
    MIXED_MISSING,
)
