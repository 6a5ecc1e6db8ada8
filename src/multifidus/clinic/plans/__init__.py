"""The plan that a person follows: exercises, what was done, how it went, when it is asked again."""
