"""The audit: entries that nobody can change, seals that chain them, pseudonyms that can be forgotten."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone


def drawn_key() -> bytes:
    """A new key of 32 bytes, drawn by chance."""
    return secrets.token_bytes(32)


class Pseudonym(models.Model):
    """By what name the audit knows a person or a record. Erasing this row makes its entries anonymous."""

    pseudonym = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField(unique=True, editable=False)
    key = models.BinaryField(default=drawn_key, editable=False)  # veils the things of a record; goes with this row

    def __str__(self) -> str:
        return str(self.pseudonym)


class Seal(models.Model):
    """A batch of entries, closed: its digest covers them and the seal before it. Seals are counted from 1, gapless."""

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    scheme = models.PositiveSmallIntegerField(default=1)  # how the digest was made: docs/audit.md
    entries = models.PositiveIntegerField()
    before = models.CharField(max_length=64, unique=True)  # digest of the seal before this one; zeros for the first
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"seal {self.pk}"


class Entry(models.Model):
    """One read or write. It holds pseudonyms and codes, never a word of a person."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    act = models.CharField(max_length=32)
    by = models.UUIDField(null=True)  # pseudonym of who did it; empty for the service itself
    record = models.UUIDField(null=True)  # pseudonym of whose record
    clinic = models.UUIDField(null=True)  # under whose consent or break-glass, or where it was done
    ground = models.CharField(max_length=16, blank=True)  # own, consent, break_glass; empty when no record was opened
    kind = models.CharField(max_length=32, blank=True)  # reading, assessment, consent ...
    thing = models.UUIDField(null=True)  # veiled under the key of the record's pseudonym
    seal = models.ForeignKey(Seal, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["record", "at"]),
            models.Index(fields=["clinic", "at"]),
            models.Index(fields=["by", "at"]),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"
