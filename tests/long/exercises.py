"""Every topic's self-test with many seeds: python -m tests.long.exercises 10000 --workers 2 [TOPIC ...].

Prints a line for each topic, then what does not hold; the exit status is 1 where there is anything.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from symdescent.exercises.catalogue import NAMES
from symdescent.exercises.stress.report import Stress, stress

MOST_SHOWN = 20
LINE = "{:24} {:>8} {:>8} {:>9} {:>8} {:>7} {:>9}"


def line(report: Stress) -> str:
    """The numbers of a report."""
    different, time = len(report.probes) - report.collisions, f"{1000 * report.seconds:.1f} ms"
    return LINE.format(report.topic, len(report.probes), len(report.faults), report.unproved, different, report.longest, time)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the reports; 1 where anything does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", type=int)
    parser.add_argument("topics", nargs="*", metavar="TOPIC")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(arguments)
    print(LINE.format("topic", "seeds", "faults", "unproved", "differ", "digits", "time"))
    failed = False
    for name in chosen.topics or NAMES:
        report = stress(name, chosen.seeds, workers=chosen.workers)
        failed |= report.failed
        print(line(report), flush=True)
        for seed, level, fault in report.faults[:MOST_SHOWN]:
            print(f"    seed {seed}, level {level}: {fault}", flush=True)
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
