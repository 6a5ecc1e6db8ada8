"""The same for other programs: JSON."""
