"""The number that sends an ambulance, by country."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from multifidus.errors import InputError
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import EmergencyNumberRow

NOWHERE = "ZZ"  # as in CLDR: the country is not known


def emergency_number(country: str | None, knowledge: Knowledge) -> EmergencyNumberRow:
    """The number of a country in two letters; without one 112, with words on where that works.

    Raises InputError for a country whose number nobody has looked up: a guess could cost an hour.
    """
    numbers = _numbers(knowledge)
    if not country:
        return numbers[NOWHERE]
    found = numbers.get(country.strip().upper())
    if found is None:
        known = ", ".join(sorted(numbers.keys() - {NOWHERE}))
        raise InputError(
            where=f"country {country}",
            problem="no emergency number is known for it",
            remedy=f"leave it out, or give one of {known} (the United Kingdom is GB)",
        )
    return found


@lru_cache(maxsize=4)
def _numbers(knowledge: Knowledge) -> Mapping[str, EmergencyNumberRow]:
    return {row.country: row for row in knowledge.rows(EmergencyNumberRow)}
