"""What a name in a formula can mean, and what to say when it means nothing."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

from symdescent.errors import ArgumentError
from symdescent.notation.functions import ALIASES, FUNCTIONS, GREEK
from symdescent.notation.reasons import Reason
from symdescent.notation.style import LANGUAGES
from symdescent.notation.tokens import WORD, canonical

CONSTANTS = {"e": "e", "E": "e", "pi": "pi"}
ROWS = ("mean", "sum")
RANGES = ("sum", "product", "prod", "integral")
CALLABLE = frozenset((*FUNCTIONS, *ALIASES, *ROWS, *RANGES, "piecewise", "Piecewise", "lg"))
SPELLED = {"lg": "log_10"}  # as German schools write the logarithm to the base 10
ALWAYS = frozenset(("True", "true", "else", *(language.otherwise for language in LANGUAGES.values())))  # as the last condition
INDEXED = ("log_", "softmax_")  # functions that are called with a subscript
UNREAD = frozenset(("zeta",))  # functions that SymPy prints like a variable times a bracket
LETTER = re.compile(r"(?P<root>[A-Za-z]+)(?P<digits>[0-9]*)(?:_(?P<subscript>[A-Za-z0-9]+))?")
NAME = re.compile(r"[^\W\d_]\w*")
LONGEST_WORD = 40  # no suggestion is sought for a longer one
MOST_PARTS = 6

# words that are refused, each with the key of the reason
REFUSED: dict[str, str] = {
    **dict.fromkeys("for if else elif in is not and or import def return while exec eval None yield await with".split(), "program text"),
    **dict.fromkeys("oo zoo nan inf NaN Inf infinity Infinity".split(), "infinite"),
    **dict.fromkeys("diff Derivative limit Limit solve".split(), "calculus"),
    **dict.fromkeys(("integrate", "Integral"), "integral without bounds"),
    **dict.fromkeys(("And", "Or", "Not"), "joined conditions"),
    **dict.fromkeys(("True", "False", "true", "false", "otherwise", "sonst"), "last condition"),
    **dict.fromkeys(UNREAD, "letter or function"),
    "I": "imaginary unit",
}


def is_letter(name: str) -> bool:
    """Whether a name is one letter or a Greek letter's name, perhaps with digits or a subscript: free to be a variable."""
    match = LETTER.fullmatch(name)
    return match is not None and (len(match["root"]) == 1 or match["root"] in GREEK or match["root"] == "pi")


def unknown(name: str, word: str, called: bool, listed: Collection[str]) -> Reason:
    """The reason why a name is refused, with a suggestion; ``word`` is all that is written in one piece from there on."""
    if name in REFUSED:
        return Reason(REFUSED[name], word=name)
    shown = word if len(word) <= LONGEST_WORD else word[:LONGEST_WORD] + "…"
    meant = suggestion(word, called, listed) if len(word) <= LONGEST_WORD else None
    key = "unknown function" if called else "unknown name"
    return Reason(f"{key} meant", word=shown, meant=meant) if meant else Reason(key, word=shown)


def suggestion(word: str, called: bool, listed: Collection[str]) -> str | None:
    """What was probably meant by an unknown word.

    >>> suggestion("ax", False, ()), suggestion("sinx", False, ()), suggestion("speeed", False, ["speed"])
    ('a*x', 'sin(x)', 'speed')
    """
    if base := re.fullmatch("log([0-9]+)", word):
        return Reason("logarithm in two ways", base=base[1])
    known = [name for name in (*listed, *CALLABLE, *GREEK, "pi") if name != word and WORD.fullmatch(name)]
    parts = _parts(word, known)
    several = any(len(part) > 1 and part in known for part in parts)
    if several and 1 < len(parts) <= 3 and (not called or parts[-1] in CALLABLE):
        return _joined(parts)
    if len(word) == 2 and not called:
        return _joined(parts) if len(parts) == 2 else None  # ax is a*x, and not a misspelt max
    close = get_close_matches(word, list(CALLABLE) if called else known, 1, 0.75)
    if close or called:
        return close[0] if close else None
    return _joined(parts) if 1 < len(parts) <= MOST_PARTS else None


def _parts(word: str, known: Collection[str]) -> list[str]:
    longest_first = sorted((name for name in known if len(name) > 1 and name in word), key=len, reverse=True)
    return re.findall("|".join([*map(re.escape, longest_first), r"[^\W\d_][0-9]*(?:_\w+)?", "[0-9]+"]), word)


def _joined(parts: list[str]) -> str:
    """Factors joined by ``*``, a function taking all that follows it."""
    first, rest = parts[0], parts[1:]
    if not rest:
        return first
    return f"{first}({_joined(rest)})" if first in CALLABLE else f"{first}*{_joined(rest)}"


def variable_name(name: str) -> str:
    """The one spelling of a variable's name: Greek letters by their English names, ``x₁`` as ``x_1``.

    >>> variable_name("α"), variable_name("x₁")
    ('alpha', 'x_1')
    """
    name = getattr(name, "name", name)  # a SymPy symbol's
    if not isinstance(name, str) or not NAME.fullmatch(canonical(name.strip())):
        raise ArgumentError(f"{name!r} is no name of a variable: expected a letter, then letters, digits or _.")
    return canonical(name.strip())
