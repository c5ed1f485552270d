"""Methods that look at the gradient here and now."""

from __future__ import annotations

from symdescent.descent.method import Method
from symdescent.descent.schedules import diminishing

CLASSIC: tuple[Method, ...] = (
    Method(
        "gradient descent",
        ("x = x - alpha*g",),
        "A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, C. R. Acad. Sci. Paris 25 (1847)",
    ),
    Method(
        "normalised gradient",
        ("x = x - alpha*g/norm(g)",),
        "E. Hazan, K. Y. Levy, S. Shalev-Shwartz, Beyond convexity: Stochastic quasi-convex optimization, NeurIPS (2015), Algorithm 1",
    ),
    Method(
        "sign descent",
        ("x = x - alpha*sign(g)",),
        "J. Bernstein, Y.-X. Wang, K. Azizzadenesheli, A. Anandkumar, signSGD: Compressed optimisation for non-convex problems, "
        "ICML (2018), Algorithm 1",
    ),
    Method(
        "coordinate descent",
        ("u = cycle(k)", "x = x - alpha*(u'*g)*u"),
        "S. J. Wright, Coordinate descent algorithms, Math. Program. 151 (2015), Algorithm 1, the coordinates in turn",
        state={"u": "0"},
    ),
    Method(
        "greedy coordinate descent",
        ("u = steepest(g)", "x = x - alpha*(u'*g)*u"),
        "S. J. Wright, Coordinate descent algorithms, Math. Program. 151 (2015), Algorithm 1, with the Gauss-Southwell choice",
        state={"u": "0"},
    ),
    Method(
        "subgradient",
        ("x = x - alpha*g",),
        "N. Z. Shor, Minimization Methods for Non-Differentiable Functions (1985), ch. 2; as in S. Bubeck, Convex Optimization: "
        "Algorithms and Complexity, Found. Trends Mach. Learn. 8 (2015), eq. (3.2)",
        rate=diminishing(1, power="1/2"),
    ),
    Method(
        "iterate averaging",
        ("x_bar = x_bar + (x - x_bar)/k", "x = x - alpha*g"),
        "B. T. Polyak, A. B. Juditsky, Acceleration of stochastic approximation by averaging, SIAM J. Control Optim. 30 (1992), eq. (2): "
        "x_bar is the mean of all earlier iterates",
        state={"x_bar": "x"},
    ),
)
