"""Whoever signs in: accounts, second factor, sessions that end."""
