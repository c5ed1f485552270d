"""Sums of squares."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "squares table": "The squares with their positive weights.",
    "squares multiplied": "The factor {multiplier} is positive, except perhaps at the origin, and the product is never negative. So {inner} is never negative; at the origin by continuity.",
    "squares attained": "At {point} the value is {bound}: this is the least value of {f}.",
    "squares convex": "A sum of squares is never negative. So {left} is at least 0 at every point x and in every direction {v}: the function is convex.",
    "squares concave": "A sum of squares is never negative. So {left} is at least 0 at every point x and in every direction {v}: the function is concave.",
    "squares strongly convex": "Even with {mu} times the squared length taken off nothing falls below 0: the function is strongly convex with μ = {mu}.",
    "squares strongly concave": "Even with {mu} times the squared length taken off nothing falls below 0: the function is strongly concave with μ = {mu}.",
    "squares strictly convex": "It is strictly convex: if a convex polynomial is straight on a segment, it is straight along every line of that direction (Rockafellar 1970, Theorem 8.8), but at {point} the Hessian is positive definite, so it bends along every line through this point.",
    "squares strictly concave": "It is strictly concave: if a concave polynomial is straight on a segment, it is straight along every line of that direction (Rockafellar 1970, Theorem 8.8), but at {point} the Hessian is negative definite, so it bends along every line through this point.",
    "squares odd": "Its degree is odd, so it takes negative values and is no sum of squares.",
    "squares corner": "One of its terms cannot come from squares, so it is no sum of squares.",
    "squares none": "It is no sum of squares, as far as the search can tell.",
    "squares large": "It is too large for the search for squares.",
    "squares rounding": "The search came near a sum of squares but could not make it exact.",
    "squares no polynomial": "It is no polynomial with rational coefficients of moderate size.",
    "squares install": "A search for sums of squares might settle this: it needs a solver, which comes with symdescent[proofs].",
}
