"""Entering in the audit what was read or written."""

from __future__ import annotations

from uuid import UUID

from multifidus.clinic.audit.kinds import Act, Ground, Kind
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.audit.pseudonyms import Known, known, veiled

__all__ = ["Act", "Ground", "Kind", "enter"]


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

    `by` is a person, `record` whose record; both are kept as pseudonyms. `thing` is kept so that it can be found again
    while its record stands, and by nobody once that was erased. Raises ValueError for an act or a kind that is not in
    the closed lists of `kinds.py`.
    """
    names = known(by, record)
    Entry.objects.create(
        act=Act(act),
        by=_name(names, by),
        record=_name(names, record),
        clinic=clinic,
        ground=Ground(ground),
        kind=Kind(kind),
        thing=veiled(thing, names.get(record or by)),
    )


def _name(names: dict[UUID | None, Known], subject: UUID | None) -> UUID | None:
    return None if subject is None else names[subject].pseudonym
