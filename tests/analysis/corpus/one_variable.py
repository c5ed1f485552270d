"""Functions of one variable on their natural domain, by the sign of f''."""

from __future__ import annotations

from tests.analysis.corpus.known import NONE, ONE, Known, maximum, minimum, saddle

TERRACE = {"minimum": 0, "maximum": 0, "saddle": 1}

POLYNOMIALS = (
    Known("x^4", "strictly convex", "f'' = 12x^2, 0 at 0 alone", critical=(minimum("0"),), infimum="0"),
    Known("(x - 1)^4", "strictly convex", "f'' = 12(x - 1)^2", critical=(minimum("1"),), infimum="0"),
    Known("x^4 + x", "strictly convex", "f'' = 12x^2", critical=(minimum("-(1/4)^(1/3)", "-3/4*(1/4)^(1/3)"),), counts=ONE),
    Known("x^6 + x^2", "strongly convex", "f'' = 30x^4 + 2", modulus="2", critical=(minimum("0"),), counts=ONE, infimum="0"),
    Known("(x^2 + 1)^2", "strongly convex", "f'' = 12x^2 + 4", modulus="4", critical=(minimum("0", "1"),), counts=ONE, infimum="1"),
    Known("x^6 - 3x^4 + (27/5)x^2", "strictly convex", "f'' = 30(x^2 - 3/5)^2", critical=(minimum("0"),), counts=ONE, infimum="0"),
    Known("x^6 - 3x^4 + (53/10)x^2", "neither", "f'' = 30(x^2 - 3/5)^2 - 1/5", critical=(minimum("0"),), counts=ONE, infimum="0"),
    Known("x^4 - 4x^3 + 6x^2", "strictly convex", "f'' = 12(x - 1)^2", critical=(minimum("0"),), counts=ONE, infimum="0"),
    Known("x^4 - 4x^3 + 8x^2", "strongly convex", "f'' = 12(x - 1)^2 + 4", modulus="4", critical=(minimum("0"),), counts=ONE, infimum="0"),
    Known("x^4 - 4x^3 + 5x^2", "neither", "f'' = 12(x - 1)^2 - 2", critical=(minimum("0"),), counts=ONE, infimum="0"),
    Known(
        "x^4 - 2x^2",
        "neither",
        "f''(0) = -4, f''(1) = 8",
        critical=(minimum("-1", "-1"), maximum("0"), minimum("1", "-1")),
        counts={"minimum": 2, "maximum": 1, "saddle": 0},
        infimum="-1",
    ),
    Known("x^3", "neither", "f'' = 6x", critical=(saddle("0"),), falls="-t"),
    Known("x^5", "neither", "f'' = 20x^3", critical=(saddle("0"),), falls="-t"),
    Known(
        "x^3 - 3x",
        "neither",
        "f'' = 6x",
        critical=(minimum("1", "-2"), maximum("-1", "2")),
        counts={"minimum": 1, "maximum": 1, "saddle": 0},
        falls="-t",
    ),
    Known("3x^4 - 4x^3", "neither", "f'' = 36x^2 - 24x", critical=(saddle("0"), minimum("1", "-1")), infimum="-1"),
    Known("-x^4", "strictly concave", "f'' = -12x^2, 0 at 0 alone", critical=(maximum("0"),), falls="t"),
)

EXPONENTIALS = (
    Known("e^x", "strictly convex", "f'' = e^x", counts=NONE, infimum="0"),
    Known("e^(-x)", "strictly convex", "f'' = e^-x", counts=NONE, infimum="0"),
    Known("2^x", "strictly convex", "f'' = (ln 2)^2 2^x", counts=NONE, infimum="0"),
    Known("e^x - x", "strictly convex", "f'' = e^x", critical=(minimum("0", "1"),), counts=ONE, infimum="1"),
    Known("e^x + e^(-x)", "strongly convex", "f'' = f >= 2", modulus="2", critical=(minimum("0", "2"),), counts=ONE, infimum="2"),
    Known("cosh x", "strongly convex", "f'' = f >= 1", modulus="1", critical=(minimum("0", "1"),), counts=ONE, infimum="1"),
    Known("e^(x^2)", "strongly convex", "f'' = (2 + 4x^2)f >= 2", modulus="2", critical=(minimum("0", "1"),), counts=ONE, infimum="1"),
    Known("-e^x", "strictly concave", "f'' = -e^x", counts=NONE, falls="t"),
    Known("x*e^x", "neither", "f'' = (x + 2)e^x", critical=(minimum("-1", "-1/e"),), infimum="-1/e", scales=(1.0, 8.0)),
    Known("x*e^(-x)", "neither", "f'' = (x - 2)e^-x", critical=(maximum("1", "1/e"),), falls="-t", scales=(1.0, 8.0)),
    Known("x^2*e^x", "neither", "f'' = (x^2 + 4x + 2)e^x", critical=(minimum("0"), maximum("-2", "4/e^2")), infimum="0", scales=(1.0, 8.0)),
    Known("sinh x", "neither", "f'' = sinh x", counts=NONE, falls="-t"),
)

BELLS = (
    Known("1 - e^(-x^2)", "neither", "f'' = (2 - 4x^2)e^(-x^2)", critical=(minimum("0"),), infimum="0", scales=(1.0, 2.0)),
    Known("e^(-x^2)", "neither", "f'' = (4x^2 - 2)e^(-x^2)", critical=(maximum("0", "1"),), infimum="0", scales=(1.0, 2.0)),
    Known("ln(1 + x^2)", "neither", "f'' = 2(1 - x^2)/(1 + x^2)^2", critical=(minimum("0"),), counts=ONE, infimum="0"),
    Known("x^2/(1 + x^2)", "neither", "f'' = 2(1 - 3x^2)/(1 + x^2)^3", critical=(minimum("0"),), infimum="0"),
    Known("1/(1 + x^2)", "neither", "f'' = 2(3x^2 - 1)/(1 + x^2)^3", critical=(maximum("0", "1"),), infimum="0"),
    Known("atan x", "neither", "f'' = -2x/(1 + x^2)^2", counts=NONE, infimum="-pi/2"),
    Known("tanh x", "neither", "f'' = -2 tanh x sech^2 x", infimum="-1", scales=(1.0, 8.0)),
    Known("sigmoid(x)", "neither", "f'' = s(1 - s)(1 - 2s)", infimum="0", scales=(1.0, 8.0)),
    Known("erf(x)", "neither", "f'' has the sign of -x", infimum="-1", scales=(1.0, 2.0)),
    Known("asinh(x)", "neither", "f'' = -x/(1 + x^2)^(3/2)", counts=NONE, falls="-t"),
    Known("x*atan(x)", "strictly convex", "f'' = 2/(1 + x^2)^2", critical=(minimum("0"),), counts=ONE, infimum="0"),
    Known("sqrt(1 + x^2)", "strictly convex", "f'' = (1 + x^2)^(-3/2)", critical=(minimum("0", "1"),), counts=ONE, infimum="1"),
    Known("softplus(x)", "strictly convex", "f'' = s(1 - s) with s the sigmoid", infimum="0", scales=(1.0, 8.0)),
    Known("ln(cosh(x))", "strictly convex", "f'' = sech^2 x", critical=(minimum("0"),), infimum="0", scales=(1.0, 8.0)),
)

WAVES = (
    Known("sin x", "neither", "f'' = -sin x", critical=(minimum("-pi/2", "-1"), maximum("pi/2", "1")), infimum="-1"),
    Known("x*sin(x)", "neither", "f'' = 2cos x - x sin x changes sign", critical=(minimum("0"),)),
    Known("x^2 + sin x", "strongly convex", "f'' = 2 - sin x >= 1", modulus="1", counts=ONE),
    Known("x^2 + 2sin(x)", "strictly convex", "f'' = 2 - 2sin x, 0 at pi/2 + 2k pi alone", counts=ONE),
    Known("x^2 + 3sin(x)", "neither", "f'' = 2 - 3sin x"),
    Known("x - cos x", "neither", "f'' = cos x", critical=(saddle("-pi/2", "-pi/2"),), falls="-t"),
)

ROOTS = (
    Known("sqrt(x)", "strictly concave", "f'' = -x^(-3/2)/4", critical=(minimum("0"),), infimum="0"),
    Known("x^(3/2)", "strictly convex", "f'' = 3/(4 sqrt x), which falls to 0", critical=(minimum("0"),), infimum="0"),
    Known("cbrt(x)", "neither", "f'' = -2x^(-5/3)/9 has the sign of -x", falls="-t"),
    Known(
        "sqrt(1 - x^2)",
        "strongly concave",
        "f'' = -(1 - x^2)^(-3/2) <= -1",
        modulus="1",
        critical=(maximum("0", "1"), minimum("1")),
        infimum="0",
    ),
    Known("acosh(x)", "strictly concave", "f'' = -x(x^2 - 1)^(-3/2)", critical=(minimum("1"),), infimum="0"),
    Known("1/x", "neither", "f'' = 2/x^3 has the sign of x", counts=NONE, falls="-1/t"),
    Known("asin(x)", "neither", "f'' = x(1 - x^2)^(-3/2)", critical=(minimum("-1", "-pi/2"), maximum("1", "pi/2")), infimum="-pi/2"),
)

ROWS = POLYNOMIALS + EXPONENTIALS + BELLS + WAVES + ROOTS
