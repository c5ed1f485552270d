"""The page on a problem: its questions with short answers."""

from __future__ import annotations

SENTENCES = {
    "analysis title": "What {f} is like",
    "analysis question": "Question",
    "analysis answer": "Answer",
    "analysis convexity": "Convexity",
    "analysis landscape": "The landscape",
    "analysis critical": "Critical points",
    "analysis rates": "Learning rates",
    "analysis bounded below": "Bounded below",
    "analysis bounded above": "Bounded above",
    "analysis coercive": "Grows in all directions",
    "analysis constants": "Constants",
    "analysis safe": "Safe learning rates",
    "analysis yes": "yes",
    "analysis no": "no",
    "analysis open": "undecided",
    "analysis none": "none",
    "analysis maybe more": "perhaps more",
    "analysis best min": "The least value of all is {value}.",
    "analysis best max": "The greatest value of all is {value}.",
    "analysis verdict strongly convex": "strongly convex",
    "analysis verdict strictly convex": "strictly convex",
    "analysis verdict convex": "convex",
    "analysis verdict affine": "affine",
    "analysis verdict concave": "concave",
    "analysis verdict strictly concave": "strictly concave",
    "analysis verdict strongly concave": "strongly concave",
    "analysis verdict undecided": "undecided",
    "analysis verdict neither": "neither convex nor concave",
}
