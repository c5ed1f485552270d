"""What the checker knows of numbers and signs: exact values, data row by row, and signs read off term by term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sympy

from symdescent.analysis.effort import factored
from symdescent.analysis.signs import natural
from symdescent.analysis.signs import sign as fact_of
from symdescent.analysis.signs.checks.holds import holds
from symdescent.notation.bridge import from_sympy, to_sympy
from symdescent.notation.region import Region
from symdescent.notation.tree import Relation, Symbol

if TYPE_CHECKING:
    from symdescent.problem import Problem

ENOUGH = 50  # digits
MOST_ROWS = 5000
LONGEST = 300  # operations of an expression whose sign is proved
AT_LEAST, MORE = (">=", ">"), (">",)


def number_sign(value: Any) -> int:
    """The sign of a real number; raises ``ArithmeticError`` where 50 digits do not tell it."""
    value = sympy.nsimplify(value) if isinstance(value, float) else value
    if value.is_Rational:
        return int(value.p > 0) - int(value.p < 0)
    if value.free_symbols or not value.is_real:
        raise ArithmeticError
    short = sympy.expand(value) if value.count_ops() < 400 else value
    if short == 0:
        return 0
    digits = sympy.N(short, ENOUGH)
    if abs(digits) < sympy.Float(10) ** -30:
        raise ArithmeticError
    return 1 if digits > 0 else -1


def second(problem: Problem, first: str, other: str) -> Any:
    """A second derivative by SymPy, with the data put in row by row."""
    return with_rows(sympy.diff(problem.sympy, problem.symbols[first], problem.symbols[other]), problem)


def with_rows(expression: Any, problem: Problem) -> Any:
    """Each sum over the rows written out, the numbers of the table as their decimals say."""
    if problem.data is None:
        return expression
    count = len(problem.data)
    if count > MOST_ROWS:
        raise ArithmeticError
    for total in expression.atoms(sympy.Sum):
        entries = total.function.atoms(sympy.Indexed)
        table = {entry: [sympy.Rational(repr(float(v))) for v in problem.data[entry.base.label.name]] for entry in entries}
        body = sympy.expand(total.function)
        rows = [body.xreplace({entry: column[k] for entry, column in table.items()}) for k in range(count)]
        expression = expression.xreplace({total: sympy.Add(*rows)})
    lengths = {s for s in expression.free_symbols if s.name == "n" and s.is_integer}
    return expression.xreplace({s: sympy.Integer(count) for s in lengths})


def sign_holds(expression: Any, sign: str, problem: Problem) -> bool:
    """Whether an expression has this sign on the whole domain, read off its factors and their terms."""
    if sign == "zero":
        return vanishes(expression)
    wanted = expression if sign in ("positive", "nonnegative") else -expression
    found = _least_sign(factored(wanted), _bounded(problem))
    return (
        found == 1
        or (found in (0, 2) and sign in ("nonnegative", "nonpositive"))
        or has_proof(expression, sign, natural(problem.expression, problem.domain))
    )


def has_proof(expression: Any, claim: str, where: Region) -> bool:
    """Whether there is a proof of the sign that the separate checker of such proofs accepts."""
    found = fact_of(from_sympy(expression), where) if expression.count_ops() <= LONGEST else None
    return found is not None and found.says(claim) and holds(found, where)


def agree(left: Any, right: Any) -> bool:
    """Whether two numbers are equal, to 40 digits at least: what is only shown, and proves nothing."""
    one, other = sympy.N(left, 60, maxn=200), sympy.N(right, 60, maxn=200)
    return bool(abs(one - other) < sympy.Float(10) ** -40 * (1 + abs(one)))


def vanishes(expression: Any) -> bool:
    """Whether an expression is 0 identically, by SymPy's normal forms."""
    forms = (sympy.expand, lambda e: sympy.cancel(sympy.together(e)), _with_few_roots, sympy.simplify)
    return any(form(expression) == 0 for form in forms)


def _with_few_roots(e: Any) -> Any:
    """The numerator over a common denominator, half powers of one base as powers of one symbol."""
    e = sympy.powsimp(sympy.expand_power_exp(sympy.powdenest(e)), deep=True)
    bases = {p.base for p in e.atoms(sympy.Pow) if p.exp.is_Rational and p.exp.q == 2}
    for base in bases:
        root = sympy.Dummy(positive=True)
        powers = {p: root ** (2 * p.exp) for p in e.atoms(sympy.Pow) if p.base == base and p.exp.is_Rational and (2 * p.exp).is_Integer}
        e = sympy.fraction(sympy.together(e.xreplace(powers)))[0]
        try:
            quotient, rest = sympy.div(sympy.Poly(sympy.expand(e), root), sympy.Poly(root**2 - base, root))
        except sympy.PolynomialError:  # a root inside of a root
            return e
        e = rest.as_expr() if quotient is not None else e
    return sympy.expand(sympy.fraction(sympy.together(e))[0])


def _bounded(problem: Problem) -> dict[Any, Any]:
    """For each name that a comparison keeps on one side of a number of that sign: what to put in its place."""
    made = {}
    for relation in (*problem.domain.relations, *_logarithms(problem)):
        left, right = to_sympy(relation.left), to_sympy(relation.right)
        for name, end, operator in ((left, right, relation.operator), (right, left, MIRROR[relation.operator])):
            if name.is_Symbol and end.is_number and name not in made and operator != "==":
                strict = operator in ("<", ">")
                way = 1 if operator in (">", ">=") else -1
                if number_sign(end) * way > 0 or (number_sign(end) == 0 and (strict or name not in made)):
                    kept = sympy.Dummy(name.name, positive=True) if strict else sympy.Dummy(name.name, nonnegative=True)
                    made[name] = end + way * kept
    return made


MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}


def _logarithms(problem: Problem) -> list[Relation]:
    """x > 0 for each ln x in the formula, which has no value elsewhere."""
    from symdescent.notation.tree import ZERO, Call, walk

    calls = [node for node in walk(problem.expression) if isinstance(node, Call) and node.function == "ln"]
    return [Relation(node.arguments[0], ">", ZERO) for node in calls if isinstance(node.arguments[0], Symbol)]


def _least_sign(e: Any, bounded: dict[Any, Any]) -> int | None:
    """1 where every value is > 0, 0 where every value is ≥ 0, None where that is not seen."""
    total = 1
    negative = False
    for factor in sympy.Mul.make_args(e):
        base, exponent = factor.as_base_exp()
        found = _of_factor(base, exponent, bounded)
        if found is None:
            return None
        negative ^= found < 0
        total = min(total, abs(found) % 2)
    return None if negative else total


def _of_factor(base: Any, exponent: Any, bounded: dict[Any, Any]) -> int | None:
    """1 for > 0, -1 for < 0, 2 for ≥ 0, -2 for ≤ 0."""
    even = exponent.is_Integer and exponent % 2 == 0
    below = _terms(sympy.expand(base.xreplace(bounded)))
    above = _terms(sympy.expand(-base.xreplace(bounded)))
    known = below if below is not None else None if above is None else -above
    if exponent.is_negative or (exponent.is_Rational and not exponent.is_Integer):  # no value where the base is 0, or below it
        return 1 if even or (known is not None and known > 0) or not exponent.is_Integer else -1 if known is not None else None
    if even:
        return 1 if known in (1, -1) else 2
    return known


def _terms(e: Any) -> int | None:
    """1 where all terms are ≥ 0 and one is > 0, 2 where all are ≥ 0."""
    signs = [_term(term) for term in sympy.Add.make_args(e)]
    if None in signs:
        return None
    return 1 if 1 in signs else 2


def _term(term: Any) -> int | None:
    total = 1
    for factor in sympy.Mul.make_args(term):
        base, exponent = factor.as_base_exp()
        if factor.is_number:
            sign = number_sign(factor)
            if sign < 0:
                return None
            total = total if sign else 2
        elif base == sympy.E or (base.is_Symbol and base.is_positive) or isinstance(base, sympy.cosh):
            continue
        elif (exponent.is_Integer and exponent % 2 == 0) or isinstance(base, sympy.Abs) or (base.is_Symbol and base.is_nonnegative):
            total = total if exponent.is_negative else 2
        elif exponent.is_Rational and not exponent.is_Integer:
            total = total if exponent.is_negative or _terms(sympy.expand(base)) == 1 else 2
        else:
            return None
    return total
