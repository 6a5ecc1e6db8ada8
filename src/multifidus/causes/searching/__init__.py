"""How sets of causes are searched with a certificate, in NumPy and compiled."""
