"""Records: whose they are, who may see what, consent, break-glass, export, erasure."""
