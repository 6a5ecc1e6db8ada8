"""An example clinic, marked as such; nobody in it is real."""
