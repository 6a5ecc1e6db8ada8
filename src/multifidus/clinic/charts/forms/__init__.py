"""Forms of a chart; each keeps what was typed, and says at the field what is wrong."""
