"""Who read or wrote what of whom: append-only and hash-chained."""
