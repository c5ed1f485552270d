"""The rules of composition: what keeps a function convex, and how strictly."""
