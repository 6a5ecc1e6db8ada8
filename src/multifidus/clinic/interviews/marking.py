"""One's own words with what was understood marked in them, and the list of it to say "that is not so" to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import ngettext

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.shown.words import capital
from multifidus.clinic.interviews.wording import in_words
from multifidus.doors.marked import UNREAD, pieces
from multifidus.findings.notes import read_note
from multifidus.interview import Described, Understood

THERE = "+="  # signs of what is there
WEEKS, HOURS = "duration_weeks", "duration_hours"
HOURS_OF_A_DAY, DAYS_OF_A_WEEK, LONG_DAYS = 24, 7, 14


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of the words; `how` is there, denied, other or unread, empty for plain words."""

    text: str
    how: str


@dataclass(frozen=True, slots=True)
class ShownUnderstood:
    """One thing that was understood."""

    about: str
    told: str
    there: bool
    quote: str
    is_taken_back: bool


def marked(text: str) -> list[Marked]:
    """The whole text, in order and without a gap."""
    return list(_marked(text))


def _marked(text: str) -> Iterator[Marked]:
    for piece in pieces(text, read_note(text, engine()[0])):
        signs = piece.signs
        if not signs:
            yield Marked(piece.text, "")
        elif signs[0] in THERE:
            yield Marked(piece.text, "there")
        elif signs[0] == "-":
            yield Marked(piece.text, "denied")
        else:
            yield Marked(piece.text, "unread" if signs == UNREAD else "other")


def understood_in(told: Described, taken_back: set[str]) -> list[ShownUnderstood]:
    """What was understood, each thing once: a time in hours is not told beside the same time in weeks."""
    durations = {answer.about: answer.said for answer in told.answers if answer.about in (WEEKS, HOURS)}
    dropped = HOURS if len(durations) > 1 else ""
    return [
        ShownUnderstood(
            one.about,
            in_words(capital(one.label)) + _value(one, durations),
            one.there,
            one.quote or "",
            one.about in taken_back,
        )
        for one in told.understood
        if one.about != dropped
    ]


def _value(one: Understood, durations: Mapping[str, object]) -> str:
    """The number that was understood, in words."""
    if not one.value:
        return ""
    weeks = durations.get(one.about) if one.about == WEEKS else None
    return f": {lasted(weeks) if isinstance(weeks, float) else one.value}"


def lasted(weeks: float) -> str:
    """A time in hours below two days, in days below two weeks, else in weeks."""
    days = weeks * DAYS_OF_A_WEEK
    hours = round(days * HOURS_OF_A_DAY)
    if hours < 2 * HOURS_OF_A_DAY:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    if days < LONG_DAYS:
        return ngettext("%(n)d day", "%(n)d days", round(days)) % {"n": round(days)}
    return ngettext("%(n)d week", "%(n)d weeks", round(weeks)) % {"n": round(weeks)}
