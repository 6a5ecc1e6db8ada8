"""The static build: a few files of other people from npm, and the compiled translations. Needs no Django."""
