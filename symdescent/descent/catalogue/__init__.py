"""The catalogue of methods, a file a family: each row is the equations that a paper, or a program, has."""
