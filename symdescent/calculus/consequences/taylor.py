"""Taylor polynomials: of any order in one variable, up to the second in several."""

from __future__ import annotations

from math import factorial

from symdescent.calculus.checks.effort import Effort, parts
from symdescent.calculus.consequences.conclude import concluded, tidied
from symdescent.calculus.consequences.consequence import Consequence
from symdescent.calculus.consequences.place import Place, put
from symdescent.calculus.consequences.tangent import offset, polynomial, touches, values_at
from symdescent.calculus.derivation import Derivation, Partial, derive, derive_gradient, derive_hessian
from symdescent.calculus.rewrites.arithmetic import power
from symdescent.errors import ArgumentError
from symdescent.notation.tree import Expression, Product, Quotient, Symbol, names, number

LARGEST = 4_000  # parts of a derivative that is still differentiated once more
LARGEST_TOGETHER = 8_000  # parts of all of them
HIGHEST = 20  # order in one variable
HIGHEST_IN_SEVERAL = 2
BETWEEN = ("xi", "eta", "theta", "zeta")  # letters for the place between in Lagrange's remainder


def taylor(f: Expression, place: Place, order: int, check: str) -> Consequence:
    """The sum of f^(k)(a)/k! (x - a)^k up to the order; in one variable with Lagrange's remainder.

    That is f^(n+1)(ξ)/(n+1)! (x - a)^(n+1) for some ξ between a and x.
    """
    variables = tuple(place)
    highest = HIGHEST if len(variables) == 1 else HIGHEST_IN_SEVERAL
    if not isinstance(order, int) or not 0 <= order <= highest:
        raise ArgumentError(f"order={order!r}: expected a whole number from 0 to {highest} for {len(variables)} variable(s).")
    effort = Effort()
    derivations = (_in_one if len(variables) == 1 else _in_several)(f, variables, order, check, effort)
    formulas = {(): f} | {partial.order: partial.result for derivation in derivations for partial in derivation.partials}
    values = values_at({of: formula for of, formula in formulas.items() if len(of) <= order}, place, check, effort)
    main = concluded("result", tidied(polynomial(values, place), variables[0]), check, effort=effort)
    conclusions = [*values, main]
    if len(variables) == 1:
        rest = _remainder(f, formulas[variables * (order + 1)], place, order)
        conclusions.append(concluded("remainder", tidied(rest, variables[0]), check, effort=effort))
    given = {"point": place, "order": {"n": number(order)}}
    confirmed = touches(f, main.result, place, order)
    return Consequence("taylor-polynomial", "taylor", (f,), variables, given, derivations, tuple(conclusions), (confirmed,))


def _in_one(f: Expression, variables: tuple[str, ...], order: int, check: str, effort: Effort) -> tuple[Derivation, ...]:
    """The derivatives up to one more than the order, which the remainder needs."""
    (x,) = variables
    partials: list[Partial] = []
    together = 0
    for n in range(1, order + 2):
        last = partials[-1].result if partials else f
        size = parts(last, LARGEST)
        together += size
        if size > LARGEST:
            raise ArgumentError(f"order={order}: the derivative of order {n - 1} has more than {LARGEST} parts; ask for a lower order.")
        if together > LARGEST_TOGETHER:
            raise ArgumentError(
                f"order={order}: the derivatives up to order {n - 1} have more than {LARGEST_TOGETHER} parts; ask for a lower order."
            )
        (partial,) = derive(last, x, check=check, effort=effort).partials
        partials.append(Partial((x,) * n, partial.root, partial.checks))
    return (Derivation("higher derivative" if order else "derivative", f, (x,), tuple(partials)),)


def _in_several(f: Expression, variables: tuple[str, ...], order: int, check: str, effort: Effort) -> tuple[Derivation, ...]:
    makers = (derive_gradient, derive_hessian)[:order]
    return tuple(make(f, variables, check=check, effort=effort) for make in makers)


def _remainder(f: Expression, last: Expression, place: Place, order: int) -> Expression:
    """f^(n+1)(ξ) (x - a)^(n+1)/(n+1)!."""
    ((x, at),) = place.items()
    between = next(letter for letter in BETWEEN if letter not in names(f))
    raised = power(offset(x, at), number(order + 1))
    return Quotient(Product((put(last, {x: Symbol(between)}), raised)), number(factorial(order + 1)))
