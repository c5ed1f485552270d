"""The checker of facts about signs, which shares no code with those who find them."""
