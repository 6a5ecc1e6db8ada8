"""A lift that was read, for other programs and for people."""
