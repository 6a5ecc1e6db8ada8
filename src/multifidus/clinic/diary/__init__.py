"""The spasm diary: episodes kept in ten seconds, and what they come to."""
