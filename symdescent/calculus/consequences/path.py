"""Derivatives along a direction and along a path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import mpmath

from symdescent.calculus.consequences.conclude import added, concluded, reduced, valued
from symdescent.calculus.consequences.consequence import Consequence
from symdescent.calculus.consequences.place import Place, exact, put
from symdescent.calculus.consequences.quotients import Expected, Numbers, Value, agree, moved, quotient, require_slope
from symdescent.calculus.derivation import derive, derive_gradient
from symdescent.errors import ArgumentError
from symdescent.notation.names import variable_name
from symdescent.notation.tree import TWO, ZERO, Call, Expression, Power, Product, Quotient, Symbol, names


def direction(f: Expression, along: Place, place: Place | None, check: str) -> Consequence:
    """D_u f = ∇f·u with the unit vector u = v/|v|; at a point its value too."""
    if all(component == ZERO for component in along.values()):
        raise ArgumentError("The direction is 0 in every variable: it points nowhere; give one component that is not 0.")
    length = exact(Call("sqrt", (added([Power(component, TWO) for component in along.values()]),)))
    unit = {name: exact(Quotient(component, length)) for name, component in along.items()}
    first, gradient = next(iter(along)), derive_gradient(f, tuple(along), check=check)
    formula = _dot(gradient.results, tuple(unit.values()))
    main = concluded("result", reduced(formula, first), check)
    confirmed = agree(main.result, (f, main.result), _towards(f, along), "The directional derivative", place)
    given, conclusions = {"direction": along, "length": {"v": length}, "unit vector": unit}, [main]
    if place is not None:
        require_slope(_towards(f, along), place, "The directional derivative")
        conclusions.append(concluded("value", valued(main.result, place, "the directional derivative", first), check))
        steepest = Call("sqrt", (added([Power(slope, TWO) for slope in gradient.results]),))
        conclusions.append(concluded("steepest", valued(steepest, place, "the length of the gradient", first), check))
        given |= {"point": place}
    return Consequence("directional-derivative", "direction", (f,), tuple(along), given, (gradient,), tuple(conclusions), (confirmed,))


def _dot(first: Sequence[Expression], second: Sequence[Expression]) -> Expression:
    """The scalar product; a component of 0 is not written."""
    return added([Product(pair) for pair in zip(first, second, strict=True) if ZERO not in pair])


def _towards(f: Expression, along: Place) -> Expected:
    """The slope of f on the line through the point, measured in steps of length 1."""

    def expected(at: Numbers, value: Value) -> tuple[Numbers, Any]:
        vector = {name: value(component, {}) for name, component in along.items()}
        length = mpmath.sqrt(sum(component**2 for component in vector.values()))
        return at, quotient(lambda h: value(f, moved(at, {name: h * part / length for name, part in vector.items()})))

    return expected


def along_path(f: Expression, variables: tuple[str, ...], path: Place, t: str, place: Place | None, check: str) -> Consequence:
    """d/dt f(x(t), y(t), …) = f_x x' + f_y y' + … (chain rule in several variables), plus f_t where f depends on t itself."""
    gradient = derive_gradient(f, variables, check=check)
    speeds = {name: derive(part, t, check=check) for name, part in path.items()}
    rates = {name: put(partial, path) for name, partial in zip(variables, gradient.results, strict=True)}
    terms = [Product((rate, speeds[name].result)) if name in path else rate for name, rate in rates.items()]
    main = concluded("result", reduced(added(terms), t), check, (t,))
    confirmed = agree(main.result, (f, main.result, *path.values()), _on_path(f, path, t), "The derivative along the path", place)
    given: dict[str, Place] = {"path": path, "parameter": {"t": Symbol(t)}}
    conclusions = [main]
    if place is not None:
        require_slope(_on_path(f, path, t), place, "The derivative along the path")
        conclusions.append(concluded("value", valued(main.result, place, "the derivative along the path", t), check))
        given |= {"point": place}
    derivations = (gradient, *speeds.values())
    return Consequence("path-derivative", "path", (f,), variables, given, derivations, tuple(conclusions), (confirmed,))


def _on_path(f: Expression, path: Mapping[str, Expression], t: str) -> Expected:
    def expected(at: Numbers, value: Value) -> tuple[Numbers, Any]:
        def height(h: Any) -> Any:
            now = moved(at, {t: h})
            return value(f, now | {name: value(part, now) for name, part in path.items()})

        return at, quotient(height)

    return expected


def parameter(path: Mapping[str, Expression], parameters: Sequence[str], by: str | None) -> str:
    """The letter that a path runs on: the one that is asked for, or else the only one in it that is no parameter of f."""
    if by is not None:
        return variable_name(by)
    found = sorted(frozenset[str]().union(*map(names, path.values())) - set(parameters))
    if len(found) != 1:
        letters = f"the letters {', '.join(found)}" if found else "no letter"
        raise ArgumentError(f"The path holds {letters}: name its parameter, as in derive_along(…, by='t').")
    return found[0]


def in_order(path: Mapping[str, Expression], variables: Sequence[str], t: str) -> Place:
    """The path in the order of the variables, each of which needs a component unless it is the parameter itself."""
    for name in path:
        if name not in variables:
            raise ArgumentError(f"The path has a component for {name}, which is not a variable: expected {', '.join(variables)}.")
    for name in variables:
        if name not in path and name != t:
            raise ArgumentError(f"The path has no component for {name}: give it as in derive_along({name}='cos({t})').")
    return {name: path[name] for name in variables if name in path}
