"""Generated formulas are printed, read back and derived without a failure; ``tests/long/generated.py`` takes many more."""

from __future__ import annotations

import pytest

from tests.long.generated import CHUNK, formulas, look

SEED = 1


@pytest.mark.parametrize("chunk", range(4))
def test_no_generated_formula_fails(chunk: int) -> None:
    counts, findings = look(SEED, chunk * CHUNK, CHUNK)
    assert not findings
    assert counts["derived"] > 0.9 * CHUNK


def test_the_same_seed_makes_the_same_formulas() -> None:
    assert list(formulas(SEED, 40, 20)) == list(formulas(SEED, 40, 20)) == list(formulas(SEED, 0, 60))[40:]
    assert list(formulas(SEED, 0, 20)) != list(formulas(SEED + 1, 0, 20))
