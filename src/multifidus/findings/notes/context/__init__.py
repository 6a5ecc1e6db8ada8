"""Whether what is mentioned is so, now, and of this person."""
