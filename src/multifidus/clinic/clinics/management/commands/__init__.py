"""Commands of this app, a file each."""
