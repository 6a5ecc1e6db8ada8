"""Asking for a job, in the transaction of the write that needs it: neither is kept without the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Min, Q
from django.utils import timezone

from multifidus.clinic.jobs.kinds import KINDS, Ids
from multifidus.clinic.jobs.models import Job


def enqueue(kind: str, *, clinic: UUID | None = None, after: timedelta | None = None, **ids: Ids) -> Job:
    """The job, waiting; it is done after the transaction in which it was asked for, or not at all.

    Its administrators are those of `clinic`, or all for a job of the service. Raises ValueError for a kind that is not
    known and for anything else than ids: what a person said may not stand in a queue.
    """
    if kind not in KINDS:
        raise ValueError("enqueue: no such kind of job; add it in the ready() of its app, with jobs.kinds.add_kind")
    if wrong := [name for name, given in ids.items() if not _is_id(given)]:
        raise ValueError(f"enqueue, {kind}: {', '.join(sorted(wrong))} is no id; give a UUID or a whole number")
    kept = {name: str(given) if isinstance(given, UUID) else given for name, given in ids.items()}
    now = timezone.now()
    return Job.objects.create(kind=kind, ids=kept, clinic=clinic, asked_at=now, due_at=now + (after or timedelta()))


def _is_id(given: object) -> bool:
    return isinstance(given, UUID) or (isinstance(given, int) and not isinstance(given, bool))


@dataclass(frozen=True, slots=True)
class Depth:
    """How the queue stands: jobs that wait, those due, that run, that failed; how long one is due, in seconds."""

    waiting: int
    due: int
    running: int
    failed: int
    oldest_s: float


def depth() -> Depth:
    """How the queue stands now, for metrics and for the page."""
    now = timezone.now()
    waiting = Q(state=Job.State.WAITING)
    due = waiting & Q(due_at__lte=now)
    found = Job.objects.exclude(state=Job.State.DONE).aggregate(
        waiting=Count("pk", filter=waiting),
        due=Count("pk", filter=due),
        running=Count("pk", filter=Q(state=Job.State.RUNNING)),
        failed=Count("pk", filter=Q(state=Job.State.FAILED)),
        oldest=Min("due_at", filter=due),
    )
    oldest = found.pop("oldest")
    return Depth(**found, oldest_s=(now - oldest).total_seconds() if oldest else 0.0)
