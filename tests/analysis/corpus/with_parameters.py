"""Functions with parameters of known sign: the verdict holds for each of their numbers."""

from __future__ import annotations

from tests.analysis.corpus.known import Known

HUBER = "piecewise((x^2/2, |x| <= d), (d*(|x| - d/2), otherwise))"

QUADRATIC = (
    Known("a*x^2 + b", "strongly convex", "f'' = 2a", "x", "a > 0", modulus="2a", settings=({"a": "1/3", "b": "-2"}, {"a": "7", "b": "1"})),
    Known("a*x^2", "strongly concave", "f'' = 2a", "x", "a < 0", modulus="-2a", settings=({"a": "-2"}, {"a": "-1/10"})),
    Known("a*x^2", "convex", "f'' = 2a, and a may be 0", "x", "a >= 0", segment=("0", "1"), settings=({"a": "0"}, {"a": "3"})),
    Known("x^2 + c*x + d", "strongly convex", "f'' = 2 whatever c, d", "x", modulus="2", settings=({"c": "-3", "d": "5"},)),
    Known("a*x + b", "affine", "degree 1", "x", settings=({"a": "-3", "b": "5"}, {"a": "0", "b": "1"})),
    Known("(x - m)^2/(2s^2) + ln(s)", "strongly convex", "f'' = 1/s^2", "x", "s > 0", modulus="1/s^2", settings=({"m": "1", "s": "2"},)),
    Known("a*x^2 + c*y^2", "strongly convex", "H = 2 diag(a, c)", "x y", "a > 0, c > a", modulus="2a", settings=({"a": "1", "c": "3"},)),
    Known(
        "lambda*(x^2 + y^2) + (x - y)^2",
        "strongly convex",
        "eigenvalues 2 lambda and 2 lambda + 4",
        "x y",
        "lambda > 0",
        modulus="2lambda",
        settings=({"lambda": "1/4"}, {"lambda": "2"}),
    ),
    Known(
        "(2x + y - b)^2/2 + (x - y)^2/2 + lambda*(x^2 + y^2)",
        "strongly convex",
        "ridge regression: the least eigenvalue of A'A plus 2 lambda",
        "x y",
        "lambda > 0",
        modulus="(7 - sqrt(13))/2 + 2lambda",
        settings=({"b": "3", "lambda": "1/10"},),
    ),
    Known(
        "(x + y - b)^2 + lambda*|x|",
        "convex",
        "the lasso, constant along (1, -1) for lambda = 0",
        "x y",
        "lambda >= 0",
        segment=("0, 0", "1, -1"),
        settings=({"b": "1", "lambda": "0"}, {"b": "2", "lambda": "3"}),
    ),
    Known("a*x*y", "neither", "eigenvalues -a and a", "x y", "a > 0", settings=({"a": "1/2"},)),
    Known("x^2 + a*x*y + y^2", "neither", "eigenvalues 2 - a and 2 + a", "x y", "a > 3", settings=({"a": "4"}, {"a": "100"})),
    Known(
        "x^2 + a*x*y + y^2", "strongly convex", "eigenvalues 2 - a and 2 + a", "x y", "0 < a < 2", modulus="2 - a", settings=({"a": "1"},)
    ),
    Known("a*x^2 - b*y^2", "neither", "eigenvalues 2a and -2b", "x y", "a > 0, b > 0", settings=({"a": "2", "b": "1/3"},)),
)

OTHERS = (
    Known("a*|x|", "convex", "a norm times a", "x", "a > 0", segment=("1", "2"), settings=({"a": "2"},)),
    Known("a*|x|", "concave", "a norm times a", "x", "a < 0", segment=("1", "2"), settings=({"a": "-2"},)),
    Known("max(a*x, b*x)", "convex", "the larger of two lines", "x", segment=("1", "2"), settings=({"a": "-1", "b": "2"},)),
    Known("x^4 + a*x^2", "strongly convex", "f'' = 12x^2 + 2a", "x", "a > 0", modulus="2a", settings=({"a": "1/2"},)),
    Known("x^4 - a*x^2", "neither", "f''(0) = -2a", "x", "a > 0", settings=({"a": "1/2"}, {"a": "4"})),
    Known("a*x^3", "neither", "f'' = 6ax", "x", "a > 0", settings=({"a": "2"},)),
    Known("x^3 + a*x^2", "neither", "f'' = 6x + 2a", "x", settings=({"a": "-3"}, {"a": "0"}, {"a": "50"})),
    Known("sin(b*x)", "neither", "f'' = -b^2 sin(bx)", "x", "b > 0", settings=({"b": "1/2"}, {"b": "9"})),
    Known("x*e^(a*x)", "neither", "f'' = a(2 + ax)e^ax", "x", "a > 0", settings=({"a": "1/2"},), scales=(1.25, 8.0, 20.0)),
    Known("(a - x)^2 + b*(y - x^2)^2", "neither", "Rosenbrock: f_xx(0, y) = 2 - 4by", "x y", "b > 0", settings=({"a": "1", "b": "100"}, {"a": "-2", "b": "1/5"})),
    Known("x^2*sin(a)", "convex", "f'' = 2 sin a, and a may be 0", "x", "0 <= a <= 3", segment=("0", "1"), settings=({"a": "0"}, {"a": "2"})),
    Known("a*cosh(x)", "strongly convex", "f'' = f >= a", "x", "a > 0", modulus="a", settings=({"a": "3"},)),
    Known("a*e^(b*x)", "strictly convex", "f'' = ab^2 e^bx", "x", "a > 0, b > 0", settings=({"a": "1/2", "b": "1"},)),
    Known("a*e^(b*x)", "convex", "f'' = ab^2 e^bx, and b may be 0", "x", "a > 0", segment=("0", "1"), settings=({"a": "2", "b": "0"}, {"a": "2", "b": "1"})),
    Known("a*ln(x)", "strictly concave", "f'' = -a/x^2", "x", "a > 0", settings=({"a": "2"},)),
    Known("a*x - ln(x)", "strictly convex", "f'' = 1/x^2", "x", "a > 0", settings=({"a": "2"},)),
    Known("sqrt(x^2 + c^2)", "strictly convex", "f'' = c^2(x^2 + c^2)^(-3/2)", "x", "c > 0", settings=({"c": "1/2"},)),
    Known(HUBER, "convex", "f' = x cut off at -d and d", "x", "d > 0", segment=("20", "30"), settings=({"d": "2"}, {"d": "1/2"})),
    Known("x^p", "strictly convex", "f'' = p(p - 1)x^(p - 2)", "x", "x > 0, p > 2", settings=({"p": "5/2"}, {"p": "4"})),
    Known("x^p", "strictly concave", "f'' = p(p - 1)x^(p - 2)", "x", "x > 0, 0 < p < 1", settings=({"p": "1/3"},)),
    Known(
        "ln(1 + e^(-y*w*x))", "convex", "constant where x y = 0", "w", segment=("0", "1"), scales=(1.0, 8.0),
        settings=({"x": "0", "y": "1"}, {"x": "2", "y": "-1"}),
    ),
    Known("ln(1 + e^(-y*w*x))", "strictly convex", "f'' = (xy)^2 s(1 - s)", "w", "x > 0, y > 0", settings=({"x": "2", "y": "1"},),
          scales=(1.0, 4.0)),
)  # fmt: skip

ROWS = QUADRATIC + OTHERS
