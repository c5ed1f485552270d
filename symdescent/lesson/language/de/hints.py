"""Hints."""

from __future__ import annotations

SENTENCES = {
    "hint rule": "Welche Regel passt?",
    "hint rule answer": "Es passt: {rule}.",
    "hint statement": "Was besagt sie?",
    "hint statement answer": "{statement}",
    "hint letter": "Was ist hier {letters}?",
    "hint letters": "Was sind hier {letters}?",
    "hint letter answer": "{these}. Also {used}.",
    "hint letters answer": "{these}. Also {used}.",
    "hint opened": "Wie wird sie hier angewandt?",
    "hint opened answer": "{used}.",
    "hint result": "Was kommt also heraus?",
    "hint result answer": "{result}.",
    "hint rewrite": "Lässt es sich einfacher schreiben?",
    "hint rewrite answer": "Ja: {rewrite}.",
    "hint rewritten": "Was wird daraus?",
    "hint rewritten answer": "{result}.",
    "hint edges": "Wo gilt das?",
    "hint whole": "Das Ergebnis",
}
