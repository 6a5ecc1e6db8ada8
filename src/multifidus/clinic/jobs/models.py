"""Jobs that wait, run, are done or failed, and when the next of a schedule is due."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of work. It holds ids, and what went wrong as a class and a place: never a word of a person."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed, needs somebody")

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=32, editable=False)
    ids = models.JSONField(default=dict, editable=False)  # emptied when the job is done
    clinic = models.UUIDField(null=True, editable=False)  # whose administrators see it; empty for the service itself
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)  # a running job whose lock lapsed lost its worker
    token = models.PositiveIntegerField(default=0)  # grows with each claim: who claimed before can end nothing
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["due_at"], name="jobs_waiting", condition=Q(state="waiting")),
            models.Index(fields=["locked_until"], name="jobs_running", condition=Q(state="running")),
            models.Index(fields=["ended_at"], name="jobs_ended", condition=Q(state__in=["done", "failed"])),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(state="running") | Q(locked_until__isnull=False), name="job_locked"),
        ]

    def __str__(self) -> str:
        return f"job {self.pk}, {self.kind}"

    def arguments(self) -> dict[str, UUID | int]:
        """The ids as they were given."""
        return {name: UUID(given) if isinstance(given, str) else given for name, given in self.ids.items()}


class Schedule(models.Model):
    """When a kind of job that comes by itself is due next; how often is said by the kind."""

    kind = models.CharField(max_length=32, primary_key=True)
    due_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"schedule of {self.kind}"
