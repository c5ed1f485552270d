"""Proofs of steps by SymPy, with an effort bounded in operations before they begin.

To prove that two expressions are equal, their difference is brought to a normal form: functions become independent
generators, the numerator over the common denominator is expanded, and the relations between the generators
(sin² + cos² = 1, the square of a root) are divided out. A numerator of 0 is a proof; anything else is no answer.
"""

from __future__ import annotations

from itertools import islice
from math import comb

import sympy

from symdescent.calculus.checks.effort import Effort
from symdescent.calculus.checks.evaluate import FLOATS, Values
from symdescent.calculus.step import Step
from symdescent.notation.binding import limits
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.tree import (
    Call,
    Expression,
    OverIndex,
    OverRows,
    Piecewise,
    Power,
    Relation,
    Symbol,
    children,
    families,
    is_number,
    rebuild,
    walk,
)

LARGEST_EXPANSION = 400  # terms that an expansion may have
LARGEST_DIFFERENCE = 400  # nodes of the difference that is to be reduced
MOST_ARGUMENTS = 8  # of a maximum or minimum: SymPy compares each with each
COMPARED = 12  # nodes of a formula that take as long as comparing two arguments
DEEPEST_QUOTIENTS = 4  # tan inside tan: each writes its argument twice
EXTREMES = frozenset(("max", "min"))
KINKED = EXTREMES | frozenset(("relu", "abs", "sign", "heaviside"))
WRITTEN_TWICE, TWICE = frozenset(("cbrt", "softmax")), 3  # functions in whose form in SymPy an argument stands more than once
ATTEMPT = 20  # what any proof takes of the effort, however small the step
EXPANDED = 3  # nodes times terms of an expansion that take as long as a node of a formula


def prove(step: Step) -> bool:
    """Whether SymPy, within the bounded effort, shows that the step holds."""
    return not unproved(step, Effort())


def is_zero(difference: sympy.Expr) -> bool:
    """Whether the normal form of the expression is 0; False also where the effort would be too large."""
    return not _remains(difference, Effort())


def unproved(step: Step, effort: Effort) -> str:
    """Why SymPy does not prove the step: ``"spent"``, ``"large"`` or ``"open"`` as in ``Check``; empty where it does."""
    if type(step.source) is Call and step.source.function in EXTREMES and type(step.result) is Piecewise:
        return "open"  # SymPy's derivative of a maximum has unit steps in it, and no cases
    if not _afford(effort, ATTEMPT + sum(_cost(formula, effort.proofs) for formula in (step.source, step.result))):
        return "spent"
    if _too_many_arguments(step.source):
        return "large"
    if families(step.source):  # SymPy does not know that x_k is one of the x_i
        return "open"
    try:
        source, result = (to_sympy(lettered(formula)) for formula in (step.source, step.result))
        expected = source if step.kind == "rewrite" else sympy.diff(source, symbol(step.variable))
        return _remains(expected - result, effort)
    except (TypeError, ValueError, AttributeError):  # SymPy refuses to compare some numbers, and stumbles over its own refusal
        return "open"


def lettered(formula: Expression) -> Expression:
    """The formula with letters for what SymPy would take long over and no proof needs: what holds of anything in their place, holds.

    These are numbers without a real value, such as asin(2), which it takes for complex ones, and both sides of a condition, which it solves.
    """
    if type(formula) is Relation:
        return Relation(_letter(formula.left), formula.operator, _letter(formula.right))
    same = rebuild(formula, tuple(map(lettered, children(formula))))
    return _letter(formula) if same is formula and _is_without_value(formula) else same


def _letter(formula: Expression) -> Symbol:
    return Symbol(f"[{formula}]")


def _is_without_value(e: Expression) -> bool:
    if type(e) not in (Call, Power) or not is_number(e):
        return False
    try:
        Values({}, FLOATS)[e]
    except OverflowError:
        return False
    except (ArithmeticError, ValueError):
        return True
    return False


def _cost(formula: Expression, most: int) -> int:
    """What SymPy takes to read and differentiate a formula: it compares each choice with others, and writes sums out."""
    total, choices, waiting = 0, 0, [(formula, 1, 1)]
    while waiting and total <= most:
        e, times, outer = waiting.pop()
        total += times * (1 + _compared(e))
        choices += type(e) in (Piecewise, OverRows) or (type(e) is Call and e.function in KINKED)
        terms = _terms_of(e, outer)
        times *= TWICE if type(e) is Call and e.function in WRITTEN_TWICE else 1
        waiting += [(part, times * terms, terms if type(e) is OverIndex else outer) for part in children(e)]
    return total * (1 + choices // 4)


def _compared(e: Expression) -> int:
    """What SymPy takes to compare the arguments of a maximum or minimum, each with each."""
    return COMPARED * len(e.arguments) ** 2 if type(e) is Call and e.function in EXTREMES else 0


def _terms_of(e: Expression, outer: int) -> int:
    """How many terms a sum or product has where it is written out, 1 for anything else.

    Where its bounds hold an index, they are about as many as those of the one around it.
    """
    if type(e) is not OverIndex:
        return 1
    known = limits(e)
    return outer if known is None else max(1, len(known))


def _afford(effort: Effort, cost: int) -> bool:
    """Takes the cost from the effort, where as much is left."""
    if cost > effort.proofs:
        return False
    effort.proofs -= cost
    return True


def _too_many_arguments(source: Expression) -> bool:
    return any(type(e) is Call and len(e.arguments) > MOST_ARGUMENTS for e in walk(source))


def _depth(expr: sympy.Basic) -> int:
    """How deep the functions that are quotients of others stand inside each other."""
    return int(isinstance(expr, tuple(QUOTIENTS))) + max(map(_depth, expr.args), default=0)


def _remains(difference: sympy.Expr, effort: Effort) -> str:
    """Why the normal form of the difference is not known to be 0; empty where it is 0."""
    if difference == 0:
        return ""
    nodes, terms = _nodes(difference), expanded_terms(difference)
    if nodes > LARGEST_DIFFERENCE or terms > LARGEST_EXPANSION:
        return "large"
    if difference.is_zero is True:
        return ""
    if difference.has(sympy.Integral):
        difference = difference.replace(sympy.Integral, _integrated)
    if difference.has(sympy.Piecewise, sympy.Derivative) or _depth(difference) > DEEPEST_QUOTIENTS:
        return "open"
    if not _afford(effort, nodes * terms // EXPANDED):
        return "spent"
    plain = _rational(_one_sum(difference) if difference.has(sympy.Sum) else difference)
    if expanded_terms(plain) > LARGEST_EXPANSION:
        return "large"
    if sympy.expand(plain) == 0:
        return ""
    numerator = sympy.fraction(sympy.together(plain))[0]
    if expanded_terms(numerator) > LARGEST_EXPANSION:
        return "large"
    return "" if _reduced(sympy.expand(numerator)) == 0 else "open"


def _integrated(body: sympy.Expr, *limits: sympy.Tuple) -> sympy.Expr:
    """An integral term by term, without its constant factors, and of powers in closed form."""
    if len(limits) != 1 or len(limits[0]) != 3 or expanded_terms(body) > LARGEST_EXPANSION:
        return sympy.Integral(body, *limits)
    name, lower, upper = limits[0]
    total = sympy.S.Zero
    for term in sympy.Add.make_args(sympy.expand(body)):
        factor, rest = term.as_independent(name, as_Add=False)
        base, n = rest.as_base_exp() if rest != 1 else (name, sympy.S.Zero)
        closed = base == name and n.is_Integer and n >= 0
        total += factor * ((upper ** (n + 1) - lower ** (n + 1)) / (n + 1) if closed else sympy.Integral(rest, limits[0]))
    return total


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


def expanded_terms(expr: sympy.Expr) -> int:
    """An upper bound of the number of terms after expansion; more than the limit where a part of it has more."""
    if expr.is_Add:
        return sum(map(expanded_terms, expr.args))
    if expr.is_Mul:
        product = 1
        for factor in expr.args:
            product = min(product * expanded_terms(factor), LARGEST_EXPANSION + 1)
        return product
    if expr.is_Pow and expr.exp.is_Integer:
        size, degree = expanded_terms(expr.base), abs(int(expr.exp))
        return 1 if size == 1 else min(comb(size + degree - 1, degree), LARGEST_EXPANSION + 1) if degree < 100 else LARGEST_EXPANSION + 1
    inside = max(map(expanded_terms, expr.args), default=1)  # arguments are expanded too
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
    return sympy.expand(numerator) if expanded_terms(numerator) <= LARGEST_EXPANSION else numerator
