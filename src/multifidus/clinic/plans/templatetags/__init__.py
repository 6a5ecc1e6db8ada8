"""What the pages of a plan need to find in a template."""
