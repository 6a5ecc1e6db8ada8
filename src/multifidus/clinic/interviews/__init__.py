"""The interview: one question a screen, for anybody, with or without an account."""
