"""What all entries of a diary tell together: how often spasms come, how long they have come, in how many attacks.

An entry that is missing denies nothing: what was written is the least that was so. So only that is told which no
spasm more could take back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from multifidus.terms import Finding, Findings, Reading

LASTING, OFTEN, ATTACKS = "duration_weeks", "spasms_per_week", "episodes_before"
OF_ALL = "#often"  # ends the id of what is told by all entries, dated as the newest
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ENDLESS = 5000.0  # weeks, spasms or attacks: as long, or as many, as a number can be

Settles = Callable[[Finding], Mapping[str, bool]]


def told_by_all(
    readings: Iterable[Reading], settles: Settles, choices: Mapping[str, float], *, now: datetime
) -> Reading | None:
    """What the entries until `now` tell together, as one reading as old as the newest of them; None where nothing.

    `settles` says what a number tells of the findings that hang on it.
    """
    entries = sorted((one for one in readings if one.spasm and one.at <= now), key=lambda one: (one.at, one.id))
    began = [one.at for one in entries]
    found = [*_often(began, settles, choices), *_lasting(began, settles, choices), *_attacks(began, settles, choices)]
    if not found:
        return None
    newest = entries[-1]
    return Reading(f"{newest.id}{OF_ALL}", newest.kind, newest.at, Findings(found), newest.by)


def _often(began: list[datetime], settles: Settles, choices: Mapping[str, float]) -> Iterator[Finding]:
    """What the spasms per week, up to the newest one, settle: that they come every day."""
    counted = [one for one in began if began[-1] - one <= choices["often_days"] * DAY]
    # In whole days: who has one spasm a day, now at eight and now at ten, has seven a week.
    days = round((counted[-1] - counted[0]) / DAY) if counted else 0
    if days < choices["often_least_days"]:
        return
    yield from _at_least(OFTEN, 7 * (len(counted) - 1) / days, settles)


def _lasting(began: list[datetime], settles: Settles, choices: Mapping[str, float]) -> Iterator[Finding]:
    """For how long spasms have come at least every week: what stays true of a pain that began before the diary."""
    if not began:
        return
    first = began[-1]
    for earlier, later in reversed(list(pairwise(began))):
        if later - earlier > choices["lasting_gap_days"] * DAY:
            break
        first = earlier
    yield from _at_least(LASTING, (began[-1] - first) / WEEK, settles)


def _attacks(began: list[datetime], settles: Settles, choices: Mapping[str, float]) -> Iterator[Finding]:
    """How many attacks came before this one; a time free of spasms parts two."""
    parted = sum(later - earlier > choices["free_of_pain_days"] * DAY for earlier, later in pairwise(began))
    yield from _at_least(ATTACKS, float(parted), settles)


def _at_least(number: str, least: float, settles: Settles) -> Iterator[Finding]:
    """What a number settles that holds for every larger one too.

    The number itself is not told: it would deny what lies above it.
    """
    endless = settles(Finding(number, ENDLESS))
    for finding, value in settles(Finding(number, least)).items():
        if endless[finding] is value and value is True:
            yield Finding(finding, True, source="diary")
