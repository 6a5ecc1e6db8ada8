"""Work that waits: one queue on the same database."""
