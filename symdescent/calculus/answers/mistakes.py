"""The table of wrong rules: what students write instead of a rule, one row each.

A row looks at one derivative step, whose premises may be right or wrong themselves, and says what the wrong rule would
make of it. Rows stand in the order in which a teacher would think of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from symdescent.calculus.answers import wrong_functions as functions
from symdescent.calculus.answers import wrong_rules as rules
from symdescent.calculus.step import Step
from symdescent.notation.tree import Expression


class Mistake(NamedTuple):
    """One row: its name, the wrong results that it makes of a step, whether only of the whole, and whether it is a mere slip."""

    name: str
    results: Callable[[Step], Iterable[Expression]]
    whole: bool = False
    slip: bool = False


MISTAKES: tuple[Mistake, ...] = (
    Mistake("chain factor dropped", rules.chain_dropped),
    Mistake("product of the derivatives", rules.product_of_derivatives),
    Mistake("product term dropped", rules.product_term_dropped),
    Mistake("power not lowered", functions.power_kept),
    Mistake("power rule on an exponential", functions.power_rule_on_exponential),
    Mistake("quotient of the derivatives", rules.quotient_of_derivatives),
    Mistake("quotient reversed", rules.quotient_reversed),
    Mistake("denominator not squared", rules.quotient_not_squared),
    Mistake("denominator dropped", rules.denominator_dropped),
    Mistake("sine with a minus", functions.sine_with_minus),
    Mistake("sign slip", rules.sign_slip),
    Mistake("exponent dropped", functions.exponent_dropped),
    Mistake("power raised", functions.power_raised),
    Mistake("logarithm of the base dropped", functions.logarithm_of_base_dropped),
    Mistake("exponent taken as constant", functions.exponent_taken_as_constant),
    Mistake("base taken as constant", functions.base_taken_as_constant),
    Mistake("inner derivative of the wrong thing", rules.inner_wrong),
    Mistake("inner function dropped", rules.inner_dropped),
    Mistake("inner function not differentiated", rules.inner_kept),
    Mistake("outer function not differentiated", rules.outer_kept),
    Mistake("constant kept", rules.constant_kept),
    Mistake("power rule on a constant", rules.constant_as_variable),
    Mistake("factor dropped", rules.factor_dropped),
    Mistake("derivative misremembered", functions.misremembered),
    Mistake("antiderivative", functions.antiderivative),
    Mistake("wrong variable", rules.other_variable, whole=True),
    Mistake("variable not held fixed", rules.held_fixed),
    Mistake("not differentiated", rules.not_differentiated),
    Mistake("taken as constant", rules.taken_as_constant),
    Mistake("arithmetic slip", functions.arithmetic_slip, slip=True),
)
