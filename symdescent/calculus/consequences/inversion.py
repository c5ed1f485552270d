"""Inverse functions by undoing one operation after the other, from the outside in; polynomials up to degree 2 by SymPy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from symdescent.calculus.rewrites.arithmetic import tidy
from symdescent.errors import ArgumentError
from symdescent.notation.bridge import from_sympy, symbol, to_sympy
from symdescent.notation.tree import (
    TWO,
    Call,
    E,
    Expression,
    Negation,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    children,
    names,
    number,
    rational,
    substitute,
    walk,
)

LARGEST = 40  # nodes of a function whose inverse is looked for
LONGEST = 25  # nodes of an inverse function that is still read, not skipped
HIGHEST = 8  # power of what is multiplied out
MOST_BRANCHES = 2
KERNEL, HEIGHT = "kernel", "height"  # names of what a rational function is a function of, and of its value

# the inverse functions, on the part where each is one-to-one
NAMED = {name: f"a{name}" for name in "sin cos tan cot sec csc sinh cosh tanh coth sech csch".split()}
NAMED |= {inverse: name for name, inverse in NAMED.items()}
UNDONE: dict[str, Callable[[Expression], Expression]] = {
    "ln": lambda y: Power(E, y),
    "exp": lambda y: Call("ln", (y,)),
    "sqrt": lambda y: Power(y, TWO),
    "cbrt": lambda y: Power(y, Number(Fraction(3))),
    "sigmoid": lambda y: Call("ln", (Quotient(y, Sum((Number(Fraction(1)), Negation(y)))),)),
}


def inverses(f: Expression, x: str, y: str) -> list[Expression]:
    """The branches x = g(y) of the inverse function that can be written shortly, two at most; they are yet to be checked.

    >>> from symdescent.notation import parse
    >>> [str(g) for g in inverses(parse("sinh(x)"), "x", "y")], [str(g) for g in inverses(parse("x^3 + x"), "x", "y")]
    (['asinh(y)'], [])
    """
    if _nodes(f) > LARGEST or names(f) & {KERNEL, HEIGHT}:
        return []
    found = [g for g in map(tidy, _undone(f, x, Symbol(y))) if _nodes(g) <= LONGEST]
    return found if len(found) <= MOST_BRANCHES else []


def _nodes(e: Expression) -> int:
    return sum(1 for _ in walk(e))


def _undone(f: Expression, x: str, y: Expression) -> Iterator[Expression]:
    """The solutions x of f(x) = y."""
    if f == Symbol(x):
        yield y
    elif isinstance(f, Call) and f.function in NAMED:
        yield from _undone(f.arguments[0], x, Call(NAMED[f.function], (y,)))
    elif isinstance(f, Call) and f.function in UNDONE:
        yield from _undone(f.arguments[0], x, UNDONE[f.function](y))
    elif isinstance(f, Power) and x not in names(f.base):
        yield from _undone(f.exponent, x, _logarithm(y, f.base))
    elif isinstance(f, Power) and rational(f.exponent) is not None:
        yield from (g for root in _roots(y, rational(f.exponent) or Fraction(1)) for g in _undone(f.base, x, root))
    elif isinstance(f, Sum | Product | Quotient | Negation):
        yield from _of_kernel(f, x, y)


def _logarithm(y: Expression, base: Expression) -> Expression:
    natural = Call("ln", (y,))
    return natural if base == E else Quotient(natural, Call("ln", (base,)))


def _roots(y: Expression, n: Fraction) -> Iterable[Expression]:
    """The real solutions of u^n = y: two for an even n."""
    if n < 0:
        return _roots(Quotient(Number(Fraction(1)), y), -n)
    special = {Fraction(1): y, Fraction(2): Call("sqrt", (y,)), Fraction(3): Call("cbrt", (y,))}
    root = special.get(n, Power(y, number(1 / n)))
    return (Negation(root), root) if n.numerator % 2 == 0 else (root,)


def _of_kernel(f: Expression, x: str, y: Expression) -> Iterator[Expression]:
    """A rational function of one thing u(x): solved for u, where that takes no more than a quadratic equation."""
    kernels = set(_kernels(f, x))
    powers = [rational(e.exponent) for e in walk(f) if isinstance(e, Power)]
    if len(kernels) != 1 or any(n is not None and abs(n) > HIGHEST for n in powers):
        return
    (kernel,) = kernels
    for value in _solved(substitute(f, {kernel: Symbol(KERNEL)}), y):
        yield from _undone(kernel, x, value)


def _kernels(f: Expression, x: str) -> Iterator[Expression]:
    """The largest parts with x that are not made by + - * / and whole powers."""
    whole = isinstance(f, Power) and x in names(f.base) and (rational(f.exponent) or Fraction(1, 2)).denominator == 1
    if x not in names(f):
        return
    if whole or isinstance(f, Sum | Product | Quotient | Negation):
        for part in children(f):
            yield from _kernels(part, x)
    else:
        yield f


def _solved(f: Expression, y: Expression) -> Iterator[Expression]:
    """The solutions u of f(u) = y for a rational function f whose equation is c u^n = d or quadratic."""
    from sympy import Poly, fraction, solve, together

    u, height = symbol(KERNEL), symbol(HEIGHT)
    equation = Poly(fraction(together(to_sympy(f) - height))[0], u)
    exponents = {n for (n,) in equation.monoms()}
    if equation.degree() < 1:
        return
    if exponents == {equation.degree(), 0} or len(exponents) == 1:
        power = from_sympy(-equation.nth(0) / equation.LC())
        yield from (substitute(root, {Symbol(HEIGHT): y}) for root in _roots(power, Fraction(equation.degree())))
    elif equation.degree() == 2:
        for solution in solve(equation, u, simplify=False, check=False):
            try:
                yield substitute(from_sympy(solution), {Symbol(HEIGHT): y})
            except ArgumentError:  # not real
                continue
