"""A lesson made by hand, with every kind of block, for the renderers to show."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from symdescent.lesson.document import (
    Blank,
    Block,
    Break,
    Code,
    Document,
    Figure,
    Formula,
    Heading,
    Line,
    Math,
    Parts,
    Prose,
    Reveal,
    Strong,
    Table,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

F = Math("f(x)", "f(x)")
E3X = "e^{3x}"
EXPRESSION = Math(rf"(x^{{2}} + 1) \cdot {E3X}", "(x² + 1)·e^(3x)")
COUNTED = 5


def fraction(value: Fraction) -> Math:
    """A fraction as mathematics."""
    sign, size = ("-" if value < 0 else ""), abs(value)
    if size.denominator == 1:
        return Math(f"{sign}{size}", f"{value}".replace("-", "−"))
    return Math(rf"{sign}\frac{{{size.numerator}}}{{{size.denominator}}}", f"{value}".replace("-", "−"))


def parabola() -> Canvas:
    """x² + 5 and the iterates of the descent on it."""
    from matplotlib.figure import Figure as Canvas

    canvas = Canvas(figsize=(6, 3.6), layout="constrained")
    ax = canvas.subplots()
    grid = [step / 10 for step in range(-70, 71)]
    iterates = [-6 * 0.8**k for k in range(8)]
    ax.plot(grid, [x * x + 5 for x in grid], label="$f(x) = x^2 + 5$")
    ax.plot(iterates, [x * x + 5 for x in iterates], "o--", alpha=0.8, label="iterates $x_k$")
    ax.set(xlabel="$x$", ylabel="$f(x)$", title="Downhill from −6")
    ax.legend()
    return canvas


def iterate(k: int) -> Fraction:
    """The iterates of the descent on x² + 5 from −6 with the rate 1/10."""
    return -6 * Fraction(4, 5) ** k


def row(k: int) -> tuple[Parts, ...]:
    """A row of the descent's table."""
    x = iterate(k)
    value = x * x + 5
    shown = fraction(value)
    near = Math(rf"{shown.latex} \approx {float(value):.2f}", f"{shown.text} ≈ {float(value):.2f}") if k else shown
    return ((str(k),), (fraction(x),), (near,), (fraction(2 * x),), (fraction(-x / 5),))


def derivation() -> tuple[Block, ...]:
    """The derivative of (x² + 1)·e^{3x}, with the reasons beside it."""
    whole = Math(rf"\frac{{d}}{{dx}}\left[{EXPRESSION.latex}\right]", f"d/dx[{EXPRESSION.text}]")
    product = Math(
        rf"\frac{{d}}{{dx}}\left[x^{{2}} + 1\right] \cdot {E3X} + (x^{{2}} + 1) \cdot \frac{{d}}{{dx}}\left[{E3X}\right]",
        "d/dx[x² + 1]·e^(3x) + (x² + 1)·d/dx[e^(3x)]",
    )
    rule = ("product: ", Math(r"(u\,v)' = u'\,v + u\,v'", "(u v)′ = u′ v + u v′"), ", with ", Math("u = x^{2} + 1", "u = x² + 1"))
    lines = (
        Line(whole, product, (*rule, " and ", Math(f"v = {E3X}", "v = e^(3x)"))),
        Line(None, Math(rf"2x \cdot {E3X} + (x^{{2}} + 1) \cdot 3{E3X}", "2x·e^(3x) + (x² + 1)·3e^(3x)"), ("put 2 and 3 into 1",)),
        Line(None, Math(rf"(3x^{{2}} + 2x + 3)\,{E3X}", "(3x² + 2x + 3)·e^(3x)"), ("factor out ", Math(E3X, "e^(3x)")), relation="="),
    )
    header = (("",), ("step",), ("rule",))
    steps = (
        (
            ("1",),
            (Math(f"{whole.latex} = {product.latex}", f"{whole.text} = {product.text}"),),
            (*rule, " and ", Math(f"v = {E3X}", "v = e^(3x)")),
        ),
        (
            ("2",),
            (Math(r"\frac{d}{dx}\left[x^{2} + 1\right] = 2x + 0 = 2x", "d/dx[x² + 1] = 2x + 0 = 2x"),),
            ("sum; power; constant",),
        ),
        (
            ("3",),
            (Math(rf"\frac{{d}}{{dx}}\left[{E3X}\right] = {E3X} \cdot 3 = 3{E3X}", "d/dx[e^(3x)] = e^(3x)·3 = 3e^(3x)"),),
            ("chain: ", Math("(e^{u})' = e^{u} u'", "(e^u)′ = e^u·u′"), ", with ", Math("u = 3x", "u = 3x"), "; constant multiple"),
        ),
    )
    return (
        Prose(
            ("Differentiate ", Math(f"f(x) = {EXPRESSION.latex}", f"f(x) = {EXPRESSION.text}"), " with respect to ", Math("x", "x"), ".")
        ),
        Formula(lines),
        Table(header, steps, ("The same, one rule at a time.",), "rll"),
        Reveal(("Hint: which rule for step 3?",), (Prose((Strong("The chain rule."), " The inside is ", Math("u = 3x", "u = 3x"), ".")),)),
    )


def descent() -> tuple[Block, ...]:
    """The descent on x² + 5 from −6."""
    x_k, slope = Math("x_{k}", "x_k"), Math("f'(x_{k})", "f′(x_k)")
    step = Math(r"-\gamma f'(x_{k})", "−γ f′(x_k)")
    update = Line(
        Math("x_{k+1}", "x_(k+1)"),
        Math(
            r"x_{k} - \gamma f'(x_{k}) = x_{k} - \tfrac{1}{10} \cdot 2x_{k} = \tfrac{4}{5} x_{k}",
            "x_k − γ f′(x_k) = x_k − (1/10)·2x_k = (4/5)·x_k",
        ),
    )
    numbers = Line(
        Math("x_{1}", "x₁"),
        Math(r"-6 - \frac{1}{10} \cdot (-12) = -\frac{24}{5}", "−6 − (1/10)·(−12) = −24/5"),
        ("step 1 with its numbers",),
    )
    approximate = Line(Math("x_{10}", "x₁₀"), Math("-0.644", "−0.644"), relation="≈")
    header = (("k",), (x_k,), (Math("f(x_{k})", "f(x_k)"),), (slope,), ("step ", step))
    return (
        Prose(("We look for the lowest point of ", Math("f(x) = x^{2} + 5", "f(x) = x² + 5"), " and start at ", Math("x_{0} = -6", "x₀ = −6"), ", where ", Math("f = 41", "f = 41"), ".")),
        Prose((Strong("Slope."), " ", Math("f'(x) = 2x", "f′(x) = 2x"), ". At −6 the slope is −12: the ground falls to the right, so we go right.")),
        Prose((Strong("Rule."), " Each step goes against the slope, as far as the learning rate says:")),
        Formula((update, numbers, approximate)),
        Table(header, tuple(row(k) for k in range(COUNTED)), ("The first steps.",), "rrlrr"),
        Code("import symdescent"),
        Figure(parabola, "The parabola x² + 5 and eight points stepping down its left side towards 0.", ("The points close in on ", Math("x = 0", "x = 0"), "."), "1 + 1"),
        Reveal(("Why it gets there",), (Formula((Line(Math(r"\left|1 - \gamma f''\right|", "|1 − γ f″|"), Math(r"\frac{4}{5}", "4/5")),)), Prose(("Each step multiplies the distance by this. 50% of it is gone after 4 steps.",)))),
    )  # fmt: skip


def sample() -> Document:
    """The whole lesson."""
    blank = Blank((("Name:",), ("Points:",)), 3)
    blocks = (
        blank,
        Heading(("The derivative",)),
        *derivation(),
        Break(),
        Heading(("The descent on ", Math("x^{2} + 5", "x² + 5"))),
        *descent(),
    )
    return Document(("Rolling downhill, step by step",), blocks)


def continued() -> Document:
    """A table whose second row continues the first."""
    rows: tuple[tuple[Parts, ...], ...] = (
        (("1",), (Math("a", "a"),), ("a reason",)),
        ((), (Math("= b", "= b"),), ()),
        (("2",), (Math("c", "c"),), ("another",)),
    )
    return Document(("Steps",), (Table(((), ("step",), ("rule",)), rows, (), "rll"),))
