"""How fast a descent goes: constants of smoothness and convexity, the theorems that use them, and closed forms."""
