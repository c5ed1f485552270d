"""symdescent turns a formula into a lesson: derivation, descent and worked example from a function as written on paper."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symdescent import datasets, errors, rates
    from symdescent.analysis.analysis import analyze
    from symdescent.analysis.convexity.verdict import convexity
    from symdescent.analysis.critical.find import critical_points
    from symdescent.descent.methods import METHODS as methods
    from symdescent.descent.own import method
    from symdescent.exercises.catalogue import TOPICS as topics
    from symdescent.exercises.exercise import exercise
    from symdescent.exercises.sheet import sheet
    from symdescent.problem import problem
    from symdescent.race import race
    from symdescent.run import descend, iterates
    from symdescent.sweep import sweep

__version__ = "0.1.0"
__all__ = [
    "analyze",
    "convexity",
    "critical_points",
    "datasets",
    "descend",
    "errors",
    "exercise",
    "iterates",
    "method",
    "methods",
    "problem",
    "race",
    "rates",
    "sheet",
    "sweep",
    "topics",
]

# Each public name, the module it lives in and its name there; a module loads when it is first asked for.
PUBLIC: dict[str, tuple[str, str | None]] = {
    "problem": ("symdescent.problem", "problem"),
    "descend": ("symdescent.run", "descend"),
    "iterates": ("symdescent.run", "iterates"),
    "race": ("symdescent.race", "race"),
    "sweep": ("symdescent.sweep", "sweep"),
    "analyze": ("symdescent.analysis.analysis", "analyze"),
    "convexity": ("symdescent.analysis.convexity.verdict", "convexity"),
    "critical_points": ("symdescent.analysis.critical.find", "critical_points"),
    "method": ("symdescent.descent.own", "method"),
    "methods": ("symdescent.descent.methods", "METHODS"),
    "exercise": ("symdescent.exercises.exercise", "exercise"),
    "sheet": ("symdescent.exercises.sheet", "sheet"),
    "topics": ("symdescent.exercises.catalogue", "TOPICS"),
    "errors": ("symdescent.errors", None),
    "datasets": ("symdescent.datasets", None),
    "rates": ("symdescent.rates", None),
}


def __getattr__(name: str) -> Any:
    if name not in PUBLIC:
        raise AttributeError(f"module 'symdescent' has no attribute {name!r}")
    module, attribute = PUBLIC[name]
    value = import_module(module)
    globals()[name] = value if attribute is None else getattr(value, attribute)
    return globals()[name]


def __dir__() -> list[str]:
    return sorted({*__all__, "__version__"})


class _Package(ModuleType):
    """Keeps ``symdescent.problem`` the function: Python would put the module of that name there when it first loads."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (isinstance(value, ModuleType) and PUBLIC.get(name, (None, None))[1]):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
