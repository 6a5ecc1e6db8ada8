"""Backups: all that is kept, as it was at one moment, in one file that either database can be restored from."""
