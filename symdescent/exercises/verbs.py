"""The command line's verbs for exercises: their options, and what each makes of them."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symdescent.errors import ArgumentError

if TYPE_CHECKING:
    from symdescent.shown import Shown

    Found = Shown | list[tuple[Path, Shown]]  # what is shown, or several with the file that each goes to

LEVELS = re.compile(r"(\d)-(\d)|\d(?:,\d)*")


def add_verbs(verbs: Any, add_output: Callable[[ArgumentParser], None]) -> None:
    """Adds the verbs and their options to those of the command line."""
    for verb, (summary, add_options) in OPTIONS.items():
        parser = verbs.add_parser(verb, help=summary)
        add_options(parser)
        add_output(parser)


def _exercise_options(parser: ArgumentParser) -> None:
    parser.add_argument("topic", metavar="TOPIC", help="such as derivative; symdescent topics lists them")
    parser.add_argument("--seed", type=int, required=True, metavar="N", help="the same number gives the same exercise")
    parser.add_argument("--level", type=int, default=2, metavar="1..5", help="how much work it is (default: 2)")


def _sheet_options(parser: ArgumentParser) -> None:
    parser.add_argument("topics", nargs="+", metavar="TOPIC", help="one or several, which take turns")
    parser.add_argument("--seed", type=int, required=True, metavar="N", help="the same number gives the same sheets")
    parser.add_argument("--count", type=int, default=10, metavar="N", help="exercises on a sheet (default: 10)")
    parser.add_argument("--level", default="2", metavar="LEVELS", help="such as 2, 1-3 or 1,2,5 (default: 2)")
    parser.add_argument("--students", metavar="FILE", help="a CSV file of names, or a number: another sheet for each student")
    parser.add_argument("--key", action="store_true", help="the key alone (default: the questions, and with --out the key beside them)")


def _grade_options(parser: ArgumentParser) -> None:
    parser.add_argument("given", nargs="+", metavar="SHEET.json ANSWERS", help="a sheet and its answers (JSON or CSV), or one typed answer")
    parser.add_argument("--topic", metavar="TOPIC", help="grade one answer to an exercise of this topic")
    parser.add_argument("--seed", type=int, metavar="N", help="of that exercise")
    parser.add_argument("--level", type=int, default=2, metavar="1..5", help="of that exercise (default: 2)")


def _stress_options(parser: ArgumentParser) -> None:
    parser.add_argument("topic", metavar="TOPIC")
    parser.add_argument("--seeds", type=int, default=1000, metavar="N", help="exercises that are proved again (default: 1000)")
    parser.add_argument("--workers", type=int, metavar="N", help="processes (default: one)")


OPTIONS: dict[str, tuple[str, Callable[[ArgumentParser], None]]] = {
    "exercise": ("one exercise with hints and solution", _exercise_options),
    "sheet": ("a sheet of exercises and its key, another one for each student", _sheet_options),
    "grade": ("the grade of typed answers", _grade_options),
    "stress": ("a topic's self-test: many exercises proved again in other ways", _stress_options),
    "topics": ("the topics that there are", lambda parser: None),
}


def _exercise(options: Namespace) -> Shown:
    from symdescent.exercises.exercise import exercise

    return exercise(options.topic, seed=options.seed, level=options.level)


def _sheet(options: Namespace) -> Found:
    from symdescent.exercises.sheet import sheet

    students = int(options.students) if (options.students or "").isdecimal() else options.students and Path(options.students)
    found = sheet(options.topics, seed=options.seed, count=options.count, level=read_levels(options.level), students=students)
    if options.chosen == "json":
        return found
    if options.key or options.out is None:
        return found.key if options.key else found.questions
    if not options.out.is_dir():
        return [(options.out, found.questions), (options.out.with_stem(f"{options.out.stem}-key"), found.key)]
    own = [(options.out / f"{file_name(name)}{options.suffix}", found.for_student(name).questions) for name in found.students]
    return [*(own or [(options.out / f"sheet{options.suffix}", found.questions)]), (options.out / f"key{options.suffix}", found.key)]


def file_name(student: str) -> str:
    """A student's name as the name of a file.

    >>> file_name("Emmy Noether"), file_name("../é")
    ('Emmy-Noether', 'é')
    """
    return "-".join(re.findall(r"\w+", student)) or "student"


def read_levels(text: str) -> Any:
    """The levels that an option names: one, a range, or several.

    >>> read_levels("2"), read_levels("1-3"), read_levels("1,2,5")
    (2, (1, 3), [1, 2, 5])
    """
    found = LEVELS.fullmatch(text.strip())
    if found is None:
        raise ArgumentError(f"--level {text}: expected a level from 1 to 5, a range such as 1-3, or several such as 1,2,5.")
    if found[1]:
        return int(found[1]), int(found[2])
    levels = [int(part) for part in text.split(",")]
    return levels if len(levels) > 1 else levels[0]


def _grade(options: Namespace) -> Shown:
    from symdescent.exercises.exercise import exercise
    from symdescent.exercises.handed_in import read_answers, read_json
    from symdescent.exercises.sheet import read_sheet

    if options.topic is not None:
        if options.seed is None or len(options.given) != 1:
            raise ArgumentError('grade --topic: expected --seed and one answer, such as --topic derivative --seed 7 "2x + 5".')
        return exercise(options.topic, seed=options.seed, level=options.level).grade(options.given[0].strip())
    if len(options.given) != 2:
        raise ArgumentError("grade: expected a sheet and its answers, such as sheet.json answers.csv, or --topic with one answer.")
    page, answers = (Path(name) for name in options.given)
    return read_sheet(read_json(page)).grade(read_answers(answers))


def _stress(options: Namespace) -> Shown:
    from symdescent.exercises.exercise import topic_named

    return topic_named(options.topic).stress(options.seeds, workers=options.workers)


def _topics(options: Namespace) -> Shown:
    from symdescent.exercises.catalogue import TOPICS

    return TOPICS


VERBS: dict[str, Callable[[Namespace], Any]] = {
    "exercise": _exercise,
    "sheet": _sheet,
    "grade": _grade,
    "stress": _stress,
    "topics": _topics,
}
