"""docs/rules.md shows every row of the tables, as they are now, and every example on it is true by the tests' own numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import mpmath
import pytest

from docs.rules import COLUMNS, MISTAKES, PAGE, REWRITES, RULES, TRIGAMMA, Example, answer_to, page, plain
from symdescent.calculus import rules
from symdescent.calculus.answers import mistakes
from symdescent.calculus.rewrites import simplify
from symdescent.calculus.rule import Rule
from symdescent.lesson.language import word
from symdescent.notation.parser import parse
from symdescent.notation.sympy_text import to_sympy_text
from symdescent.notation.tree import Expression
from tests.calculus.numbers_by_hand import NoValue, Point, slope, value

EXAMPLES = [example for examples in RULES.values() for example in examples]
FIXED = {
    "y": 0.83,
    "k": 2,
    "n": 3,
    "x_1": 0.31,
    "x_2": 1.7,
    "x_3": -0.4,
    "w": 0.9,
    "b": 0.4,
    "speed": (1.1, 2.3, 0.7),
    "dist": (0.4, 1.9, 3.1),
}
POINTS: list[Point] = [FIXED | {"x": x, "x_k": 1.7} for x in (0.37, 0.71, 1.43, 2.9, -0.61, -1.83)]
CELL = re.compile(r"^\$(.+?)\$(?: \(by \$(.+?)\$\))?")


def rows(title: str) -> Iterator[list[str]]:
    """The cells of a section's table."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    yield from ([cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:])


def read(cell: str) -> tuple[Expression, str]:
    """The formula of a cell, by the reader of LaTeX, and what it is derived by."""
    found = CELL.match(cell)
    assert found, cell
    latex, by = found.groups(default="x")
    latex = latex.replace(r"\cr ", r"\\")  # as it is written for GitHub
    return parse(latex, columns=COLUMNS if "mathrm" in latex else ()), to_sympy_text(parse(by))


def shown_by(example: Example) -> Iterator[Rule]:
    """The rows of the table that an example shows: its own, and of a known function also that of x itself."""
    for step in (example.step(example.derivation()), *plain(example)):
        yield rules.applicable(step.source, step.variable)[0]


def agree(first: Expression, by: str | None, second: Expression, points: Sequence[Point] = POINTS) -> int:
    """At how many points a function, or its slope by a variable, has the other's value; fails where it has another."""
    agreed = 0
    for at in points:
        try:
            left, right = (value(first, at) if by is None else slope(first, by, at)), value(second, at)
        except NoValue:
            continue
        assert mpmath.almosteq(left, right, 1e-15, 1e-15), at
        agreed += 1
    return agreed


def test_the_page_is_that_of_these_tables() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python docs/rules.py"


def test_every_rule_is_shown() -> None:
    assert {id(rule) for example in EXAMPLES for rule in shown_by(example)} == set(map(id, rules.RULES))


def test_every_rewrite_and_every_mistake_is_shown_in_its_order() -> None:
    assert tuple(REWRITES) == simplify.REWRITES
    assert tuple(MISTAKES) == tuple(row.name for row in mistakes.MISTAKES)
    assert [row[0] for row in rows("Wrong rules")] == [word("en", f"mistake {name}") for name in MISTAKES]


@pytest.mark.parametrize("title", RULES)
def test_every_example_of_a_rule_is_true(title: str) -> None:
    table = list(rows(title))
    assert len(table) == len(RULES[title])
    for _, _, example, derivative in table:
        function, by = read(example)
        assert agree(function, by, read(derivative)[0]) >= 2, example


@pytest.mark.parametrize("title", [title for title in RULES if "unctions" in title])
def test_every_statement_in_x_is_true(title: str) -> None:
    for _, statement, *_ in rows(title):
        if "<br>" in statement:
            function, derivative = statement.split("<br>")[0].strip("$").split("' = ")
            assert agree(parse(function), "x", parse(derivative)) >= 2, statement


def test_every_rewrite_keeps_the_value_and_comes_from_that_derivative() -> None:
    for _, before, after, function in rows("Rewrites"):
        (old, _), (new, _), (whole, by) = map(read, (before, after, function))
        assert agree(old, None, new) >= 2, before
        assert agree(whole, by.replace("_k", "_2"), old, POINTS[:3]) >= 2, function  # k is 2; no pole lies between 0 and these


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_line_with_a_mistake_is_wrong_and_explained_by_it(mistake: str) -> None:
    answer = answer_to(MISTAKES[mistake])
    assert (answer.right, answer.mistake) == (False, mistake)
    with pytest.raises(AssertionError):
        agree(answer.derivation.expression, MISTAKES[mistake].variable or "x", answer.typed)


def test_the_formula_that_cannot_be_typed_is_read_from_latex() -> None:
    assert parse(r"\psi^{(1)}(x^2)") == TRIGAMMA
