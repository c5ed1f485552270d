"""docs/theorems.md and docs/findings.md show every row of their tables, as they are now; each example has the finding that it shows."""

from __future__ import annotations

import pytest

from docs import findings, theorems
from docs.findings import EXAMPLES
from symdescent.analysis.diagnosis.table import FINDINGS
from symdescent.analysis.rates.theorems import NUMBERS, SOURCES, THEOREMS


def test_the_page_of_theorems_is_that_of_the_table() -> None:
    assert theorems.PAGE.read_text(encoding="utf-8") == theorems.page()


def test_every_theorem_and_number_is_there_with_a_source_that_is_listed() -> None:
    text = theorems.page()
    for citations in (*(row.citations for row in THEOREMS.values()), *(row.citations for row in NUMBERS)):
        assert citations
        assert all(SOURCES[one.key] in text for one in citations)
        assert theorems.cited(citations) in text


def test_the_page_of_findings_is_that_of_the_table() -> None:
    assert findings.PAGE.read_text(encoding="utf-8") == findings.page()


def test_every_finding_has_an_example() -> None:
    assert [row.key for row in FINDINGS] == list(EXAMPLES)


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_example_of_a_finding_shows_it(key: str) -> None:
    assert key in EXAMPLES[key].run().diagnose()
