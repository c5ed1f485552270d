"""The self-test of topics: exercises proved again in three ways that share no code with each other or with their solutions."""
