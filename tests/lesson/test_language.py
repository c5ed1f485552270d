"""Every sentence that the lessons say exists, with exactly the fields that it is given."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from symdescent.calculus.rules import RULES
from symdescent.calculus.simplify import REWRITES
from symdescent.descent.stop import Stop
from symdescent.lesson.document import Strong
from symdescent.lesson.language import say, sentences, word


def test_a_sentence_takes_its_fields_and_marks_strong_words() -> None:
    assert say("en", "checked quick", count="4")[:2] == (Strong("Checked."), " ")


@pytest.mark.parametrize("stop", Stop)
def test_every_outcome_has_its_sentences(stop: Stop) -> None:
    assert word("en", f"stop {stop.name.lower()}")
    assert word("en", f"ended {stop.name.lower()}")


def test_every_rule_and_rewrite_has_a_name() -> None:
    assert {f"rule {rule.name}" for rule in RULES} | {f"rewrite {name}" for name, _ in REWRITES} <= sentences("en").keys()


def test_every_literal_key_that_the_code_asks_for_exists() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (Path(__file__).parents[2] / "symdescent" / "lesson").glob("*.py"))
    asked = re.findall(r'(?:say|word)\(\s*language,\s*"([^"{]+)"', code)
    assert asked
    assert set(asked) <= sentences("en").keys()
