"""Functions with known answers, one table a family."""

from __future__ import annotations

from tests.analysis.corpus import (
    classic_test_functions,
    logarithms_and_entropies,
    machine_learning_losses,
    norms_and_kinks,
    on_domains,
    one_variable,
    polynomials,
    quadratics,
    with_parameters,
)
from tests.analysis.corpus.known import Known

FAMILIES = (
    quadratics,
    one_variable,
    polynomials,
    norms_and_kinks,
    logarithms_and_entropies,
    machine_learning_losses,
    classic_test_functions,
    on_domains,
    with_parameters,
)
CORPUS: tuple[Known, ...] = tuple(row for family in FAMILIES for row in family.ROWS)
