"""Grading: is a typed answer right, and if not, what went wrong."""
