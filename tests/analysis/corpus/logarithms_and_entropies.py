"""Logarithms, entropies, barriers, exponentials of several variables, quotients and means."""

from __future__ import annotations

from tests.analysis.corpus.known import NONE, ONE, Known, maximum, minimum

LOGARITHMS = (
    Known("-ln x", "strictly convex", "f'' = 1/x^2", counts=NONE, falls="t"),
    Known("ln x", "strictly concave", "f'' = -1/x^2", counts=NONE, falls="1/t"),
    Known("-ln x - ln y", "strictly convex", "H = diag(1/x^2, 1/y^2)", counts=NONE, falls="t, t"),
    Known("ln(x*y)", "strictly concave", "ln x + ln y", domain="x > 0, y > 0", falls="1/t, 1"),
    Known(
        "-ln(1 - x^2)", "strongly convex", "f'' = 2(1 + x^2)/(1 - x^2)^2", modulus="2", critical=(minimum("0"),), counts=ONE, infimum="0"
    ),
    Known(
        "-ln(1 - x^2 - y^2)",
        "strongly convex",
        "with s = 1 - r^2: H = 2/s I + 4/s^2 xx' >= 2I",
        domain="x^2 + y^2 < 1",
        modulus="2",
        critical=(minimum("0, 0"),),
        infimum="0",
    ),
    Known(
        "-ln(x) - ln(1 - x)",
        "strongly convex",
        "f'' = 1/x^2 + 1/(1 - x)^2, least at 1/2",
        modulus="8",
        critical=(minimum("1/2", "2ln(2)"),),
        counts=ONE,
        infimum="2ln(2)",
    ),
    Known("-ln(y - x^2)", "strictly convex", "-ln is falling and convex, y - x^2 concave; det H = 2/(y - x^2)^3", falls="0, t"),
    Known(
        "x^2 - ln(x - 1)",
        "strongly convex",
        "f'' = 2 + 1/(x - 1)^2, which tends to 2",
        modulus="2",
        critical=(minimum("(1 + sqrt(3))/2", "1 + sqrt(3)/2 - ln((sqrt(3) - 1)/2)"),),
        counts=ONE,
    ),
    Known("ln(ln(x))", "strictly concave", "a rising concave function of a concave one", counts=NONE, falls="1 + 1/t"),
    Known("ln(x^2 + y^2)", "neither", "harmonic away from 0", falls="1/t, 0"),
    Known("ln(x)^2", "neither", "f'' = 2(1 - ln x)/x^2", critical=(minimum("1"),), counts=ONE, infimum="0"),
    Known("ln(x)/x", "neither", "f'' = (2ln x - 3)/x^3", domain="x > 0", critical=(maximum("e", "1/e"),), falls="1/t"),
    Known("1/ln(x)", "strictly convex", "f'' = (2 + ln x)/(x^2 ln^3 x)", domain="x > 1", counts=NONE, infimum="0", toward="t"),
)

ENTROPIES = (
    Known("x*ln(x)", "strictly convex", "f'' = 1/x", critical=(minimum("1/e", "-1/e"),), counts=ONE, infimum="-1/e"),
    Known("-x*ln(x)", "strictly concave", "f'' = -1/x", critical=(maximum("1/e", "1/e"),), falls="t"),
    Known(
        "x*ln(x) + (1 - x)*ln(1 - x)",
        "strongly convex",
        "f'' = 1/(x(1 - x)) >= 4",
        modulus="4",
        critical=(minimum("1/2", "-ln(2)"),),
        infimum="-ln(2)",
    ),
    Known("x*ln(x) + y*ln(y)", "strictly convex", "H = diag(1/x, 1/y)", critical=(minimum("1/e, 1/e", "-2/e"),), infimum="-2/e"),
    Known(
        "x*ln(x) + y*ln(y)",
        "strongly convex",
        "1/x and 1/y are more than 1 there",
        domain="x > 0, y > 0, x + y <= 1",
        modulus="1",
        critical=(minimum("1/e, 1/e", "-2/e"),),
        infimum="-2/e",
    ),
    Known(
        "x*ln(x/y)",
        "convex",
        "relative entropy: det H = 0, a line on rays",
        domain="x > 0, y > 0",
        segment=("1, 1", "2, 2"),
        falls="1, t",
    ),
    Known(
        "x*ln(x/y) - x + y",
        "convex",
        "relative entropy plus a line, 0 on x = y",
        domain="x > 0, y > 0",
        segment=("1, 1", "2, 2"),
        infimum="0",
    ),
    Known("x^x", "strongly convex", "f'' = x^x((1 + ln x)^2 + 1/x)", critical=(minimum("1/e", "e^(-1/e)"),), scales=(1.0, 8.0)),
)

EXPONENTIALS = (
    Known("ln(e^x + e^y)", "convex", "H = pq[[1, -1], [-1, 1]]", segment=("0, 0", "1, 1"), falls="-t, -t", scales=(1.0, 8.0)),
    Known(
        "log(e^x + e^y + e^z)",
        "convex",
        "H = diag(p) - pp'; a line along (1, 1, 1)",
        segment=("0, 0, 0", "1, 1, 1"),
        falls="-t, -t, -t",
        scales=(1.0, 8.0),
    ),
    Known("ln(1 + e^x + e^y)", "strictly convex", "H = diag(p) - pp' with p + q < 1", infimum="0", scales=(1.0, 6.0)),
    Known("e^x + y^2", "strictly convex", "H = diag(e^x, 2)", counts=NONE, infimum="0", scales=(1.0, 8.0)),
    Known("e^(x + y)", "convex", "constant along (1, -1)", segment=("0, 0", "1, -1"), infimum="0", scales=(1.0, 8.0)),
    Known("e^(x^2 + y^2)", "strongly convex", "H = f(2I + 4xx')", modulus="2", critical=(minimum("0, 0", "1"),), infimum="1"),
    Known("e^(x*y)", "neither", "H(0) = [[0, 1], [1, 0]]", infimum="0", toward="-1, ln(t)", scales=(1.0, 2.0)),
    Known("y*e^x", "neither", "H = e^x[[y, 1], [1, 0]]", falls="1, -t", scales=(1.0, 8.0)),
    Known(
        "e^(x + 3y - 1/10) + e^(x - 3y - 1/10) + e^(-x - 1/10)",
        "strictly convex",
        "Boyd and Vandenberghe (2004, 9.20): exponents that span the plane; f_yy = 18e^(x - 1/10) on y = 0 falls to 0",
        critical=(minimum("-ln(2)/2, 0", "2sqrt(2)*e^(-1/10)"),),
        infimum="2sqrt(2)*e^(-1/10)",
        scales=(1.0, 8.0),
    ),
)

QUOTIENTS = (
    Known("x^2/y", "convex", "2/y^3 (y, -x)(y, -x)'", domain="y > 0", segment=("1, 1", "2, 2"), infimum="0"),
    Known("(x^2 + y^2)/z", "convex", "the perspective of a norm's square", domain="z > 0", segment=("1, 0, 1", "2, 0, 2"), infimum="0"),
    Known("x^2/y", "neither", "convex on y > 0, concave on y < 0", falls="1, -1/t"),
    Known("1/(x*y)", "strictly convex", "det H = 3/(xy)^4", domain="x > 0, y > 0", infimum="0"),
    Known(
        "x + y + 1/(x*y)",
        "strictly convex",
        "a line plus 1/(xy); the least value by the means",
        domain="x > 0, y > 0",
        critical=(minimum("1, 1", "3"),),
        infimum="3",
    ),
    Known("-sqrt(x*y)", "convex", "minus the geometric mean", domain="x > 0, y > 0", segment=("1, 1", "2, 2"), falls="t, t"),
    Known("sqrt(x*y)", "concave", "the geometric mean, a line on rays", domain="x > 0, y > 0", segment=("1, 1", "2, 2"), infimum="0"),
    Known("x*y/(x + y)", "concave", "half the harmonic mean", domain="x > 0, y > 0", segment=("1, 1", "2, 2"), infimum="0"),
    Known("x/y", "neither", "det H = -1/y^4", domain="x > 0, y > 0", infimum="0"),
)

ROWS = LOGARITHMS + ENTROPIES + EXPONENTIALS + QUOTIENTS
