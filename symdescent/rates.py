"""Where a step size comes from: what ``rate=`` takes besides a number."""

from __future__ import annotations

from symdescent.descent.step_sizes import Armijo, Fixed, StepSize, armijo, fixed

__all__ = ["Armijo", "Fixed", "StepSize", "armijo", "fixed"]
