"""Visits: when a clinic sees people, who comes when, who waits. One moment of one clinician is held once, or not."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.clinics.models import Clinic, Membership
from multifidus.clinic.records.models import Record

STEP = timedelta(minutes=5)  # held time is counted in these; every visit begins and ends on one


class Desk(models.Model):
    """How a clinic takes bookings: whom it takes, where it is called, which public holidays it keeps."""

    clinic = models.OneToOneField(Clinic, primary_key=True, on_delete=models.PROTECT, related_name="desk")
    takes_new = models.BooleanField(default=True)  # people whose record it does not see yet
    phone = models.CharField(max_length=40, blank=True)
    keeps_holidays = models.BooleanField(default=True)
    subdivision = models.CharField(max_length=16, blank=True)  # as `holidays` names a part of the country

    def __str__(self) -> str:
        return f"desk of {self.clinic_id}"


class OpenDay(models.Model):
    """A public holiday on which a clinic works all the same."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="open_days")
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["clinic", "day"], name="a_holiday_is_opened_once"),)

    def __str__(self) -> str:
        return f"open on {self.day}"


class VisitKind(models.Model):
    """A kind of visit that a clinic offers: how long, where, and for how urgent a matter."""

    class Where(models.TextChoices):
        """Where the two meet."""

        IN_PERSON = "in_person", _("At the clinic")
        PHONE = "phone", _("By phone")
        VIDEO = "video", _("By video")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="visit_kinds")
    name = models.CharField(max_length=80)
    minutes = models.PositiveSmallIntegerField()
    where = models.CharField(max_length=16, choices=Where.choices, default=Where.IN_PERSON)
    urgencies = models.JSONField(default=list)  # words of terms.Urgency
    retired_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=240), name="a_visit_has_a_length"),
            models.UniqueConstraint(
                fields=["clinic", "name"], condition=Q(retired_at=None), name="one_kind_of_visit_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"kind of visit {self.pk}"


class Hours(models.Model):
    """That a clinician sees people on a weekday between two times of the clinic's clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField()  # 0 is Monday
    begins = models.TimeField()
    ends = models.TimeField()  # midnight is the end of the day
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)  # this day too

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="a_week_has_seven_days"),
        ]

    def __str__(self) -> str:
        return f"hours {self.pk}"


class Closure(models.Model):
    """A time at which a clinic, or one clinician of it, sees nobody."""

    class Why(models.TextChoices):
        """A word why; a closed list, so that nobody's illness is written down."""

        AWAY = "away", _("Away")
        TRAINING = "training", _("Training")
        MEETING = "meeting", _("Meeting")
        CLOSED = "closed", _("Closed")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="closures")
    membership = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="closures")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    why = models.CharField(max_length=16, choices=Why.choices)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="a_closure_ends_after_it_begins"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["clinic", "ends"])]

    def __str__(self) -> str:
        return f"closure {self.pk}"


class Visit(models.Model):
    """That somebody sees a clinician at a time. It is moved and cancelled, and then still to be seen."""

    class State(models.TextChoices):
        """How it stands."""

        BOOKED = "booked", _("Booked")
        UNSETTLED = "unsettled", _("Needs another time")  # the clinician is away then, or works there no more
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="visits")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="visits")
    clinician = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="visits_to")
    kind = models.ForeignKey(VisitKind, on_delete=models.PROTECT, related_name="visits")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.BOOKED)
    booked_at = models.DateTimeField(default=timezone.now, editable=False)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    urgency = models.CharField(max_length=16, blank=True)  # as of booking; told to the clinic under consent alone
    assessment = models.UUIDField(null=True, editable=False)  # as of booking; only an id, it may be erased
    # Of the calendar file: grows with each change, so that a calendar knows the newer of two.
    sequence = models.PositiveIntegerField(default=0)
    reminded_of = models.DateTimeField(null=True, editable=False)  # the beginning that a reminder was sent for
    sent_as = models.UUIDField(null=True)  # a form that is sent twice books once

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record", "sent_as"], name="a_visit_sent_twice_is_one"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="a_visit_ends_after_it_begins"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["clinic", "starts"]),
            models.Index(fields=["record", "starts"]),
            models.Index(fields=["clinician", "starts"]),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class Waiting(models.Model):
    """That somebody would come sooner, should a time come free between two days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="waiting")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="waiting")
    kind = models.ForeignKey(VisitKind, on_delete=models.PROTECT, related_name="waiting")
    first_day = models.DateField()
    last_day = models.DateField()
    urgency = models.CharField(max_length=16, blank=True)  # as of asking; orders the list
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)  # got a time, left, or the days are over

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="waiting_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["record", "clinic", "kind"], condition=Q(ended_at=None), name="one_waits_once_for_a_kind"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["clinic", "asked_at"])]

    def __str__(self) -> str:
        return f"waiting {self.pk}"


class Offer(models.Model):
    """A time held for somebody who waits, for some hours; then it goes to the next."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    waiting = models.ForeignKey(Waiting, on_delete=models.PROTECT, related_name="offers")
    clinician = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, editable=False)
    visit = models.OneToOneField(Visit, null=True, on_delete=models.PROTECT, related_name="offer")  # what came of it

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["waiting"], condition=Q(ended_at=None), name="one_offer_at_a_time"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["until"], condition=Q(ended_at=None), name="offers_open"),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"


class HeldTime(models.Model):
    """Five minutes of a clinician, held for a visit or an offer. Nobody else can hold them: the database says so."""

    clinician = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    moment = models.DateTimeField()
    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="held")
    offer = models.ForeignKey(Offer, null=True, on_delete=models.PROTECT, related_name="held")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["clinician", "moment"], name="one_holds_a_moment"),
            models.CheckConstraint(
                condition=Q(visit=None, offer__isnull=False) | Q(visit__isnull=False, offer=None),
                name="held_for_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"held time {self.pk}"
