"""Sums of squares of polynomials, proved in exact rationals, and the lower bounds that they give."""

from __future__ import annotations

from symdescent.analysis.squares.bounds import lower_bound as lower_bound
from symdescent.analysis.squares.certificate import Squares as Squares
from symdescent.analysis.squares.certificate import sum_of_squares as sum_of_squares
from symdescent.analysis.squares.certificate import why_not as why_not
