"""The self-test of a topic: many exercises put to the test, and the report of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from symdescent.errors import ArgumentError
from symdescent.exercises.catalogue import TOPICS
from symdescent.exercises.stress.probe import Probe, probe
from symdescent.exercises.topic import Topic
from symdescent.lesson.document import Block, Document, Figure, Heading, Parts, Prose, Table
from symdescent.lesson.language import known, say, word
from symdescent.notation.style import current_style
from symdescent.progress import Report, progress_bar
from symdescent.shown import Shown

SCHEMA = "symdescent/stress/1"
MOST_SEEDS = 10**7
CHUNK = 50  # seeds that a process takes at a time
MOST_FAULTS = 20  # that are shown
WAYS = 3


@dataclass(frozen=True, eq=False, repr=False)
class Stress(Shown):
    """What a topic's ``stress`` returns: a ``Probe`` for each seed."""

    topic: str
    probes: tuple[Probe, ...]

    @property
    def faults(self) -> tuple[tuple[int, int, str], ...]:
        """What does not hold: seed, level and why."""
        return tuple((one.seed, one.level, fault) for one in self.probes for fault in one.faults)

    @property
    def unproved(self) -> int:
        """How many exercises were not proved in three ways."""
        return sum(len(one.ways) < WAYS for one in self.probes)

    @property
    def failed(self) -> bool:
        """Whether anything does not hold, or is not proved in three ways."""
        return bool(self.faults or self.unproved)

    @property
    def collisions(self) -> int:
        """How many exercises are the same as an earlier one, up to names, scale and order."""
        keys = [one.key for one in self.probes if one.key]
        return len(keys) - len(set(keys))

    @property
    def seconds(self) -> float:
        """The median time in which an exercise is made and told, with its solution, hints and distractors."""
        return median(one.seconds for one in self.probes)

    @property
    def longest(self) -> int:
        """The most digits of a number in any solution."""
        return max(one.digits for one in self.probes)

    def __repr__(self) -> str:
        return f"Stress({self.topic}: {len(self.probes)} exercises, {len(self.faults)} faults, {1000 * self.seconds:.1f} ms)"

    def lesson(self, **options: Any) -> Document:
        """The report: the verdict, a table by level, a picture, and what does not hold."""
        language = current_style().language
        topic = known(language, f"topic {self.topic}", self.topic)
        return Document(say(language, "stress title", topic=topic), tuple(_blocks(self, language)), language)

    def display(self) -> Document:
        """The report."""
        return self.lesson()

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON takes it; times in seconds."""
        levels = {str(level): len(list(probes)) for level, probes in by_level(self.probes)}
        return {
            "schema": SCHEMA,
            "topic": self.topic,
            "seeds": len(self.probes),
            "failed": self.failed,
            "faults": [{"seed": seed, "level": level, "fault": fault} for seed, level, fault in self.faults],
            "unproved": self.unproved,
            "ways": sorted({way for one in self.probes for way in one.ways}),
            "levels": levels,
            "collisions": self.collisions,
            "longest": self.longest,
            "seconds": {"median": self.seconds, "slowest": max(one.seconds for one in self.probes)},
        }


def by_level(probes: Sequence[Probe]) -> list[tuple[int, list[Probe]]]:
    """The probes of each level that there is."""
    return [(level, [one for one in probes if one.level == level]) for level in sorted({one.level for one in probes})]


def _blocks(report: Stress, language: str) -> Iterator[Block]:
    count, wrong = len(report.probes), sum(bool(one.faults) or len(one.ways) < WAYS for one in report.probes)
    key = "stress failed" if report.failed else "stress passed"
    yield Prose(say(language, key, count=str(count), wrong=str(wrong), ways=str(WAYS)))
    keys = ("level", "items", "different", "score", "digits", "distractors", "time", "slowest")
    rows = tuple(_row(level, probes) for level, probes in by_level(report.probes))
    yield Table(tuple((word(language, f"stress {key}"),) for key in keys), rows, (), "r" * len(keys))
    yield _figure(report, language)
    if report.faults:
        yield Heading((word(language, "stress faults"),))
        shown = tuple(((str(seed),), (str(level),), (fault,)) for seed, level, fault in report.faults[:MOST_FAULTS])
        yield Table(tuple((word(language, f"stress {key}"),) for key in ("seed", "level", "fault")), shown, (), "rrl")


def _row(level: int, probes: Sequence[Probe]) -> tuple[Parts, ...]:
    scores, times = [one.score for one in probes], [1000 * one.seconds for one in probes]
    cells = (
        str(level),
        str(len(probes)),
        str(len({one.key for one in probes})),
        f"{min(scores)}–{max(scores)}",
        str(max(one.digits for one in probes)),
        f"{fmean(one.distractors for one in probes):.1f}",
        f"{median(times):.1f}",
        f"{max(times):.0f}",
    )
    return tuple((cell,) for cell in cells)


def _figure(report: Stress, language: str) -> Figure:
    scores = {level: [one.score for one in probes] for level, probes in by_level(report.probes)}
    times = {level: [1000 * one.seconds for one in probes] for level, probes in by_level(report.probes)}
    labels = {key: word(language, f"stress axis {key}") for key in ("count", "score", "time")} | {"level": word(language, "stress level")}

    def draw() -> Any:
        from symdescent.render.figures.spread import draw_spread

        return draw_spread(scores, times, labels)

    low, high = (end(one.score for one in report.probes) for end in (min, max))
    slowest = max(one.seconds for one in report.probes)
    numbers = {"low": str(low), "high": str(high), "median": f"{1000 * report.seconds:.1f}", "slowest": f"{1000 * slowest:.0f}"}
    alt = "".join(map(str, say(language, "stress alt", **numbers)))
    return Figure(draw, alt, (word(language, "stress spread"),))


def stress(
    topic: str | Topic, seeds: int = 1000, *, workers: int | Executor | None = None, progress: bool | Report | None = None
) -> Stress:
    """Puts the exercises of the seeds 0, 1, … to the test, the levels in turn.

    Each answer is worked out again by SymPy, by high-precision differences and by automatic differentiation; its certificate is
    asked for, its distractors are compared, the time is taken. Parameters: ``workers`` a number of processes, or any
    ``concurrent.futures.Executor``; ``progress`` True, False, None for a bar where it takes long, or a function.

    Raises ``ArgumentError`` for a number of seeds below 1, and for a topic of one's own in other processes.
    """
    if not isinstance(seeds, int) or isinstance(seeds, bool) or not 1 <= seeds <= MOST_SEEDS:
        raise ArgumentError(f"seeds={seeds!r}: expected a whole number from 1 to {MOST_SEEDS}.")
    name = topic.name if isinstance(topic, Topic) else topic
    given: str | Topic = name if TOPICS.get(name) is topic or isinstance(topic, str) else topic
    if isinstance(given, Topic) and (isinstance(workers, ProcessPoolExecutor) or (isinstance(workers, int) and workers > 1)):
        raise ArgumentError(f"The topic {name} is your own, which other processes do not know: leave workers= out.")
    with _mapper(workers) as mapped, progress_bar(progress, seeds) as report:
        probes: list[Probe] = []
        for some in mapped(_some, [given] * len(range(0, seeds, CHUNK)), _chunks(seeds)):
            probes += some
            report(len(probes))
    return Stress(name, tuple(probes))


def _chunks(seeds: int) -> list[range]:
    return [range(first, min(first + CHUNK, seeds)) for first in range(0, seeds, CHUNK)]


def _some(topic: str | Topic, seeds: range) -> list[Probe]:
    return [probe(topic, seed) for seed in seeds]


@contextmanager
def _mapper(workers: int | Executor | None) -> Iterator[Callable[..., Any]]:
    """What maps: this process, so many others, or an executor."""
    if isinstance(workers, Executor):
        yield workers.map
    elif workers is None or workers == 1:
        yield map
    elif isinstance(workers, int) and workers > 1:
        with ProcessPoolExecutor(workers) as pool:
            yield pool.map
    else:
        raise ArgumentError(f"workers={workers!r}: expected a number of processes from 1, or an Executor.")
