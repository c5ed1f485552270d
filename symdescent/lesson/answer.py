"""A typed line told as a teacher would: right or not yet, what went wrong with this u and v, what the rule says, the next hint."""

from __future__ import annotations

from collections.abc import Iterator

from symdescent.calculus.answers.alternatives import Alternative
from symdescent.calculus.answers.answer import Answer, Difference, Verdict
from symdescent.calculus.step import Step
from symdescent.lesson.derivation import blocks
from symdescent.lesson.document import Block, Document, Formula, Heading, Line, Math, Parts, Prose, Reveal
from symdescent.lesson.formula import decimal, join, listed, math_of, name, number, vector
from symdescent.lesson.language import say, word
from symdescent.lesson.steps import enumerated, is_trivial, reason, started
from symdescent.lesson.symbols import is_partial, of, partial_symbol, whole_symbol
from symdescent.notation.style import current_style
from symdescent.notation.tree import Call, Expression, Power, Quotient, Symbol, names

WITHOUT_A_RULE = ("wrong variable", "variable not held fixed")  # the rules were used as they are, on the wrong letter


def narrate(answer: Answer) -> Document:
    """What is said of a line, and of each entry of a vector."""
    language = current_style().language
    typed = _vector(answer) if answer.entries else math_of(answer.typed)
    title = say(language, "title answer", symbol=_symbol(answer), typed=typed)
    return Document(title, tuple(_entries(answer) if answer.entries else _told(answer)), language)


def _vector(answer: Answer) -> Math:
    return vector([math_of(entry.typed) for entry in answer.entries])


def _symbol(answer: Answer) -> Math:
    return whole_symbol(answer.derivation) if answer.entries else partial_symbol(answer.derivation, answer.partial)


def _entries(answer: Answer) -> Iterator[Block]:
    """The verdict on the whole, then the entries that are not simply right."""
    language = current_style().language
    right = sum(entry.right is True for entry in answer.entries)
    yield Prose(say(language, "entries right", right=str(right), count=str(len(answer.entries))))
    for place, entry in enumerate(answer.entries, 1):
        if entry.verdict is not Verdict.EQUIVALENT:
            yield Heading(say(language, "entry", place=str(place), symbol=_symbol(entry), typed=math_of(entry.typed)), 2)
            yield from _told(entry)


def _told(answer: Answer) -> Iterator[Block]:
    language = current_style().language
    if answer.verdict is Verdict.WRONG:
        yield from _wrong(answer)
        return
    way = word(language, f"rule {answer.way}") if answer.way else ""
    yield Prose(say(language, f"verdict {answer.verdict.value}", way=way))
    if answer.checked:
        yield Prose((word(language, f"answer {answer.checked}"),))
    if answer.verdict is Verdict.NOT_SIMPLIFIED:
        yield _result(answer)


def _result(answer: Answer) -> Block:
    """The textbook's form, under a summary."""
    line = Line(partial_symbol(answer.derivation, answer.partial), math_of(answer.expected))
    return Reveal((word(current_style().language, "answer result"),), (Formula((line,)),))


def _wrong(answer: Answer) -> Iterator[Block]:
    language = current_style().language
    step = answer.step
    if answer.slip:
        yield Prose((*say(language, "verdict wrong"), " ", *say(language, f"explain {answer.slip}")))
    elif step is None:
        yield Prose((*say(language, "verdict wrong"), " ", *say(language, "explain unknown")))
    else:
        says = () if answer.mistake in WITHOUT_A_RULE else (" ", *say(language, "rule says", rule=reason(step, True)))
        yield Prose((*say(language, "verdict wrong"), " ", *explained(str(answer.mistake), step), *says))
    if answer.difference:
        constant = not names(answer.typed) and not names(answer.expected)
        yield Prose(_shown_wrong(answer.difference, constant, language))
    if step is not None:
        yield Prose(_found(answer, step, language))
    yield _result(answer)


def explained(mistake: str, step: Step) -> Parts:
    """What went wrong where the mistake was made at the step."""
    return say(current_style().language, f"explain {mistake}", **_letters(step))


def _letters(step: Step) -> dict[str, Math]:
    """The parts of the step's source by the letters of the explanations: f the whole, u and v its parts, n an exponent."""
    e, inside = step.source, [premise.derived.source for premise in step.premises]
    u: Expression = inside[0] if inside else Symbol(step.variable)
    v: Expression = inside[1] if len(inside) > 1 else u
    if isinstance(e, Power):
        u, v = (e.base, e.exponent) if step.rule != "chain" else (u, e.exponent)
    elif isinstance(e, Quotient):
        u, v = (e.numerator if step.rule == "quotient" else u), e.denominator
    elif isinstance(e, Call) and not inside:
        u = e.arguments[0]
    return {"f": math_of(e), "u": math_of(u), "v": math_of(v), "x": name(step.variable)}


def _shown_wrong(difference: Difference, constant: bool, language: str) -> Parts:
    """The point that shows it: f(1) = 405 there, and the slope is 810."""
    at = listed(join(name(x), " = ", _value(value)) for x, value in difference.at.items())
    key = "difference of numbers" if constant else "difference"
    return say(language, key, at=at, typed=_value(difference.typed), right=_value(difference.expected))


def _value(value: float) -> Math:
    return number(int(value)) if float(value).is_integer() and abs(value) < 1e9 else decimal(value)


def _found(answer: Answer, step: Step, language: str) -> Parts:
    """The names of the mistakes, where, and what to ask next."""
    called = word(language, "or").join(word(language, f"mistake {mistake}") for mistake in answer.mistakes)
    where = started(step, is_partial(answer.derivation))
    return say(language, "found as", mistake=called, where=where, hint=next_hint(answer, step))


def next_hint(answer: Answer, step: Step) -> Parts:
    """What to ask after a mistake at the step: for what it is made of, or for the whole by its rule."""
    language, partial = current_style().language, is_partial(answer.derivation)
    inner = [premise for premise in step.premises if not is_trivial(premise)]
    if not inner:
        return say(language, "next hint whole", asked=started(step, partial))
    asked = enumerated([started(premise.derived, partial) for premise in inner])
    return say(language, "next hint" if len(inner) == 1 else "next hints", asked=asked)


def other_way(alternative: Alternative) -> Document:
    """Another way in full, with its cost beside that of the first."""
    language = current_style().language
    way = word(language, f"rule {alternative.name}")
    derivation = alternative.derivation
    title = say(language, "title alternative", f=of(derivation.expression, derivation.variables), way=way)
    compared = say(language, "alternative cost", cost=str(alternative.cost), first=str(alternative.first_cost))
    conditions = [math_of(condition) for condition in alternative.conditions]
    told = say(language, "alternative where", conditions=enumerated(conditions)) if conditions else ()
    first = Prose(
        (*say(language, "alternative at", node=math_of(alternative.node), way=way), " ", *compared, *((" ", *told) if told else ()))
    )
    return Document(title, (first, *blocks(derivation)), language)
