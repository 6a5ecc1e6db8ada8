"""Jobs that come by themselves: when each is due next stands in the table, how often is said by its kind."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from multifidus.clinic.jobs.kinds import KINDS
from multifidus.clinic.jobs.models import Job, Schedule
from multifidus.clinic.jobs.queue import enqueue

OPEN = (Job.State.WAITING, Job.State.RUNNING)


def make_schedules() -> None:
    """Writes down the schedules that there are; twice is as good as once. One that is no more is dropped."""
    names = [kind.name for kind in KINDS.values() if kind.every is not None]
    Schedule.objects.bulk_create([Schedule(kind=name) for name in names], ignore_conflicts=True)
    Schedule.objects.exclude(kind__in=names).delete()


def ask_for_due() -> None:
    """Asks for each job whose time has come, once among all workers; not while the one before is still open."""
    for due in list(Schedule.objects.filter(due_at__lte=timezone.now())):
        every = KINDS[due.kind].every if due.kind in KINDS else None
        if every is None:
            continue
        with transaction.atomic():
            ours = Schedule.objects.filter(pk=due.pk, due_at=due.due_at).update(due_at=timezone.now() + every)
            if ours and not Job.objects.filter(kind=due.kind, state__in=OPEN).exists():
                enqueue(due.kind)
