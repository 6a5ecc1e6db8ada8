"""Public holidays of a clinic's country, or of its part, from the library `holidays`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import holidays

from multifidus.clinic.booking.models import Desk
from multifidus.clinic.clinics.models import Clinic


@cache
def subdivisions(country: str) -> tuple[tuple[str, str], ...]:
    """The parts of a country that have holidays of their own, to choose from; empty for none, and for no country."""
    codes = holidays.list_supported_countries().get(country, [])
    if not codes:
        return ()
    names = {code: name for name, code in _aliases(country).items()}
    return tuple(sorted(((code, names.get(code, code)) for code in codes), key=lambda one: one[1]))


@cache
def holidays_in(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    """The public holidays of a year by day; empty where the library knows none."""
    if not country:
        return {}
    try:
        found = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    except NotImplementedError:
        return {}
    return {day: name for day, name in found.items() if day.year == year}


def holidays_of(clinic: Clinic, first: date, last: date) -> dict[date, str]:
    """The public holidays from one day to another, those on which the clinic works all the same too."""
    desk = Desk.objects.filter(clinic=clinic).first() or Desk(clinic=clinic)
    if not desk.keeps_holidays:
        return {}
    found: dict[date, str] = {}
    for year in range(first.year, last.year + 1):
        found |= {
            day: name
            for day, name in holidays_in(clinic.country, desk.subdivision, year).items()
            if first <= day <= last
        }
    return dict(sorted(found.items()))


def shut_days(clinic: Clinic, first: date, last: date) -> set[date]:
    """The days from one to another on which a clinic is shut for a public holiday."""
    found = set(holidays_of(clinic, first, last))
    return found - set(clinic.open_days.filter(day__gte=first, day__lte=last).values_list("day", flat=True))


def _aliases(country: str) -> Mapping[str, str]:
    found: Mapping[str, str] = getattr(getattr(holidays, country, None), "subdivisions_aliases", None) or {}
    return found
