"""Operations: their criteria, how they stand with this person, and what trials show."""
