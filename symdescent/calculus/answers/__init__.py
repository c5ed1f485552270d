"""What students write: other natural ways, and wrong rules."""
