"""What a function is like: curvature and the rates that it allows."""
