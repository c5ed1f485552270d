"""Derivatives by rules, each step checked."""
