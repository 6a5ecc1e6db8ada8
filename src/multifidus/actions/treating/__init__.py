"""Treatment for what is likely: options, what speaks against them in this person, and how many gain."""
