"""What methods are called in a lesson: proper names as their authors write them, other names in the language."""

from __future__ import annotations

from collections.abc import Mapping

from symdescent.lesson.language import known

PROPER: Mapping[str, str] = {
    "adagrad": "Adagrad",
    "adadelta": "Adadelta",
    "rmsprop": "RMSProp",
    "adam": "Adam",
    "adamw": "AdamW",
    "adamax": "Adamax",
    "amsgrad": "AMSGrad",
    "nadam": "NAdam",
    "radam": "RAdam",
    "adabelief": "AdaBelief",
    "yogi": "Yogi",
    "adan": "Adan",
    "lion": "Lion",
    "rprop": "Rprop",
    "bfgs": "BFGS",
    "pytorch": "PyTorch",
    "keras": "Keras",
    "optax": "Optax",
}


def method_name(name: str, language: str) -> str:
    """The name of a method, in a sentence.

    >>> method_name("adam (pytorch)", "en"), method_name("newton", "en"), method_name("mine", "en")
    ('Adam (PyTorch)', "Newton's method", 'mine')
    """
    head, bracket, version = name.partition(" (")
    shown = known(language, f"method {head}", PROPER.get(head, head))
    program = version.removesuffix(")")
    return f"{shown} ({PROPER.get(program, program)})" if bracket else shown


def method_title(name: str, language: str) -> str:
    """The name at the head of a title."""
    shown = method_name(name, language)
    return shown[:1].upper() + shown[1:]
