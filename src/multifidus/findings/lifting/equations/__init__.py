"""How much is too much by formula: the NIOSH equation, limits, the dose of a day, a hand calculation."""
