"""What to do in the next hours, whom to call, and what must bring somebody back."""
