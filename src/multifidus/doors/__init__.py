"""Translation for other systems and for people: pure functions, no HTTP, no database."""
