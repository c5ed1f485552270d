"""What many rows of the catalogue share: ranges of parameters, and the programs that have versions of their own."""

from __future__ import annotations

from typing import Any

from symdescent.descent.method import Parameter

PYTORCH, KERAS, OPTAX = "PyTorch 2.13, torch.optim.", "Keras 3.15, keras.optimizers.", "Optax 0.2.8, optax."
AGAINST_ZERO = "with an epsilon that keeps 0/0 away"
TINY = "1/100000000"  # 1e-8, the epsilon of most papers


def share(default: Any) -> Parameter:
    """A part of a whole, such as the weight of the past in a running average."""
    return Parameter(default, "[0, 1)")


def amount(default: Any) -> Parameter:
    """A number that is not negative."""
    return Parameter(default, "[0, inf)")
