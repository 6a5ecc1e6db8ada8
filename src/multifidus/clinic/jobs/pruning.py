"""Throwing away jobs that ended long ago."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from multifidus.clinic.jobs.models import Job

DONE_KEPT = timedelta(days=14)
FAILED_KEPT = timedelta(days=90)  # a failed job still holds its ids


def prune() -> int:
    """How many jobs were thrown away."""
    now = timezone.now()
    done = Job.objects.filter(state=Job.State.DONE, ended_at__lt=now - DONE_KEPT).delete()[0]
    return done + Job.objects.filter(state=Job.State.FAILED, ended_at__lt=now - FAILED_KEPT).delete()[0]
