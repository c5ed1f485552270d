"""The command line: thin, a verb for each thing that the package shows."""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from symdescent.errors import ArgumentError, FormulaError, SymdescentError
from symdescent.exercises import verbs as exercises

if TYPE_CHECKING:
    from symdescent.problem import Problem
    from symdescent.run import Run
    from symdescent.shown import Shown

FORMATS = ("text", "markdown", "latex", "pdf", "html", "notebook", "json")
MINUS = re.compile(r"-(?!-|h$)\S")  # all options but -h begin with two
VERSIONS = ("sympy", "numpy", "matplotlib", "math-core", "nbformat")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns 0, 1 where a self-test fails, or 2 after a message on stderr where the input cannot be used."""
    options = _parser().parse_args(_protected(sys.argv[1:] if arguments is None else list(arguments)))
    try:
        return _run_verb(options)
    except SymdescentError as error:
        print(f"symdescent: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader, such as head, has seen enough
        sys.stderr.close()
    except OSError as error:
        print(f"symdescent: cannot use {error.filename or 'the output'}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


def _run_verb(options: argparse.Namespace) -> int:
    from symdescent.notation.style import style

    with style(language=options.language):
        options.chosen, options.suffix = _chosen(options)
        found = _found(options)
        for out, shown in found if isinstance(found, list) else [(options.out, found)]:
            _write(out, _content(shown.lesson() if options.verb == "lesson" else shown, options.chosen))
    return int(getattr(found, "failed", False))


def _found(options: argparse.Namespace) -> Any:
    """What the verb makes; a formula that it cannot read is refused in the language of the prose."""
    from symdescent.lesson.unread import in_language

    try:
        return VERBS[options.verb](options)
    except FormulaError as fault:
        raise in_language(fault) from None


def _protected(arguments: list[str]) -> list[str]:
    """A formula that begins with a minus, such as -x^2, is no option: a blank before it says so."""
    verb, *rest = arguments or [""]
    return [verb, *(f" {text}" if verb in VERBS and MINUS.match(text) else text for text in rest)]


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"symdescent: {message} (see {self.prog} --help)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="symdescent", description="Turns a formula into a lesson.")
    parser.add_argument("--version", action=_Version, help="the versions of symdescent and its main dependencies")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    derive = verbs.add_parser("derive", help="the derivative or gradient, rule by rule")
    _add_problem(derive)
    derive.add_argument("--variable", metavar="NAME", help="derive by this variable alone, or by several in turn, such as x,y")
    derive.add_argument("--hessian", action="store_true", help="the second derivatives instead of the first")
    derive.add_argument("--order", type=int, default=1, metavar="N", help="derive so many times (default: 1)")
    derive.add_argument("--form", metavar="FORM", help="expanded, factored or as derived (default: as a textbook prints it)")
    derive.add_argument("--detail", default="standard", metavar="LEVEL", help="full, standard or brief (default: standard)")
    derive.add_argument("--check", choices=("proof", "quick"), default="proof", help="how each step is checked (default: proof)")
    _add_problem(verbs.add_parser("analyze", help="the domain, convexity, critical points and safe rates, with proofs"))
    for verb, summary in (("descend", "a run as a table"), ("lesson", "the worked example: of a run, or without --start of the function")):
        _add_run(verbs.add_parser(verb, help=summary))
    exercises.add_verbs(verbs, _add_output)
    return parser


def _add_problem(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("formula", metavar="EXPR", help='the function, such as "x^2 + 5"')
    parser.add_argument("--data", metavar="FILE", help="a CSV file whose columns the function uses")
    parser.add_argument("--variables", metavar="NAMES", help="what to minimise over, such as x,y; other names stay symbols")
    parser.add_argument("--domain", metavar="TEXT", help='where to look, such as "x > 0, -1 <= y <= 4", also what is known of symbols')
    parser.add_argument("--maximise", action="store_true", help="look for the greatest value")
    _add_output(parser)


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", default="en", metavar="NAME", help="of the prose, such as de (default: en)")
    parser.add_argument("--format", choices=FORMATS, help="default: by the suffix of --out, else text")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write there instead of to the terminal")


def _add_run(parser: argparse.ArgumentParser) -> None:
    _add_problem(parser)
    parser.add_argument("--start", action="append", metavar="x=-6,y=1", help="where the run begins")
    parser.add_argument("--method", default="gradient descent")
    parser.add_argument("--rate", metavar="1/10", help="a fixed step size (default: backtracking)")
    parser.add_argument("--steps", type=int, default=100, metavar="N", help="at most so many (default: 100)")
    parser.add_argument("--tol", default="1e-8", help="stop at this norm of the gradient (default: 1e-8)")
    parser.add_argument("--arithmetic", choices=("float", "exact", "rounded"), default="float")


class _Version(argparse.Action):
    def __init__(self, **settings: Any) -> None:
        super().__init__(nargs=0, **settings)

    def __call__(self, parser: argparse.ArgumentParser, *ignored: Any) -> None:
        from importlib.metadata import version

        from symdescent import __version__

        others = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
        python = ".".join(map(str, sys.version_info[:3]))
        print(f"symdescent {__version__} (Python {python}, {others})")
        parser.exit()


def _problem(options: argparse.Namespace) -> Problem:
    from symdescent.problem import problem

    sense = "max" if options.maximise else "min"
    return problem(options.formula, variables=options.variables, data=options.data, sense=sense, domain=options.domain)


def _run(options: argparse.Namespace) -> Run:
    from symdescent.run import descend

    chosen = _problem(options)
    if options.start is None:
        example = ",".join(f"{name}=1" for name in chosen.variables)
        raise ArgumentError(f"A run needs a start: expected --start with a number for each variable, such as --start {example}.")
    return descend(
        chosen,
        _start(",".join(options.start)),
        method=options.method,
        rate=options.rate,
        steps=options.steps,
        tol=options.tol,
        arithmetic=options.arithmetic,
    )


def _start(text: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    for name, equals, value in pairs:
        if not (name.strip() and equals and value.strip()):
            raise ArgumentError(f"--start {text}: expected name=number with commas between, such as x=-6,y=1.")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _derive(options: argparse.Namespace) -> Shown:
    chosen = _problem(options)
    told = {"check": options.check, "detail": options.detail, "form": options.form}
    if not options.hessian:
        variables = options.variable.split(",") if options.variable and "," in options.variable else options.variable
        return chosen.derive(variables, order=options.order, **told)
    if options.variable or options.order != 1:
        raise ArgumentError("--hessian takes neither --variable nor --order: expected one way to say what to derive.")
    return chosen.derive_hessian(**told)


def _lesson(options: argparse.Namespace) -> Shown:
    return _problem(options) if options.start is None else _run(options)


def _analyze(options: argparse.Namespace) -> Shown:
    from symdescent.analysis.analysis import analyze

    return analyze(_problem(options))


VERBS: dict[str, Callable[[argparse.Namespace], Any]] = {
    "derive": _derive,
    "analyze": _analyze,
    "descend": _run,
    "lesson": _lesson,
    **exercises.VERBS,
}


def _chosen(options: argparse.Namespace) -> tuple[str, str]:
    """The format, by its name or by the suffix of the file, and that suffix."""
    from symdescent.render import FORMATS

    suffixes = {name: kind.suffix for name, kind in FORMATS.items()} | {"json": ".json"}
    if options.format:
        return options.format, suffixes[options.format]
    suffix = ".txt" if options.out is None else options.out.suffix.lower()
    for name, known in suffixes.items():
        if suffix == known:
            return name, suffix
    raise ArgumentError(f"--out {options.out}: expected a name ending in {', '.join(suffixes.values())}, or --format.")


def _content(shown: Any, chosen: str) -> str | bytes:
    """JSON holds the data, every other format shows them."""
    from symdescent.render import FORMATS

    if chosen == "json":
        return json.dumps(shown.to_dict(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return FORMATS[chosen].write(shown)


def _write(out: Path | None, content: str | bytes) -> None:
    """Writes into the file, or to the terminal."""
    from symdescent.render import in_bytes

    if out is not None:
        out.write_bytes(in_bytes(content))
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # what is written holds more letters than some terminals' encodings
        print(content, flush=True)
