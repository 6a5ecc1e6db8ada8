"""What to ask, examine or measure next: what calls for a test, what holds it back, and the order."""
