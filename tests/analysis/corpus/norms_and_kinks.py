"""Norms, largest and least of several, absolute values, cases: functions with kinks."""

from __future__ import annotations

from tests.analysis.corpus.known import Known, maximum, minimum

HUBER = "piecewise((x^2/2, |x| <= 1), (|x| - 1/2, otherwise))"

CONVEX = (
    Known("|x|", "convex", "a norm, a line on x > 0", segment=("1", "2"), critical=(minimum("0"),), infimum="0"),
    Known("|x| + |y|", "convex", "a norm", segment=("1, 1", "2, 2"), critical=(minimum("0, 0"),), infimum="0"),
    Known("max(|x|, |y|)", "convex", "a norm", segment=("1, 0", "2, 0"), critical=(minimum("0, 0"),), infimum="0"),
    Known("sqrt(x^2 + y^2)", "convex", "a norm, a line on each ray", segment=("1, 0", "2, 0"), critical=(minimum("0, 0"),), infimum="0"),
    Known("sqrt(x^2 + 4y^2)", "convex", "the norm of (x, 2y)", segment=("1, 0", "2, 0"), critical=(minimum("0, 0"),), infimum="0"),
    Known("sqrt(x^2 + y^2) + x", "convex", "a norm plus a line; 0 on x <= 0, y = 0", segment=("-1, 0", "-2, 0"), infimum="0"),
    Known("|x - 1| + |x + 1|", "convex", "2 from -1 to 1", segment=("-1", "1"), infimum="2"),
    Known("|x - y|", "convex", "0 along (1, 1)", segment=("0, 0", "1, 1"), infimum="0"),
    Known(
        "|x + y| + |x - y|",
        "convex",
        "a norm: twice the larger of |x| and |y|",
        segment=("1, 0", "2, 0"),
        critical=(minimum("0, 0"),),
        infimum="0",
    ),
    Known("max(x, x^2)", "convex", "the larger of two convex, x from 0 to 1", segment=("0", "1"), critical=(minimum("0"),), infimum="0"),
    Known("max(x, -x, 1)", "convex", "1 from -1 to 1", segment=("-1", "1"), infimum="1"),
    Known("max(x, y)", "convex", "the larger of two lines", segment=("0, 0", "1, 1"), falls="-t, -t"),
    Known("max(x, y, z)", "convex", "the largest of three lines", segment=("0, 0, 0", "1, 1, 1"), falls="-t, -t, -t"),
    Known("max(x^2, y^2)", "convex", "1 on x = 1, |y| <= 1", segment=("1, 0", "1, 1/2"), critical=(minimum("0, 0"),), infimum="0"),
    Known("max(x^2, 1)", "convex", "1 from -1 to 1", segment=("-1", "1"), infimum="1"),
    Known("max(x^2, 2x + 3)", "convex", "2x + 3 from -1 to 3", segment=("0", "1"), critical=(minimum("-1", "1"),), infimum="1"),
    Known("max(e^x, 1 - x)", "convex", "1 - x for x < 0", segment=("-2", "-1"), critical=(minimum("0", "1"),), infimum="1"),
    Known("relu(x)", "convex", "0 for x < 0", segment=("-2", "-1"), infimum="0"),
    Known("relu(x)^2", "convex", "0 for x < 0", segment=("-2", "-1"), infimum="0"),
    Known("relu(x - 1) + relu(-x - 1)", "convex", "0 from -1 to 1", segment=("-1", "1"), infimum="0"),
    Known(HUBER, "convex", "f' = x cut off at -1 and 1 does not fall", segment=("2", "3"), critical=(minimum("0"),), infimum="0"),
    Known(
        "piecewise((x^2, x < 0), (x, otherwise))",
        "convex",
        "f' rises from 2x to 1 at the kink",
        segment=("1", "2"),
        critical=(minimum("0"),),
        infimum="0",
    ),
    Known("piecewise((x, x < 0), (2x, otherwise))", "convex", "the slope rises at 0", segment=("1", "2"), falls="-t"),
    Known("sqrt((x + y)^2 + 1)", "convex", "1 along (1, -1)", segment=("0, 0", "1, -1"), infimum="1"),
    Known("sqrt(x^2 + 1) + |y|", "convex", "a line in y > 0", segment=("0, 1", "0, 2"), critical=(minimum("0, 0", "1"),), infimum="1"),
    Known("|x| + x^4", "strictly convex", "a norm plus x^4", critical=(minimum("0"),), infimum="0", scales=(1.0, 8.0)),
    Known("|x|^3", "strictly convex", "f'' = 6|x|", critical=(minimum("0"),), infimum="0"),
    Known("|x|^(3/2)", "strictly convex", "f' = 3/2 sign x sqrt|x| rises", critical=(minimum("0"),), infimum="0"),
    Known("sqrt(1 + x^2 + y^2)", "strictly convex", "H has eigenvalues 1/f and 1/f^3", critical=(minimum("0, 0", "1"),), infimum="1"),
    Known("|x| + x^2", "strongly convex", "a norm plus x^2", modulus="2", critical=(minimum("0"),), infimum="0"),
    Known(
        "sqrt(x^2 + y^2) + (x^2 + y^2)/2",
        "strongly convex",
        "a norm plus half a square",
        modulus="1",
        critical=(minimum("0, 0"),),
        infimum="0",
    ),
    Known(
        "max(x^2, (x - 2)^2)", "strongly convex", "the larger of two with f'' = 2", modulus="2", critical=(minimum("1", "1"),), infimum="1"
    ),
)

CONCAVE = (
    Known("-|x|", "concave", "minus a norm", segment=("1", "2"), critical=(maximum("0"),), falls="t"),
    Known("min(x, y)", "concave", "the lesser of two lines", segment=("0, 0", "1, 1"), falls="-t, 0"),
    Known("min(x, 1 - x)", "concave", "the lesser of two lines", segment=("1", "2"), critical=(maximum("1/2", "1/2"),), falls="t"),
    Known("piecewise((2x, x < 0), (x, otherwise))", "concave", "the slope falls at 0", segment=("1", "2"), falls="-t"),
)

NEITHER = (
    Known("sqrt(|x|)", "neither", "concave on x > 0, yet lowest at 0", critical=(minimum("0"),), infimum="0"),
    Known(
        "|x^2 - 1|",
        "neither",
        "1 - x^2 in between, x^2 - 1 outside",
        critical=(minimum("-1"), maximum("0", "1"), minimum("1")),
        infimum="0",
    ),
    Known("||x| - 1|", "neither", "a W of lines", critical=(minimum("-1"), maximum("0", "1"), minimum("1")), infimum="0"),
    Known("|x| - x^2", "neither", "a kink upwards in a concave curve", critical=(minimum("0"), maximum("1/2", "1/4")), falls="t"),
    Known("|x*y|", "neither", "x y on the first quadrant", infimum="0"),
    Known("x*|x|", "neither", "x^2 on x > 0, -x^2 on x < 0", falls="-t"),
    Known("|sin x|", "neither", "sin x from 0 to pi, lowest at both ends", critical=(minimum("0"), maximum("pi/2", "1")), infimum="0"),
    Known("|x| + |y| - |x - y|", "neither", "in x, at y = 1, the slope rises at 0 and falls at 1", infimum="0"),
    Known("min(x^2, 1)", "neither", "x^2, then flat", critical=(minimum("0"),), infimum="0"),
    Known(
        "min(x^2, (x - 2)^2)",
        "neither",
        "two parabolas side by side",
        critical=(minimum("0"), maximum("1", "1"), minimum("2")),
        infimum="0",
    ),
    Known("piecewise((x^2, x < 0), (-x^2, otherwise))", "neither", "f'' = 2, then -2", falls="t"),
    Known("max(x, x^3)", "neither", "x^3 from -1 to 0 is concave", falls="-t"),
)

ROWS = CONVEX + CONCAVE + NEITHER
