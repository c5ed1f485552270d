"""What follows from derivatives by a theorem."""
