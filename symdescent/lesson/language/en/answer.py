"""A line that somebody typed, and other ways to the result."""

from __future__ import annotations

WAYS = {
    "like factors first": "collect like factors first",
    "expand first": "expand first",
    "split the fraction": "split the fraction",
    "negative power": "write as a negative power",
    "root as a power": "write the root as a power",
    "square as a product": "write the square as a product",
    "exponential form": "write as a power of e",
    "split the logarithm": "split the logarithm",
}

# the name of a wrong rule, and what went wrong where f, its parts u and v, and x are put in
MISTAKES = {
    "chain factor dropped": (
        "chain factor dropped",
        "This is the outer derivative alone: the inside, {u}, changes with {x} too, and its derivative is missing as a factor.",
    ),
    "product of the derivatives": (
        "derivatives of the factors multiplied",
        "The factors of {f} were each differentiated and the derivatives multiplied.",
    ),
    "product term dropped": (
        "only some of the product rule's terms",
        "In {f} every factor takes its turn to be differentiated, and at least one turn is missing.",
    ),
    "power not lowered": ("exponent not lowered", "The exponent of {f} came down as a factor, but the power was not lowered by 1."),
    "power rule on an exponential": (
        "power rule used on an exponential",
        "The power rule is for a variable base; in {f} the variable is in the exponent.",
    ),
    "quotient of the derivatives": (
        "derivatives divided",
        "Above and below the bar of {f} each was differentiated by itself.",
    ),
    "quotient reversed": (
        "quotient rule in the wrong order",
        "The two terms of the numerator are in the wrong order: the derivative of the numerator {u} comes first, and so the sign is turned round.",
    ),
    "denominator not squared": ("denominator not squared", "The denominator {v} must be squared in the derivative."),
    "denominator dropped": ("denominator forgotten", "The numerator is right, but the square of {v} is missing below it."),
    "sine with a minus": (
        "minus sign at the sine",
        "The derivative of the sine has no minus sign; it is that of the cosine that has one.",
    ),
    "sign slip": ("sign slip", "A sign was lost, or put in, when {f} was differentiated."),
    "exponent dropped": ("exponent not brought down", "The power of {f} was lowered, but the exponent is missing as a factor."),
    "power raised": ("exponent raised", "The exponent of {f} was raised by 1; it must be lowered."),
    "logarithm of the base dropped": (
        "ln of the base missing",
        "The base of {f} is not e, so the natural logarithm of the base belongs into the derivative.",
    ),
    "exponent taken as constant": (
        "exponent treated as a constant",
        "The power rule treats the exponent {v} as a constant, but it changes with {x}.",
    ),
    "base taken as constant": (
        "base treated as a constant",
        "The rule for exponentials treats the base {u} as a constant, but it changes with {x}.",
    ),
    "inner derivative of the wrong thing": (
        "outer function taken at the inner derivative",
        "The derivative of {u} was put inside the outer function. Inside, {u} stays as it is.",
    ),
    "inner function dropped": (
        "outer derivative taken at the variable alone",
        "The outer derivative of {f} was taken at {x}. It belongs at {u}, which stays inside.",
    ),
    "inner function not differentiated": (
        "multiplied by the inside itself",
        "The outer derivative was multiplied by {u} itself and not by its derivative.",
    ),
    "outer function not differentiated": (
        "outer function kept",
        "The inside, {u}, was differentiated, but the outer function of {f} was left as it is.",
    ),
    "constant kept": ("constant kept", "Here {f} does not change with {x}, so its derivative is 0."),
    "power rule on a constant": (
        "power rule used on a constant",
        "The power rule is for a variable base; {f} is a number, so its derivative is 0.",
    ),
    "factor dropped": ("constant factor dropped", "The constant factor of {f} stays in the derivative."),
    "derivative misremembered": ("derivative misremembered", "The derivative of the outermost function in {f} is another one."),
    "antiderivative": ("antiderivative", "This integrates {f} where it should be differentiated."),
    "wrong variable": ("derivative by another variable", "This is the derivative with respect to another variable, not {x}."),
    "variable not held fixed": (
        "other variable not held fixed",
        "Only {x} varies: in {f} the other letters are held fixed, as numbers would be.",
    ),
    "not differentiated": ("not differentiated", "Here {f} was left as it is."),
    "taken as constant": ("treated as a constant", "Here {f} was treated as a constant, but it changes with {x}."),
    "rounded": (
        "rounded number",
        "It is rounded: the line agrees with the derivative to the digits typed. Keep the number exact, as a fraction or a root.",
    ),
    "constant of integration": (
        "constant of integration",
        "A constant of integration belongs to an antiderivative. A derivative has none, and without it the line is right.",
    ),
    "arithmetic slip": ("arithmetic slip", "The rules are right; look once more at the number in front of what {f} gives."),
}

SENTENCES = (
    {f"rule {key}": name for key, name in WAYS.items()}
    | {f"mistake {key}": name for key, (name, _) in MISTAKES.items()}
    | {f"explain {key}": sentence for key, (_, sentence) in MISTAKES.items()}
    | {
        "title answer": "Is {symbol} = {typed}?",
        "verdict equivalent": "**Right.**",
        "verdict equivalent but not simplified": "**Right**, and it can be written more simply.",
        "verdict right for a different rule": "**Right**, as it comes out by another way: {way}.",
        "verdict wrong": "**Not yet.**",
        "verdict undecided": "**Not decided.** Too few points were found at which the line and the derivative can be compared.",
        "answer proved": "It is proved to be equal to the derivative.",
        "answer numeric": "It agrees with the derivative to 30 digits at several points.",
        "answer result": "The result",
        "entries right": "Right: {right} of {count} entries.",
        "entry": "Entry {place}, {symbol} = {typed}",
        "explain unknown": "The line is not the derivative, and no single usual mistake leads to it.",
        "rule says": "The rule says: {rule}.",
        "difference": "At {at} the line has the value {typed}, the derivative {right}.",
        "difference of numbers": "The line has the value {typed}, the derivative {right}.",
        "found as": "Found as: {mistake}, at {where}. {hint}",
        "next hint": "Next hint: what is {asked}?",
        "next hints": "Next hint: what are {asked}?",
        "next hint whole": "Next hint: what is {asked} by this rule?",
        "or": ", or ",
        "title alternative": "Another way to differentiate {f}: {way}",
        "alternative at": "At {node}: {way}.",
        "alternative cost": "This takes {cost} steps; the first way takes {first}.",
        "alternative where": "It is allowed where {conditions}.",
    }
)
