"""When each part of the service was last seen at work."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone

JOBS = "jobs"


class Pulse(models.Model):
    """One part, wherever it runs, and when it last said that it is alive."""

    part = models.CharField(primary_key=True, max_length=16)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"pulse of {self.part}"


def beat(part: str) -> None:
    """Says that a part is alive now."""
    Pulse.objects.update_or_create(part=part, defaults={"seen_at": timezone.now()})


def rest(part: str) -> None:
    """Says that a part has ended as it should, so that nobody takes it for one that still works."""
    Pulse.objects.filter(part=part).delete()


def silent_for(part: str) -> timedelta | None:
    """How long a part has not been heard of; None when it never was."""
    seen_at = Pulse.objects.filter(part=part).values_list("seen_at", flat=True).first()
    return None if seen_at is None else max(timezone.now() - seen_at, timedelta())
