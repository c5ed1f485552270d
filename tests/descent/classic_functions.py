"""Functions whose minima are known, with the paper or book that they are from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import e, hypot, log, pi, sqrt

import numpy as np

import symdescent as sd
from symdescent.problem import Problem

MORE = "J. J. Moré, B. S. Garbow, K. E. Hillstrom, ACM Trans. Math. Softw. 7 (1981)"
SURVEY = "S. Surjanovic, D. Bingham, Virtual Library of Simulation Experiments (2013)"
BOOK = "S. Boyd, L. Vandenberghe, Convex Optimization (2004)"
EZEKIEL = "M. Ezekiel, Methods of Correlation Analysis (1930)"
SLOPE, MEAN = 3.932408759124, 42.98  # of the line of least squares through the cars, and of their distances: R, lm(dist ~ speed)
RESIDUALS = 11353.521051  # its sum of squares


@dataclass(frozen=True)
class Classic:
    """``minimisers`` are those of least ``value``; ``near`` is how close to one of them x has to come, relative to 1 + ‖x*‖.

    ``kind`` is "quadratic", "convex" (smooth, without a bend that vanishes at the minimum), "curved" (smooth, convex at its
    minima only), "singular" (the Hessian at the minimum has no inverse) or "kinked".
    """

    name: str
    formula: str
    kind: str
    start: tuple[float, ...]
    minimisers: tuple[tuple[float, ...], ...]
    value: float
    source: str
    domain: str = "everywhere"
    near: float = 0.01
    data: str | None = None

    @cached_property
    def problem(self) -> Problem:
        return sd.problem(self.formula, data=self.data)

    @cached_property
    def bend(self) -> float:
        """The largest curvature at the start and at the minimisers, in size."""
        points = np.array([self.start, *self.minimisers])
        return float(np.abs(np.linalg.eigvalsh(self.problem.objective.hessian(points))).max())

    @property
    def distance(self) -> float:
        """From the start to the nearest minimiser."""
        return self.miss(self.start)

    def miss(self, x: tuple[float, ...]) -> float:
        """How far x is from the nearest minimiser."""
        return min(hypot(*(a - b for a, b in zip(x, best, strict=True))) for best in self.minimisers)

    @property
    def reach(self) -> float:
        """The largest miss that counts as having reached a minimiser."""
        return self.near * (1 + min(hypot(*best) for best in self.minimisers))


CLASSICS: tuple[Classic, ...] = (
    Classic("sphere", "x^2 + y^2 + z^2", "quadratic", (3, -2, 1), ((0, 0, 0),), 0, "K. A. De Jong, thesis, Michigan (1975), F1"),
    Classic("ellipsoid", "x^2/2 + 5y^2", "quadratic", (10, 1), ((0, 0),), 0, f"{BOOK}, §9.3.2, γ = 10"),
    Classic("Matyas", "0.26(x^2 + y^2) - 0.48x*y", "quadratic", (5, -7), ((0, 0),), 0, SURVEY, "-10 ≤ x, y ≤ 10"),
    Classic("Booth", "(x + 2y - 7)^2 + (2x + y - 5)^2", "quadratic", (-5, 5), ((1, 3),), 0, SURVEY, "-10 ≤ x, y ≤ 10"),
    Classic("Trid", "(x - 1)^2 + (y - 1)^2 - x*y", "quadratic", (-3, 4), ((2, 2),), -2, SURVEY, "-4 ≤ x, y ≤ 4"),
    Classic(
        "cars",
        "mean((w*(speed - 15.4) + b - dist)^2)",
        "quadratic",
        (0, 0),
        ((MEAN, SLOPE),),
        RESIDUALS / 50,
        f"{EZEKIEL}; R, lm(dist ~ speed)",
        data="cars.csv",
    ),
    Classic(
        "logistic", "ln(1 + e^x) - x/4", "convex", (1,), ((-log(3),),), log(4) - 3 / 4 * log(3), "D. R. Cox, J. R. Stat. Soc. B 20 (1958)"
    ),
    Classic("log-cosh", "ln(e^x + e^(-x))", "convex", (1,), ((0,),), log(2), f"{BOOK}, exercise 9.10"),
    Classic(
        "three exponentials",
        "e^(x + 3y - 0.1) + e^(x - 3y - 0.1) + e^(-x - 0.1)",
        "convex",
        (-1, 1),
        ((-log(2) / 2, 0),),
        2 * sqrt(2) * e**-0.1,
        f"{BOOK}, eq. (9.20)",
    ),
    Classic(
        "Huber",
        "piecewise((x^2/2, abs(x) <= 1), (abs(x) - 1/2, True)) + piecewise((y^2/2, abs(y) <= 1), (abs(y) - 1/2, True))",
        "convex",
        (3, -0.5),
        ((0, 0),),
        0,
        "P. J. Huber, Ann. Math. Stat. 35 (1964)",
    ),
    Classic("Zakharov", "x^2 + y^2 + (x/2 + y)^2 + (x/2 + y)^4", "convex", (2, -3), ((0, 0),), 0, SURVEY, "-5 ≤ x, y ≤ 10"),
    Classic("Rosenbrock", "100(y - x^2)^2 + (1 - x)^2", "curved", (-1.2, 1), ((1, 1),), 0, "H. H. Rosenbrock, Comput. J. 3 (1960)"),
    Classic(
        "Beale",
        "(1.5 - x(1 - y))^2 + (2.25 - x(1 - y^2))^2 + (2.625 - x(1 - y^3))^2",
        "curved",
        (1, 1),
        ((3, 0.5),),
        0,
        f"E. M. L. Beale (1958); {MORE}, no. 5",
        "-4.5 ≤ x, y ≤ 4.5",
    ),
    Classic(
        "Himmelblau",
        "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        "curved",
        (1, 1),
        ((3, 2), (-2.805118086953, 3.131312518250), (-3.779310253378, -3.283185991286), (3.584428340330, -1.848126526964)),
        0,
        "D. M. Himmelblau, Applied Nonlinear Programming (1972)",
        "-5 ≤ x, y ≤ 5",
    ),
    Classic(
        "three-hump camel",
        "2x^2 - 1.05x^4 + x^6/6 + x*y + y^2",
        "curved",
        (-0.7, 1),
        ((0, 0),),
        0,
        f"F. H. Branin, IBM J. Res. Dev. 16 (1972); {SURVEY}",
        "-5 ≤ x, y ≤ 5",
    ),
    Classic(
        "six-hump camel",
        "(4 - 2.1x^2 + x^4/3)x^2 + x*y + (4y^2 - 4)y^2",
        "curved",
        (0.3, -0.8),
        ((0.089842013, -0.712656403), (-0.089842013, 0.712656403)),
        -1.031628453490,
        "L. C. W. Dixon, G. P. Szegő, Towards Global Optimisation 2 (1978)",
        "-3 ≤ x ≤ 3, -2 ≤ y ≤ 2",
    ),
    Classic(
        "McCormick",
        "sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1",
        "curved",
        (0, 0),
        ((1 / 2 - pi / 3, -1 / 2 - pi / 3),),
        -sqrt(3) / 2 - pi / 3,
        f"G. P. McCormick (1976); {SURVEY}",
        "-1.5 ≤ x ≤ 4, -3 ≤ y ≤ 4",
    ),
    Classic(
        "Goldstein–Price",
        "(1 + (x + y + 1)^2*(19 - 14x + 3x^2 - 14y + 6x*y + 3y^2))*(30 + (2x - 3y)^2*(18 - 32x + 12x^2 + 48y - 36x*y + 27y^2))",
        "curved",
        (0.1, -0.9),
        ((0, -1),),
        3,
        "A. A. Goldstein, J. F. Price, Math. Comput. 25 (1971)",
        "-2 ≤ x, y ≤ 2",
    ),
    Classic(
        "Branin",
        "(y - 5.1x^2/(4pi^2) + 5x/pi - 6)^2 + 10(1 - 1/(8pi))cos(x) + 10",
        "curved",
        (2.5, 4),
        ((-pi, 12.275), (pi, 2.275), (3 * pi, 2.475)),
        5 / (4 * pi),
        f"F. H. Branin, IBM J. Res. Dev. 16 (1972); {SURVEY}",
        "-5 ≤ x ≤ 10, 0 ≤ y ≤ 15",
    ),
    Classic(
        "Easom",
        "-cos(x)*cos(y)*exp(-(x - pi)^2 - (y - pi)^2)",
        "curved",
        (2.6, 3.4),
        ((pi, pi),),
        -1,
        f"E. Easom, thesis, Louisville (1990); {SURVEY}",
        "-100 ≤ x, y ≤ 100",
    ),
    Classic(
        "Freudenstein–Roth",
        "(-13 + x + ((5 - y)y - 2)y)^2 + (-29 + x + ((y + 1)y - 14)y)^2",
        "curved",
        (6, 3.5),
        ((5, 4),),
        0,
        f"F. Freudenstein, B. Roth, J. ACM 10 (1963); {MORE}, no. 2",
    ),
    Classic(
        "Styblinski–Tang",
        "(x^4 - 16x^2 + 5x)/2 + (y^4 - 16y^2 + 5y)/2",
        "curved",
        (-2, -4),
        ((-2.903534027771, -2.903534027771),),
        -78.332331407552,
        "M. A. Styblinski, T.-S. Tang, Neural Networks 3 (1990)",
        "-5 ≤ x, y ≤ 5",
    ),
    Classic(
        "Dixon–Price", "(x - 1)^2 + 2(2y^2 - x)^2", "curved", (2, 1.5), ((1, sqrt(1 / 2)), (1, -sqrt(1 / 2))), 0, SURVEY, "-10 ≤ x, y ≤ 10"
    ),
    Classic(
        "Wood",
        "100(x_2 - x_1^2)^2 + (1 - x_1)^2 + 90(x_4 - x_3^2)^2 + (1 - x_3)^2 + 10(x_2 + x_4 - 2)^2 + (x_2 - x_4)^2/10",
        "curved",
        (-3, -1, -3, -1),
        ((1, 1, 1, 1),),
        0,
        f"A. R. Colville (1968); {MORE}, no. 14",
    ),
    Classic(
        "Powell's singular",
        "(x_1 + 10x_2)^2 + 5(x_3 - x_4)^2 + (x_2 - 2x_3)^4 + 10(x_1 - x_4)^4",
        "singular",
        (3, -1, 0, 1),
        ((0, 0, 0, 0),),
        0,
        f"M. J. D. Powell, Comput. J. 5 (1962); {MORE}, no. 13",
        near=0.1,
    ),
    Classic("absolute values", "abs(x) + abs(y)", "kinked", (3, -2), ((0, 0),), 0, "N. Z. Shor, Minimization Methods (1985)"),
    Classic(
        "median", "abs(x - 1) + abs(x - 2) + abs(x - 7)", "kinked", (6.5,), ((2,),), 6, f"{BOOK}, §6.1, the sum of the residuals' sizes"
    ),
)
