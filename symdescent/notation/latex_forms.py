"""The commands of LaTeX, each written as the tokens of a typed formula: functions, roots, brackets, cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from symdescent.notation.latex_large import fraction, integral, total
from symdescent.notation.latex_operands import Tokens, bracketed, name, spellings, texts
from symdescent.notation.latex_tokens import FUNCTION_COMMANDS, FUNCTION_WORDS, GREEK_COMMANDS
from symdescent.notation.names import ALWAYS
from symdescent.notation.reasons import Reason
from symdescent.notation.tokens import WORD, Token

if TYPE_CHECKING:
    from symdescent.notation.latex_reader import Writer

OPERANDS = frozenset(("number", "letter", "word", "(", "[", "{", r"\lvert", r"\frac", r"\sqrt", *GREEK_COMMANDS))
INDICES = frozenset(("letter", "number", *GREEK_COMMANDS))
LONGEST_SUBSCRIPT = 20  # tokens that are looked through for a comma
WITH_BASE = ("log", "softmax")
OPENERS = frozenset(("(", "[", r"\{"))
CALLED = {r"\sigma": "sigmoid", r"\psi": "digamma", r"\Gamma": "Gamma"}  # functions only where a bracket follows
IF = frozenset("if for when wenn falls für".split())


def word(writer: Writer) -> None:
    """A name in upright letters: a function, a column, a listed variable."""
    token = writer.token
    if not WORD.fullmatch(token.text):
        writer.fail(Reason("words"), token.at)
    called = writer.following in OPENERS
    if token.text in FUNCTION_WORDS and (called or (len(token.text) > 1 and token.text not in writer.listed)):
        function(FUNCTION_WORDS[token.text], writer)
    else:
        name(writer)


def greek_function(writer: Writer) -> None:
    r"""``\sigma(x)``, ``\psi(x)`` and ``\Gamma(x)`` are functions, the letters alone are variables; ``\psi^{(1)}(x)`` and ``\psi_1(x)`` a polygamma."""
    token, kinds = writer.token, [raw.kind for raw in writer.raw[writer.index : writer.index + 4]]
    if kinds == [r"\psi", "^", "{", "("]:
        writer.index += 2
        order = writer.argument("^")
        _call_with(writer, "polygamma", token.at, before=order[1:-1])
    elif _is_trigamma(writer):
        writer.index += 2
        _call_with(writer, "polygamma", token.at, before=writer.argument("_"))
    elif writer.following in ("(", "["):
        function(CALLED[token.kind], writer)
    else:
        name(writer)


def _is_trigamma(writer: Writer) -> bool:
    r"""Whether ``\psi_1(`` or ``\psi_{1}(`` stands here, and ψ₁ is no listed variable."""
    ahead = writer.raw[writer.index : writer.index + 6]
    kinds, order = [raw.kind for raw in ahead], next((raw.text for raw in ahead if raw.kind == "number"), "")
    called = kinds[:4] == [r"\psi", "_", "number", "("] and len(order) == 1
    called = called or kinds == [r"\psi", "_", "{", "number", "}", "("]
    return called and order.isdigit() and not {*writer.listed} & {*spellings("psi", (order,))}


def delta(writer: Writer) -> None:
    r"""``\delta_{i j}`` and ``\delta_{i, j + 1}`` are Kronecker's, with any other subscript it is a variable."""
    token, ahead = writer.token, [raw.kind for raw in writer.raw[writer.index + 1 : writer.index + LONGEST_SUBSCRIPT]]
    inside = ahead[2 : ahead.index("}")] if ahead[:2] == ["_", "{"] and "}" in ahead else []
    if "," not in inside and not (len(inside) == 2 and INDICES.issuperset(inside)):
        return name(writer)
    writer.index += 2
    both = writer.argument("_")
    if "," not in inside:
        both.insert(1, Token(",", ",", token.at))
    writer.out += [Token("name", "kronecker", token.at), *bracketed(both)]
    return None


def function(called: str, writer: Writer) -> None:
    """A function's name, its exponent, and what it takes where that is a group, a number or a fraction."""
    token = writer.next()
    base, above = writer.scripts(lambda: writer.argument("_"))
    if base and called not in WITH_BASE:
        writer.fail(Reason("subscript behind", token=token.text), base[0].at)
    if called == "log" and base and (len(base) > 1 or not base[0].text.isalnum()):
        return _call_with(writer, "log", token.at, after=list(base), above=above)
    writer.emit("name", f"{called}_{base[0].text}" if base else called, token.at)
    writer.out += above
    if writer.kind == "number":
        writer.emit(*writer.next())
    elif writer.kind == "{":
        writer.out += bracketed(writer.argument(token.text), always=True)
    elif writer.kind == r"\frac":
        writer.out += bracketed(writer.inside(writer.item), always=True)
        if writer.kind in OPERANDS:
            writer.fail(Reason("how far", name=token.text), token.at)
    return None


def _call_with(
    writer: Writer, called: str, at: int, before: Sequence[Token] = (), after: Sequence[Token] = (), above: Tokens | tuple[()] = ()
) -> None:
    """A function of the bracket that follows, with one argument more before or after it."""
    if writer.kind not in OPENERS:
        writer.fail(Reason("argument in brackets"), writer.token.at)
    inside = writer.between(writer.next())
    comma = Token(",", ",", at)
    first, last = ([*before, comma] if before else []), ([comma, *after] if after else [])
    writer.out += [Token("name", called, at), *above, Token("(", "(", at), *first, *inside, *last, Token(")", ")", at)]


def root(writer: Writer) -> None:
    r"""``\sqrt{x}``, ``\sqrt[3]{x}``; any other root is a power."""
    token = writer.next()
    order = writer.between(writer.next()) if writer.kind == "[" else []
    radicand = bracketed(writer.argument(token.text), always=True)
    if texts(order) in ([], ["2"], ["3"]):
        writer.emit("name", "cbrt" if texts(order) == ["3"] else "sqrt", token.at)
        writer.out += radicand
    else:
        one, over = Token("number", "1", token.at), Token("/", "/", token.at)
        exponent = bracketed([one, over, *bracketed(order)])
        writer.out += bracketed([*radicand, Token("^", "^", token.at), *exponent], always=True)


def group(writer: Writer) -> None:
    """A group in curly brackets."""
    if inside := writer.between(writer.next()):
        writer.out += bracketed(inside)


def brackets(writer: Writer) -> None:
    """Round, square or written curly brackets."""
    if writer.kind == r"\{" and writer.following == r"\begin{array}":
        return cases(writer)
    opened = writer.next()
    inside = writer.between(opened)
    closed = writer.raw[writer.index - 1].at
    writer.out += [Token("(", "(", opened.at), *inside, Token(")", ")", closed)]
    return None


def bars(writer: Writer) -> None:
    """An absolute value whose bars say which opens and which closes."""
    opened = writer.next()
    writer.emit("name", "abs", opened.at)
    writer.out += bracketed(writer.between(opened) or writer.fail(Reason("empty bars"), opened.at), always=True)


def exponent(writer: Writer) -> None:
    """An exponent of a number, a bracket, a root …"""
    _, above = writer.scripts(lambda: writer.fail(Reason("subscript alone"), writer.token.at - 1))
    writer.power(above)


def cases(writer: Writer) -> None:
    r"""``\begin{cases}`` and ``\left\{ \begin{array}``: rows of a value, ``&`` and a condition."""
    closers = [r"\end{cases}"]
    if writer.kind == r"\{":
        writer.next()
        closers = [r"\end{array}", r"\right."]
    token = writer.next()
    if closers[0] == r"\end{array}":
        writer.argument(token.text)
    writer.emit("name", "piecewise", token.at)
    writer.emit("(", "(", token.at)
    _row(writer)
    while writer.kind == r"\\":
        at = writer.next().at
        if writer.kind != closers[0]:
            writer.emit(",", r"\\", at)
            _row(writer)
    for closer in closers:
        if writer.kind != closer:
            writer.fail(Reason("missing", closer=closer), writer.token.at)
        last = writer.next()
    writer.emit(")", last.text, last.at)


def _row(writer: Writer) -> None:
    at = writer.token.at
    value = _without_comma(writer.inside(writer.run))
    if writer.kind != "&" or not value:
        writer.fail(Reason("row of cases"), writer.token.at)
    sign = writer.next()
    condition = _without_comma(writer.inside(partial(_condition, writer)))
    comma = Token(",", "&", sign.at)
    writer.out += [Token("(", "(", at), *value, comma, *condition, Token(")", ")", writer.token.at)]


def _condition(writer: Writer) -> None:
    while writer.kind == "," or (writer.kind == "word" and writer.token.text in IF):
        writer.next()
    if writer.kind == "word" and writer.token.text.rstrip(".,;") in ALWAYS:
        writer.emit("name", "otherwise", writer.next().at)
    writer.run()


def _without_comma(tokens: Tokens) -> Tokens:
    """What stands before the comma of a sentence."""
    return tokens[:-1] if tokens and tokens[-1].kind == "," else tokens


ITEMS: dict[str, Callable[[Writer], None]] = {
    "letter": name,
    **dict.fromkeys(GREEK_COMMANDS, name),
    **dict.fromkeys(CALLED, greek_function),
    r"\delta": delta,
    "word": word,
    **{command: partial(function, called) for command, called in FUNCTION_COMMANDS.items()},
    r"\frac": fraction,
    r"\sqrt": root,
    "{": group,
    **dict.fromkeys(OPENERS, brackets),
    r"\lvert": bars,
    **dict.fromkeys(("^", "_"), exponent),
    r"\begin{cases}": cases,
    r"\sum": partial(total, "sum"),
    r"\prod": partial(total, "product"),
    r"\int": integral,
}
