"""Whether the chain of seals holds: no sealed entry changed, removed, inserted or moved."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from django.db import connection
from django.db.models import Exists, Min, OuterRef
from django.utils import timezone

from multifidus.clinic.audit.guards import missing_guards
from multifidus.clinic.audit.models import Entry, Seal
from multifidus.clinic.audit.scheme import COLUMNS, FIRST, SCHEME, Row, digest_of

CHUNK = 2000
TOLD = 50  # faults that are told; more are counted
LATE = timedelta(hours=1)
MIGRATE = "run `python -m multifidus.clinic migrate`, then find out who took it away"
RESTORE = "keep this database as it is, restore the last backup that verifies beside it, and compare the two"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was sealed: where, what, and what to do."""

    where: str
    problem: str
    remedy: str = RESTORE


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found. `faults` holds the first of them, `more` counts the rest."""

    faults: tuple[Fault, ...]
    more: int
    seals: int
    entries: int  # that are sealed
    unsealed: int
    unsealed_since: datetime | None
    late: int  # sealed entries that bear a time long before the seal before theirs
    head: str
    sealed_at: datetime | None
    at: datetime
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


@dataclass
class _Seen:
    """What has been seen of the chain so far."""

    faults: list[Fault] = field(default_factory=list)
    more: int = 0
    number: int = 0
    entries: int = 0
    late: int = 0
    digest: str = FIRST
    at: datetime | None = None
    head_met: bool = False

    def add(self, where: str, problem: str, remedy: str = RESTORE) -> None:
        if len(self.faults) < TOLD:
            self.faults.append(Fault(where, problem, remedy))
        else:
            self.more += 1


def verify(*, head: str | None = None) -> Verdict:
    """The verdict on all that is sealed. `head` is a digest noted before: it has to be in the chain still.

    It reads each entry once, in the order of the chain, and holds a batch of them in memory; it may run while the
    service works, since a sealed entry does not change.
    """
    began, now = time.perf_counter(), timezone.now()
    seen = _Seen(head_met=head is None or head == FIRST)
    for name in missing_guards(connection):
        seen.add(f"guard {name}", "the database would let entries be changed", MIGRATE)
    last = Seal.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    batches = groupby(_sealed(last), key=lambda row: row[0])
    number, rows = next(batches, (None, iter(())))
    seals = 0
    for seal in Seal.objects.filter(pk__lte=last).order_by("pk").iterator(CHUNK):
        while number is not None and number < seal.pk:
            number, rows = next(batches, (None, iter(())))
        mine = (row[1:] for row in rows) if number == seal.pk else iter(())
        _look_at(seal, mine, seen, head)
        seals += 1
    _look_for_strays(seen)
    if not seen.head_met:
        seen.add(
            "the head that was given",
            f"{head} is in no seal: the chain was cut off after it was noted, or made anew",
            "restore the newest backup whose manifest names that head, beside this database, and compare the two",
        )
    open_entries = Entry.objects.filter(seal=None)
    return Verdict(
        faults=tuple(seen.faults),
        more=seen.more,
        seals=seals,
        entries=seen.entries,
        unsealed=open_entries.count(),
        unsealed_since=open_entries.aggregate(since=Min("at"))["since"],
        late=seen.late,
        head=seen.digest,
        sealed_at=seen.at,
        at=now,
        seconds=time.perf_counter() - began,
    )


def _sealed(last: int) -> Iterator[tuple[int, *Row]]:
    """All entries under the seals up to `last`, each behind the number of its seal."""
    rows = Entry.objects.filter(seal__lte=last).order_by("seal_id", "pk").values_list("seal_id", *COLUMNS)
    return rows.iterator(CHUNK)


def _look_at(seal: Seal, rows: Iterator[Row], seen: _Seen, head: str | None) -> None:
    where = f"seal {seal.pk}"
    if seal.pk != seen.number + 1:
        seen.add(f"seal {seen.number + 1}", f"it is missing; the next that is there is seal {seal.pk}")
    if seal.before != seen.digest:
        seen.add(where, "it does not follow from the seal before it")
    held = _Held(since=seen.at - LATE if seen.at is not None else None)
    digest = digest_of(seal.pk, seal.at, seal.entries, seal.before, held.passing(rows))
    if held.count != seal.entries:
        seen.add(where, f"it closed {seal.entries} entries, and {held.count} are there{held.range()}")
    if seal.scheme != SCHEME:
        seen.add(where, f"its scheme {seal.scheme} is not known here", "verify with the edition that sealed it")
    elif digest != seal.digest:
        seen.add(where, f"its digest is not that of what it holds: an entry or the seal was changed{held.range()}")
    seen.number, seen.digest, seen.at = seal.pk, seal.digest, seal.at
    seen.entries += held.count
    seen.late += held.late
    seen.head_met = seen.head_met or seal.digest == head


@dataclass
class _Held:
    """Counts the entries of one seal while they pass."""

    since: datetime | None
    count: int = 0
    late: int = 0
    first: int = 0
    last: int = 0

    def passing(self, rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            self.count += 1
            self.first = self.first or row[0]
            self.last = row[0]
            self.late += self.since is not None and row[1] < self.since
            yield row

    def range(self) -> str:
        return f" (entries {self.first} to {self.last})" if self.count else ""


def _look_for_strays(seen: _Seen) -> None:
    """Entries that say they are sealed under a seal that is not there; one statement sees both tables at one time."""
    there = Seal.objects.filter(pk=OuterRef("seal_id"))
    strays = Entry.objects.exclude(seal=None).filter(~Exists(there)).order_by("pk").values_list("pk", "seal_id")
    for entry, number in strays[: TOLD + 1]:
        seen.add(f"entry {entry}", f"it stands under seal {number}, which is not there")
