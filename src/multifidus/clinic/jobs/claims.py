"""Taking the next job for one worker alone, and saying how it ended. The table holds the truth; workers come and go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from multifidus.clinic.jobs.models import Job

State = Job.State
LOST = "the worker was lost, again and again"


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that is ours while nobody claims it anew: `token` says so at each step."""

    job: int
    kind: str
    token: int


def lease() -> timedelta:
    """For how long a job is locked; a worker's own time limit ends before that."""
    return timedelta(seconds=settings.Q_CLUSTER["retry"])


def claim() -> Claim | None:
    """The job that has been due for longest, or one whose worker was lost, locked for us; None when there is none."""
    now = timezone.now()
    due = Q(state=State.WAITING, due_at__lte=now) | Q(state=State.RUNNING, locked_until__lt=now)
    found = Job.objects.filter(due).order_by("due_at", "pk").values_list("pk", "kind", "token", "tries").first()
    if found is None:
        return None
    pk, kind, token, tries = found
    if tries > len(settings.JOB_WAITS_S):  # it takes its worker with it each time
        Job.objects.filter(pk=pk, token=token).update(
            state=State.FAILED, error=LOST, ended_at=now, token=F("token") + 1, locked_until=None
        )
        return None
    taken = Job.objects.filter(due, pk=pk, token=token).update(
        state=State.RUNNING, token=token + 1, locked_until=now + lease()
    )
    return Claim(pk, kind, token + 1) if taken else None


def begin(claim: Claim) -> dict[str, UUID | int] | None:
    """The ids of the job, which counts as tried from now on; None when it is not ours any more."""
    now = timezone.now()
    begun = _ours(claim).update(tries=F("tries") + 1, started_at=now, locked_until=now + lease())
    job = Job.objects.filter(pk=claim.job).first() if begun else None
    return job.arguments() if job is not None else None


def done(claim: Claim) -> None:
    """The job is done; whom it was about is forgotten."""
    _ours(claim).update(state=State.DONE, ended_at=timezone.now(), ids={}, error="", locked_until=None)


def failed(claim: Claim, error: str) -> None:
    """The job waits for its next try, each time for longer; after the last it needs somebody."""
    now = timezone.now()
    tries = _ours(claim).values_list("tries", flat=True).first()
    if tries is None:
        return
    waits = settings.JOB_WAITS_S
    if tries > len(waits):
        _ours(claim).update(state=State.FAILED, ended_at=now, error=error, locked_until=None)
    else:
        due = now + timedelta(seconds=waits[max(tries, 1) - 1])
        _ours(claim).update(state=State.WAITING, due_at=due, error=error, locked_until=None)


def try_again(job: int) -> bool:
    """Whether a job that had failed waits again, with all its tries before it."""
    now = timezone.now()
    return bool(
        Job.objects.filter(pk=job, state=State.FAILED).update(
            state=State.WAITING, due_at=now, tries=0, ended_at=None, token=F("token") + 1
        )
    )


def _ours(claim: Claim) -> QuerySet[Job]:
    return Job.objects.filter(pk=claim.job, token=claim.token, state=State.RUNNING)
