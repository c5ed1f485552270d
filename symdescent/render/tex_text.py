"""Plain text as LaTeX that shows it, whatever it holds."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST_WORD = 24  # letters; a longer word may be broken anywhere

ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "[": "{[}",  # an argument of the command before it, else
    "]": "{]}",
    "*": "{*}",
    "-": "-{}",  # two of these would be one other letter
    "<": "<{}",
    ">": ">{}",
    ",": ",{}",
    "!": "!{}",
    "?": "?{}",
    "\u00a0": "~",
    "\u00ad": "",
    "\ufffd": r"\fbox{\scriptsize ?}",
}

PRINTED = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĂăĄąĆćČčĎďĐđĘęĚěĞğİıĹĺĽľŁłŃńŇňŊŋŐőŒœŔŕŘřŚśŞşŠšŤťŢţŮůŰűŸŹźŻżŽž"
    "¡¢£¥§©ª«®°±²³´µ¶·¹º»¼½¾×÷–—‘’‚“”„†‡•…‰‹›€™"
)

GREEK = dict(zip("αβγδεζηθικλμνξπρςστυφχψω", (
    "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho varsigma sigma tau upsilon varphi chi psi omega"
).split(), strict=True)) | dict(zip("ΓΔΘΛΞΠΣΥΦΨΩϑϕϵϱϖ", (
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega vartheta phi epsilon varrho varpi"
).split(), strict=True))  # fmt: skip
SIGNS = dict(zip("−∑∏∂∇√∞≤≥≠≈≡∼∝→←⇒⇐↔⇔↦∈∉∪∩⊂⊆∅∀∃∧∨¬∘⋅⋯⟨⟩∥∫ℓ′″‖", (
    "- sum prod partial nabla surd infty leq geq neq approx equiv sim propto rightarrow leftarrow Rightarrow Leftarrow leftrightarrow "
    "Leftrightarrow mapsto in notin cup cap subset subseteq emptyset forall exists wedge vee neg circ cdot cdots langle rangle parallel "
    "int ell prime prime\\prime Vert"
).split(), strict=True))  # fmt: skip
RAISED = {"′": "^{\\prime}", "″": "^{\\prime\\prime}", "−": "-"}
SCRIPTS = {"super": r"\textsuperscript", "sub": r"\textsubscript"}


@lru_cache(maxsize=4096)  # names of rules and words of sentences come again and again
def escape(text: str) -> str:
    r"""Text as LaTeX (pdfTeX, T1) that shows it; a letter that the fonts lack is its number in a box.

    >>> escape("50% of \\input{x}")
    '50\\% of \\textbackslash{}input\\{x\\}'
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(_word(piece) for piece in re.split(r"( +)", composed))


def _word(word: str) -> str:
    letters = map(_letter, word)
    return r"\allowbreak{}".join(letters) if len(word) > LONGEST_WORD else "".join(letters)


def _letter(letter: str) -> str:
    if letter in ESCAPES:
        return ESCAPES[letter]
    if letter.isascii() or letter in PRINTED:
        return letter
    return _mathematical(letter) or _similar(letter) or rf"\fbox{{\scriptsize {ord(letter):04X}}}"


def _mathematical(letter: str) -> str:
    if letter in RAISED:
        return rf"\ensuremath{{{RAISED[letter]}}}"
    name = GREEK.get(letter) or SIGNS.get(letter)
    return rf"\ensuremath{{\{name}}}" if name else ""


def _similar(letter: str) -> str:
    """The letters that Unicode takes for this one, as for ₁, ﬁ and 𝑥; empty where it knows none that the fonts have."""
    tag, _, codes = unicodedata.decomposition(letter).rpartition("> ")
    script = next((command for name, command in SCRIPTS.items() if tag == f"<{name}"), "")
    if not tag or tag == "<noBreak":
        return ""
    inside = "".join(_letter(chr(int(code, 16))) for code in codes.split())
    return f"{script}{{{inside}}}" if script else inside
