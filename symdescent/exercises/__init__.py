"""Exercises that are generated, solved, hinted and graded from one derivation."""
