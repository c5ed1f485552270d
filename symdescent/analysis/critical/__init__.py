"""Critical points: where the gradient is zero, what each of them is, and which of them is the lowest of all."""
