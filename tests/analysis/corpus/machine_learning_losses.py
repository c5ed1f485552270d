"""Losses of regressions, classifiers and small networks, in their weights."""

from __future__ import annotations

from tests.analysis.corpus.known import NONE, ONE, Known, minimum, saddle

LINE = {"speed": (0.0, 1.0, 2.0), "dist": (1.0, 2.0, 4.0)}
SIGNS = {"p": (-2.0, -1.0, 0.5, 1.0, 3.0), "c": (-1.0, -1.0, 1.0, -1.0, 1.0)}
PAIRS = {"p": (1.0, 2.0, 3.0), "q": (1.0, 2.0, 3.0), "c": (1.0, 3.0, 2.0)}
CURVE = {"p": (-2.0, -1.0, 0.0, 1.0, 2.0), "c": (0.5, -1.0, 1.0, 2.0, -0.5)}
NEAR = (1.0, 8.0)

WITHOUT_DATA = (
    Known("ln(1 + e^(-3w))", "strictly convex", "f'' = 9s(1 - s)", counts=NONE, infimum="0", scales=NEAR),
    Known("-ln(sigmoid(w))", "strictly convex", "f'' = s(1 - s)", counts=NONE, infimum="0", scales=NEAR),
    Known("ln(1 + e^(-(2w + b)))", "convex", "constant along w = 1, b = -2", segment=("0, 0", "-2, 1"), infimum="0", scales=NEAR),
    Known("ln(1 + e^(-u - 2v)) + (u^2 + v^2)/20", "strongly convex", "a convex loss plus a ridge", modulus="1/10", scales=NEAR),
    Known(
        "ln(e^u + e^v + e^w) - u",
        "convex",
        "the cross-entropy of a softmax, constant along (1, 1, 1)",
        segment=("0, 0, 0", "1, 1, 1"),
        infimum="0",
        scales=NEAR,
    ),
    Known("e^w - 3w", "strictly convex", "the loss of a Poisson count", critical=(minimum("ln(3)", "3 - 3ln(3)"),), counts=ONE),
    Known("e^(v - 2u)", "convex", "the exponential loss: constant along (1, 2)", segment=("0, 0", "1, 2"), infimum="0", scales=NEAR),
    Known("max(0, 1 - w)", "convex", "the hinge", segment=("-2", "-1"), infimum="0"),
    Known("max(0, 1 - w)^2", "convex", "the squared hinge, 0 from 1 on", segment=("2", "3"), infimum="0"),
    Known("max(3w/4, -w/4)", "convex", "the pinball of the quantile 3/4", segment=("1", "2"), critical=(minimum("0"),), infimum="0"),
    Known("max(0, |w| - 1)", "convex", "0 from -1 to 1", segment=("-1", "1"), infimum="0"),
    Known("sqrt(1 + w^2) - 1", "strictly convex", "pseudo-Huber", critical=(minimum("0"),), counts=ONE, infimum="0"),
    Known("(u + v - 1)^2 + |u| + |v|", "convex", "the lasso with equal columns", segment=("1/10, 4/5", "4/5, 1/10")),
    Known(
        "(w - 1)^2 + |w|",
        "strongly convex",
        "the elastic net; f' = 2w - 1 on w > 0",
        modulus="2",
        critical=(minimum("1/2", "3/4"),),
        infimum="3/4",
    ),
    Known("(sigmoid(w) - 1)^2", "neither", "squares on a sigmoid: f'' changes sign at s = 2/3", infimum="0", scales=NEAR),
    Known("(tanh(w) - 1/2)^2", "neither", "flat far out, lowest at artanh(1/2)", critical=(minimum("ln(3)/2"),), infimum="0", scales=NEAR),
    Known("(v*w - 1)^2", "neither", "a linear network: H(0) = [[0, -2], [-2, 0]]", critical=(saddle("0, 0", "1"),), infimum="0"),
    Known(
        "(v*w - 1)^2 + (v^2 + w^2)/10",
        "neither",
        "with a ridge: H(0) = [[1/5, -2], [-2, 1/5]]",
        critical=(saddle("0, 0", "1"), minimum("sqrt(9/10), sqrt(9/10)", "19/100"), minimum("-sqrt(9/10), -sqrt(9/10)", "19/100")),
        counts={"minimum": 2, "maximum": 0, "saddle": 1},
        infimum="19/100",
    ),
    Known("(v*tanh(w) - 1)^2", "neither", "H(0) = [[0, -2], [-2, 0]]", critical=(saddle("0, 0", "1"),), infimum="0", scales=NEAR),
    Known("(v*relu(w) - 1)^2", "neither", "on w > 0 it is (vw - 1)^2", infimum="0"),
    Known("1 - e^(-u^2 - v^2)", "neither", "a dent", critical=(minimum("0, 0"),), infimum="0", scales=(1.0, 2.0)),
)

WITH_DATA = (
    Known(
        "mean((w*speed + b - dist)^2)",
        "strongly convex",
        "H = [[10/3, 2], [2, 2]]",
        variables="w b",
        data=LINE,
        modulus="(8 - 2sqrt(10))/3",
        critical=(minimum("3/2, 5/6", "1/18"),),
        counts=ONE,
        infimum="1/18",
    ),
    Known(
        "mean((w*speed - dist)^2)", "strongly convex", "f'' = 10/3", data=LINE, modulus="10/3", critical=(minimum("2", "1/3"),), counts=ONE
    ),
    Known("mean((u*p + v*q - c)^2)", "convex", "p = q: constant along (1, -1)", data=PAIRS, segment=("0, 0", "1, -1")),
    Known(
        "mean((u*p + v*q - c)^2) + (u^2 + v^2)/100",
        "strongly convex",
        "the ridge adds 1/50 to 0 and more",
        data=PAIRS,
        modulus="1/50",
    ),
    Known("mean(|w*speed - dist|)", "convex", "a polygon", data=LINE, segment=("3", "4")),
    Known("mean(sqrt(1 + (w*speed - dist)^2))", "strictly convex", "one row with speed other than 0 is", data=LINE),
    Known("mean(ln(1 + e^(-c*w*p)))", "strictly convex", "each row is", data=SIGNS, scales=NEAR),
    Known("mean(ln(1 + e^(-c*(w*p + b))))", "strictly convex", "(p, 1) spans the plane", data=SIGNS, variables="w b", scales=NEAR),
    Known(
        "mean(ln(1 + e^(-c*w*p))) + w^2/2", "strongly convex", "the ridge adds 1, the rest tends to 0", data=SIGNS, modulus="1", scales=NEAR
    ),
    Known("mean(max(0, 1 - c*w*p))", "convex", "a mean of hinges, a line far out", data=SIGNS, segment=("100", "200")),
    Known("sum(e^(w*p) - c*w*p)", "strongly convex", "p has both signs: f'' = sum p^2 e^(wp) grows both ways", data=CURVE, scales=NEAR),
    Known("mean((u*v*p - c)^2)", "neither", "a linear network", data=PAIRS),
    Known("mean((v*tanh(w*p) - c)^2)", "neither", "a network of one unit", data=CURVE, scales=(1.0, 4.0)),
    Known(
        "mean((u*tanh(w*p) + v*tanh(z*p) - c)^2)",
        "neither",
        "a network of two layers: two units can be exchanged, their mean is worse",
        variables="u v w z",
        data=CURVE,
        scales=(1.0, 4.0),
    ),
    Known("mean((sigmoid(w*p) - c)^2)", "neither", "squares on a sigmoid", data=CURVE, scales=NEAR),
)

ROWS = WITHOUT_DATA + WITH_DATA
