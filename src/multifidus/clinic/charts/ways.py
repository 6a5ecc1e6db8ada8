"""Where the buttons of an answer lead. Empty: there is no such way for whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Ways:
    """Addresses, each empty where a button would lead nowhere."""

    interview: str = ""
    book: str = ""
    plan: str = ""
    diary: str = ""
    tell: str = ""  # what is new, in one's own words
    how_now: str = ""


def ways_of(record: UUID) -> Ways:
    """The ways of a person from the answer of their own record."""
    return Ways(
        interview=_led("interview"),
        book=_led("book_visit", record),
        plan=_led("plan", record),
        diary=_led("diary", record),
        tell=_led("new_reading", record),
        how_now=_led("follow_up", record),
    )


def letters_of(record: UUID) -> dict[str, str]:
    """The letters of a record, for its person and for a clinician."""
    return {name: _led(name, record) for name in ("letter", "clinician_letter")}


def _led(name: str, record: UUID | None = None) -> str:
    """The address; empty while the app that has it is not installed, as charts lie below those."""
    try:
        return reverse(name, kwargs={"record": record} if record else None)
    except NoReverseMatch:
        return ""
