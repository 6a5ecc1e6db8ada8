"""One spasm as it was entered: when, how long, how bad, on which side, and what went before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from multifidus.errors import InputError
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import DiaryTriggerRow
from multifidus.terms import Side

KEYS = ("began", "minutes", "worst", "side", "before", "medicine", "note")
WINDOWS = ("here", "day_before", "two_days_before")
EARLIEST = 1900
LONGEST_WORDS = 2000  # characters of a note, a page; a medicine takes a tenth
LONGEST_MEDICINE = 200
WORST = 10

Ticked = frozenset[str]  # ids of diary_triggers.csv


@dataclass(frozen=True, slots=True)
class Before:
    """What was ticked of three times of two hours; None where nobody asked or remembers, empty for none of it."""

    here: Ticked | None = None  # the two hours before the spasm
    day_before: Ticked | None = None  # the same two hours a day earlier, 24 to 26 hours before
    two_days_before: Ticked | None = None  # and two days earlier, 48 to 50 hours before


@dataclass(frozen=True, slots=True)
class Episode:
    """One spasm. None is what nobody told."""

    began: datetime  # with the time zone in which the person was
    minutes: float | None = None
    worst: int | None = None  # pain at its worst, 0 to 10
    side: Side | None = None
    before: Before = Before()
    medicine: str | None = None
    note: str | None = None


def episode_of(content: Any, knowledge: Knowledge, name: str) -> Episode:
    """The spasm that a mapping tells; raises InputError, naming the part and the remedy, for what cannot be one.

    >>> from multifidus.knowledge import shipped
    >>> episode_of({"began": "2026-11-27T07:40:00+01:00", "worst": 7}, shipped(), "entry").worst
    7
    """
    if not isinstance(content, Mapping):
        raise InputError(where=name, problem="this is no spasm", remedy='write {"began": "2026-11-27T07:40:00+01:00"}')
    unknown = sorted(str(key)[:40] for key in set(content) - set(KEYS))
    if unknown:
        raise InputError(
            where=name, problem=f"unknown key {', '.join(unknown)[:100]}", remedy=f"a spasm has {', '.join(KEYS)}"
        )
    return Episode(
        began=_began(content.get("began"), f"{name}, began"),
        minutes=_minutes(content.get("minutes"), f"{name}, minutes", knowledge),
        worst=_worst(content.get("worst"), f"{name}, worst"),
        side=_side(content.get("side"), f"{name}, side"),
        before=_before(content.get("before"), name, knowledge),
        medicine=_words(content.get("medicine"), f"{name}, medicine", LONGEST_MEDICINE),
        note=_words(content.get("note"), f"{name}, note", LONGEST_WORDS),
    )


def content_of(episode: Episode) -> dict[str, Any]:
    """The mapping that tells an episode, as `episode_of` reads it; of equal episodes it is the same."""
    before = episode.before
    minutes = episode.minutes
    return {
        "began": episode.began.isoformat(),
        "minutes": int(minutes) if minutes is not None and minutes == int(minutes) else minutes,
        "worst": episode.worst,
        "side": episode.side,
        "before": {name: _listed(getattr(before, name)) for name in WINDOWS},
        "medicine": episode.medicine,
        "note": episode.note,
    }


def _listed(ticked: Ticked | None) -> list[str] | None:
    return None if ticked is None else sorted(ticked)


def _began(value: Any, where: str) -> datetime:
    remedy = "write day, time and time zone, as in 2026-11-27T07:40:00+01:00"
    if not isinstance(value, str):
        problem = "nobody told when it began" if value is None else "no day and time"
        raise InputError(where=where, problem=problem, remedy=remedy)
    try:
        began = datetime.fromisoformat(value)
        zoned = began.utcoffset() is not None
        began.timestamp()
    except (ValueError, OverflowError):
        raise InputError(where=where, problem="no day and time", remedy=remedy) from None
    if not zoned:
        raise InputError(where=where, problem="no time zone, so nobody knows when that was", remedy=remedy)
    if began.year < EARLIEST:
        raise InputError(where=where, problem=f"before {EARLIEST}", remedy="check the year")
    return began


def _minutes(value: Any, where: str, knowledge: Knowledge) -> float | None:
    if value is None:
        return None
    days = knowledge.choices["longest_episode_days"]
    remedy = f"write minutes from 0 to {days * 24 * 60:.0f}, which are {days:g} days"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(where=where, problem="no number of minutes", remedy=remedy)
    if not 0 <= value <= days * 24 * 60:
        raise InputError(where=where, problem="no spasm is that long" if value > 0 else "below 0", remedy=remedy)
    return float(value)


def _worst(value: Any, where: str) -> int | None:
    if value is None:
        return None
    whole = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= WORST
    if not whole or value != int(value):
        raise InputError(
            where=where, problem="not on the scale of pain", remedy="write a whole number from 0, no pain, to 10"
        )
    return int(value)


def _side(value: Any, where: str) -> Side | None:
    if value is None:
        return None
    for side in get_args(Side):
        if value == side:
            return side  # type: ignore[no-any-return]
    raise InputError(where=where, problem="no side", remedy="write left, right or both")


def _before(value: Any, name: str, knowledge: Knowledge) -> Before:
    if value is None:
        return Before()
    where = f"{name}, before"
    if not isinstance(value, Mapping) or set(value) - set(WINDOWS):
        raise InputError(where=where, problem="not what went before", remedy=f"write {', '.join(WINDOWS)}")
    ids = {row.id for row in knowledge.rows(DiaryTriggerRow)}
    return Before(**{window: _ticked(value.get(window), f"{where} {window}", ids) for window in WINDOWS})


def _ticked(value: Any, where: str, ids: set[str]) -> Ticked | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise InputError(where=where, problem="no list of what was ticked", remedy="write a list of ids, [] for none")
    if set(value) - ids:
        # What was sent is not repeated: it may be words of the person.
        raise InputError(
            where=where, problem="something that cannot be ticked", remedy="send ids of diary_triggers.csv"
        )
    return frozenset(value)


def _words(value: Any, where: str, most: int) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(where=where, problem="these are no words", remedy="write words, or leave it out")
    if len(value) > most:
        raise InputError(where=where, problem=f"longer than {most} characters", remedy="say it shorter")
    return value if value.strip() else None
