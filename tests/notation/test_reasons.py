"""Every error of what is typed has a reason by key, whose sentence stands once, in a table."""

from __future__ import annotations

import ast
import copy
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import symdescent
from symdescent.errors import FormulaError
from symdescent.notation.parser import parse
from symdescent.notation.reasons import REASONS, Letter, Reason, seen

PACKAGE = Path(symdescent.__file__).parent
TEXTS = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
REFUSING = re.compile(r"FormulaError\(|\.fail\(|\.fault\(")  # what is called with a reason first
TREES = {path: ast.parse(text) for path, text in TEXTS.items() if REFUSING.search(text) or "notation.reasons import" in text}
CARRYING = ("errors.py", "carried.py", "unread.py")  # an error that was raised before is made again there


def name_of(call: ast.Call) -> str:
    """What is called, without what it is an attribute of."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def refusing(call: ast.Call) -> str:
    return f"{'.' * isinstance(call.func, ast.Attribute)}{name_of(call)}("


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


RETURNED = ("Reason", "Reason | None")
MAKERS = {"Reason"} | {f.name for tree in TREES.values() for f in functions(tree) if f.returns and ast.unparse(f.returns) in RETURNED}


def assigned(function: ast.FunctionDef) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(function):
        if isinstance(node, (ast.Assign, ast.NamedExpr)):
            yield ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target), node.value


def has_a_key(reason: ast.AST, function: ast.FunctionDef) -> bool:
    """Whether a reason is made from a key, is another error's, or was passed on."""
    if isinstance(reason, ast.IfExp):
        return has_a_key(reason.body, function) and has_a_key(reason.orelse, function)
    if isinstance(reason, ast.Name):
        given = [value for name, value in assigned(function) if name == reason.id]
        passed_on = reason.id in [argument.arg for argument in function.args.args]
        return all(has_a_key(value, function) for value in given) and bool(given or passed_on)
    return name_of(reason) in MAKERS if isinstance(reason, ast.Call) else isinstance(reason, ast.Attribute) and reason.attr == "reason"


def refusals() -> Iterator[tuple[str, ast.expr, ast.FunctionDef]]:
    for path, tree in TREES.items():
        for function in functions(tree) if path.name not in CARRYING else ():
            calls = (node for node in ast.walk(function) if isinstance(node, ast.Call) and REFUSING.match(refusing(node)) and node.args)
            yield from ((f"{path.name}:{call.lineno}", call.args[0], function) for call in calls)


def test_every_error_of_what_is_typed_has_a_reason_by_key() -> None:
    found = list(refusals())
    assert len(found) > 100
    assert [place for place, reason, function in found if not has_a_key(reason, function)] == []


def written() -> Iterator[str]:
    """Patterns of all texts in the package's code, without those of the sentences; what is filled in may be anything."""
    for path, tree in TREES.items():
        for node in ast.walk(tree) if path.name != "reasons.py" else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            if isinstance(node, ast.Call) and name_of(node) == "Reason":
                yield from (pattern(key) for key in ast.walk(node.args[0]) if isinstance(key, ast.JoinedStr))


def pattern(key: ast.JoinedStr) -> str:
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in key.values)


def test_every_key_that_is_asked_for_exists() -> None:
    calls = [node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node) == "Reason"]
    asked = {node.args[0].value for node in calls if isinstance(node.args[0], ast.Constant)}
    assert len(asked) > 80
    assert asked <= REASONS.keys()


def test_every_key_is_asked_for() -> None:
    asked = re.compile("|".join(sorted(set(written()))))
    own = {"one seen", "several seen"}  # in the same file
    assert [key for key in REASONS.keys() - own if not asked.fullmatch(key)] == []


def test_a_reason_is_its_sentence_and_knows_its_key_and_fields() -> None:
    told = Reason("characters", count=12_345, most=10_000)
    assert told == "This formula has 12,345 characters; at most 10,000 are read."
    assert (told.key, told.fields) == ("characters", {"count": 12_345, "most": 10_000})


def test_a_letter_has_its_names() -> None:
    assert (Letter("é").code, Letter("é").name) == ("U+00E9", "LATIN SMALL LETTER E WITH ACUTE")
    assert Letter("\x07").name == "character U+0007"


@pytest.mark.parametrize("text", ["2x +", "é", "log2 x", "1e999999", "(" * 45])
def test_an_error_comes_out_of_a_pickle_with_its_key(text: str) -> None:
    with pytest.raises(FormulaError, match=r"\^") as caught:
        parse(text)
    for same in (pickle.loads(pickle.dumps(caught.value)), copy.deepcopy(caught.value)):  # noqa: S301 - our own
        assert str(same) == str(caught.value)
        assert (same.text, same.position) == (text, caught.value.position)
        assert isinstance(same.reason, Reason)
        assert isinstance(caught.value.reason, Reason)
        assert (same.reason.key, same.reason.fields) == (caught.value.reason.key, caught.value.reason.fields)


def test_a_reason_within_a_reason() -> None:
    assert Reason("rows", count=2, seen=seen(1)).endswith("but there is 1.")
    assert Reason("rows", count=2, seen=seen(3)).endswith("but there are 3.")


def test_an_error_may_be_raised_with_any_words() -> None:
    assert str(FormulaError("Too short.", "x", 1)) == "I can't read this formula.\n    x\n     ^\nToo short."
