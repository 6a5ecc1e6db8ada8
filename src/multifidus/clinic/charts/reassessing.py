"""Jobs: working out again what failed, what time or new tables have left behind, and what was never worked out."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.charts.assessing import latest, reassess
from multifidus.clinic.charts.current import left_behind
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.models import Assessment
from multifidus.clinic.jobs.kinds import add_kind
from multifidus.clinic.jobs.models import Job
from multifidus.clinic.jobs.queue import enqueue
from multifidus.clinic.records.models import Record

REASSESS = "reassess"
LOOKED_EVERY = timedelta(minutes=10)
AT_ONCE = 2000  # records for which a job is asked at one look
LEFT_ALONE = timedelta(days=1)  # after a job for a record was given up


class StillFailsError(Exception):
    """It could not be worked out this time either; the queue tries it again."""


def register() -> None:
    """Adds the jobs of a chart to the kinds there are."""
    add_kind(REASSESS, reassess_again, label=_("Work an answer out again"))
    add_kind("look_for_old_answers", ask_for_due, label=_("Look for answers that hold no more"), every=LOOKED_EVERY)


def reassess_again(record: UUID) -> None:
    """Works out the answer of one record if it holds no more; raises StillFailsError where that fails."""
    found = Record.objects.filter(pk=record, closed_at=None).first()
    if found is None:
        return
    newest = latest(found)
    because = left_behind(newest, readings=found.readings.count(), again=True)
    if because is None:
        return
    made = reassess(found, because)
    if made is not None and made.failed:
        raise StillFailsError


def ask_for_due() -> int:
    """How many records got a job, as their answer holds no more."""
    due = list(_due().values_list("pk", flat=True)[: 2 * AT_ONCE])
    busy = Job.objects.filter(kind=REASSESS).filter(
        Q(state__in=[Job.State.WAITING, Job.State.RUNNING])
        | Q(state=Job.State.FAILED, ended_at__gt=timezone.now() - LEFT_ALONE)
    )
    asked = {ids.get("record") for ids in busy.values_list("ids", flat=True)}
    wanted = [pk for pk in due if str(pk) not in asked][:AT_ONCE]
    for pk in wanted:
        enqueue(REASSESS, record=pk)
    return len(wanted)


def _due() -> QuerySet[Record]:
    """The records whose newest answer failed, is of other tables, holds no more, or has not seen every reading."""
    newest = Assessment.objects.filter(record=OuterRef("pk")).order_by("-seen", "-made_at")
    return (
        Record.objects.filter(closed_at=None)
        .annotate(
            told=Count("readings"),
            saw=Subquery(newest.values("seen")[:1]),
            tables=Subquery(newest.values("edition")[:1]),
            holds=Subquery(newest.values("holds_until")[:1]),
            fault=Subquery(newest.values("failed")[:1]),
        )
        .filter(told__gt=0)
        .filter(
            Q(saw=None)
            | Q(saw__lt=F("told"))
            | ~Q(tables=engine()[0].edition)
            | Q(holds__lte=timezone.now())
            | ~Q(fault="")
        )
        .order_by("pk")
    )
