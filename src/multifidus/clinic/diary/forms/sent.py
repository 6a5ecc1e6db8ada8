"""What a phone sends, read: entries in the order in which they were written, each with the moment of writing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from multifidus.clinic.charts.content import refuse_what_cannot_be_kept
from multifidus.clinic.charts.moment import EARLIEST
from multifidus.errors import InputError

MOST_ENTRIES = 50  # at once; the phone sends the others then
MOST_VALUES = 100  # of one entry
LONGEST_VALUE = 20_000
CLOCK_IS_RIGHT = timedelta(minutes=2)  # nearer than that it is the time on the way


@dataclass(frozen=True, slots=True)
class SentEntry:
    """One entry: the fields of the form as they were filled in, and when that was by the clock of the service."""

    sent_as: UUID
    written_at: datetime
    fields: QueryDict


@dataclass(frozen=True, slots=True)
class Sent:
    """Entries, and the account for which the phone kept them."""

    account: str
    entries: tuple[SentEntry, ...]
    watched: bool = False  # whether somebody looks at the form, and is told on the next page that it was kept


def sent_entries(body: bytes, *, now: datetime) -> Sent:
    """What was sent; raises InputError for what is no list of entries. A phone whose clock is wrong is put right.

    No word of an entry gets into a refusal.
    """
    try:
        told = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise _wrong("request", _("this is no JSON")) from None
    if not isinstance(told, dict) or not isinstance(told.get("entries"), list):
        raise _wrong("entries", _("there is no list of entries"))
    if len(told["entries"]) > MOST_ENTRIES:
        raise _wrong("entries", _("too many entries at once"))
    ahead = now - _moment(told.get("sent_at"), "sent_at")
    clock = ahead if abs(ahead) > CLOCK_IS_RIGHT else timedelta(0)
    entries = [_entry(one, clock, now) for one in told["entries"]]
    entries.sort(key=lambda one: one.written_at)
    return Sent(str(told.get("account"))[:64], tuple(entries), told.get("watched") is True)


def _entry(told: Any, clock: timedelta, now: datetime) -> SentEntry:
    if not isinstance(told, Mapping) or not isinstance(told.get("fields"), Mapping):
        raise _wrong("entries", _("one of them is no entry"))
    try:
        sent_as = UUID(str(told.get("sent_as")))
    except ValueError:
        raise _wrong("sent_as", _("one of them has no number of its own")) from None
    try:
        written_at = min(now, _moment(told.get("written_at"), "written_at") + clock)
    except OverflowError:
        raise _wrong("written_at", _("this is no moment")) from None
    if written_at.date() < EARLIEST:
        raise _wrong("written_at", _("this is no moment"))
    return SentEntry(sent_as, written_at, _fields(told["fields"], sent_as))


def _fields(told: Mapping[str, Any], sent_as: UUID) -> QueryDict:
    """The fields as a form that was posted has them."""
    fields = QueryDict(mutable=True)
    values = 0
    for name, value in told.items():
        given = value if isinstance(value, list) else [value]
        values += len(given)
        if values > MOST_VALUES or not all(isinstance(one, str) and len(one) <= LONGEST_VALUE for one in given):
            raise _wrong("fields", _("one of them is too long, or no text"))
        for one in (name, *given):
            refuse_what_cannot_be_kept(one, "fields")
        fields.setlist(name, given)
    fields["sent_as"] = str(sent_as)
    return fields


def _moment(told: Any, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(told) if isinstance(told, str) and len(told) < 50 else None
        if moment is not None and moment.utcoffset() is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise _wrong(where, _("this is no moment"))


def _wrong(where: str, problem: str) -> InputError:
    return InputError(where=where, problem=problem, remedy=_("load the page again; what waits stays on the phone"))
