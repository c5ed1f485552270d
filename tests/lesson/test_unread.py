"""What cannot be read is said in the language of the reader: every reason, with its fields, and the caret where it was."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from symdescent.errors import FormulaError
from symdescent.lesson.language import sentences
from symdescent.lesson.unread import in_language
from symdescent.notation import style
from symdescent.notation.parser import parse
from symdescent.notation.reasons import REASONS, Reason
from symdescent.notation.style import LANGUAGES


def fields(sentence: str) -> set[str]:
    """The names of what is filled in; a letter may be shown by its name or by its number."""
    return {re.sub(r"\..*", "", field) for _, field, _, _ in Formatter().parse(sentence) if field is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_there_in_every_language_with_the_same_fields(language: str) -> None:
    said = {key.removeprefix("unread "): sentence for key, sentence in sentences(language).items() if key.startswith("unread ")}
    assert said.keys() - {"title"} == REASONS.keys()
    assert {key: fields(said[key]) for key in REASONS} == {key: fields(sentence) for key, sentence in REASONS.items()}


def german(fault: FormulaError) -> FormulaError:
    with style(language="de"):
        return in_language(fault)


def unread(text: str) -> FormulaError:
    with pytest.raises(FormulaError, match=r"\^") as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize("text", ["2x +", "3(x", "é", "log2 x", "x^9999", r"\frac{1}{", "sum(i, i, 1, 10000)"])
def test_in_english_it_stays_as_it_is(text: str) -> None:
    assert str(in_language(unread(text))) == str(unread(text))


def test_the_text_and_its_caret_stay() -> None:
    fault, said = unread("3(x + 1"), german(unread("3(x + 1"))
    assert (said.text, said.position) == (fault.text, fault.position) == ("3(x + 1", 1)
    assert str(said).splitlines()[1:3] == str(fault).splitlines()[1:3] == ["    3(x + 1", "     ^"]
    assert said.reason == "Zu dieser Klammer fehlt die schließende. Ergänzen Sie am Ende „)“: 3(x + 1)"


def test_said_twice_it_is_the_same() -> None:
    assert str(german(german(unread("2x +")))) == str(german(unread("2x +")))


def test_reasons_within_a_reason_are_said_too() -> None:
    assert "Ist log_2(x) oder log(x, 2) gemeint?" in german(unread("log2 x")).reason


def test_numbers_have_the_thousands_of_the_language() -> None:
    fault = unread("x" * 12_345)
    assert "12,345" in fault.reason
    assert "12.345" in german(fault).reason


def test_names_of_characters_are_not_said_in_english() -> None:
    assert german(unread("\u0430 + 1")).reason == "Dieses Zeichen (U+0430) sieht nur aus wie „a“: Schreiben Sie das gewöhnliche a."


def test_the_words_of_others_stay_as_they_are() -> None:
    said = german(FormulaError("Zu kurz.", "x", 1))
    assert (said.reason, str(said).splitlines()[0]) == ("Zu kurz.", "Das kann ich so nicht lesen.")


def test_a_reason_has_its_sentence_in_german() -> None:
    assert german(FormulaError(Reason("given", name="g", what=Reason("given g")), "g = 1", 0)).reason.startswith(
        "g ist der Gradient dort: Das ist gegeben"
    )
