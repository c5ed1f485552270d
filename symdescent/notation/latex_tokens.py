"""Cuts LaTeX mathematics into its own tokens: commands, words, letters, digits, brackets; what is only for the eye is skipped."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from difflib import get_close_matches
from typing import NamedTuple

from symdescent.errors import FormulaError
from symdescent.notation.functions import ALIASES, FUNCTIONS, GREEK
from symdescent.notation.limits import Limits
from symdescent.notation.reasons import Reason
from symdescent.notation.tokens import LETTERS, LONGEST_NAME, OPERATORS, SUPERSCRIPTS, WORD, refusal

LATEX = re.compile(r"[\\$]|[_^]\{|\{,\}")  # what no typed formula has in it
WRAPPERS = {
    "$$": "$$",
    "$": "$",
    r"\(": r"\)",
    r"\[": r"\]",
    **{rf"\begin{{{name}}}": rf"\end{{{name}}}" for name in ("equation", "equation*", "displaymath", "math")},
}

FRACTIONS = dict.fromkeys((r"\dfrac", r"\tfrac", r"\cfrac"), r"\frac")
VARIANTS = {r"\varepsilon": r"\epsilon", r"\vartheta": r"\theta", r"\varphi": r"\phi", r"\varrho": r"\rho", r"\varsigma": r"\sigma"}
ENVIRONMENTS = {rf"\{end}{{{kind}cases}}": rf"\{end}{{cases}}" for end in ("begin", "end") for kind in "dr"}
COMMANDS: dict[str, str] = (
    FRACTIONS | VARIANTS | ENVIRONMENTS | {r"\lbrack": "[", r"\rbrack": "]", r"\lbrace": r"\{", r"\rbrace": r"\}", r"\cr": r"\\"}
)
GREEK_COMMANDS = {f"\\{name}": name for name in (*GREEK, "pi")}

# The functions that are commands; those that are words, as in \operatorname{arsech}, by what the printer writes for them.
FUNCTION_COMMANDS: dict[str, str] = {
    **{f"\\{name}": name for name in (*FUNCTIONS, *ALIASES, "log") if f"\\{name}" not in GREEK_COMMANDS and name != "sqrt"},
    r"\lg": "log_10",
}
FUNCTION_WORDS: dict[str, str] = {
    **{row.latex[14:-1]: name for name, row in FUNCTIONS.items() if (row.latex or "").startswith(r"\operatorname{")},  # type: ignore[index]
    **{name: name for name in (*FUNCTIONS, *ALIASES)},
    "log": "log",
    "lg": "log_10",
}

SIGNS = {sign: kind for sign, kind in OPERATORS.items() if len(sign) == 1} | dict.fromkeys("{}[]_&", "") | {";": ","}
OPERATOR_COMMANDS: dict[str, str] = {
    **dict.fromkeys((r"\cdot", r"\times", r"\ast"), "*"),
    r"\div": "/",
    **dict.fromkeys((r"\le", r"\leq", r"\leqslant", r"\leqq"), "<="),
    **dict.fromkeys((r"\ge", r"\geq", r"\geqslant", r"\geqq"), ">="),
    **dict.fromkeys((r"\ne", r"\neq"), "!="),
    r"\lt": "<",
    r"\gt": ">",
    **dict.fromkeys((r"\mid", r"\vert"), "|"),
}
DELIMITERS = {"|": ("\\lvert", "\\rvert"), r"\vert": ("\\lvert", "\\rvert"), ".": (r"\left.", r"\right.")}

BLANK = (
    r"(?:[\s~]|[.;](?=\s*\\end\s*\{)|\\[,;:!>/\s]|\\(?:quad|qquad|enspace|thinspace|negthinspace|medspace|thickspace|displaystyle|textstyle"
    r"|limits|nolimits|nonumber|notag|boldsymbol|bm|(?:mathrm|mathbf)(?=\s*(?:\\|\{\s*\\)))(?![A-Za-z]))*"
)
_RUN = "|".join(sorted((re.escape(name) for name in FUNCTION_WORDS if len(name) > 1), key=len, reverse=True))
RAW = re.compile(
    rf"""{BLANK}(?:
    (?P<number>[0-9]+(?:(?:\.|\{{[.,]\}})[0-9]+)?|\.[0-9]+)
  | \\(?:text(?:rm|normal|it)?|mbox|math(?:rm|it|sf|bf|normal)|operatorname\*?)\s*
    (?:\{{\s*(?P<word>(?:[^{{}}\\$]|\\_)*)\}}|(?P<one>[A-Za-z]))
  | (?P<environment>\\(?:begin|end)\s*\{{[A-Za-z]+\*?\}})
  | \\(?P<side>left|right|[Bb]igg?[lr]?)(?![A-Za-z])\s*(?P<sized>\\[A-Za-z]+|\\.|.|\Z)
  | (?P<command>\\(?:[A-Za-z]+|.|\Z))
  | (?P<run>(?<![A-Za-z])(?:{_RUN})(?![A-Za-z])|(?:{_RUN})(?=\())
  | (?P<letter>[A-Za-z{"".join(LETTERS)}])
  | (?P<superscript>[{"".join(SUPERSCRIPTS)}]+)
  | (?P<sign>[{re.escape("".join(SIGNS))}])
  | (?P<end>\Z)
  | (?P<bad>.)
    )""",
    re.VERBOSE | re.DOTALL,
)
GLUED = re.compile(r"(?:arc)?(?:sin|cos|tan|cot|sec|csc|exp|log|ln|sqrt|max|min)")


class Raw(NamedTuple):
    """A token of LaTeX; ``kind``: number, letter, word, end, or the command or sign itself in its one spelling."""

    kind: str
    text: str
    at: int


def is_latex(text: str) -> bool:
    r"""Whether a text is LaTeX: it has a backslash, a dollar sign, ``^{``, ``_{`` or ``{,}``.

    >>> is_latex(r"\frac{1}{2}x^2"), is_latex("x^{2}"), is_latex("x^2")
    (True, True, False)
    """
    return LATEX.search(text) is not None


def raw_tokens(text: str, listed: Collection[str], limits: Limits) -> list[Raw]:
    """The tokens of LaTeX mathematics, an ``end`` last, without what encloses the formula."""
    if len(text) > limits.characters:
        raise FormulaError(Reason("characters", count=len(text), most=limits.characters), text, limits.characters)
    at, stop = _inside(text)
    longest = min(max(map(len, listed), default=0), LONGEST_NAME)
    tokens: list[Raw] = []
    while not tokens or tokens[-1].kind != "end":
        token, at = _next(text, at, stop, listed, longest)
        tokens.append(token)
    return tokens


def _inside(text: str) -> tuple[int, int]:
    """Where the formula begins and ends between dollar signs, brackets of LaTeX or nothing."""
    start, stop = len(text) - len(text.lstrip()), _trimmed(text, len(text))
    for opened, closed in WRAPPERS.items():
        if text.startswith(opened, start):
            if not text.endswith(closed, start + len(opened), stop):
                raise FormulaError(Reason("wrapper", opened=opened, closed=closed), text, start)
            return start + len(opened), _trimmed(text, stop - len(closed))
    return start, stop


def _trimmed(text: str, stop: int) -> int:
    """Where the formula ends before blanks and the punctuation of a sentence."""
    shorter = len(text[:stop].rstrip(" \t\r\n.,;"))
    return shorter + (shorter < stop and text[:shorter].endswith(("\\", r"\right")))  # the space \, and \right. are whole


def _next(text: str, at: int, stop: int, listed: Collection[str], longest: int) -> tuple[Raw, int]:
    match: re.Match[str] = RAW.match(text, at, stop)  # type: ignore[assignment]  # the last alternative takes anything
    group: str = match.lastgroup  # type: ignore[assignment]
    found, at = match[group], match.start(group)
    if group in ("letter", "run", "bad") and longest > 1:
        word = WORD.match(text, at, min(at + longest + 1, stop))
        for name in (word[0], word[0].partition("_")[0]) if word else ():
            if len(name) > 1 and name in listed:
                return Raw("word", name, at), at + len(name)
    return KINDS[group](text, match, found, at), match.end()


def _sized(text: str, match: re.Match[str], found: str, at: int) -> Raw:
    r"""A bracket with its size, as in ``\left(``."""
    side, at = match["side"], match.start("side") - 1
    kind = COMMANDS.get(found, found)
    if kind in DELIMITERS and side not in ("big", "Big", "bigg", "Bigg"):
        kind = DELIMITERS[kind][side[0] == "r" or side[-1] == "r"]
    if kind in BRACKETS:
        return Raw(kind, text[at : match.end()], at)
    raise FormulaError(Reason("size without a bracket", side=side), text, at)


def _command(text: str, match: re.Match[str], found: str, at: int) -> Raw:
    kind = COMMANDS.get(found, found)
    return Raw(OPERATOR_COMMANDS.get(kind, kind), found, at)


def _letter(text: str, match: re.Match[str], found: str, at: int) -> Raw:
    if glued := GLUED.match(text, at):
        raise FormulaError(Reason("backslash missing", name=glued[0]), text, at)
    return Raw("letter", LETTERS.get(found, found), at)


def _bad(text: str, match: re.Match[str], found: str, at: int) -> Raw:
    keys = {"$": "dollar sign", "%": "comment"}
    raise FormulaError(Reason(keys[found]) if found in keys else refusal(found), text, at)


BRACKETS = frozenset((*"()[]|/", r"\{", r"\}", r"\lvert", r"\rvert", r"\left.", r"\right."))
KINDS: dict[str, Callable[[str, re.Match[str], str, int], Raw]] = {
    "number": lambda text, match, found, at: Raw("number", found.replace("{,}", ".").replace("{.}", "."), at),
    "word": lambda text, match, found, at: Raw("word", found.strip().replace("\\_", "_"), at),
    "one": lambda text, match, found, at: Raw("word", found, at),
    "run": lambda text, match, found, at: Raw("word", found, at),
    "environment": lambda text, match, found, at: Raw(COMMANDS.get(squeezed := "".join(found.split()), squeezed), found, at),
    "sized": _sized,
    "command": _command,
    "letter": _letter,
    "superscript": lambda text, match, found, at: Raw("superscript", found, at),
    "sign": lambda text, match, found, at: Raw(SIGNS[found] or found, found, at),
    "end": lambda text, match, found, at: Raw("end", "", at),
    "bad": _bad,
}

_ACCENTS = (r"\hat", r"\bar", r"\vec", r"\tilde", r"\dot", r"\ddot", r"\overline", r"\widehat", r"\underline")
_RELATIONS = (r"\approx", r"\to", r"\rightarrow", r"\implies", r"\equiv", r"\mapsto", r"\in", r"\sim", r"\Rightarrow")
# commands that are refused, each with the key of the reason
REFUSED: dict[str, str] = {
    **dict.fromkeys((r"\lim", r"\partial", r"\nabla", r"\limsup", r"\liminf", r"\sup", r"\inf"), "calculus"),
    **dict.fromkeys(_ACCENTS, "accent"),
    **dict.fromkeys((r"\lfloor", r"\rfloor", r"\lceil", r"\rceil"), "rounding"),
    **dict.fromkeys(_RELATIONS, "relation"),
    **dict.fromkeys((r"\dots", r"\ldots", r"\cdots", r"\vdots"), "dots"),
    **dict.fromkeys((r"\iint", r"\iiint", r"\oint", r"\bigcup", r"\bigcap"), "large sign"),
    **dict.fromkeys((r"\pm", r"\mp"), "two signs"),
    **dict.fromkeys((r"\|", r"\lVert", r"\rVert", r"\Vert"), "norm"),
    **dict.fromkeys((r"\over", r"\choose", r"\atop"), "plain TeX"),
    **dict.fromkeys((r"\prime", r"\circ", r"\dagger", r"\star"), "mark"),
    r"\infty": "infinity",
    r"\binom": "binomial",
    r"\%": "percentage",
    r"\\": "double backslash",
    "\\": "backslash",
}
LONGEST_COMMAND = 40


def unread(command: str, known: Collection[str]) -> Reason:
    """Why a command is not read, and what to write instead."""
    if command in REFUSED:
        return Reason(REFUSED[command], word=command)
    if len(command) > LONGEST_COMMAND:
        return Reason("long command")
    if command.startswith((r"\begin", r"\end")):
        return Reason("environment", word=command)
    close = get_close_matches(command, known, 1, 0.7)
    return Reason("command meant", word=command, meant=close[0]) if close else Reason("command", word=command)
