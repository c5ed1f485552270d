"""The checker of certificates, which shares no code with those who find them."""
