"""Doctor and patient by turns: who speaks, what is asked, what a reply says of it."""
