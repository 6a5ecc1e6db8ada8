"""What is worth doing about it."""
