"""Numbers with their units, grades of strength, lengths of time, and how often."""
