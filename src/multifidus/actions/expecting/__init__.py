"""What to expect: the course, another attack, and what predicts longer trouble."""
