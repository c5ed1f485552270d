"""Where a formula holds, and what happens at its kinks and edges."""
