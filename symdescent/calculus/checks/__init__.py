"""How every step is checked, by code that shares nothing with the rules."""
