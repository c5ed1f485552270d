"""The steps of methods, worked out again from what the question gives, each by its formula on paper."""

from __future__ import annotations

from typing import Any

from symdescent.exercises.answers import Answer
from symdescent.exercises.stress.dual import MP
from symdescent.exercises.stress.fold import Place, real
from symdescent.exercises.stress.oracles import Oracle
from symdescent.exercises.stress.sides import TINY, Curve, f_of, number, place
from symdescent.exercises.topic import Given
from symdescent.notation.tree import names


def _stepped(x: Place, g: Place, rate: Any) -> dict[str, Any]:
    return {name: x[name] - rate * g[name] for name in x}


def gradient_steps(given: Given, by: Oracle, answer: Answer) -> Any:
    """x - γ g, so many times."""
    x, found = place(given, "start"), []
    for _ in range(given.get("steps", 1)):
        x = _stepped(x, by.gradient(f_of(given), x), number(given["rate"]))
        found.append(x)
    return found if "steps" in given else x


def momentum(given: Given, by: Oracle, answer: Answer) -> Any:
    """The heavy ball in each of its versions."""
    x, rate, beta = place(given, "start"), number(given["rate"]), number(given["beta"])
    g = by.gradient(f_of(given), x)
    if given["version"] == "paper":
        return {n: x[n] - rate * g[n] + beta * (x[n] - before) for n, before in place(given, "previous").items()}
    scale = rate if given["version"] == "keras" else 1  # where the rate stands: in the velocity, or before it
    v = {n: beta * old + (-scale * g[n] if scale is rate else g[n]) for n, old in place(given, "velocity").items()}
    return {n: x[n] + v[n] if scale is rate else x[n] - rate * v[n] for n in x}


def nesterov(given: Given, by: Oracle, answer: Answer) -> Any:
    """The gradient ahead, where the velocity would lead."""
    x, v, beta = place(given, "start"), place(given, "velocity"), number(given["beta"])
    ahead = by.gradient(f_of(given), {n: x[n] + beta * v[n] for n in x})
    return {n: x[n] + beta * v[n] - number(given["rate"]) * ahead[n] for n in x}


def adaptive(given: Given, by: Oracle, answer: Answer) -> Any:
    """Adagrad, RMSProp and Adam: the gradient or its average, divided by the root of a sum or average of its squares."""
    x = place(given, "start")
    g = by.gradient(f_of(given), x)
    k = given.get("done", 0) + 1
    old, new = ("1", "1") if "delta" in given else (given.get("rho", given.get("beta2")), None)
    kept, added = number(old), number(new) if new else 1 - number(old)
    squares = {n: kept * before + added * g[n] ** 2 for n, before in place(given, "squares").items()}
    small = number(given.get("delta", given.get("epsilon", 0)))
    if "beta1" not in given:
        return {n: x[n] - number(given["rate"]) * g[n] / (MP.sqrt(squares[n]) + small) for n in x}
    first = number(given["beta1"])
    mean = {n: (first * before + (1 - first) * g[n]) / (1 - first**k) for n, before in place(given, "mean").items()}
    return {n: x[n] - number(given["rate"]) * mean[n] / (MP.sqrt(squares[n] / (1 - kept**k)) + small) for n in x}


def newton(given: Given, by: Oracle, answer: Answer) -> Any:
    """x minus the inverse Hessian times the gradient."""
    f, x = f_of(given), place(given, "start")
    step = MP.lu_solve(MP.matrix(by.hessian(f, x)), MP.matrix(list(by.gradient(f, x).values())))
    return {n: x[n] - step[k] for k, n in enumerate(x)}


def line_search(given: Given, by: Oracle, answer: Answer) -> Any:
    """The rate g·g/g·Hg, or the point that it leads to."""
    f, x = f_of(given), place(given, "start")
    g, bends = by.gradient(f, x), by.hessian(f, x)
    slopes = list(g.values())
    bent = sum(a * bends[i][j] * b for i, a in enumerate(slopes) for j, b in enumerate(slopes))
    rate = sum(a * a for a in slopes) / bent
    return rate if given["asked"] == "rate" else _stepped(x, g, rate)


def armijo(given: Given, by: Oracle, answer: Answer) -> Any:
    """The first of 1, 1/2, 1/4, … that makes the function fall enough."""
    f, x = f_of(given), place(given, "start")
    g = by.gradient(f, x)
    fall, rate = number(given["constant"]) * sum(slope**2 for slope in g.values()), MP.mpf(1)
    while real(f, _stepped(x, g, rate)) > real(f, x) - rate * fall + TINY:  # an equality is enough
        rate /= 2
    return rate


def _eigenvalues(given: Given, by: Oracle) -> list[Any]:
    """Those of the Hessian, which is the same everywhere unless a point is given."""
    f = f_of(given)
    at = place(given) if "point" in given else dict.fromkeys(sorted(names(f)), MP.mpf(1))
    return list(MP.eigsy(MP.matrix(by.hessian(f, at)), eigvals_only=True))


def safe_rate(given: Given, by: Oracle, answer: Answer) -> Any:
    """2/λ for the largest eigenvalue λ."""
    bound = 2 / max(_eigenvalues(given, by))
    return (MP.mpf(0), bound) if answer.kind == "interval" else bound


def learning_rate(given: Given, by: Oracle, answer: Answer) -> Any:
    """By the factors 1 - γλ: which rate is the best, or whether the run diverges."""
    bends = _eigenvalues(given, by)
    if "rates" in given:
        return min(map(number, given["rates"]), key=lambda rate: max(abs(1 - rate * bend) for bend in bends))
    worst = max(abs(1 - number(given["rate"]) * bend) for bend in bends)
    return (worst > 1 + TINY) == answer.value.startswith("diverging")


def closed_form(given: Given, by: Oracle, answer: Answer) -> Any:
    """The iterates of a few steps."""
    f, x, steps = f_of(given), place(given, "start"), 6
    points = [x]
    for _ in range(steps):
        points.append(_stepped(points[-1], by.gradient(f, points[-1]), number(given["rate"])))
    found = [_sequence([point[n] for point in points]) for n in x]
    return found if answer.kind == "vector" else found[0]


def _sequence(values: list[Any]) -> Curve:
    """The formula in k with these values."""
    return Curve(lambda at: values[int(at["k"])], tuple({"k": MP.mpf(k)} for k in range(len(values))))
