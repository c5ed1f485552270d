"""Letters with the signs that a domain gives them, so that SymPy can tell which of two formulas is greater."""

from __future__ import annotations

import sympy
from sympy import Expr

from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.region import Region
from symdescent.problem import Problem


def with_signs(problem: Problem, where: Region) -> dict[sympy.Symbol, sympy.Symbol]:
    """Each parameter with a symbol of the same name that knows its sign.

    >>> import symdescent as sd
    >>> from symdescent.notation.region import region
    >>> next(iter(with_signs(sd.problem("a*x^2", variables="x"), region("a > 0")).values())).is_positive
    True
    """
    return {problem.symbols[name]: sympy.Symbol(problem.symbols[name].name, real=True, **_sign(where, name)) for name in problem.parameters}


def _sign(where: Region, name: str) -> dict[str, bool]:
    lower, upper = where.ends(name)
    for end in lower:
        least = to_sympy(end.value)
        if least.is_positive or (least.is_zero and not end.closed):
            return {"positive": True}
    for end in upper:
        most = to_sympy(end.value)
        if most.is_negative or (most.is_zero and not end.closed):
            return {"negative": True}
    known = {
        "nonnegative": any(to_sympy(end.value).is_zero for end in lower),
        "nonpositive": any(to_sympy(end.value).is_zero for end in upper),
    }
    return {sign: True for sign, holds in known.items() if holds}


def without_signs(expression: Expr) -> Expr:
    """The expression in the symbols that every formula has."""
    return expression.xreplace({letter: symbol(letter.name) for letter in expression.free_symbols})


def sign_of(expression: Expr) -> str:
    """``"+"``, ``"0"``, ``"-"``, ``"0+"`` for at least 0, or ``""`` where it is not known.

    SymPy does not add up numbers such as 15 - √221 before it looks at the letters beside them.

    >>> sign_of(15 - sympy.sqrt(221) + 2 * sympy.Symbol("a", positive=True))
    '+'
    """
    terms = sympy.Add.make_args(expression)
    number = sympy.Add(*(term for term in terms if not term.free_symbols))
    rest = sympy.Add(*(term for term in terms if term.free_symbols))
    if rest == 0 or number == 0:
        return _known(expression)
    if number.is_positive and rest.is_nonnegative:
        return "+"
    return "-" if number.is_negative and rest.is_nonpositive else _known(expression)


def _known(expression: Expr) -> str:
    known = {"0": expression.is_zero, "+": expression.is_positive, "-": expression.is_negative, "0+": expression.is_nonnegative}
    return next((sign for sign, holds in known.items() if holds), "")
