"""Grading: what is said of a typed answer, and the slips that need no rule."""

from __future__ import annotations

SLIPS = {
    "letter not in the question": "A letter is in it that the question does not have.",
    "transposed": "Rows and columns are interchanged: this is the transpose.",
    "too few digits": "It is rounded too far: give the number exactly, or to more digits.",
    "sign": "A sign is the other way round.",
    "entries swapped": "The entries are right, but in another order.",
    "reciprocal": "This is the reciprocal of the answer.",
    "twice as much": "This is twice the answer.",
    "half as much": "This is half the answer.",
    "term missing": "A term is missing.",
    "rounded early": "It is nearly right: a number was rounded on the way. Keep numbers exact until the end.",
    "one number": "All but one number is right: look once more at the arithmetic.",
    "one entry": "All entries but one are right.",
    "point missing": "A point is missing.",
    "point too many": "There is a point in it that does not belong to the answer.",
    "kinds left out": "Say of every point what it is.",
    "wrong kind": "The points are right, but not what is said of them.",
    "lower end": "The lower end is another one.",
    "upper end": "The upper end is another one.",
    "end belongs": "Both ends are right: look once more at whether they belong to it.",
    "one number alone": "A whole interval is asked for, not one number.",
    "steps missing": "So far it is right, but steps are missing.",
    "steps too many": "There are more points in it than steps were asked for.",
    "nothing moves": "The same point again and again is no step: put the numbers of each point into the rule.",
}

SENTENCES = {f"slip {key}": sentence for key, sentence in SLIPS.items()} | {
    "title grade": "Your answer",
    "grade right": "**Right.**",
    "grade not simplified": "**Right**, and it can be written more simply: {answer}.",
    "grade rounded": "**Right** to the digits that you gave; exactly it is {answer}.",
    "grade narrower domain": "**Right** wherever it is defined; but {answer} is defined where your line is not.",
    "grade lower end left out": "**Right**, where it is understood that the number is positive: {answer}.",
    "grade steps left out": "**Right** at the end; all steps were asked for: {answer}.",
    "grade wrong": "**Not yet.**",
    "grade unexplained": "No single usual mistake leads to this.",
    "grade also": "The same comes out by another mistake: {others}.",
    "grade undecided": "**Not decided.** Whether this is the answer could not be settled: write it in a simpler form, or ask your teacher.",
    "grade too long": "**Not decided.** To settle this would take too long: write it in a simpler form.",
    "grade hint": "Next hint: {hint}",
    "step wrong": "Step {step} is wrong.",
    "step follows": "Step {steps} follows rightly from your own numbers.",
    "steps follow": "Steps {steps} follow rightly from your own numbers.",
}
