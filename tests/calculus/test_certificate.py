"""A certificate lists every step of a derivation with the evidence for it, and what it says is true."""

from __future__ import annotations

import json

import mpmath
import pytest

import symdescent as sd
from symdescent.calculus.checks.oracle import DIGITS
from symdescent.calculus.derivation import derive, derive_hessian
from symdescent.notation.parser import parse
from symdescent.notation.style import style

from .numbers_by_hand import value

TYPICAL = ("x^2 + 5", "max(x, x^2)*sin(x)", "x^x", "piecewise((x^2, x < 0), (x^3, True))", "|x|*e^x")


@pytest.mark.parametrize("text", TYPICAL)
@pytest.mark.parametrize("check", ["quick", "proof"])
def test_every_step_has_a_line_with_its_evidence(text: str, check: str) -> None:
    derivation = derive(parse(text), "x", check=check)
    certificate = derivation.certificate()
    assert [line.step for line in certificate.lines] == list(derivation.steps)
    assert sum(certificate.counts.values()) == len(certificate.lines)
    for line in certificate.lines:
        evidence = line.check
        assert bool(evidence.points) == bool(evidence.digits) == (evidence.kind != "proved")
        assert evidence.kind != "numeric" or evidence.digits >= DIGITS
        assert bool(evidence.reason) == (check == "proof" and evidence.kind != "proved")


@pytest.mark.parametrize("text", TYPICAL)
def test_what_was_compared_agrees_at_the_points_that_are_named(text: str) -> None:
    with mpmath.workdps(60):
        for line in derive(parse(text), "x").certificate().lines:
            for point in line.check.points:
                h = mpmath.mpf("1e-20")
                left, right = (value(line.step.source, {"x": point["x"] + shift}) for shift in (-h, h))
                slope = (right - left) / (2 * h) if line.step.kind == "derivative" else value(line.step.source, point)
                assert abs(slope - value(line.step.result, point)) <= mpmath.mpf("1e-30") * (1 + abs(slope))


def test_the_least_agreement_is_named() -> None:
    certificate = derive(parse("|x|*e^x"), "x").certificate()
    compared = [line.check.digits for line in certificate.lines if line.check.kind != "proved"]
    assert certificate.digits == (min(compared) if compared else None)
    assert derive(parse("x^2"), "x").certificate().digits is None


def test_the_plain_data_hold_every_line() -> None:
    certificate = derive_hessian(parse("max(x, y)*x^2"), ("x", "y")).certificate()
    data = certificate.to_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert len(data["lines"]) == len(certificate.lines)
    assert {line["check"] for line in data["lines"]} == set(data["counts"]) == {"proved", "numeric"}
    assert {tuple(line["order"]) for line in data["lines"]} == {("x", "x"), ("x", "y"), ("y", "y")}
    assert all(point.keys() == {"x", "y"} for line in data["lines"] for point in line["points"])


def test_data_columns_are_named_with_their_entries() -> None:
    formula = parse("mean(|w*speed - dist|)", columns={"speed", "dist"})
    points = [point for line in derive(formula, "w", check="quick").certificate().to_dict()["lines"] for point in line["points"]]
    assert points
    assert all(len(point["speed"]) == len(point["dist"]) == 3 for point in points)


def test_it_is_told_as_a_table_with_the_points() -> None:
    told = sd.problem("max(x, 1)").derive().certificate().to_text()
    assert "d/dx[max(x, 1)]" in told
    assert "x = 0.3719" in told
    assert "not proved, because" in told


def test_it_is_told_in_german() -> None:
    with style(language="de"):
        told = sd.problem("max(x, 1)").derive().certificate().to_text()
    assert "Stellen stimmen überein" in told
    assert "0,3719" in told


def test_a_long_certificate_is_folded_and_a_very_long_one_cut() -> None:
    text = " + ".join(f"sin({k}x)^2" for k in range(1, 60))
    document = sd.problem(text).derive(check="quick").certificate().to_markdown()
    assert "rows in the middle are left out" in document
    assert len(document) < 200_000
