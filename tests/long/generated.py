"""Many generated formulas, each printed, read back, derived and compared with numbers: python -m tests.long.generated 100000 --seed 1.

The same seed makes the same formulas, on any number of processes. Prints each failure as it is found, with its formula in its
shortest failing form, and each formula that took longer than two seconds of a processor; then how many were derived and what was refused.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from random import Random
from time import process_time
from typing import Any, NamedTuple

import mpmath
import sympy

from symdescent.calculus.checks.check import NoPoint
from symdescent.calculus.derivation import derive
from symdescent.calculus.edges.asks import Condition
from symdescent.calculus.edges.domain import domain_of
from symdescent.errors import DerivationError, FormulaError
from symdescent.notation.bridge import symbol, to_sympy
from symdescent.notation.latex import to_latex
from symdescent.notation.parser import parse
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.text import to_text
from symdescent.notation.tree import (
    PI,
    Call,
    E,
    Expression,
    Negation,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Symbol,
    children,
    rational,
)
from tests.calculus.numbers_by_hand import NoValue, holds, slope, value
from tests.strategies import EVERY_FUNCTION

CHUNK = 500
NAMES = ("x", "y", "alpha")
SYMBOLS = [Symbol(name) for name in NAMES]
POINTS: tuple[dict[str, Any], ...] = (
    {"x": mpmath.mpf("0.37"), "y": mpmath.mpf("1.29"), "alpha": mpmath.mpf("0.83")},
    {"x": mpmath.mpf("1.83"), "y": mpmath.mpf("0.57"), "alpha": mpmath.mpf("2.11")},
    {"x": mpmath.mpf("-0.71"), "y": mpmath.mpf("0.43"), "alpha": mpmath.mpf("-1.3")},
    {"x": mpmath.mpf("2.9"), "y": mpmath.mpf("-1.7"), "alpha": mpmath.mpf("0.19")},
)
ROUNDED = mpmath.mpf("1e-40")
SLOW = 2  # seconds, in which any formula is to be answered
SPELLED = 20  # one formula in so many is read by SymPy too, which is slow


# Formulas


def leaf(chance: Random) -> Expression:
    kind = chance.random()
    if kind < 0.6:
        return chance.choice(SYMBOLS)
    if kind < 0.85:
        return Number(Fraction(chance.randint(0, 12)))
    if kind < 0.93:
        return Number(Fraction(chance.choice([n for n in range(1, 100) if n % 10]), 10), decimal=True)
    return chance.choice((PI, E))


def exponent(chance: Random, depth: int) -> Expression:
    kind, small = chance.random(), Number(Fraction(chance.randint(1, 5)))
    fixed = small if kind < 0.4 else Quotient(small, Number(Fraction(chance.choice((2, 3)))))
    if kind > 0.8:
        varying = formula(chance, depth)
        return fixed if rational(varying) is not None else varying
    return Negation(fixed) if kind > 0.6 else fixed


def nonzero(chance: Random, depth: int) -> Expression:
    made = formula(chance, depth)
    return Symbol("x") if rational(made) == 0 else made


def several(chance: Random, depth: int) -> tuple[Expression, ...]:
    return tuple(formula(chance, depth) for _ in range(chance.choice((2, 2, 2, 3))))


def pieces(chance: Random, depth: int) -> Expression:
    relation = Relation(formula(chance, depth), chance.choice(("<", "<=", ">", ">=", "!=")), formula(chance, depth))
    return Piecewise(((formula(chance, depth), relation), (formula(chance, depth), None)))


MAKE: tuple[tuple[int, Callable[[Random, int], Expression]], ...] = (
    (5, lambda chance, depth: Sum(several(chance, depth))),
    (5, lambda chance, depth: Product(several(chance, depth))),
    (3, lambda chance, depth: Quotient(formula(chance, depth), nonzero(chance, depth))),
    (2, lambda chance, depth: Negation(formula(chance, depth))),
    (4, lambda chance, depth: Power(nonzero(chance, depth), exponent(chance, depth))),
    (2, lambda chance, depth: Power(E, formula(chance, depth))),
    (7, lambda chance, depth: Call(chance.choice(EVERY_FUNCTION), (formula(chance, depth),))),
    (1, lambda chance, depth: Call(chance.choice(("max", "min")), several(chance, depth))),
    (1, lambda chance, depth: Call("log", (formula(chance, depth), Number(Fraction(chance.choice((2, 10))))))),
    (1, pieces),
)
WEIGHTS = [weight for weight, _ in MAKE]


def formula(chance: Random, depth: int) -> Expression:
    """A formula of at most this depth, of the shapes that the parser makes."""
    if depth == 0 or chance.random() < 0.2:
        return leaf(chance)
    ((_, make),) = chance.choices(MAKE, WEIGHTS)
    return make(chance, depth - 1)


def formulas(seed: int, first: int, count: int) -> Iterator[Expression]:
    """The formulas from the ``first`` on; each has a seed of its own."""
    for number in range(first, first + count):
        chance = Random(seed * 1_000_003 + number)  # noqa: S311 - no secret
        yield formula(chance, chance.choice((2, 3, 3, 4)))


# What is looked at


class Refused(Exception):
    """The library says that it cannot, which is an answer."""


def reads_back(e: Expression, printed: Callable[[Expression], str]) -> None:
    text = printed(e)
    try:
        read = parse(text)
    except FormulaError as error:
        if "computed" in error.reason:
            raise Refused("a constant is past the limits of reading") from error
        raise
    assert read == e, f"reads back otherwise: {text}"


def sympy_reads(e: Expression) -> None:
    names = {name: symbol(name) for name in NAMES}
    try:
        expected = to_sympy(e)
    except (TypeError, ValueError, AttributeError):  # SymPy refuses to compare some numbers, and stumbles over its own refusal
        return
    found = sympy.sympify(to_sympy_text(e), locals=names)
    if found == expected:  # then there is nothing to compare, and SymPy's subs may take for ever in nested pieces
        return
    for at in POINTS[:2]:
        here = {names[name]: sympy.Rational(str(number)) for name, number in at.items()}
        try:
            left, right = (sympy.N(expr.subs(here), 15) for expr in (expected, found))
        except (TypeError, ValueError, ZeroDivisionError, RecursionError):
            continue
        known = all(number.is_Float or number.is_Rational for number in (left, right))
        assert not known or abs(left - right) <= mpmath.mpf("1e-9") * (1 + abs(left)), f"SymPy reads otherwise: {to_sympy_text(e)}"


def derives(e: Expression) -> None:
    try:
        derivation = derive(e, "x", check="quick")
    except NoPoint as error:
        raise Refused("no real value at any point, or too much to check") from error
    except DerivationError as error:
        if "does not hold" in str(error):
            raise
        raise Refused(" ".join(str(error).split()[:6])) from error
    assert len(derivation.checks) == len(derivation.steps), "a step is not checked"
    for at in POINTS:
        try:
            expected, found = slope(e, "x", at), value(derivation.result, at)
        except NoValue:
            continue
        assert abs(found - expected) <= mpmath.mpf("1e-14") * (1 + abs(expected)), f"{derivation.result} is {found} at {at}, not {expected}"
        inside(derivation.conditions(), at)
    derivation.lesson().to_latex(fragment=True)


def inside(conditions: Iterable[Condition], at: Mapping[str, Any]) -> None:
    """At a point with a value what is asked for it holds; of powers no more is known, for u^v is taken for u > 0 alone."""
    asked = [one for one in conditions if one.purpose == "value" and type(one.part) is not Power]
    plain = [one for one in asked if not one.within and not one.bound and one.operator != "poles"]
    for one in plain:
        try:
            does, gap = holds(one.relation, at), abs(value(one.left, at) - value(one.right, at))
        except NoValue:
            continue
        if gap < ROUNDED:
            return  # tan(π), which is 0, has a logarithm in rounded numbers
        assert does, f"{one.relation} does not hold at {at}"
    found = domain_of(tuple(plain)).value
    assert found is None or not found.nothing, f"said to have no value, but has one at {at}"


def outcome(e: Expression, number: int) -> str:
    """What came of a formula: ``derived``, what was refused, or ``failure`` and why."""
    try:
        reads_back(e, to_text)
        reads_back(e, to_latex)
        if number % SPELLED == 0:
            sympy_reads(e)
        derives(e)
    except Refused as refused:
        return f"refused: {refused}"
    except Exception as error:  # noqa: BLE001 - any crash is a finding
        return f"failure: {type(error).__name__}: {str(error)[:300]}"
    return "derived"


def shortest(e: Expression, fails: Callable[[Expression], bool]) -> Expression:
    """The smallest part of a failing formula that fails too."""
    for part in children(e):
        if not isinstance(part, Relation) and fails(part):
            return shortest(part, fails)
    return e


class Finding(NamedTuple):
    """A failing formula and why it fails."""

    number: int
    formula: str
    why: str


def look(seed: int, first: int, count: int) -> tuple[Counter[str], list[Finding]]:
    """What came of ``count`` formulas from the ``first`` on."""
    counts: Counter[str] = Counter()
    findings = []
    for number, e in enumerate(formulas(seed, first, count), first):
        start = process_time()
        came = outcome(e, number)
        if (took := process_time() - start) > SLOW:
            counts["slow"] += 1
            print(f"{number}: {to_text(e)}\n    {came} in {took:.1f} s", flush=True)
        counts[came.split(": ")[0] if came.startswith("failure") else came] += 1
        if came.startswith("failure"):
            short = shortest(e, lambda part: outcome(part, 0).startswith("failure"))
            findings.append(Finding(number, to_text(short), outcome(short, 0)))
            print(f"{number}: {to_text(short)}\n    {findings[-1].why}", flush=True)
    return counts, findings


def run(seed: int, total: int, processes: int) -> tuple[Counter[str], list[Finding]]:
    """What came of all of them."""
    starts = range(0, total, CHUNK)
    sizes = [min(CHUNK, total - first) for first in starts]
    counts: Counter[str] = Counter()
    findings = []
    with ProcessPoolExecutor(processes) as pool:
        for some, found in pool.map(look, [seed] * len(starts), starts, sizes):
            counts += some
            findings += found
    return counts, findings


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the counts and the failures; the exit status is 1 where there is a failure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("total", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args(arguments)
    counts, findings = run(chosen.seed, chosen.total, chosen.processes)
    for kind, count in counts.most_common():
        print(f"{count:8}  {kind}")
    return int(bool(findings))


if __name__ == "__main__":
    raise SystemExit(main())
