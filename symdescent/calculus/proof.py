"""Proofs of steps by SymPy, with an effort bounded in operations before they begin.

To prove that two expressions are equal, their difference is brought to a normal form: functions become independent
generators, the numerator over the common denominator is expanded, and the relations between the generators
(sin² + cos² = 1, the square of a root) are divided out. A numerator of 0 is a proof; anything else is no answer.
"""

from __future__ import annotations

from itertools import islice
from math import comb

import sympy

from symdescent.calculus.step import Step
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.tree import Call, Expression, walk

LARGEST_EXPANSION = 400  # terms that an expansion may have
LARGEST_DIFFERENCE = 400  # nodes of the difference that is to be reduced
MOST_ARGUMENTS = 8  # of a maximum or minimum: SymPy compares each with each
DEEPEST_QUOTIENTS = 4  # tan inside tan: each writes its argument twice


def prove(step: Step) -> bool:
    """Whether SymPy, within the bounded effort, shows that the step holds."""
    try:
        if _too_many_arguments(step.source):
            return False
        source, result = to_sympy(step.source), to_sympy(step.result)
        expected = source if step.kind == "rewrite" else sympy.diff(source, symbol(step.variable))
        return is_zero(expected - result)
    except (TypeError, ValueError):  # SymPy refuses to compare numbers that are not real
        return False


def _too_many_arguments(source: Expression) -> bool:
    return any(type(e) is Call and len(e.arguments) > MOST_ARGUMENTS for e in walk(source))


def _depth(expr: sympy.Basic) -> int:
    """How deep the functions that are quotients of others stand inside each other."""
    return int(isinstance(expr, tuple(QUOTIENTS))) + max(map(_depth, expr.args), default=0)


def is_zero(difference: sympy.Expr) -> bool:
    """Whether the normal form of the expression is 0; False also where the effort would be too large."""
    if difference == 0:
        return True
    if _nodes(difference) > LARGEST_DIFFERENCE or _terms(difference) > LARGEST_EXPANSION:
        return False
    if difference.is_zero is True:
        return True
    if difference.has(sympy.Piecewise, sympy.Derivative) or _depth(difference) > DEEPEST_QUOTIENTS:
        return False
    plain = _rational(_one_sum(difference) if difference.has(sympy.Sum) else difference)
    if _terms(plain) > LARGEST_EXPANSION:
        return False
    if sympy.expand(plain) == 0:
        return True
    numerator = sympy.fraction(sympy.together(plain))[0]
    return _terms(numerator) <= LARGEST_EXPANSION and _reduced(sympy.expand(numerator)) == 0


def _one_sum(difference: sympy.Expr) -> sympy.Expr:
    """The body of a difference of sums over the rows: 0 for every row is enough."""
    total, rest = sympy.S.Zero, sympy.S.Zero
    for term in sympy.Add.make_args(sympy.expand_mul(difference)):
        coefficient, sums = term.as_independent(sympy.Sum, as_Add=False)
        if isinstance(sums, sympy.Sum):
            total += coefficient * sums.function
        else:
            rest += term
    return total if rest == 0 else difference


def _nodes(expr: sympy.Expr) -> int:
    """How many nodes an expression has, counted no further than the limit."""
    return sum(1 for _ in islice(sympy.preorder_traversal(expr), LARGEST_DIFFERENCE + 1))


def _terms(expr: sympy.Expr) -> int:
    """An upper bound of the number of terms after expansion; more than the limit where a part of it has more."""
    if expr.is_Add:
        return sum(map(_terms, expr.args))
    if expr.is_Mul:
        product = 1
        for factor in expr.args:
            product = min(product * _terms(factor), LARGEST_EXPANSION + 1)
        return product
    if expr.is_Pow and expr.exp.is_Integer:
        size, degree = _terms(expr.base), abs(int(expr.exp))
        return 1 if size == 1 else min(comb(size + degree - 1, degree), LARGEST_EXPANSION + 1) if degree < 100 else LARGEST_EXPANSION + 1
    inside = max(map(_terms, expr.args), default=1)  # arguments are expanded too
    return 1 if inside <= LARGEST_EXPANSION else inside


QUOTIENTS = {
    sympy.tan: lambda u: sympy.sin(u) / sympy.cos(u),
    sympy.cot: lambda u: sympy.cos(u) / sympy.sin(u),
    sympy.sec: lambda u: 1 / sympy.cos(u),
    sympy.csc: lambda u: 1 / sympy.sin(u),
    sympy.tanh: lambda u: sympy.sinh(u) / sympy.cosh(u),
    sympy.coth: lambda u: sympy.cosh(u) / sympy.sinh(u),
    sympy.sech: lambda u: 1 / sympy.cosh(u),
    sympy.csch: lambda u: 1 / sympy.sinh(u),
}


def _rational(expr: sympy.Expr) -> sympy.Expr:
    """The expression in sin, cos, sinh, cosh, ln and powers of single things."""
    kinds = tuple(kind for kind in QUOTIENTS if expr.has(kind))
    replaced = expr.replace(lambda e: isinstance(e, kinds), lambda e: QUOTIENTS[e.func](*e.args)) if kinds else expr
    return sympy.expand_power_exp(replaced)


def _reduced(numerator: sympy.Expr) -> sympy.Expr:
    """The numerator with sin² = 1 - cos² and sinh² = cosh² - 1."""
    for kind, other in ((sympy.sin, lambda u: 1 - sympy.cos(u) ** 2), (sympy.sinh, lambda u: sympy.cosh(u) ** 2 - 1)):
        for call in sorted(numerator.atoms(kind), key=str):
            numerator = numerator.replace(
                lambda e, call=call: e.is_Pow and e.base == call and e.exp.is_Integer and e.exp > 1,
                lambda e, call=call, other=other: call ** (e.exp % 2) * other(call.args[0]) ** (e.exp // 2),
            )
    return sympy.expand(numerator) if _terms(numerator) <= LARGEST_EXPANSION else numerator
