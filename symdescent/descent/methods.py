"""The catalogue of methods: each is the equations that its paper prints."""

from __future__ import annotations

from collections.abc import Mapping

from symdescent.descent.catalogue.adam import FAMILY
from symdescent.descent.catalogue.adaptive import ADAPTIVE
from symdescent.descent.catalogue.after_adam import AFTER_ADAM
from symdescent.descent.catalogue.classic import CLASSIC
from symdescent.descent.catalogue.conjugate import CONJUGATE
from symdescent.descent.catalogue.momentum import MOMENTUM
from symdescent.descent.catalogue.second_order import SECOND_ORDER
from symdescent.descent.catalogue.signs import SIGNS
from symdescent.descent.method import Method, named
from symdescent.errors import ArgumentError

METHODS: Mapping[str, Method] = named((*CLASSIC, *MOMENTUM, *CONJUGATE, *ADAPTIVE, *FAMILY, *AFTER_ADAM, *SIGNS, *SECOND_ORDER))


def method_named(method: str | Method) -> Method:
    """The method of that name.

    Raises ``ArgumentError`` for an unknown name.
    """
    found = METHODS.get(method) if isinstance(method, str) else method
    if not isinstance(found, Method):
        raise ArgumentError(f"There is no method {method!r}: expected one of {', '.join(map(repr, METHODS))}.")
    return found
