"""The topics, by name: each is a small file, which loads when the topic is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from symdescent.exercises.topic import LEVELS, Topic
from symdescent.lesson.document import Document, Table
from symdescent.lesson.language import known, say, word
from symdescent.notation.style import current_style
from symdescent.shown import Shown

NAMES = (
    "derivative",
    "partial-derivative",
    "gradient",
    "directional-derivative",
    "hessian",
    "tangent",
    "gradient-step",
    "gradient-steps",
    "exact-line-search",
    "armijo",
    "momentum-step",
    "nesterov-step",
    "adagrad-step",
    "rmsprop-step",
    "adam-step",
    "newton-step",
    "critical-points",
    "convexity",
    "learning-rate",
    "safe-rate",
    "closed-form",
    "mse-gradient",
    "logistic-gradient",
    "hinge-subgradient",
    "find-the-error",
    "read-the-contours",
)


class Topics(Mapping[str, Topic], Shown):
    """Every topic by its name, in the order in which a course has them."""

    def __repr__(self) -> str:
        return f"Topics({', '.join(self)})"

    def __getitem__(self, name: str) -> Topic:
        if name not in NAMES:
            raise KeyError(name)
        found: Topic = import_module(f"{__name__}.{name.replace('-', '_')}").TOPIC
        return found

    def __contains__(self, name: object) -> bool:
        return name in NAMES

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)

    def lesson(self, **options: Any) -> Document:
        """The table of the topics: their names and what they ask for."""
        language = current_style().language
        head = tuple((word(language, f"topics {key}"),) for key in ("name", "asks", "levels"))
        rows = tuple(((name,), (known(language, f"topic {name}", name),), (f"{LEVELS[0]}–{LEVELS[-1]}",)) for name in self)
        return Document(say(language, "topics title"), (Table(head, rows, (), "llr"),), language)

    def display(self) -> Document:
        """The table."""
        return self.lesson()

    def to_dict(self) -> dict[str, Any]:
        """The names of the topics, and what each asks for."""
        language = current_style().language
        return {name: {"asks": known(language, f"topic {name}", name), "levels": list(LEVELS)} for name in self}


TOPICS = Topics()
