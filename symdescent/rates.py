"""Where a step size comes from: what ``rate=`` takes besides a number."""

from __future__ import annotations

from symdescent.descent.schedules import Scheduled, barzilai_borwein, diminishing, polyak
from symdescent.descent.step_sizes import Armijo, Fixed, StepSize, armijo, fixed

__all__ = ["Armijo", "Fixed", "Scheduled", "StepSize", "armijo", "barzilai_borwein", "diminishing", "fixed", "polyak"]
