"""The functions on which optimisers are tried."""

from __future__ import annotations

from tests.analysis.corpus.known import ONE, Known, minimum, saddle

BEALE = "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2"
GOLDSTEIN_PRICE = "(1 + (x + y + 1)^2*(19 - 14x + 3x^2 - 14y + 6x*y + 3y^2))*(30 + (2x - 3y)^2*(18 - 32x + 12x^2 + 48y - 36x*y + 27y^2))"
BRANIN = "(y - 51x^2/(40pi^2) + 5x/pi - 6)^2 + 10(1 - 1/(8pi))*cos(x) + 10"
NEAR = (1.0, 8.0)

CONVEX = (
    Known(
        "(x + 2y - 7)^2 + (2x + y - 5)^2",
        "strongly convex",
        "Booth: eigenvalues 2 and 18",
        modulus="2",
        critical=(minimum("1, 3"),),
        counts=ONE,
    ),
    Known(
        "0.26(x^2 + y^2) - 0.48x*y",
        "strongly convex",
        "Matyas: eigenvalues 1/25 and 1",
        modulus="1/25",
        critical=(minimum("0, 0"),),
        counts=ONE,
    ),
    Known(
        "x^2 + y^2 + (x/2 + y)^2 + (x/2 + y)^4",
        "strongly convex",
        "Zakharov: 2I + (2 + 12s^2)aa', singular in no direction, 2 across a",
        modulus="2",
        critical=(minimum("0, 0"),),
        counts=ONE,
        infimum="0",
    ),
    Known(
        "(x - 1)^2 + (y - 1)^2 - x*y",
        "strongly convex",
        "Trid: eigenvalues 1 and 3",
        modulus="1",
        critical=(minimum("2, 2", "-2"),),
        counts=ONE,
    ),
    Known(
        "x^2 + (x + y)^2",
        "strongly convex",
        "eigenvalues 3 - sqrt 5, 3 + sqrt 5",
        modulus="3 - sqrt(5)",
        critical=(minimum("0, 0"),),
        counts=ONE,
    ),
    Known(
        "(x + 10y)^2 + 5(z - w)^2 + (y - 2z)^4 + 10(x - w)^4",
        "strictly convex",
        "Powell: squares and fourth powers of four independent linear forms",
        variables="x y z w",
        critical=(minimum("0, 0, 0, 0"),),
        infimum="0",
    ),
)

BANANAS = (
    Known("100(y - x^2)^2 + (1 - x)^2", "neither", "Rosenbrock: f_xx(0, 1) = -398", critical=(minimum("1, 1"),), counts=ONE, infimum="0"),
    Known(
        "100(y - x^2)^2 + (1 - x)^2 + 100(z - y^2)^2 + (1 - y)^2",
        "neither",
        "Rosenbrock in three variables",
        critical=(minimum("1, 1, 1"),),
        infimum="0",
    ),
    Known("100(y - x^3)^2 + (1 - x)^2", "neither", "the cube function", critical=(minimum("1, 1"),), counts=ONE, infimum="0"),
    Known(
        "(x - 1)^2 + 2(2y^2 - x)^2",
        "neither",
        "Dixon and Price: f_yy = -16x + 96y^2",
        critical=(minimum("1, 1/sqrt(2)"), minimum("1, -1/sqrt(2)"), saddle("1/3, 0", "2/3")),
        counts={"minimum": 2, "maximum": 0, "saddle": 1},
        infimum="0",
    ),
    Known(
        BEALE,
        "neither",
        "H is indefinite at (0, 1)",
        critical=(minimum("3, 1/2"), saddle("0, 1", "909/64")),
        counts={"minimum": 1, "maximum": 0, "saddle": 2},
        infimum="0",
    ),
    Known(
        "(x - 13 + ((5 - y)*y - 2)*y)^2 + (x - 29 + ((y + 1)*y - 14)*y)^2",
        "neither",
        "Freudenstein and Roth (1963)",
        critical=(
            minimum("5, 4"),
            minimum("(53 - 4sqrt(22))/3, (2 - sqrt(22))/3", "(316384 - 59840sqrt(22))/729"),
            saddle("(53 + 4sqrt(22))/3, (2 + sqrt(22))/3", "(316384 + 59840sqrt(22))/729"),
        ),
        counts={"minimum": 2, "maximum": 0, "saddle": 1},
        infimum="0",
    ),
)

MANY_VALLEYS = (
    Known(
        "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        "neither",
        "Himmelblau (1972)",
        critical=(minimum("3, 2"),),
        counts={"minimum": 4, "maximum": 1, "saddle": 4},
        infimum="0",
    ),
    Known(
        "(4 - 2.1x^2 + x^4/3)*x^2 + x*y + (-4 + 4y^2)*y^2",
        "neither",
        "the six-hump camel: f_yy(0, 0) = -8",
        critical=(saddle("0, 0"),),
        counts={"minimum": 6, "maximum": 2, "saddle": 7},
    ),
    Known(
        "2x^2 - 1.05x^4 + x^6/6 + x*y + y^2",
        "neither",
        "the three-hump camel: x^4 - 4.2x^2 + 3.5 = 0 beside 0, with y = -x/2",
        critical=(minimum("0, 0"),),
        counts={"minimum": 3, "maximum": 0, "saddle": 2},
        infimum="0",
    ),
    Known(
        "(x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y)/2",
        "neither",
        "Styblinski and Tang: three critical points in each variable",
        counts={"minimum": 4, "maximum": 1, "saddle": 4},
    ),
    Known(
        "sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1",
        "neither",
        "McCormick: along (1, 1) it is a sine and a line",
        critical=(minimum("1/2 - pi/3, -1/2 - pi/3", "-sqrt(3)/2 - pi/3"),),
        falls="-t, -t",
    ),
    Known(
        "sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1",
        "neither",
        "McCormick on its box",
        domain="-1.5 <= x <= 4, -3 <= y <= 4",
        critical=(minimum("1/2 - pi/3, -1/2 - pi/3", "-sqrt(3)/2 - pi/3"),),
        infimum="-sqrt(3)/2 - pi/3",
        scales=(1.0, 4.0),
    ),
    Known(GOLDSTEIN_PRICE, "neither", "a polynomial with four minima", critical=(minimum("0, -1", "3"),), infimum="3"),
    Known(BRANIN, "neither", "three equal minima, x apart by 2 pi", critical=(minimum("pi, 91/40", "5/(4pi)"),), infimum="5/(4pi)"),
    Known(
        "20 + x^2 - 10cos(2pi*x) + y^2 - 10cos(2pi*y)",
        "neither",
        "Rastrigin: f_xx = 2 + 40pi^2 cos 2pi x",
        critical=(minimum("0, 0"),),
        infimum="0",
    ),
    Known(
        "-20e^(-sqrt((x^2 + y^2)/2)/5) - e^((cos(2pi*x) + cos(2pi*y))/2) + 20 + e",
        "neither",
        "Ackley",
        critical=(minimum("0, 0"),),
        infimum="0",
        scales=NEAR,
    ),
    Known(
        "1 + (x^2 + y^2)/4000 - cos(x)*cos(y/sqrt(2))",
        "neither",
        "Griewank: the cosines' curvature 1 outdoes 1/2000",
        critical=(minimum("0, 0"),),
        infimum="0",
    ),
    Known(
        "x^2 + 2y^2 - 0.3cos(3pi*x) - 0.4cos(4pi*y) + 0.7",
        "neither",
        "Bohachevsky: f_xx = 2 + 2.7pi^2 cos 3pi x",
        critical=(minimum("0, 0"),),
        infimum="0",
    ),
    Known(
        "-cos(x)*cos(y)*e^(-(x - pi)^2 - (y - pi)^2)",
        "neither",
        "Easom: a hole in a plain",
        critical=(minimum("pi, pi", "-1"),),
        infimum="-1",
        scales=(4.0, 8.0),
    ),
)

ROWS = CONVEX + BANANAS + MANY_VALLEYS
