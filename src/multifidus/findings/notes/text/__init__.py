"""A text in its parts: sections, sentences, what they mention, and which part of the body or picture they speak of."""
