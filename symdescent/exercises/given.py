"""What a question gives, read back into expressions, and the sentence that asks."""

from __future__ import annotations

from functools import lru_cache

from symdescent.calculus.consequences.place import Place
from symdescent.exercises.topic import Given
from symdescent.lesson.derivation import definition
from symdescent.lesson.document import Block, Inline, Math, Prose
from symdescent.lesson.formula import join, math_of, name, point
from symdescent.lesson.language import say
from symdescent.lesson.symbols import of
from symdescent.notation.parser import parse, parse_number
from symdescent.notation.style import current_style
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import REBUILD, Expression, children

read = lru_cache(maxsize=256)(parse)  # question, solution and key of an item read the same texts


class Spelled(str):
    """The text of a drawn function together with the tree that is read from it."""

    __slots__ = ("tree",)
    tree: Expression


def spelled(drawn: Expression) -> Spelled:
    """A drawn function as SymPy reads it, and so that it need not be read again.

    >>> from symdescent.notation.tree import Power, Symbol, number
    >>> spelled(Power(Symbol("x"), number(2)))
    'x**2'
    """
    text = Spelled(to_sympy_text(drawn))
    text.tree = _anew(drawn)
    return text


def _anew(e: Expression) -> Expression:
    """The formula in nodes of its own, as they are read: none of them stands in two places."""
    parts = children(e)
    if parts:
        return REBUILD[type(e)](e, tuple(map(_anew, parts)))
    kind, values = e.__reduce__()
    return kind(*values)


def function(given: Given) -> Expression:
    """The function that is given."""
    text = given["function"]
    return text.tree if isinstance(text, Spelled) else read(text)


def place(given: Given, what: str = "point") -> Place:
    """A point, start or direction: a number for each variable."""
    return {name: parse_number(value) for name, value in given[what].items()}


def located(place: Place) -> Math:
    """(x, y) = (1, 2), or in one variable x = 1."""
    return join(point(map(name, place)), " = ", point(map(math_of, place.values())))


def asked(key: str, expression: Expression, variables: tuple[str, ...], **fields: Inline) -> tuple[Block, ...]:
    """The sentence of that key, its ``f`` being ``f(x) = …``; a long formula follows on a line of its own."""
    sentence = say(current_style().language, key, f=of(expression, variables), **fields)
    return (Prose(sentence), *definition(expression, variables))
