"""What is in a record: readings, and the assessments made from them. Both are only ever added to."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.records.models import Record


class Reading(models.Model):
    """What was told, asked, written or measured on one occasion: who, when, and the content as it came.

    A reading is never changed. A correction is a reading of its own that names the one it corrects; `struck` says
    that nothing of it holds (entered in error, another person's).
    """

    class Kind(models.TextChoices):
        """The way it got in."""

        INTERVIEW = "interview", _("Interview")
        DIARY = "diary", _("Diary")
        EXAM = "exam", _("Examination")
        NOTE = "note", _("Note")
        REPORT = "report", _("Report")
        IMAGE = "image", _("Image")
        LIFT = "lift", _("Lift")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="readings")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    at = models.DateTimeField()  # when it was so
    entered_at = models.DateTimeField(default=timezone.now, editable=False)  # when it was written here
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_clinician = models.BooleanField()
    clinic = models.ForeignKey(Clinic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()  # {"text": "..."} as written, or {"findings": {...}} as a case has them
    corrects = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="correction")
    struck = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)  # of a correction: the word why
    # What a program sends twice (a phone without a connection) is kept once.
    sent_as = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-entered_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record", "sent_as"], name="a_reading_sent_twice_is_one"),
            models.CheckConstraint(
                condition=Q(struck=False) | Q(corrects__isnull=False), name="struck_names_a_reading"
            ),
            models.CheckConstraint(condition=Q(corrects__isnull=True) | ~Q(why=""), name="a_correction_says_why"),
        ]

    def __str__(self) -> str:
        return f"reading {self.pk}"


class Assessment(models.Model):
    """What `assess` answered at one moment, with the edition of the tables and the readings that it was made from.

    `seen` counts every reading of the record that was there, those corrected and struck too. Readings are only ever
    added, so of two assessments the one that saw more is the newer one, whichever was written first.
    """

    class Because(models.TextChoices):
        """What asked for it."""

        READING = "reading", _("a new reading")
        TABLES = "tables", _("a new edition of the tables")
        TIME = "time", _("time has passed")
        RETRY = "retry", _("it could not be worked out before")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="assessments")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    because = models.CharField(max_length=16, choices=Because.choices, default=Because.READING)
    seen = models.PositiveIntegerField()
    edition = models.CharField(max_length=64)
    urgency = models.CharField(max_length=16, blank=True)  # empty: not even the red flags could be checked
    readings = models.JSONField()  # ids of the readings that it was made from
    answer = models.JSONField()  # the contract's JSON (DESIGN, contracts)
    gathered = models.JSONField(default=dict)  # where each finding came from, what lapsed, what could not be read
    holds_until = models.DateTimeField(null=True)  # when time alone changes what is known
    failed = models.CharField(max_length=100, blank=True)  # the kind of fault, for whoever mends it; no words of it

    class Meta:
        ordering: ClassVar[list[str]] = ["-seen", "-made_at"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["record", "-seen", "-made_at"]),
            models.Index(fields=["holds_until"]),
        ]

    def __str__(self) -> str:
        return f"assessment {self.pk}"
