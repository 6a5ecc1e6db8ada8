"""Entering in the audit what was read or written."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from multifidus.clinic.audit.models import Entry, Pseudonym


class Act(StrEnum):
    """What can be done that the audit has to know of."""

    READ = "read"
    LIST = "list"
    WRITE = "write"
    CORRECT = "correct"
    ASSESS = "assess"
    EXPORT = "export"
    ERASE = "erase"
    CONSENT = "consent"
    WITHDRAW = "withdraw"
    BREAK_GLASS = "break_glass"
    INVITE = "invite"
    JOIN = "join"
    LEAVE = "leave"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    READ_AUDIT = "read_audit"


def enter(
    act: Act,
    *,
    by: UUID | None,
    record: UUID | None = None,
    clinic: UUID | None = None,
    kind: str = "",
    thing: UUID | None = None,
) -> None:
    """Enters one act; when it cannot be entered this raises, and nothing may be answered."""
    Entry.objects.create(
        act=act, by=pseudonym_of(by), record=pseudonym_of(record), clinic=clinic, kind=kind, thing=thing
    )


def pseudonym_of(subject: UUID | None) -> UUID | None:
    """The name by which the audit knows a person or a record, given at its first use."""
    if subject is None:
        return None
    return Pseudonym.objects.get_or_create(subject=subject)[0].pseudonym
