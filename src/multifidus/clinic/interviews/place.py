"""Where somebody is, as far as it is known: it says which number sends an ambulance."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from multifidus.actions.tonight.emergency_number import NOWHERE
from multifidus.clinic.charts.place import country_of
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.opening import own_record
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import EmergencyNumberRow

SPOKEN_EVERYWHERE = "en"  # browsers all over the world are set to it, so that en-US says nothing of where somebody is


def countries(knowledge: Knowledge) -> dict[str, str]:
    """The countries whose number is known, by their two letters, in the order of their names."""
    rows = [row for row in knowledge.rows(EmergencyNumberRow) if row.country != NOWHERE]
    return {row.country: row.label for row in sorted(rows, key=lambda row: row.label)}


def country_here(request: HttpRequest, knowledge: Knowledge) -> str | None:
    """The country of the clinic of whoever is signed in, else what their browser says; None where neither knows.

    None is safe: the words then name 112 and where it works.
    """
    if isinstance(request.user, Person):
        record = own_record(request.user)
        if record is not None and (at_home := country_of(record, knowledge)):
            return at_home
    return country_told(request.headers.get("Accept-Language", ""), knowledge)


def country_told(languages: str, knowledge: Knowledge) -> str | None:
    """The region of the first language that names one, where its number is known."""
    known = countries(knowledge)
    for language, _weight in parse_accept_lang_header(languages.lower()[:500]):
        spoken, _dash, region = language.partition("-")
        if region and spoken != SPOKEN_EVERYWHERE:
            return region.upper() if region.upper() in known else None
    return None
