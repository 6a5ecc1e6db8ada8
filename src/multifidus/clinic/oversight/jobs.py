"""How the jobs of a clinic and of the service stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.jobs.kinds import KINDS
from multifidus.clinic.jobs.models import Job, Schedule

State = Job.State


@dataclass(frozen=True, slots=True)
class Standing:
    """One kind of job: how many wait, run, are done and failed; when one was done last, and when the next comes."""

    label: str
    waiting: int
    running: int
    done: int
    failed: int
    last_done: datetime | None
    next_due: datetime | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """One job that failed at least once and is not done."""

    job: int
    label: str
    asked_at: datetime
    tries: int
    error: str
    next_try: datetime | None  # None when it needs somebody


def jobs_seen_by(clinics: Iterable[Clinic]) -> QuerySet[Job]:
    """The jobs of these clinics, and those of the service itself."""
    return Job.objects.filter(Q(clinic__in=[clinic.pk for clinic in clinics]) | Q(clinic=None))


def standings(jobs: QuerySet[Job]) -> list[Standing]:
    """Each kind there is, as these jobs stand."""
    counts = {state: Count("pk", filter=Q(state=state)) for state in State.values}
    last = Max("ended_at", filter=Q(state=State.DONE))
    rows: dict[str, dict[str, Any]] = {
        str(row["kind"]): dict(row) for row in jobs.values("kind").annotate(last_done=last, **counts).order_by()
    }
    due = dict(Schedule.objects.values_list("kind", "due_at"))
    names = {*rows, *(kind.name for kind in KINDS.values() if kind.every)}
    return sorted((_standing(name, rows.get(name, {}), due.get(name)) for name in names), key=lambda one: one.label)


def _standing(name: str, row: Mapping[str, Any], next_due: datetime | None) -> Standing:
    return Standing(
        label=label_of(name),
        waiting=row.get("waiting", 0),
        running=row.get("running", 0),
        done=row.get("done", 0),
        failed=row.get("failed", 0),
        last_done=row.get("last_done"),
        next_due=next_due,
    )


def troubles(jobs: QuerySet[Job], most: int = 100) -> list[Trouble]:
    """The jobs that failed, those that need somebody first. No id of a person or a record is told."""
    wrong = jobs.filter(Q(state=State.FAILED) | (Q(state__in=[State.WAITING, State.RUNNING]) & ~Q(error="")))
    rows = sorted(wrong.order_by("-pk")[:most], key=lambda job: (job.state != State.FAILED, -job.pk))
    return [
        Trouble(
            job=job.pk,
            label=label_of(job.kind),
            asked_at=job.asked_at,
            tries=job.tries,
            error=job.error,
            next_try=None if job.state == State.FAILED else job.due_at,
        )
        for job in rows
    ]


def label_of(kind: str) -> str:
    """What an administrator reads of a kind of job."""
    return str(KINDS[kind].label) if kind in KINDS else kind
