"""How it goes: what somebody tells again after some weeks, beside the findings of that day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multifidus.clinic.charts.models import Reading
from multifidus.errors import InputError

KEY = "follow_up"
PAIN = "pain_0_10"
CHANGES: dict[str, Promise] = {
    "gone": gettext_lazy("The pain is gone"),
    "better": gettext_lazy("Better"),
    "same": gettext_lazy("About the same"),
    "worse": gettext_lazy("Worse"),
}
DAYS: dict[str, Promise] = {
    "yes": gettext_lazy("Yes"),
    "partly": gettext_lazy("Yes, but with trouble"),
    "no": gettext_lazy("No"),
}
PARTS: Mapping[str, Mapping[str, Promise]] = {"change": CHANGES, "day": DAYS}


@dataclass(frozen=True, slots=True)
class Told:
    """What was told on one day; words are empty and the pain is None where nothing was told of them."""

    at: datetime
    change: str
    day: str
    pain: float | None

    @property
    def bar(self) -> int:
        """The length of its bar, of 100."""
        return round(10 * min(max(self.pain or 0.0, 0.0), 10.0))

    @property
    def change_told(self) -> str:
        """How it is compared with before, in words."""
        return str(CHANGES.get(self.change, ""))

    @property
    def day_told(self) -> str:
        """Whether the day can be done, in words."""
        return str(DAYS.get(self.day, ""))


def checked_follow_up(told: Any) -> dict[str, str]:
    """What a reading holds of it, unchanged; raises InputError for a word that is none of ours."""
    if not isinstance(told, dict) or set(told) != set(PARTS):
        raise InputError(where=KEY, problem=_("not what a follow-up holds"), remedy=_("tell the change and the day"))
    for part, words in PARTS.items():
        if not isinstance(told[part], str) or told[part] not in words:
            raise InputError(where=KEY, problem=_("an unknown word"), remedy=_("choose one of those on the page"))
    return told


def course_of(readings: Iterable[Reading]) -> tuple[Told, ...]:
    """How it went, the oldest first: each day on which a pain was told from 0 to 10, or how it had changed.

    Empty where one day alone was told of, and no change.
    """
    told = [one for one in map(_told, readings) if one.change or one.pain is not None]
    return tuple(told) if len(told) > 1 or any(one.change for one in told) else ()


@dataclass(frozen=True, slots=True)
class Due:
    """What the course asks for today."""

    ask: bool  # how it is now, as nothing was told for some weeks
    got_worse: bool  # the last word was that it got worse, and it is not old


def due(readings: Iterable[Reading], course: Sequence[Told], now: datetime, *, ask_after: timedelta) -> Due:
    """Whether it is time to ask again, or to have it looked at; `ask_after` is from choices.csv."""
    told_at = [one.at for one in readings if not one.by_clinician]
    last = course[-1] if course else None
    return Due(
        ask=bool(told_at) and now - max(told_at) >= ask_after,
        got_worse=last is not None and last.change == "worse" and now - last.at < ask_after,
    )


def follow_up_told(content: Mapping[str, Any]) -> tuple[str, ...]:
    """What a reading says of the change and the day, a line each; nothing where it is no follow-up."""
    said = content.get(KEY) or {}
    if not said:
        return ()
    lines = (
        (_("Compared with before: %(change)s"), "change", CHANGES.get(said.get("change", ""))),
        (_("Can do the day: %(day)s"), "day", DAYS.get(said.get("day", ""))),
    )
    return tuple(line % {name: word} for line, name, word in lines if word is not None)


def _told(reading: Reading) -> Told:
    said = reading.content.get(KEY) or {}
    pain = (reading.content.get("findings") or {}).get(PAIN)
    pain = pain.get("value") if isinstance(pain, dict) else pain
    number = float(pain) if isinstance(pain, int | float) and not isinstance(pain, bool) else None
    return Told(reading.at, said.get("change", ""), said.get("day", ""), number)
