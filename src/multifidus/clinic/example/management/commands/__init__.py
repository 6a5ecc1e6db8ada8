"""Commands of the example clinic."""
