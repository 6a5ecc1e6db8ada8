"""How a fact about a person gets in."""
