"""Whether a function is convex, with a certificate."""
