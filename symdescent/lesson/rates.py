"""The lesson on rates: the constants and how they were found, which rates are safe, what theorems promise, closed forms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from sympy import Expr

from symdescent.analysis.rates.closed_form import ClosedForm
from symdescent.analysis.rates.constants import Constants
from symdescent.analysis.rates.rates import Rates
from symdescent.analysis.rates.safe import RateClass
from symdescent.errors import ArgumentError
from symdescent.lesson.document import Block, Document, Figure, Formula, Heading, Line, Math, Parts, Prose, Table
from symdescent.lesson.domain import comparisons, joined
from symdescent.lesson.estimates import LONGEST, told, value
from symdescent.lesson.formula import decimal, factor, join, listed, name, number, point, vector
from symdescent.lesson.language import say, word
from symdescent.lesson.promises import promises, rate_of, related
from symdescent.lesson.symbols import of
from symdescent.notation.style import current_style, in_this_style

L, MU, KAPPA = Math("L", "L"), Math(r"\mu", "μ"), Math(r"\kappa", "κ")
ALPHA, BETA = Math(r"\alpha", "α"), Math(r"\beta", "β")
MOST_EIGENVALUES = 6
MOST_MODES = 3  # of a closed form that is written out
BENDS = {
    "softplus": Math(r"\ln(1 + e^u)", "ln(1 + e^u)"),
    "sigmoid": Math(r"\sigma(u)", "σ(u)"),
    "atan": Math(r"\arctan u", "arctan u"),
    "erf": Math(r"\operatorname{erf} u", "erf u"),
    "root": Math(r"\sqrt{c + u^2 + \dots}", "√(c + u² + …)"),
    "logsumexp": Math(r"\ln(e^u + e^v + \dots)", "ln(e^u + e^v + …)"),
    "ln cosh": Math(r"\ln \cosh u", "ln cosh u"),
    "ln(1 + u^2)": Math(r"\ln(1 + u^2)", "ln(1 + u²)"),
    "e^(-u^2)": Math("e^{-u^2}", "e^(-u²)"),
    **{key: Math(rf"\{key} u", f"{key} u") for key in ("sin", "cos", "tanh")},
}


def display(shown: Rates) -> Document:
    """The constants and the safe rates."""
    language = current_style().language
    return Document(_title(shown, language), (*_constants(shown, language), *_safe(shown, language)), language)


def narrate(shown: Rates) -> Document:
    """Everything, with pictures where the constants are numbers."""
    language = current_style().language
    blocks = (
        *display(shown).blocks,
        *_figure(shown, "rate sweep", language),
        *promises(shown, language),
        *_closed(shown, language),
        *_stability(shown, language),
        *_figure(shown, "stability", language),
    )
    return Document(_title(shown, language), blocks, language)


def _title(shown: Rates, language: str) -> Parts:
    return say(language, "rates title", f=of(shown.problem.expression, shown.problem.variables))


def _constants(shown: Rates, language: str) -> Iterator[Block]:
    known = shown.constants
    yield Heading((word(language, "rates heading constants"),))
    yield Prose(_found(known, len(shown.problem.variables), language))
    if known.box and known.way in ("second derivative", "blocks") and known.where != "sublevel":
        yield Prose(say(language, "rates there", box=_domain(shown) if known.where == "domain" else _box(known, language)))
    if known.way == "bends" and known.kind == "exact":
        yield Prose((word(language, f"rates reached{' line' if len(shown.problem.variables) == 1 else ''}"),))
    if known.L is not None:
        pairs = [(L, known.L), (MU, known.mu), (KAPPA, known.kappa)]
        lines = [(left, told(right), value(right)[1]) for left, right in pairs if right is not None]
        yield Formula(tuple(Line(left, right, (), sign) for left, right, sign in lines))
        yield Prose((word(language, f"rates kind {known.kind}{'' if known.mu is not None else ' smooth'}"),))
    if known.L is not None and known.mu is None and not known.is_quadratic:
        yield Prose((word(language, "rates bends down" if known.kind == "exact" else "rates not convex"),))
    elif known.mu == 0:
        yield Prose((word(language, "rates flat" if known.is_quadratic else "rates only convex"),))


def _found(known: Constants, count: int, language: str) -> Parts:
    """How the constants were found."""
    if known.kind == "unknown":
        return say(language, "rates unknown")
    if known.kind == "unbounded":
        return say(language, "rates unbounded")
    if known.eigenvalues is not None and len(known.eigenvalues.eigenvalues) == 1:
        return say(language, f"rates by one eigenvalue{' line' if count == 1 else ''}", value=told(known.eigenvalues.lowest))
    if known.eigenvalues is not None:
        values = [told(one.value) for one in known.eigenvalues.eigenvalues[:MOST_EIGENVALUES]]
        more = len(known.eigenvalues.eigenvalues) > MOST_EIGENVALUES
        kind = " more" if more else "" if known.eigenvalues.exact else " rounded"
        return say(language, f"rates by eigenvalues{kind}", values=joined(values, language, "and"))
    low, high = (decimal(end) if known.way == "intervals" else value(end)[0] for end in (known.lowest, known.highest))
    line = " line" if count == 1 else ""
    fields: dict[str, Any] = {"low": low, "high": high, "box": _box(known, language)}
    if known.way == "bends":
        functions = joined([BENDS[function] for function in known.functions], language, "and")
        return say(language, f"rates by bends{line}", functions=functions, low=low, high=high)
    if known.where == "sublevel":
        return say(language, "rates by sublevel", **fields)
    if known.way == "intervals":
        return say(language, f"rates by intervals{line}", **fields)
    return say(language, f"rates by {known.way}", low=low, high=high)


def _domain(shown: Rates) -> Math:
    return listed(comparisons(shown.problem.domain.of(shown.problem.variables).relations))


def _box(known: Constants, language: str) -> Parts:
    return joined([_side(name(x), *ends) for x, ends in (known.box or {}).items()], language, "and")


def _side(x: Math, low: Expr | None, high: Expr | None) -> Math:
    below, above = Math(r" \le ", " ≤ "), Math(r" \ge ", " ≥ ")
    if low is None or high is None:
        return join(x, above, value(low)[0]) if low is not None else join(x, below, value(high)[0])
    return join(value(low)[0], below, x, below, value(high)[0])


def _safe(shown: Rates, language: str) -> Iterator[Block]:
    safe = shown.safe
    if safe is None:
        return
    rate = rate_of(shown)
    yield Heading((word(language, "rates heading safe"),))
    if safe.assumed is not None:
        yield Prose(say(language, "rates assumed", condition=join(value(safe.assumed)[0], " > 0")))
    is_bowl = safe.classes[-1].key == "diverging"
    edge = told(safe.edge)
    yield Prose(say(language, "rates safe bowl" if is_bowl else "rates safe descent", rate=rate, edge=edge))
    if shown.constants.where in ("domain", "box"):
        yield Prose((word(language, "rates stays"),))
    elif shown.problem.domain.of(shown.problem.variables).relations:
        yield Prose(say(language, "rates free", domain=_domain(shown)))
    header: tuple[Parts, ...] = ((word(language, "rates column rate"),), (word(language, "rates column effect"),))
    yield Table(header, tuple((_span(row, rate), say(language, f"rates class {row.key}")) for row in safe.classes), (), "ll")


def _span(row: RateClass, rate: Math) -> Parts:
    """0 < γ < 1/L, or γ = 1/L, or γ > 2/L."""
    low, sign = value(row.low)
    if row.high is None:
        return (join(rate, " > ", low),)
    if row.low == row.high:
        return (join(rate, Math(r" \approx ", " ≈ ") if sign == "≈" else " = ", low),)
    return (join(low, " < ", rate, " < ", value(row.high)[0]),)


def _closed(shown: Rates, language: str) -> Iterator[Block]:
    form = shown.form
    if form is None or len(form.modes) > MOST_MODES:
        return
    rate, start = value(form.rate)[0], [number(entry) for entry in (shown.start or {}).values()]
    yield Heading((word(language, "rates heading closed"),))
    yield Prose(say(language, "rates closed", rate=join(rate_of(shown), " = ", rate), start=point(start)))
    yield Formula((_general(form, language),))
    if all(len(value(entry)[0].text) <= LONGEST for mode in form.modes for entry in (*mode.part, *mode.roots)):
        yield Formula((Line(_vector_of(form, "k"), _written(form)),))
    yield Prose(say(language, "rates radius", radius=told(form.radius)))


def _general(form: ClosedForm, language: str) -> Line:
    left = Math("x_k - x^*", "xₖ - x*")
    right = Math(
        r"(I - \gamma H)^k (x_0 - x^*) = \sum_\lambda (1 - \gamma \lambda)^k P_\lambda (x_0 - x^*)",
        "(I - γH)^k (x₀ - x*) = Σ (1 - γλ)^k P_λ (x₀ - x*)",
    )
    return Line(left, right, say(language, "rates projector", p=Math(r"P_\lambda", "P_λ"), eigenvalue=Math(r"\lambda", "λ")))


def _vector_of(form: ClosedForm, index: str) -> Math:
    parts = [name(x, index) for x in form.variables]
    return parts[0] if len(parts) == 1 else vector(parts)


def _written(form: ClosedForm) -> Math:
    """x* + (1 - γλ)^k w + …, the numbers put in."""
    parts = [_column(form.centre)]
    power = Math("^{k}", "^k")
    for mode in form.modes:
        root = value(mode.roots[0])[0]
        base = Math(rf"\left( {root.latex} \right)", f"({root.text})")
        parts.append(join(base, power, Math(r" \cdot ", "·"), _column(mode.part)))
        if any(mode.drift):
            parts.append(join(Math("k", "k"), Math(r" \cdot ", "·"), _column(mode.drift)))
    return _plus(parts)


def _plus(parts: list[Math]) -> Math:
    found = parts[0]
    for part in parts[1:]:
        found = join(found, " + ", part)
    return found


def _column(entries: Any) -> Math:
    written = [value(entry)[0] for entry in entries]
    return vector(written) if len(written) > 1 else factor(written[0])


def _stability(shown: Rates, language: str) -> Iterator[Block]:
    region = shown.stability
    if region is None:
        return
    yield Heading((word(language, "rates heading momentum"),))
    equation = Math(r"r^2 - (1 + \beta - \alpha \lambda) r + \beta = 0", "r² - (1 + β - αλ) r + β = 0")
    yield Prose(say(language, "rates momentum", equation=equation))
    jury = [
        (Math("1 - t + d", "1 - t + d"), Math(r"\alpha \lambda > 0", "αλ > 0")),
        (Math("1 + t + d", "1 + t + d"), Math(r"2 + 2 \beta - \alpha \lambda > 0", "2 + 2β - αλ > 0")),
        (Math("1 - d", "1 - d"), Math(r"1 - \beta > 0", "1 - β > 0")),
    ]
    yield Formula(tuple(Line(left, right) for left, right in jury))
    inside = Math(r"0 \le \beta < 1, \quad 0 < \alpha < \frac{2 (1 + \beta)}{L}", "0 ≤ β < 1, 0 < α < 2(1 + β)/L")
    yield Prose(say(language, "rates region", inside=inside))
    best, share, radius = (shown.number(f"heavy ball {key}") for key in ("rate", "momentum", "factor"))
    if best is not None and not best.free_symbols:
        yield Prose(say(language, "rates polyak", alpha=related(ALPHA, best), beta=related(BETA, share), radius=told(radius)))


def _figure(shown: Rates, kind: str, language: str) -> Iterator[Block]:
    try:
        described = shown.describe(kind)
    except ArgumentError:  # needs numbers, or a quadratic
        return
    yield Figure(in_this_style(partial(shown.draw, kind)), described, say(language, f"caption {kind}"))
