"""Reminders: asked for once for each time that a visit has had, a day before it."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from multifidus.clinic.booking.models import Visit
from multifidus.clinic.booking.rules import number
from multifidus.clinic.jobs.queue import enqueue

MAIL = "remind_of_visit"


def remind() -> int:
    """How many reminders were asked for; a second run at once asks for none."""
    now = timezone.now()
    before = timedelta(hours=number("visit_reminder_hours"))
    due = Visit.objects.filter(state=Visit.State.BOOKED, starts__gt=now, starts__lte=now + before)
    count = 0
    for visit in due.filter(Q(reminded_of=None) | ~Q(reminded_of=F("starts"))):
        with transaction.atomic():
            mine = Visit.objects.filter(pk=visit.pk, starts=visit.starts, state=Visit.State.BOOKED)
            fresh = mine.filter(Q(reminded_of=None) | ~Q(reminded_of=visit.starts)).update(reminded_of=visit.starts)
            if fresh and not _just_told(visit, now, before):
                enqueue(MAIL, clinic=visit.clinic_id, visit=visit.pk, sequence=visit.sequence)
                count += 1
    return count


def _just_told(visit: Visit, now: object, before: timedelta) -> bool:
    """Whether it was booked so late that the letter of the booking is the reminder."""
    del now
    return visit.sequence == 0 and visit.booked_at > visit.starts - before
