"""By what names the audit knows people, records and things: drawn, not worked out, so that one can be forgotten."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from multifidus.clinic.audit.models import Pseudonym


@dataclass(frozen=True, slots=True)
class Known:
    """A pseudonym, and the key under which the things of its record are veiled."""

    pseudonym: UUID
    key: bytes


def known(*subjects: UUID | None) -> dict[UUID | None, Known]:
    """The names of people or records, drawn for those that have none yet.

    They are looked up each time: a name remembered here would outlive its erasure elsewhere.
    """
    wanted = {subject for subject in subjects if subject is not None}
    found = _kept(wanted)
    if missing := wanted - set(found):
        # Whoever loses a race for a new name waits for the winner and takes theirs.
        Pseudonym.objects.bulk_create([Pseudonym(subject=subject) for subject in missing], ignore_conflicts=True)
        found = _kept(wanted)
    return found


def _kept(subjects: set[UUID]) -> dict[UUID | None, Known]:
    rows = Pseudonym.objects.filter(subject__in=subjects).values_list("subject", "pseudonym", "key")
    return {subject: Known(pseudonym, bytes(key)) for subject, pseudonym, key in rows}


def pseudonym_of(subject: UUID) -> UUID | None:
    """The name by which the audit knows a person or a record; None when it knows none."""
    return Pseudonym.objects.filter(subject=subject).values_list("pseudonym", flat=True).first()


def veiled(thing: UUID | None, by: Known | None) -> UUID | None:
    """The name of a thing, which only the key of its record leads to: HMAC-SHA256, its first 16 bytes."""
    if thing is None or by is None:
        return thing
    return UUID(bytes=hmac.digest(by.key, thing.bytes, hashlib.sha256)[:16])


def forget(*subjects: UUID) -> int:
    """How many names were erased. What was entered under them stays, and is nobody's from now on."""
    return Pseudonym.objects.filter(subject__in=subjects).delete()[0]
