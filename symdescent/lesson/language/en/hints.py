"""Hints."""

from __future__ import annotations

SENTENCES = {
    "hint rule": "Which rule applies?",
    "hint rule answer": "Rule: {rule}.",
    "hint statement": "What does it say?",
    "hint statement answer": "{statement}",
    "hint letter": "What is {letters} here?",
    "hint letters": "What are {letters} here?",
    "hint letter answer": "{these}. So {used}.",
    "hint letters answer": "{these}. So {used}.",
    "hint opened": "How is it used here?",
    "hint opened answer": "{used}.",
    "hint result": "So what comes out?",
    "hint result answer": "{result}.",
    "hint rewrite": "Can it be written more simply?",
    "hint rewrite answer": "Yes: {rewrite}.",
    "hint rewritten": "What does it become?",
    "hint rewritten answer": "{result}.",
    "hint edges": "Where does it hold?",
    "hint whole": "The result",
}
