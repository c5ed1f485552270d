"""Why something typed is not read: a sentence by key, with fields; other languages have the same keys in ``lesson.language``."""

from __future__ import annotations

import unicodedata
from typing import Any

DOMAIN = "write comparisons with commas between, such as x > 0, -1 <= y <= 4"
_COMMA = "A comma stands only between the arguments of a function such as max(x, y)."
_SEVERAL = "A name of several letters must be a function, a column of the data or listed in variables=."
_NAMED = "a parameter is named by a keyword, and a state in state=."
_LONG = "terms: at most {most:,} and {parts:,} parts are read."
_SHORTER = "A bound n instead of a number keeps it short."
_INSIDE = "The terms are sums themselves, {times} times as many parts at most. A bound n keeps it short."

REASONS: dict[str, str] = {
    # how long, how deep, how large
    "characters": "This formula has {count:,} characters; at most {most:,} are read.",
    "tokens": "This formula has too many numbers, names and signs: at most {most:,} are read.",
    "depth": "This is nested too deeply: at most {most} levels are read.",
    "nodes": "This formula has more than {most:,} parts, and no more are read.",
    "variables": "This formula has more than {most} variables, and no more are read.",
    "digits": "A number may have at most {most} digits.",
    "constant": "A constant this large is not computed: at most {most:,} bits.",
    "exponent": "This exponent is too large: at most {most:,} is computed.",
    "exponents": "These exponents multiply to more than {most:,}, which is not computed.",
    "large factorial": "A factorial is computed only up to {most}!.",
    "long line": "A line may have at most {most} characters.",
    "long answer": "An answer may have at most {most} characters.",
    "deep answer": "Brackets may stand in at most {most} others.",
    "long sum": f"Written out, this sum has {{count:,}} {_LONG} {_SHORTER}",
    "long product": f"Written out, this product has {{count:,}} {_LONG} {_SHORTER}",
    "long sum of sums": f"Written out, this sum has {{count:,}} {_LONG} {_INSIDE}",
    "long product of sums": f"Written out, this product has {{count:,}} {_LONG} {_INSIDE}",
    # characters
    "quotation marks": "Quotation marks and primes have no place in a formula: write the function itself, without them.",
    "square brackets": "Square brackets have no meaning here: group with ( ), and write a subscript as x_0.",
    "curly brackets": "Curly brackets have no meaning here: group with ( ).",
    "point": "A point stands only inside a number such as 0.5; names have no attributes. Write * for a product.",
    "colon": "A colon has no meaning in a formula: write / for a quotient. (No program text such as lambda is read.)",
    "underscore": "An underscore stands only between a letter and its subscript, as in x_1.",
    "percentage": "Write a percentage as a number: 5% is 0.05.",
    "joined conditions": "Conditions cannot be joined: write one comparison for each piece of the piecewise.",
    "semicolon": "Separate arguments with a comma; a formula has one line and no statements.",
    "infinity": "Infinity is not a number that a formula can hold.",
    "line break": "A formula stands on one line: remove the line break.",
    "nul": "This is a NUL character: remove it.",
    "look-alike": "This is {letter.name}, which looks like {plain}: type {plain} itself.",
    "control character": "This is a control character ({letter.name}): remove it.",
    "character": "The character {letter} ({letter.name}) has no meaning in a formula.",
    # names
    "program text": "Only a formula is read here, no program text: {word} has no meaning in it.",
    "infinite": "{word} is not a number that a formula can hold.",
    "calculus": "Write the function itself: symdescent does the calculus, {word} has no place in a formula.",
    "integral without bounds": "Write an integral with its bounds, as integral(e^(-t^2), t, 0, x).",
    "last condition": "{word} stands only as the last condition of a piecewise.",
    "letter or function": "{word} is not a function I know: write {word}*( ) for a product, or list {word} in variables=.",
    "imaginary unit": "I is the imaginary unit, and formulas here are real; list it in variables= if it is a variable.",
    "unknown name": f"{{word}} is not a name I know. {_SEVERAL}",
    "unknown name meant": f"{{word}} is not a name I know: did you mean {{meant}}? {_SEVERAL}",
    "unknown function": f"{{word}} is not a function I know. {_SEVERAL}",
    "unknown function meant": f"{{word}} is not a function I know: did you mean {{meant}}? {_SEVERAL}",
    "logarithm in two ways": "log_{base}(x) or log(x, {base})",
    "other letter": "{name} does not occur in the function that is differentiated: one in {letters} is expected.",
    "letter in a constant": "{name} does not occur in the function that is differentiated: a number is expected.",
    "other case": "{name} does not occur in the question: did you mean {meant}?",
    "number expected": "A number is expected here, such as 1/10 or sqrt(2), but {name} is a variable.",
    # what stands where it cannot, and what is missing
    "empty": "The formula is empty: type one, such as x^2 + 5.",
    "end": "The formula stops here, but something must follow {before}.",
    "empty brackets": "There is nothing between these brackets.",
    "operand": "A number, a name or a bracket is expected here, but this is {token}.",
    "operand after": "A number, a name or a bracket is expected here, after {before}, but this is {token}.",
    "misplaced": "{token} cannot stand here.",
    "equation": "This is an equation or an assignment: write only the right-hand side.",
    "equation with a side": "This is an equation or an assignment: write only the right-hand side: {side}.",
    "open bracket": "The bracket opened here is never closed. Add {closers} at the end.",
    "open bracket repaired": "The bracket opened here is never closed. Add {closers} at the end: {repaired}",
    "open bar": "The bar opened here is never closed. Add {closers} at the end.",
    "open bar repaired": "The bar opened here is never closed. Add {closers} at the end: {repaired}",
    "closing bracket": "This bracket closes nothing: remove it, or open one before.",
    "closing bar": "This bar closes nothing: write abs( ) where bars are unclear.",
    "unclear bars": "The bars are unclear here: write abs( ) or brackets.",
    "decimal comma": "A decimal is written with a point: did you mean {before}.{after}?",
    "comma": _COMMA,
    "comma after a name": f"{{name}} is not a function I know. {_COMMA}",
    "two decimal commas": "Two decimal commas in one number: write ; between numbers, as in 1; 2; 3.",
    "unclear comma": "This comma can be decimal or stand between arguments: write ; between arguments, as in max(1; 2), or 0.5 with a point.",
    "number behind": "A number cannot follow directly here: write * for a product, or ^ for a power.",
    "number first": "Write the number first: {digits}*pi.",
    "factorial": "A factorial is read only of a whole number, as in 5!; otherwise write gamma(x + 1).",
    "superscript alone": "This superscript has nothing to stand on: write the power as ^( ).",
    "superscript": "This superscript cannot be read: write the power as ^( ).",
    "powers of powers": "Powers of powers need brackets: (x²)^3 or x^(2^3).",
    "comparison": "A comparison stands only as a condition of a piecewise, as in piecewise((x, x < 0), (2x, True)).",
    "division by zero": "This divides by zero, which has no value.",
    "power of zero": "A negative power of zero divides by zero, which has no value.",
    # functions and their arguments
    "bracket expected": "A bracket is expected here: write {example}.",
    "nothing to act on": "{name} needs something to act on: write it in brackets, as in {name}({example}).",
    "how far": "How far does {name} reach? Write its argument in brackets: {name}( ).",
    "inverse": "{name}^-1 can mean two things: write {inverse}, or 1/{name}(x).",
    "inverse by name": "{name}^-1 can mean two things: write the inverse function's name, or 1/{name}(x).",
    "takes one": "{name} takes 1 argument, not {count}.",
    "takes one decimal": "{name} takes 1 argument, not {count}. (A decimal is written with a point.)",
    "takes several": "{name} takes {most} arguments, not {count}.",
    "takes either": "{name} takes {least} or {most} arguments, not {count}.",
    "call takes": "{name} takes {most}, not {count}.",
    "logarithm's base": "A logarithm's base is positive and not 1, but this is {base}.",
    "step at zero": "The step function is 1/2 at 0 here: write heaviside(x).",
    "softmax index": "softmax_k needs a whole number k from 1 to {most}, as many as its arguments: write softmax_1(x, y).",
    "softmax": "softmax has as many values as arguments: say which one is meant, as in softmax_1(x, y).",
    "polygamma": "polygamma(n, x), the n-th derivative of digamma(x), is read for a whole number n up to {most}.",
    # pieces
    "piece": "A piece is a value, a comma and a condition, as in (x, x < 0).",
    "piece behind the last": "Nothing can follow the piece that always holds: put it last.",
    "condition": "A condition is one comparison such as x < 0, or True.",
    "chained condition": "A condition is one comparison: split this one over several pieces.",
    # rows of data
    "column": "{name} is a column of the data: put it inside mean( ) or sum( ), which run over the rows.",
    "column under an index": "{name} is a column of the data, and an index does not run over its rows: use mean( ) or sum( ) of one thing.",
    "column in an integral": "A column of the data cannot stand inside an integral: put a variable there.",
    "no data": "{name} runs over the rows of data: give data=.",
    "no data for a sum": "{name} runs over the rows of data: give data=, or an index with bounds as in sum(x_i, i, 1, n).",
    "no column": "{name} runs over the rows of data, but no column is in it; the columns are {columns}.",
    "rows of rows": "{name} stands inside another mean or sum: only one runs over the rows.",
    "product over rows": "{name} does not run over the rows of data: write product(x_i, i, 1, n) over an index.",
    "rows inside i": "The rows of the data are counted by i: take another index in the sum around it, such as j.",
    "i inside rows": "The rows of the data are counted by i: take another index here, such as j.",
    # sums, products and integrals
    "parts of a sum": "This sum needs its term, the index and both bounds: write {example}.",
    "parts of a product": "This product needs its term, the index and both bounds: write {example}.",
    "parts of an integral": "This integral needs the function, its variable and both bounds: write {example}.",
    "index": "The index has to be a letter of its own: write {example}.",
    "variable": "The variable has to be a letter of its own: write {example}.",
    "index twice": "{name} runs in an outer sum, product or integral already: take another letter here.",
    "index in a bound": "The bounds cannot depend on the index {name} itself: take another letter.",
    "variable in a bound": "The bounds cannot depend on the variable {name} itself: take another letter.",
    "fractional bound": "An index counts whole numbers, and {bound} is none: write bounds such as 1 and n, or 1 and 10.",
    # domains
    "domain": f"The domain goes wrong here: {DOMAIN}.",
    "domain without a comparison": f"A comparison is expected here: {DOMAIN}.",
    "gap": "A domain has no gaps: write the part that is meant, such as x > 0.",
    # LaTeX
    "words": "Words have no place in a formula: only names in one piece, and conditions in \\begin{{cases}}.",
    "subscript behind": "A subscript stands only after a letter or \\log, not after {token}.",
    "subscript alone": "A subscript stands only after a letter.",
    "subscript": "A subscript is a number or letters, as in x_{{1}} or x_{{max}}.",
    "argument in brackets": "Write the argument in brackets here.",
    "empty bars": "There is nothing between these bars.",
    "missing": "{closer} is missing here.",
    "row of cases": "A row of \\begin{{cases}} is a value, the sign & and its condition, as in x & x < 0.",
    "mixed number typed": "{whole} {above}/{below} can mean two things: write {one}/{below}, or {whole}*{above}/{below}.",
    "mixed number": "A number before a fraction of numbers can mean two things: write + between them, or \\cdot.",
    "no bounds": "Write where {sign} begins and ends, as in {sign}_{{i=1}}^{{n}} x_i.",
    "no body": "Something must follow {sign}.",
    "no limits": "An integral needs both its limits: write \\int_{{a}}^{{b}} … \\, dt.",
    "no differential": "An integral ends with its differential: write \\int_{{a}}^{{b}} … \\, dt, with the d after any fraction.",
    "unopened": "{token} closes nothing: remove it, or open one before.",
    "ampersand": "A sign & stands only between a value and its condition in \\begin{{cases}}: write one formula.",
    "rows without cases": "A formula stands on one line: a line break stands only between the rows of \\begin{{cases}}.",
    "double backslash": "A formula stands on one line: \\\\ stands only between the rows of \\begin{{cases}}.",
    "right without left": "\\right. closes only \\left\\{{ \\begin{{array}} … \\end{{array}}.",
    "unclosed": "The bracket opened here is never closed: {closer} is missing.",
    "closed too late": "{token} stands before the {opened} from further left is closed with {closer}.",
    "group": "Write what belongs to {of} in curly brackets: {of}{{ }}.",
    "two scripts": "Two in a row are unclear: use curly brackets, as in {{x^2}}^3.",
    "exponent in brackets": "An exponent in brackets can mean an index or a derivative: write a power as x^{{2}}.",
    "wrapper": "{opened} stands before the formula, but {closed} is missing after it.",
    "size without a bracket": "\\{side} makes a bracket larger, but no bracket that is read follows it.",
    "backslash missing": "Write \\{name} with its backslash: in LaTeX these letters are a product.",
    "dollar sign": "A dollar sign stands only around the whole formula.",
    "comment": "A comment of LaTeX begins here: remove it.",
    "accent": "Accents are not read: write a subscript such as x_{{1}} in place of {word}.",
    "rounding": "Rounding is not read: {word} has no place in a formula that is differentiated.",
    "relation": "{word} has no meaning in a formula: write only the right-hand side.",
    "dots": "Dots leave out what a formula must say: write every term, or a sum such as \\sum_{{i=1}}^{{n}} x_i.",
    "large sign": "{word} is not read in a formula: write one integral or sum with its limits.",
    "two signs": "{word} stands for two formulas: write one of them, with + or with -.",
    "norm": "A norm is not read: write it out, as in \\sqrt{{x^2 + y^2}}.",
    "plain TeX": "{word} is plain TeX: write \\frac{{a}}{{b}}.",
    "mark": "{word} has no meaning here: write the function itself.",
    "binomial": "A binomial coefficient is not read: write the fraction of factorials.",
    "backslash": "A backslash begins a command such as \\sin, but nothing follows it.",
    "long command": "This command is not read in a formula.",
    "environment": "{word} is not read: only \\begin{{cases}} … \\end{{cases}} has a place in a formula.",
    "command": "{word} is not read in a formula.",
    "command meant": "{word} is not read in a formula: did you mean {meant}?",
    # methods
    "equation of a method": "An equation is a name, =, and what it becomes, as in x = x - alpha*g.",
    "given": "{name} is {what}: it is given, and no line can set it.",
    "factorial in a method": "A factorial has no place in a method: write gamma(k + 1).",
    "set below": f"{{name}} is set only by a line below: give it a start value in state=, {_NAMED}",
    "no value": f"{{name}} has no value here: {{given}} are given, {_NAMED}",
    "no value at the start": "{unknown} has no value where {name} starts: expected x, I, n and parameters only.",
    "no line": "No line says what {wanted} becomes: end with one such as {example}.",
    "state not set": "The state {name} is set by no line: add one such as {name} = g.",
    "given x": "the iterate",
    "given g": "the gradient there",
    "given H": "the Hessian there",
    "given f": "the value there",
    "given k": "the number of the step, from 1",
    "given alpha": "the step size",
    "given I": "the identity matrix",
    "given n": "the number of variables",
    # answers
    "empty answer": "The answer is empty: type one.",
    "empty line": "The answer is empty: type one, such as 2x + 5.",
    "nothing equal": "Something is missing behind the equals sign.",
    "two sides": "Both sides of this equals sign differ: type the result alone.",
    "typed entries": "{count} entries are expected here, with commas between them as in (2x, 2y), but there {seen}.",
    "entries": "{count} entries are expected here, with commas between them, but there {seen}.",
    "coordinates": "{count} coordinates are expected here, with commas between them, but there {seen}.",
    "rows": "{count} rows are expected here, with commas between them, but there {seen}.",
    "one seen": "is 1",
    "several seen": "are {count}",
    "interval": "An interval is expected here, such as (0, 1/2) or 0 < x < 1/2.",
    "comparison expected": "A comparison is expected here, such as 0 < x < 1/2.",
    "letter and number": "A letter is compared with a number here, such as x < 1/2.",
    "none or a kind": "This may mean that there are no points, or what a point is: type each point with its kind, or none.",
    "choice": "One of these is expected: {choices}.",
    "denied": "This says only what it is not: type what it is.",
}


class Letter(str):
    """A character that is shown, with its names in English and in every language."""

    __slots__ = ()

    @property
    def code(self) -> str:
        """Its number, such as U+00E9."""
        return f"U+{ord(self):04X}"

    @property
    def name(self) -> str:
        """Its name in Unicode."""
        return unicodedata.name(self, f"character {self.code}")


class Reason(str):
    """A sentence in English that knows its key and its fields, from which it is said in another language.

    >>> told = Reason("exponent", most=4096)
    >>> told, told.key
    ('This exponent is too large: at most 4,096 is computed.', 'exponent')
    """

    __slots__ = ("fields", "key")
    key: str
    fields: dict[str, Any]

    def __new__(cls, key: str, /, **fields: Any) -> Reason:
        """The English sentence of a key."""
        made = super().__new__(cls, REASONS[key].format(**fields))
        made.key, made.fields = key, fields
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.key,), self.fields


def seen(count: int) -> Reason:
    """How many there are, as other reasons take it.

    >>> seen(1), seen(3)
    ('is 1', 'are 3')
    """
    return Reason("one seen") if count == 1 else Reason("several seen", count=count)
