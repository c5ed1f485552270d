"""Functions whose verdict is owed to the domain."""

from __future__ import annotations

from tests.analysis.corpus.known import NONE, ONE, Known, maximum, minimum

POWERS = (
    Known("x^2", "strongly convex", "f'' = 2", domain="x >= 1", modulus="2", critical=(minimum("1", "1"),), infimum="1"),
    Known(
        "-x^2", "strongly concave", "f'' = -2", domain="0 <= x <= 1", modulus="2", critical=(maximum("0"), minimum("1", "-1")), infimum="-1"
    ),
    Known("x^3", "strictly convex", "f'' = 6x, 0 at 0 alone", domain="x >= 0", critical=(minimum("0"),), infimum="0"),
    Known("x^3", "strictly concave", "f'' = 6x, 0 at 0 alone", domain="x <= 0", critical=(maximum("0"),), falls="-t"),
    Known("x^3", "strongly convex", "f'' = 6x > 6", domain="1 < x < 2", modulus="6", counts=NONE, infimum="1"),
    Known("(x - 2)^3", "strictly convex", "f'' = 6(x - 2)", domain="x >= 2", critical=(minimum("2"),), infimum="0"),
    Known("x^3 + y^3", "strictly convex", "H = 6 diag(x, y)", domain="x >= 0, y >= 0", critical=(minimum("0, 0"),), infimum="0"),
    Known("x^5 - x", "strictly convex", "f'' = 20x^3", domain="x >= 0", critical=(minimum("5^(-1/4)", "-4/5*5^(-1/4)"),), counts=ONE),
    Known("x^4 - 6x^2", "strictly convex", "f'' = 12(x^2 - 1)", domain="x >= 1", critical=(minimum("sqrt(3)", "-9"),), infimum="-9"),
    Known(
        "x^4 - 2x^2", "strongly convex", "f'' = 12x^2 - 4 >= 8", domain="x >= 1", modulus="8", critical=(minimum("1", "-1"),), infimum="-1"
    ),
    Known(
        "x^4 - 2x^2",
        "strongly concave",
        "f'' = 12x^2 - 4 <= -1",
        domain="-1/2 <= x <= 1/2",
        modulus="1",
        critical=(maximum("0"), minimum("1/2", "-7/16"), minimum("-1/2", "-7/16")),
        infimum="-7/16",
    ),
    Known("x^3 - 3x", "neither", "f'' = 6x", domain="-2 <= x <= 2", critical=(minimum("1", "-2"), minimum("-2", "-2")), infimum="-2"),
    Known("1/x", "strictly convex", "f'' = 2/x^3", domain="x > 0", counts=NONE, infimum="0"),
    Known("1/x", "strictly concave", "f'' = 2/x^3", domain="x < 0", counts=NONE, falls="-1/t"),
    Known(
        "1/x", "strongly convex", "f'' = 2/x^3 >= 1/4", domain="0 < x <= 2", modulus="1/4", critical=(minimum("2", "1/2"),), infimum="1/2"
    ),
    Known("1/x^2", "strictly convex", "f'' = 6/x^4", domain="x > 0", counts=NONE, infimum="0"),
    Known("x + 1/x", "strictly convex", "f'' = 2/x^3", domain="x > 0", critical=(minimum("1", "2"),), counts=ONE, infimum="2"),
    Known("sqrt(x)", "strongly concave", "f'' = -x^(-3/2)/4 < -1/32", domain="1 < x < 4", modulus="1/32", infimum="1"),
    Known(
        "x^(3/2)",
        "strongly convex",
        "f'' = 3/(4 sqrt x) >= 3/8",
        domain="0 <= x <= 4",
        modulus="3/8",
        critical=(minimum("0"),),
        infimum="0",
    ),
    Known("1/sqrt(x)", "strictly convex", "f'' = 3/4 x^(-5/2)", domain="x > 0", counts=NONE, infimum="0"),
    Known("cbrt(x)", "strictly concave", "f'' = -2/9 x^(-5/3)", domain="x >= 0", critical=(minimum("0"),), infimum="0"),
)

WAVES = (
    Known("sin x", "strictly concave", "f'' = -sin x, 0 at the ends", domain="0 <= x <= pi", critical=(maximum("pi/2", "1"),), infimum="0"),
    Known("sin x", "strictly convex", "f'' = -sin x", domain="pi <= x <= 2pi", critical=(minimum("3pi/2", "-1"),), infimum="-1"),
    Known(
        "cos x", "strongly concave", "f'' < -cos 1", domain="-1 < x < 1", modulus="cos(1)", critical=(maximum("0", "1"),), infimum="cos(1)"
    ),
    Known("cos x", "neither", "f'' = -cos x", domain="0 <= x <= 2pi", critical=(minimum("pi", "-1"), maximum("0", "1")), infimum="-1"),
    Known("tan x", "strictly convex", "f'' = 2tan x sec^2 x", domain="0 <= x < pi/2", critical=(minimum("0"),), infimum="0"),
    Known("tan x", "neither", "f'' = 2tan x sec^2 x", domain="-pi/2 < x < pi/2", counts=NONE, falls="-pi/2 + 1/t"),
    Known("atan x", "strictly concave", "f'' = -2x/(1 + x^2)^2", domain="x >= 0", critical=(minimum("0"),), infimum="0"),
    Known("asin(x)", "strictly convex", "f'' = x(1 - x^2)^(-3/2)", domain="0 <= x <= 1", critical=(minimum("0"),), infimum="0"),
)

EXPONENTIALS = (
    Known(
        "x*ln(x)",
        "strongly convex",
        "f'' = 1/x > 1/4",
        domain="0 < x < 4",
        modulus="1/4",
        critical=(minimum("1/e", "-1/e"),),
        infimum="-1/e",
    ),
    Known(
        "-ln x",
        "strongly convex",
        "f'' = 1/x^2 >= 1/4",
        domain="0 < x <= 2",
        modulus="1/4",
        critical=(minimum("2", "-ln(2)"),),
        infimum="-ln(2)",
    ),
    Known("ln(x)^2", "strictly convex", "f'' = 2(1 - ln x)/x^2", domain="0 < x < e", critical=(minimum("1"),), infimum="0"),
    Known(
        "x*e^x", "strongly convex", "f'' = (x + 2)e^x", domain="x >= -1", modulus="1/e", critical=(minimum("-1", "-1/e"),), infimum="-1/e"
    ),
    Known("x*e^(-x)", "strictly convex", "f'' = (x - 2)e^-x", domain="x >= 2", infimum="0", scales=(8.0, 20.0)),
    Known(
        "e^(-x^2)",
        "strongly concave",
        "f'' = (4x^2 - 2)e^(-x^2) < -e^(-1/4)",
        domain="-1/2 < x < 1/2",
        modulus="e^(-1/4)",
        critical=(maximum("0", "1"),),
        infimum="e^(-1/4)",
    ),
    Known("ln(1 + x^2)", "strictly convex", "f'' = 2(1 - x^2)/(1 + x^2)^2", domain="-1 <= x <= 1", critical=(minimum("0"),), infimum="0"),
    Known("sinh x", "strictly convex", "f'' = sinh x", domain="x >= 0", critical=(minimum("0"),), infimum="0"),
    Known("tanh x", "strictly concave", "f'' = -2tanh x sech^2 x", domain="x >= 0", infimum="0", scales=(1.0, 8.0)),
    Known("sigmoid(x)", "strictly convex", "f'' = s(1 - s)(1 - 2s)", domain="x <= 0", infimum="0", scales=(1.0, 8.0)),
    Known("e^x", "strongly convex", "f'' = e^x >= 1", domain="x >= 0", modulus="1", critical=(minimum("0", "1"),), infimum="1"),
)

SEVERAL = (
    Known(
        "-sqrt(1 - x^2 - y^2)", "strongly convex", "half a sphere", domain="x^2 + y^2 < 1", modulus="1", critical=(minimum("0, 0", "-1"),)
    ),
    Known(
        "x^2 + y^2", "strongly convex", "H = 2I", domain="x + y >= 1", modulus="2", critical=(minimum("1/2, 1/2", "1/2"),), infimum="1/2"
    ),
    Known("x*y", "neither", "eigenvalues -1 and 1", domain="x >= 0, y >= 0", critical=(minimum("0, 0"),), infimum="0"),
    Known("x^2*y", "neither", "det H = -4x^2", domain="x > 0, y > 0", counts=NONE, infimum="0"),
    Known("x^2*y^2", "neither", "det H = -12x^2y^2", domain="x > 0, y > 0", counts=NONE, infimum="0"),
    Known("|x|", "convex", "a kink inside", domain="-1 <= x <= 2", segment=("0", "1"), critical=(minimum("0"),), infimum="0"),
    Known(
        "x^4 + y^4 - 4x*y",
        "strongly convex",
        "12x^2 > 12: H > [[12, -4], [-4, 12]]",
        domain="x > 1, y > 1",
        modulus="8",
        counts=NONE,
        infimum="-2",
    ),
)

ROWS = POWERS + WAVES + EXPONENTIALS + SEVERAL
