"""A plan that somebody follows, what they did of it, and when they want to be reminded."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.charts.models import Assessment
from multifidus.clinic.records.models import Record


class Plan(models.Model):
    """The exercises that a person chose, each with the day on which it began.

    A plan is never changed: a change is a plan of its own that names the one it takes the place of, and one without
    exercises says that nothing is followed any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="plans")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    begun_on = models.DateField()  # the day of the first plan of this run, in the zone of its person
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # Empty where the plan went on in another record: its assessments stayed behind.
    assessment = models.ForeignKey(Assessment, null=True, on_delete=models.PROTECT, related_name="+")
    exercises = models.JSONField()  # [{"id": "walking", "since": "2026-11-27"}, ...] in the order of the programme
    left_out = models.JSONField(default=list)  # ids of the programme that the person did not want
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record"], condition=Q(replaces=None), name="a_record_has_one_first_plan"),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="a_plan_replaces_another"),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"


class Done(models.Model):
    """That an exercise was done on a day, and how it went; or that such a word is taken back."""

    class Went(models.TextChoices):
        """How it went."""

        WELL = "well", _("No pain")
        LITTLE = "little", _("Hurt a little")
        WORSE = "worse", _("Pain got worse")
        SIGN = "sign", _("A stop sign came")
        DANGER = "danger", _("A danger sign came")
        AGAIN = "again", _("Begun again")
        BACK = "back", _("Taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="done")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="done")
    exercise = models.CharField(max_length=64)
    day = models.DateField()  # in the zone of the person
    went = models.CharField(max_length=8, choices=Went.choices)
    sign = models.CharField(max_length=32, blank=True)  # of a danger sign: its id in return_signs.csv
    at = models.DateTimeField(default=timezone.now, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    takes_back = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="taken_back_by")
    sent_as = models.UUIDField()  # a button that is pressed twice counts once

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["record", "day"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record", "sent_as"], name="done_sent_twice_is_once"),
            models.CheckConstraint(
                condition=Q(went="back", takes_back__isnull=False) | (~Q(went="back") & Q(takes_back=None)),
                name="taken_back_names_what",
            ),
        ]

    def __str__(self) -> str:
        return f"done {self.pk}"


class Reminder(models.Model):
    """When a person wants to be reminded by mail. One a record; switching it off keeps the times."""

    record = models.OneToOneField(Record, primary_key=True, on_delete=models.PROTECT, related_name="plan_reminder")
    # What a link in a mail names: it leads to nobody.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    on = models.BooleanField(default=True)
    days = models.JSONField(default=list)  # 0 is Monday
    times = models.JSONField(default=list)  # "07:30", in the zone of the person
    asks = models.BooleanField(default=True)  # a mail when it is time to tell how it is now
    next_at = models.DateTimeField(null=True)
    asked_on = models.DateField(null=True)  # the last day on which such a mail was due and sent

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_at"], condition=Q(on=True), name="plans_due"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.key}"
