"""The data sets that come along, as they describe themselves."""

from __future__ import annotations

from symdescent.datasets import DATASETS

TITLES = {f"dataset {row.name}": row.title for row in DATASETS.values()}
COLUMNS = {f"dataset {row.name} {column}": text for row in DATASETS.values() for column, text in row.columns.items()}
SOURCES = {f"dataset {row.name}, source": row.source for row in DATASETS.values()}
LICENCES = {f"dataset {row.name}, licence": row.licence for row in DATASETS.values()}

SENTENCES = TITLES | COLUMNS | SOURCES | LICENCES
