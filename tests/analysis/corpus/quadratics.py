"""Quadratics, whose Hessian is one matrix, and affine functions."""

from __future__ import annotations

from tests.analysis.corpus.known import NONE, ONE, Known, maximum, minimum, saddle

ONE_SADDLE = {"minimum": 0, "maximum": 0, "saddle": 1}
TEN = " + ".join(f"{i}*x_{i}^2" for i in range(1, 11))

QUADRATICS = (
    Known("x^2 + 5", "strongly convex", "f'' = 2", modulus="2", critical=(minimum("0", "5"),), counts=ONE, infimum="5"),
    Known("3x^2 - 12x + 7", "strongly convex", "f'' = 6", modulus="6", critical=(minimum("2", "-5"),), counts=ONE, infimum="-5"),
    Known("x^2/1000000", "strongly convex", "f'' = 1/500000", modulus="1/500000", critical=(minimum("0"),), counts=ONE, infimum="0"),
    Known("x^2 + 2y^2", "strongly convex", "H = diag(2, 4)", modulus="2", critical=(minimum("0, 0"),), counts=ONE, infimum="0"),
    Known("x^2 + 10y^2", "strongly convex", "H = diag(2, 20)", modulus="2", critical=(minimum("0, 0"),), counts=ONE, infimum="0"),
    Known("x^2 + x*y + y^2", "strongly convex", "eigenvalues 1 and 3", modulus="1", critical=(minimum("0, 0"),), counts=ONE, infimum="0"),
    Known(
        "5x^2 - 6x*y + 5y^2 - 4x + 4y",
        "strongly convex",
        "eigenvalues 4 and 16",
        modulus="4",
        critical=(minimum("1/4, -1/4", "-1"),),
        counts=ONE,
        infimum="-1",
    ),
    Known(
        "x^2 + y^2 + z^2 - x*y - y*z",
        "strongly convex",
        "eigenvalues 2 - sqrt 2, 2, 2 + sqrt 2 of the tridiagonal matrix",
        modulus="2 - sqrt(2)",
        critical=(minimum("0, 0, 0"),),
        infimum="0",
    ),
    Known(
        "(x - 1)^2 + (y - 2)^2 + (z - 3)^2 + (x + y + z)^2",
        "strongly convex",
        "H = 2I + 2aa' with a = (1, 1, 1): eigenvalues 2, 2, 8",
        modulus="2",
        critical=(minimum("-1/2, 1/2, 3/2", "9"),),
        infimum="9",
    ),
    Known(
        "(2x + y - 3)^2/2 + (x - y)^2/2 + (x^2 + y^2)/10",
        "strongly convex",
        "ridge regression: the least eigenvalue of A'A is (7 - sqrt 13)/2, and 2 lambda = 1/5 is added",
        modulus="(7 - sqrt(13))/2 + 1/5",
    ),
    Known(TEN, "strongly convex", "H = diag(2, 4, ..., 20)", modulus="2", critical=(minimum(", ".join("0" * 10)),), infimum="0"),
    Known("(x + y)^2", "convex", "a square of x + y, constant along (1, -1)", segment=("0, 0", "1, -1"), infimum="0"),
    Known("x^2", "convex", "constant in y", variables="x y", segment=("1, 0", "1, 1"), infimum="0"),
    Known("(x + y)^2 + x", "convex", "x alone along (1, -1)", segment=("0, 0", "1, -1"), counts=NONE, falls="-t, t"),
    Known("(x - y)^2 + (y - z)^2", "convex", "constant along (1, 1, 1)", segment=("0, 0, 0", "1, 1, 1"), infimum="0"),
    Known("-x^2", "strongly concave", "f'' = -2", modulus="2", critical=(maximum("0"),), falls="t"),
    Known("2x - x^2 - 3y^2", "strongly concave", "H = -diag(2, 6)", modulus="2", critical=(maximum("1, 0", "1"),), falls="t, 0"),
    Known("-(x - y)^2", "concave", "constant along (1, 1)", segment=("0, 0", "1, 1"), falls="t, 0"),
    Known("x*y", "neither", "eigenvalues -1 and 1", critical=(saddle("0, 0"),), counts=ONE_SADDLE, falls="t, -t"),
    Known("x^2 - y^2", "neither", "eigenvalues -2 and 2", critical=(saddle("0, 0"),), counts=ONE_SADDLE, falls="0, t"),
    Known("x^2 + 4x*y + y^2", "neither", "eigenvalues -2 and 6", critical=(saddle("0, 0"),), counts=ONE_SADDLE, falls="t, -t"),
    Known("x^2 - y^2/1000", "neither", "eigenvalues -1/500 and 2", critical=(saddle("0, 0"),), counts=ONE_SADDLE, falls="0, t"),
    Known("x*y + y*z + z*x", "neither", "eigenvalues -1, -1 and 2", critical=(saddle("0, 0, 0"),), falls="t, -t, 0"),
    Known(
        "x^2 + y^2 - 3z^2 + x*z", "neither", "f(x, 0, 0) and f(0, 0, z) bend opposite ways", critical=(saddle("0, 0, 0"),), falls="0, 0, t"
    ),
)

AFFINE = (
    Known("3x - 7", "affine", "degree 1", counts=NONE, falls="-t"),
    Known("2x - 3y + z + 1", "affine", "degree 1", falls="-t, 0, 0"),
    Known("5", "affine", "a constant", variables="x", infimum="5"),
    Known("pi*x - e*y", "affine", "degree 1 with irrational coefficients", counts=NONE, falls="0, t"),
    Known("(x + 1)^2 - (x - 1)^2", "affine", "it is 4x", counts=NONE, falls="-t"),
    Known("x*(1 + y) - x*y - x", "affine", "it is 0", infimum="0", scales=(1.0, 8.0)),
    Known("ln(e^x)", "affine", "it is x", falls="-t", scales=(1.0, 8.0, 60.0)),
    Known("sin(x)^2 + cos(x)^2", "affine", "it is 1", infimum="1"),
    Known("max(x, x - 1)", "affine", "it is x", falls="-t"),
    Known("|x|", "affine", "it is x there", domain="x >= 0", critical=(minimum("0"),), infimum="0"),
    Known("x + y", "affine", "degree 1", domain="x >= 0, y >= 0", critical=(minimum("0, 0"),), infimum="0"),
    Known("2x + y", "affine", "degree 1", domain="0 <= x <= 1, 0 <= y <= 1", critical=(minimum("0, 0"), maximum("1, 1", "3")), infimum="0"),
)

ROWS = QUADRATICS + AFFINE
