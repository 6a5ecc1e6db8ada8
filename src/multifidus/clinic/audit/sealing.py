"""Closing entries into seals: in batches, so that reading a record costs one entry and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone

from multifidus.clinic.audit.models import Entry, Seal
from multifidus.clinic.audit.scheme import COLUMNS, FIRST, SCHEME, digest_of

BATCH = 5000  # entries a seal: other writers wait for one batch at most
log = structlog.stdlib.get_logger("multifidus")


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: who keeps its digest elsewhere can prove later that nothing before it was cut off."""

    seal: int
    digest: str
    at: datetime | None


def head() -> Head:
    """The end of the chain now; seal 0 and a digest of zeros while nothing is sealed."""
    last = Seal.objects.order_by("-pk").first()
    return Head(last.pk, last.digest, last.at) if last is not None else Head(0, FIRST, None)


def seal_all() -> int:
    """How many entries were sealed now: all that were committed and not sealed yet. What the job `seal` does."""
    count = 0
    while (sealed := seal_batch()) is not None:
        count += sealed.entries
    return count


def seal_batch(limit: int = BATCH) -> Seal | None:
    """The seal that closes the oldest open entries; None when there are none, or when another sealer was quicker."""
    try:
        with transaction.atomic():
            seal = _close(limit)
    except IntegrityError:  # the place after the head was taken in the meantime
        log.info("audit_sealed_by_another")
        return None
    if seal is not None:
        log.info("audit_sealed", seal=seal.pk, count=seal.entries, head=seal.digest)
    return seal


def _close(limit: int) -> Seal | None:
    before = Seal.objects.select_for_update().order_by("-pk").first()
    number = before.pk + 1 if before is not None else 1
    # Entries are marked first and read then: just these are in the seal, whatever is committed meanwhile. On PostgreSQL
    # an entry may be committed after one with a higher number, so no range of numbers says what belongs together.
    oldest = Entry.objects.filter(seal=None).order_by("pk").values("pk")[:limit]
    count = Entry.objects.filter(pk__in=oldest, seal=None).update(seal_id=number)
    if not count:
        return None
    at, link = timezone.now(), before.digest if before is not None else FIRST
    rows = Entry.objects.filter(seal_id=number).order_by("pk").values_list(*COLUMNS)
    digest = digest_of(number, at, count, link, rows.iterator())
    return Seal.objects.create(id=number, at=at, scheme=SCHEME, entries=count, before=link, digest=digest)
