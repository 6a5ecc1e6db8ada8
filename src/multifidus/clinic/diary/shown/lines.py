"""The entries of a diary in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from multifidus.clinic.diary.entries import Entry
from multifidus.findings.diary import Episode

HOUR, DAY = 60, 24 * 60


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the list shows it."""

    id: UUID
    when: datetime  # naive: by the clock where the person was
    worst: int | None
    facts: tuple[str, ...]  # how long, which side
    before: tuple[str, ...]  # what was ticked of the two hours before
    medicine: str
    words: str
    is_spasm: bool
    by_clinician: bool


def line_of(entry: Entry, labels: Mapping[str, str]) -> Line:
    """One entry in words; `labels` says what each trigger is called in a sentence."""
    episode = entry.episode
    return Line(
        id=entry.id,
        when=entry.began.replace(tzinfo=None),
        worst=episode.worst if episode else None,
        facts=_facts(episode) if episode else (),
        before=_before(episode, labels) if episode else (),
        medicine=(episode.medicine or "") if episode else "",
        words=entry.words,
        is_spasm=episode is not None,
        by_clinician=entry.by_clinician,
    )


def length_in_words(minutes: float) -> str:
    """How long: minutes, from two hours on hours, from two days on days."""
    if minutes < 2 * HOUR:
        whole = round(minutes)
        return ngettext("%(n)s minute", "%(n)s minutes", whole) % {"n": number_format(whole)}
    hours = minutes < 2 * DAY
    amount = round(minutes / (HOUR if hours else DAY), 1)
    number = number_format(int(amount) if amount == int(amount) else amount)
    return (_("%(n)s hours") if hours else _("%(n)s days")) % {"n": number}


def side_in_words(side: str) -> str:
    """Which side, beside other facts."""
    return {
        "left": pgettext("side of the back", "left"),
        "right": pgettext("side of the back", "right"),
        "both": pgettext("side of the back", "middle or both sides"),
    }[side]


def _facts(episode: Episode) -> tuple[str, ...]:
    facts = []
    if episode.minutes is not None:
        facts.append(length_in_words(episode.minutes))
    if episode.side:
        facts.append(side_in_words(episode.side))
    return tuple(facts)


def _before(episode: Episode, labels: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(labels[one] for one in sorted(episode.before.here or ()) if one in labels)
