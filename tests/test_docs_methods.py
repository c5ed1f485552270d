"""docs/methods.md shows every method of the catalogue, as it is now."""

from __future__ import annotations

from docs.methods import PAGE, page
from symdescent.descent.methods import METHODS


def test_the_page_is_that_of_the_catalogue() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_method_and_version_is_there_with_its_source() -> None:
    text = page()
    for name, method in METHODS.items():
        assert f'`sd.methods["{name}"]`' in text
        for version in (method, *method.versions.values()):
            assert version.source.split(",")[0] in text
