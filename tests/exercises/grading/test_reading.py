"""What is typed reads as what is meant, in every notation that students use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symdescent.errors import FormulaError
from symdescent.exercises import answers
from symdescent.exercises.answers import Answer
from symdescent.notation import parse, style
from tests.exercises.grading.items import of

POINT = answers.at_point({"x": "1/2", "y": 2})
VECTOR = answers.vector_of([parse("2x"), parse("-3")])
MATRIX = answers.matrix_of([["1", "2"], ["3", "4"]])
POINTS = answers.points_of([({"x": 0, "y": 0}, "saddle"), ({"x": 1, "y": 1}, "minimum")])
ALONE = answers.points_of([({"x": 0}, "maximum"), ({"x": 2}, "minimum")])  # of x³ - 3x² + 4
RATE = answers.between(0, "1/2")
EDGE = answers.bound("1/2")
STEPS = answers.iterates_of([{"x": 1}, {"x": "1/2"}])
PATH = answers.iterates_of([{"x": 1, "y": 2}, {"x": "1/2", "y": 0}])
FORMULA = answers.formula(parse("2x + 5"))
THIRD = answers.number("1/3")

READ: dict[str, tuple[Answer, tuple[str, ...]]] = {
    "formula": (
        FORMULA,
        (
            "2x+5",
            "f'(x) = 2x + 5",
            "= 5+2x",
            "dy/dx = 2·x+5",
            r"$2x + 5$",
            r"\frac{d}{dx} f = 2x+5",
            "y' = 2*x + 5 = 5 + 2x",
            "answer: 2x + 5",
            "f'(x): 2x+5",
            "f'(x) := 2x+5",
            "⇒ 2x+5",
            "=> 2x + 5 !",
            "2x + 5 .",
            "f'(x) = m x + b = 2x + 5",
            "y = 2x + 5",
            "y - 7 = 2(x - 1)",
            "2x - y + 5 = 0",
            "3y = 6x + 15",
            "2x + 5 = y",
        ),
    ),
    "number": (
        THIRD,
        ("1/3", "x_1 = 1/3", r"\frac{1}{3}", "2/6", "1 - 2/3", "1/3 ≈ 0.33", "(1/3)", "x_1 = x_0 - γ f'(x_0) = 1/3", "x_1: 1/3"),
    ),
    "point": (
        POINT,
        (
            "(1/2, 2)",
            "x = 1/2, y = 2",
            "y = 2; x = 0.5",
            "[0.5, 2]",
            "(x, y) = (1/2, 2)",
            "1/2 and 2",
            "x = 1/2 and y = 2",
            "x = 1/2 y = 2",
            "x: 1/2, y: 2",
            "y_1 = 2, x_1 = 1/2",
            "vector(1/2, 2)",
            "np.array([0.5, 2])",
            "P(1/2 | 2)",
            "1/2 2",
            "1/2\n2",
            r"\left(\frac12, 2\right)",
            r"\begin{pmatrix} \frac{1}{2} \\ 2 \end{pmatrix}",
        ),
    ),
    "vector": (
        VECTOR,
        (
            "(2x, -3)",
            "[2x; -3]",
            "<2x, -3>",
            "2x\n-3",
            "∇f = (2x, -3)",
            "f_x = 2x, f_y = -3",
            "(2x, -3)^T",
            r"\begin{bmatrix}2x\\-3\end{bmatrix}",
            "2x i - 3j",
            "∇f = -3j + 2x·i",
            "(2x e_1 - 3 e_2)",
            r"2x\,\mathbf{e}_{1} - 3\,\mathbf{e}_{2}",
            r"2x\,\mathbf{i} - 3\,\mathbf{j}",
            r"2x\cdot\hat{\imath} - 3\hat{\mathbf{j}}",
            "(x + x)î − 3ĵ",
        ),
    ),
    "matrix": (
        MATRIX,
        (
            "[[1,2],[3,4]]",
            "1 2; 3 4",
            "1 2\n3 4",
            "H = [[1, 2], [3, 4]]",
            "1, 2, 3, 4",
            "((1,2),(3,4))",
            r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
        ),
    ),
    "points": (
        POINTS,
        (
            "(0,0) saddle; (1,1) minimum",
            "minimum at (1, 1), saddle point at (0, 0)",
            "min: (1,1); saddle: (0,0)",
            "x=0, y=0: saddle; x=1, y=1: minimum",
            "(0,0) is a saddle point and (1,1) is a local minimum",
            "Sattelpunkt (0|0), Tiefpunkt (1|1)",
            "{((0,0), saddle), ((1,1), minimum)}",
        ),
    ),
    "points in one dimension": (
        ALONE,
        (
            "0 max; 2 min",
            "x = 0 (maximum), x = 2 (minimum)",
            "min at 2, max at 0",
            "x=2: Minimum\nx=0: Maximum",
            "(0, max), (2, min)",
            "[(0, 'maximum'), (2, 'minimum')]",
            "x = 0, maximum; x = 2, minimum",
            "0 (max.), 2 (min.)",
            "x = 0 → maximum, x = 2 → minimum",
            "H(0|4), T(2|0)",
            "maximum (0, 4), minimum (2, 0)",
        ),
    ),
    "interval": (
        RATE,
        (
            "0 < γ < 1/2",
            "(0, 1/2)",
            "]0, 1/2[",
            "γ > 0 and γ < 1/2",
            "1/2 > γ > 0",
            "γ ∈ (0, 1/2)",
            "between 0 and 1/2",
            "0 to 1/2",
            "0 bis 1/2",
            "{γ | 0 < γ < 1/2}",
            "for all 0 < γ < 1/2",
            "0 < learning rate < 1/2",
            r"0 < \gamma < \frac{1}{2}",
            "less than 1/2",
            "rate < 1/2",
            "< 1/2",
            "positive and less than 1/2",
            "γ is below 1/2",
            "all rates less than 1/2",
            "greater than 0 and less than 1/2",
            "größer als 0 und kleiner als 1/2",
        ),
    ),
    "bound": (
        EDGE,
        (
            "1/2",
            "0.5",
            "γ = 2/4 = 1/2",
            "γ_max = 1/2",
            "γ < 1/2",
            "rate <= 1/2",
            "less than 1/2",
            "up to 1/2",
            "0 < γ < 1/2",
            "(0, 1/2)",
            "between 0 and 1/2",
            "kleiner als 1/2",
            "höchstens 1/2",
            "not greater than 1/2",
            "nicht größer als 1/2",
        ),
    ),
    "iterates": (
        STEPS,
        (
            "1, 1/2",
            "x1 = 1, x2 = 0.5",
            "1\n1/2",
            "[1; 1/2]",
            r"x_1 = 1; x_2 = \frac12",
            "1 → 1/2",
            "1 -> 0.5",
            "1 and 1/2",
            "1 1/2",
            "1. 1\n2. 1/2",
            "k = 1: 1, k = 2: 1/2",
            "x_2 = 1/2, x_1 = 1",
            "step 1: 1; step 2: 1/2",
        ),
    ),
    "iterates in the plane": (
        PATH,
        (
            "(1,2), (1/2,0)",
            "(1,2)\n(0.5,0)",
            "(x_1,y_1) = (1,2), (x_2,y_2) = (1/2,0)",
            "P1(1|2), P2(1/2|0)",
            "1, 2, 1/2, 0",
            "x_1 = 1, y_1 = 2, x_2 = 1/2, y_2 = 0",
            "(1,2) → (0.5,0)",
        ),
    ),
    "choice": (answers.choice("convex"), ("convex", "Convex.", "konvex", "convex, because f'' > 0")),
}


@pytest.mark.parametrize(("answer", "line"), [(answer, line) for answer, lines in READ.values() for line in lines])
def test_every_usual_notation_reads_as_the_answer(answer: Answer, line: str) -> None:
    given = {"function": "x**3 - 3*x**2 + 4"} if answer is ALONE else {}
    assert of(answer, line, **given).right is True


@pytest.mark.parametrize(
    "line", ["f_y = 4, f_x = -2", "∂f/∂y = 4; ∂f/∂x = -2", r"\frac{\partial f}{\partial y} = 4, \frac{\partial f}{\partial x} = -2"]
)
def test_names_tell_the_order_of_a_gradient(line: str) -> None:
    gradient = answers.vector_of(["-2", "4"])
    assert of(gradient, line, function="2*y**2 - x**2", point={"x": "1", "y": "1"}).right is True


@pytest.mark.parametrize(
    "line",
    [
        "f_xx = 2, f_xy = 1, f_yy = 4",
        "f_yy=4; f_yx=1; f_xx=2",
        "fxx = 2 fxy = 1 fyy = 4",
        "f_xx: 2\nf_xy: 1\nf_yx: 1\nf_yy: 4",
        "H_11 = 2, H_12 = 1, H_21 = 1, H_22 = 4",
        "f_{xx}(1, 2) = 2, f_{xy}(1, 2) = 1, f_{yy}(1, 2) = 4",
        "∂²f/∂x² = 2, ∂²f/∂x∂y = 1, ∂²f/∂y² = 4",
        r"\frac{\partial^2 f}{\partial x^2} = 2, \frac{\partial^2 f}{\partial x \partial y} = 1, \frac{\partial^2 f}{\partial y^2} = 4",
    ],
)
def test_a_hessian_is_read_entry_by_entry(line: str) -> None:
    hessian, f = answers.matrix_of([["2", "1"], ["1", "4"]]), "x**2 + x*y + 2*y**2"
    assert of(hessian, line, function=f).right is True
    assert of(hessian, line.replace("4", "5"), function=f).right is False


def test_a_hessian_with_an_entry_missing_is_no_hessian() -> None:
    with pytest.raises(FormulaError, match="2 rows are expected"):
        of(answers.matrix_of([["2", "1"], ["1", "4"]]), "f_xx = 2, f_yy = 4", function="x**2 + x*y + 2*y**2")


@pytest.mark.parametrize(
    ("line", "entries"),
    [
        ("-20i + 8j", ("-20", "8")),
        ("8j", ("0", "8")),
        ("i - j", ("1", "-1")),
        ("3i + -2j", ("3", "-2")),
        ("2i + -j", ("2", "-1")),
        ("0.33i", ("1/3", "0")),
    ],
)
def test_a_unit_vector_that_is_not_there_has_the_factor_0(line: str, entries: tuple[str, str]) -> None:
    assert of(answers.vector_of(entries), line).right is True
    assert of(answers.vector_of(reversed(entries)), line).right is False


def test_a_letter_of_the_question_is_no_unit_vector() -> None:
    with pytest.raises(FormulaError, match="2 entries are expected"):
        of(answers.vector_of([parse("i"), parse("2j")]), "i + 2j", function="i*j")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("answer", "line"), [(THIRD, "3 9/20"), (VECTOR, "3 9/20, 1"), (EDGE, "3 9/20"), (FORMULA, "2x + 3 9/20")])
def test_a_mixed_number_is_asked_about(answer: Answer, line: str, language: str) -> None:
    with style(language=language), pytest.raises(FormulaError, match=r"3 9/20 .*69/20.* 3\*9/20") as caught:
        of(answer, line.replace(",", ";"))
    assert caught.value.position == line.index("3")


@pytest.mark.parametrize("line", ["γ > 1/2", "1/4 < γ < 1/2", "at least 1/2"])
def test_a_bound_from_below_is_no_bound_from_above(line: str) -> None:
    with pytest.raises(FormulaError, match="A comparison is expected here"):
        of(EDGE, line)


@pytest.mark.parametrize("answer", [answer for answer, _ in READ.values()])
@pytest.mark.parametrize("language", ["en", "de"])
def test_what_is_printed_reads_back_and_is_right(answer: Answer, language: str) -> None:
    with style(language=language):
        assert of(answer, answer.math.text).right is True
        assert answer.kind == "choice" or of(answer, answer.math.latex).right is True


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (POINT, "(0,5; 2)"),
        (POINT, "x = 0,5; y = 2"),
        (POINT, "0,5, 2"),
        (RATE, "0 < γ < 0,5"),
        (RATE, "]0; 0,5["),
        (STEPS, "1; 0,5"),
        (THIRD, "0,333"),
        (POINT, "x = 0,5 und y = 2"),
        (POINT, "0,5 und 2,0"),
        (STEPS, "1,1/2"),
    ],
)
def test_decimal_commas_are_read_where_the_language_has_them(answer: Answer, line: str) -> None:
    with style(language="de"):
        assert of(answer, line).right is True


@pytest.mark.parametrize(
    ("answer", "line", "position", "reason"),
    [
        (FORMULA, "f'(x) = 2x +", 12, "stops here"),
        (FORMULA, "", 0, "empty"),
        (FORMULA, "f'(x) =", 7, "behind the equals sign"),
        (FORMULA, "2x + 5 = 0", 9, "type the result alone"),
        (POINT, "(1, 2x)", 5, "x is a variable"),
        (POINT, "(1, 2, 3)", 0, "2 coordinates are expected"),
        (MATRIX, "1", 0, "2 rows are expected"),
        (RATE, "[1/2]", 0, "An interval is expected"),
        (answers.choice("convex"), "purple", 0, "One of these is expected: A; B; C; convex; neither"),
        (answers.choice("C"), "C or A", 0, "One of these is expected"),
        (answers.choice("neither"), "not convex", 0, "only what it is not"),
        (FORMULA, "2X + 5", 1, "did you mean x"),
        (FORMULA, "f'(x) = 2x + 5, f = 7", 14, "comma stands only between"),
        (ALONE, "neither", 0, "may mean that there are no points"),
        (STEPS, " ", 1, "The answer is empty"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_caret(answer: Answer, line: str, position: int, reason: str) -> None:
    with pytest.raises(FormulaError, match=reason) as caught:
        of(answer, line)
    assert (caught.value.text, caught.value.position) == (line, position)


SIGNS = st.text(alphabet="x12y=+-*/^().,;|<>≤[]{}&\\ ≈π'σ∇\n\"_#@e")


@pytest.mark.parametrize("answer", [answer for answer, _ in READ.values()])
@given(line=SIGNS | st.text())
def test_any_text_is_graded_or_refused(answer: Answer, line: str) -> None:
    try:
        of(answer, line)
    except FormulaError as fault:
        assert 0 <= fault.position <= len(line)  # noqa: PT017 - a grade is as good


BOMBS = (
    "{" * 450 + "}" * 450,
    "(a:" * 300,
    " " * 900 + "x",
    "x" + " !" * 400,
    "1," * 480,
    "for all " * 120,
    "{x | " * 180,
    "1. x\n" * 150,
    "minimum " * 110,
)


@pytest.mark.parametrize("answer", [answer for answer, _ in READ.values()])
@pytest.mark.parametrize("line", BOMBS, ids=range(len(BOMBS)))
def test_a_line_of_any_depth_and_length_is_answered(answer: Answer, line: str) -> None:
    try:
        assert of(answer, line).right is not True
    except FormulaError as fault:
        assert 0 <= fault.position <= len(line)  # noqa: PT017 - a grade is as good
