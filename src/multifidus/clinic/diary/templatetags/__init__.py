"""Tags of the diary."""
