"""One exercise put to the test: made, told, proved again, its distractors compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from time import perf_counter
from typing import NamedTuple

from symdescent.errors import SymdescentError
from symdescent.exercises.exercise import Exercise, exercise, topic_named
from symdescent.exercises.stress.again import AGAIN
from symdescent.exercises.stress.compare import agrees, same
from symdescent.exercises.stress.fold import NoValue
from symdescent.exercises.stress.oracles import ORACLES, Oracle
from symdescent.exercises.topic import LEVELS, Topic


class Probe(NamedTuple):
    """What came out for one seed: the time in seconds that making and telling the exercise took, and what does not hold."""

    seed: int
    level: int
    seconds: float = 0.0
    score: int = 0
    digits: int = 0
    distractors: int = 0
    key: str = ""
    ways: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def probe(topic: str | Topic, seed: int) -> Probe:
    """The test of one seed; the levels take turns."""
    level = LEVELS[seed % len(LEVELS)]
    try:
        return _probed(topic_named(topic), seed, level)
    except Exception as error:  # noqa: BLE001 - any crash is a finding
        return Probe(seed, level, faults=(f"crash: {type(error).__name__}: {error}",))


def _probed(topic: Topic, seed: int, level: int) -> Probe:
    begin = perf_counter()
    item = exercise(topic, seed=seed, level=level)
    told = (item.question, item.solution, item.hints, item.distractors)
    seconds, size = perf_counter() - begin, item.work.size
    faults = tuple(_faults(item, bool(told[0] and told[1])))
    proofs = {oracle.name: _proof(item, oracle) for oracle in ORACLES} if topic.name in AGAIN or topic.again else {}
    ways = tuple(name for name, fault in proofs.items() if not fault)
    faults += tuple(f"{name}: {fault}" for name, fault in proofs.items() if fault)
    return Probe(seed, level, seconds, size.score, size.digits, len(item.distractors), item.key, ways, faults)


def _proof(item: Exercise, oracle: Oracle) -> str:
    """What is wrong with the answer by one way; empty where nothing is."""
    again = AGAIN.get(item.topic.name) or item.topic.again
    try:
        found = again and agrees(item.answer, again(item.given, oracle, item.answer))
    except NoValue as error:
        return f"gives no value: {error}"
    return "" if found else f"does not lead to the answer {item.answer}"


def _faults(item: Exercise, is_told: bool) -> Iterator[str]:
    if not is_told:
        yield "the question or the solution is empty"
    if item.work.size.digits > item.topic.digits:
        yield f"a number has {item.work.size.digits} digits, more than {item.topic.digits}"
    try:
        if not item.certificate:
            yield "the answer has no certificate"
    except (SymdescentError, ArithmeticError) as error:
        yield f"certificate: {error}"
    wrong = [found.answer for found in item.distractors]
    yield from (f"the distractor {one} is right" for one in wrong if same(one, item.answer))
    yield from (f"the distractors {one} and {two} are equal" for one, two in combinations(wrong, 2) if same(one, two))
