"""Rewrites: the same function, written so that there is less to read."""
