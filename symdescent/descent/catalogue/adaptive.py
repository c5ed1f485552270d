"""Methods with a step size a coordinate: from sums or averages of squared slopes, or from their signs."""

from __future__ import annotations

from symdescent.descent.catalogue.rows import AGAINST_ZERO, KERAS, OPTAX, PYTORCH, TINY, amount, share
from symdescent.descent.method import Method

INSIDE_SUM = ("G = G + g^2", "x = x - alpha*g/sqrt(G + delta)")
FROM_TENTH = {"delta": amount("1/10000000"), "initial": amount("1/10")}
ADAGRAD = Method(
    "adagrad",
    ("G = G + g^2", "x = x - alpha*g/(delta + sqrt(G))"),
    "J. Duchi, E. Hazan, Y. Singer, Adaptive subgradient methods for online learning and stochastic optimization, "
    "J. Mach. Learn. Res. 12 (2011), Figure 1, without a regulariser",
    {"delta": amount(TINY)},
    {"G": "0"},
    "1/10",
    versions={
        "pytorch": Method(
            "adagrad (pytorch)",
            ("G = G + g^2", "x = x - alpha*g/(delta + sqrt(G))"),
            f"{PYTORCH}Adagrad",
            {"delta": amount("1/10000000000"), "initial": amount(0)},
            {"G": "initial"},
            "1/100",
        ),
        "keras": Method("adagrad (keras)", INSIDE_SUM, f"{KERAS}Adagrad", FROM_TENTH, {"G": "initial"}, "1/1000"),
        "optax": Method("adagrad (optax)", INSIDE_SUM, f"{OPTAX}adagrad", FROM_TENTH, {"G": "initial"}, "1/10"),
    },
)
ADADELTA_LINES = (
    "E_g = rho*E_g + (1 - rho)*g^2",
    "d = -sqrt(E_x + epsilon)/sqrt(E_g + epsilon)*g",
    "E_x = rho*E_x + (1 - rho)*d^2",
    "x = x + alpha*d",
)
AVERAGES, MILLIONTH = {"E_g": "0", "E_x": "0"}, amount("1/1000000")
ADADELTA = Method(
    "adadelta",
    ADADELTA_LINES,
    "M. D. Zeiler, ADADELTA: An adaptive learning rate method, arXiv:1212.5701 (2012), Algorithm 1, whose alpha is 1",
    {"rho": share("95/100"), "epsilon": MILLIONTH},
    AVERAGES,
    1,
    versions={
        "pytorch": Method(
            "adadelta (pytorch)", ADADELTA_LINES, f"{PYTORCH}Adadelta", {"rho": share("9/10"), "epsilon": MILLIONTH}, AVERAGES, 1
        ),
        "keras": Method(
            "adadelta (keras)",
            ADADELTA_LINES,
            f"{KERAS}Adadelta",
            {"rho": share("95/100"), "epsilon": amount("1/10000000")},
            AVERAGES,
            "1/1000",
        ),
        "optax": Method("adadelta (optax)", ADADELTA_LINES, f"{OPTAX}adadelta", {"rho": share("9/10"), "epsilon": MILLIONTH}, AVERAGES, 1),
    },
)
SQUARES = "v = rho*v + (1 - rho)*g^2"
OUTSIDE, INSIDE = "x = x - alpha*g/(sqrt(v) + epsilon)", "x = x - alpha*g/sqrt(v + epsilon)"
MEAN = "m = rho*m + (1 - rho)*g"
RMSPROP = Method(
    "rmsprop",
    (SQUARES, OUTSIDE),
    f"T. Tieleman, G. Hinton, Lecture 6.5, Neural Networks for Machine Learning, Coursera (2012), slide 29, {AGAINST_ZERO}",
    {"rho": share("9/10"), "epsilon": amount(TINY)},
    {"v": "0"},
    "1/100",
    versions={
        "pytorch": Method(
            "rmsprop (pytorch)",
            (SQUARES, OUTSIDE),
            f"{PYTORCH}RMSprop",
            {"rho": share("99/100"), "epsilon": amount(TINY)},
            {"v": "0"},
            "1/100",
        ),
        "keras": Method(
            "rmsprop (keras)",
            (SQUARES, INSIDE),
            f"{KERAS}RMSprop",
            {"rho": share("9/10"), "epsilon": amount("1/10000000")},
            {"v": "0"},
            "1/1000",
        ),
        "optax": Method(
            "rmsprop (optax)",
            (SQUARES, INSIDE),
            f"{OPTAX}rmsprop",
            {"rho": share("9/10"), "epsilon": amount(TINY)},
            {"v": "0"},
            "1/100",
        ),
    },
)
CENTRED_INSIDE = (SQUARES, MEAN, "x = x - alpha*g/sqrt(v - m^2 + epsilon)")
CENTRED_RMSPROP = Method(
    "centred rmsprop",
    (SQUARES, MEAN, "d = beta*d - alpha*g/sqrt(v - m^2 + epsilon)", "x = x + d"),
    "A. Graves, Generating sequences with recurrent neural networks, arXiv:1308.0850 (2013), eqs. (38) to (41)",
    {"rho": share("95/100"), "beta": share("9/10"), "epsilon": amount("1/10000")},
    {"v": "0", "m": "0", "d": "0"},
    "1/10000",
    versions={
        "pytorch": Method(
            "centred rmsprop (pytorch)",
            (SQUARES, MEAN, "x = x - alpha*g/(sqrt(v - m^2) + epsilon)"),
            f"{PYTORCH}RMSprop(centered=True)",
            {"rho": share("99/100"), "epsilon": amount(TINY)},
            {"v": "0", "m": "0"},
            "1/100",
        ),
        "keras": Method(
            "centred rmsprop (keras)",
            CENTRED_INSIDE,
            f"{KERAS}RMSprop(centered=True)",
            {"rho": share("9/10"), "epsilon": amount("1/10000000")},
            {"v": "0", "m": "0"},
            "1/1000",
        ),
        "optax": Method(
            "centred rmsprop (optax)",
            CENTRED_INSIDE,
            f"{OPTAX}rmsprop(centered=True)",
            {"rho": share("9/10"), "epsilon": amount(TINY)},
            {"v": "0", "m": "0"},
            "1/100",
        ),
    },
)
ADAPTIVE: tuple[Method, ...] = (ADAGRAD, ADADELTA, RMSPROP, CENTRED_RMSPROP)
