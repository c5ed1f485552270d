"""Numbers from formulas: compiled objectives, columns of data, arithmetics."""
