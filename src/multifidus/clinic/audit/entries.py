"""Entering in the audit what was read or written."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from multifidus.clinic.audit.kinds import Act, Ground, Kind
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.audit.pseudonyms import Known, known, veiled

__all__ = ["Act", "Ground", "Kind", "enter"]

Word = TypeVar("Word", bound=StrEnum)


def enter(
    act: Act,
    *,
    by: UUID | None,
    record: UUID | None = None,
    clinic: UUID | None = None,
    ground: Ground = Ground.NONE,
    kind: str = "",
    thing: UUID | None = None,
) -> None:
    """Enters one act; when it cannot be entered this raises, and nothing may be answered.

    `by` is a person, `record` whose record; both are kept as pseudonyms. Whoever acts on their own record does so under
    the name of the record, so that nothing leads from it to their account once it was erased. `thing` is kept so that
    it can be found again while its record stands, and by nobody once that was erased. Raises ValueError for an act, a
    ground or a kind that is not in the closed lists of `kinds.py`.
    """
    _ids_only(by=by, record=record, clinic=clinic, thing=thing)
    act, ground, kind = _one_of(Act, act), _one_of(Ground, ground), _one_of(Kind, kind)
    names = known(by, record)
    Entry.objects.create(
        act=act,
        by=_name(names, record if ground is Ground.OWN and record is not None else by),
        record=_name(names, record),
        clinic=clinic,
        ground=ground,
        kind=kind,
        thing=veiled(thing, names.get(record or by)),
    )


def _name(names: dict[UUID | None, Known], subject: UUID | None) -> UUID | None:
    return None if subject is None else names[subject].pseudonym


def _one_of(words: type[Word], given: str) -> Word:
    try:
        return words(given)
    except ValueError:  # what was given is not repeated: it may be somebody's words
        raise ValueError(
            f"the audit: this is no {words.__name__.lower()} of its closed list; use one, or add it to audit/kinds.py"
        ) from None


def _ids_only(**given: object) -> None:
    if wrong := [name for name, value in given.items() if value is not None and not isinstance(value, UUID)]:
        raise ValueError(f"the audit: {' and '.join(wrong)} is no UUID; give the id of what it was done to")
