"""Wrong rules for what functions are made of: chains, products, quotients, sums, constants, other letters.

Each looks at one derivative step, whose premises may be wrong themselves, and yields what it would make of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from symdescent.calculus.answers.wrong_step import behind, combined, derivatives, inner, is_chain, outer, shifted
from symdescent.calculus.derivation import applied
from symdescent.calculus.rule import times
from symdescent.calculus.step import Step
from symdescent.errors import DerivationError
from symdescent.notation.tree import ONE, TWO, ZERO, Call, Expression, Negation, Power, Product, Quotient, Sum, Symbol, names, substitute


def chain_dropped(s: Step) -> Iterator[Expression]:
    """f(u)' = f'(u), and (1/v)' = -1/v²."""
    if is_chain(s) or s.rule == "reciprocal":
        yield outer(s)


def outer_kept(s: Step) -> Iterator[Expression]:
    """f(u)' = f(u)·u'."""
    if is_chain(s):
        yield times(s.source, *behind(s))


def inner_dropped(s: Step) -> Iterator[Expression]:
    """f(u)' = f'(x)·u' or f'(x)."""
    if is_chain(s):
        bare = substitute(outer(s), {inner(s): Symbol(s.variable)})
        yield from (times(bare, *behind(s)), bare)


def inner_wrong(s: Step) -> Iterator[Expression]:
    """f(u)' = f'(u'), f'(u')·u' or f(u')."""
    if is_chain(s):
        inside = {inner(s): s.premises[0].result}
        yield substitute(outer(s), inside)
        yield times(substitute(outer(s), inside), *behind(s))
        yield substitute(s.source, inside)


def inner_kept(s: Step) -> Iterator[Expression]:
    """f(u)' = f'(u)·u."""
    if is_chain(s):
        yield combined(s, [inner(s)])


def product_of_derivatives(s: Step) -> Iterator[Expression]:
    """(u v)' = u' v'."""
    if s.rule == "product":
        yield Product(tuple(derivatives(s)))


def product_term_dropped(s: Step) -> Iterator[Expression]:
    """(u v)' = u' v or u v'."""
    if s.rule == "product":
        d = derivatives(s)
        yield from (combined(s, [d[i] if i == k else ZERO for i in range(len(d))]) for k in range(len(d)))


def quotient_of_derivatives(s: Step) -> Iterator[Expression]:
    """(u/v)' = u'/v', and (c/v)' = c/v'."""
    if s.rule == "quotient":
        yield Quotient(*derivatives(s))
    elif s.rule == "reciprocal":
        yield Quotient(s.source.numerator, *derivatives(s))  # type: ignore[attr-defined]


def quotient_reversed(s: Step) -> Iterator[Expression]:
    """(u/v)' = (u v' - u' v)/v²."""
    if s.rule == "quotient":
        above, below = _quotient(s)
        yield Quotient(Sum((above.terms[1].operand, Negation(above.terms[0]))), Power(below, TWO))  # type: ignore[attr-defined]


def _quotient(s: Step) -> tuple[Expression, Expression]:
    """u' v - u v' (or -c v') and v."""
    e, d = s.source, derivatives(s)
    u, v = e.numerator, e.denominator  # type: ignore[attr-defined]
    right = Sum((times(d[0], v), Negation(times(u, d[1])))) if s.rule == "quotient" else Negation(times(u, d[0]))
    return right, v


def quotient_not_squared(s: Step) -> Iterator[Expression]:
    """(u/v)' = (u' v - u v')/v."""
    if s.rule in ("quotient", "reciprocal"):
        yield Quotient(*_quotient(s))


def denominator_dropped(s: Step) -> Iterator[Expression]:
    """(u/v)' = u' v - u v'."""
    if s.rule in ("quotient", "reciprocal"):
        yield _quotient(s)[0]


def sign_slip(s: Step) -> Iterator[Expression]:
    """cos' = sin, (-u)' = u', (u - v)' = u' + v', (u/v)' = (u' v + u v')/v², (u v)' = u' v - u v', (1/v)' = v'/v²."""
    e, d = s.source, derivatives(s)
    if s.rule == "sum":
        differences = (k for k, term in enumerate(e.terms) if isinstance(term, Negation))  # type: ignore[attr-defined]
        yield from (Sum((*d[:k], Negation(d[k]), *d[k + 1 :])) for k in differences)
    elif s.rule == "difference":
        yield Sum(tuple(d))
    elif s.rule == "quotient":
        above, below = _quotient(s)
        yield Quotient(Sum((above.terms[0], above.terms[1].operand)), Power(below, TWO))  # type: ignore[attr-defined]
    elif s.rule == "product" and len(d) == 2:
        yield combined(s, [d[0], Negation(d[1])])
        yield combined(s, [Negation(d[0]), d[1]])
    elif isinstance(e, (Negation, Power)) or s.rule == "reciprocal" or (isinstance(e, Call) and e.function != "sin"):
        yield Negation(s.result)


def constant_kept(s: Step) -> Iterator[Expression]:
    """c' = c, or c' = 1."""
    if s.rule == "constant" and s.source != ZERO:
        yield s.source
        yield ONE


def constant_as_variable(s: Step) -> Iterator[Expression]:
    """(c^n)' = n c^(n-1)."""
    if s.rule == "constant" and isinstance(s.source, Power):
        yield times(s.source.exponent, shifted(s.source.base, s.source.exponent, -1))


def factor_dropped(s: Step) -> Iterator[Expression]:
    """(c u)' = u'."""
    if s.rule == "constant multiple" and not isinstance(s.source, Negation):
        yield from derivatives(s)


def other_variable(s: Step) -> Iterator[Expression]:
    """The derivative with respect to another letter, where there is one: not to the number of terms of a sum."""
    for name in sorted(names(s.source) - {s.variable}):
        with suppress(DerivationError):
            yield applied(s.source, name).result


def held_fixed(s: Step) -> Iterator[Expression]:
    """Another letter differentiated too, though it is held fixed: ∂/∂x of x y = y + x, or 1."""
    yield from (Sum((s.result, other)) for other in other_variable(s))
    for name in sorted(names(s.result) - {s.variable}) if s.rule == "constant multiple" else ():
        with suppress(DerivationError):
            yield applied(s.result, name).result


def not_differentiated(s: Step) -> Iterator[Expression]:
    """u' = u."""
    if s.rule != "constant" and s.result != s.source:
        yield s.source


def taken_as_constant(s: Step) -> Iterator[Expression]:
    """u' = 0."""
    if s.rule != "constant":
        yield ZERO
