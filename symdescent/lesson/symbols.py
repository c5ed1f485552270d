"""What a derivation calls the function, its derivatives, its gradient and its Hessian."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from symdescent.calculus.derivation import Derivation, Partial
from symdescent.lesson.document import Math
from symdescent.lesson.formula import bracketed, function_name, join, listed, math_of, matrix, name, vector
from symdescent.notation.style import current_style
from symdescent.notation.text import SUPERSCRIPTS
from symdescent.notation.tree import Entry, Expression, walk

LONGEST_IN_WORDS = 40  # characters of a formula inside a sentence or title
PRIMES = {1: ("'", "′"), 2: ("''", "″"), 3: ("'''", "‴")}


def of(expression: Expression, variables: tuple[str, ...]) -> Math:
    """``f(x, y) = …``, or where that is too long for a line of words just ``f(x, y)``."""
    written = math_of(expression)
    left = signature(expression, variables)
    return join(left, " = ", written) if len(written.text) <= LONGEST_IN_WORDS else left


def signature(expression: Expression, variables: tuple[str, ...]) -> Math:
    """``f(x, y)``; of a formula in the entries x_1, x_2 and so on ``f(x)``."""
    letters = dict.fromkeys(x.partition("_")[0] if is_entry(expression, x) else x for x in variables)
    return join(function_name(expression, variables), bracketed(listed(map(name, letters))))


def is_entry(expression: Expression, variable: str) -> bool:
    """Whether a variable x_j is one of the entries x_i of a formula, and so one of several variables."""
    family, index, _ = variable.partition("_")
    return bool(index) and any(type(node) is Entry and node.family == family for node in walk(expression))


def is_partial(derivation: Derivation) -> bool:
    """Whether there are several variables, of which all but one are held fixed."""
    return len(derivation.variables) > 1 or any(is_entry(derivation.expression, x) for x in derivation.variables)


def partial_symbol(derivation: Derivation, partial: Partial) -> Math:
    """The symbol of one of the derivation's derivatives."""
    return symbol_of(derivation, partial.order)


def symbol_of(derivation: Derivation, order: Sequence[str]) -> Math:
    """f′(x), df/dx, ∂f/∂x, ∂²f/∂y∂x and so on, derived by the variables of ``order`` in turn."""
    f = function_name(derivation.expression, derivation.variables)
    if not is_partial(derivation):
        return derivative_symbol(f, order[0], len(order))
    below = [_power_of_d(r"\partial ", "∂", x, len(list(group))) for x, group in groupby(reversed(order))]  # the first stands next to f
    latex, text = raised(len(order))
    return Math(rf"\frac{{\partial{latex} {f}}}{{{' '.join(d.latex for d in below)}}}", f"∂{text}{f}/{''.join(d.text for d in below)}")


def derivative_symbol(f: str, x: str, order: int = 1) -> Math:
    """f′(x) or df/dx, f″(x) or d²f/dx², f⁽⁴⁾(x) or d⁴f/dx⁴, as the style says."""
    latex, text = raised(order)
    if current_style().derivative != "prime":
        below = _power_of_d("d", "d", x, order)
        return Math(rf"\frac{{d{latex}{f}}}{{{below.latex}}}", f"d{text}{f}/{below.text}")
    primes = PRIMES.get(order, (f"^{{({order})}}", f"⁽{text}⁾"))
    return join(Math(f + primes[0], f + primes[1]), "(", name(x), ")")


def raised(order: int) -> tuple[str, str]:
    """The order as a superscript, in TeX and in text; nothing for 1."""
    return ("", "") if order == 1 else (f"^{{{order}}}", str(order).translate(SUPERSCRIPTS))


def _power_of_d(latex: str, text: str, x: str, order: int) -> Math:
    """dx² or ∂x²."""
    power = raised(order)
    return join(Math(latex, text), name(x), Math(*power))


def whole_symbol(derivation: Derivation) -> Math:
    """∇f or ∇²f."""
    f = function_name(derivation.expression, derivation.variables)
    return Math(rf"\nabla {f}", f"∇{f}") if derivation.kind == "gradient" else Math(rf"\nabla^{{2}} {f}", f"∇²{f}")


def whole(derivation: Derivation) -> Math:
    """The gradient as a vector, the Hessian as a matrix."""
    results = list(map(math_of, derivation.results))
    if derivation.kind == "gradient":
        return vector(results)
    size = len(derivation.variables)
    entry = {partial.order: result for partial, result in zip(derivation.partials, results, strict=True)}
    order = derivation.variables
    return matrix([[entry[order[min(i, j)], order[max(i, j)]] for j in range(size)] for i in range(size)])
