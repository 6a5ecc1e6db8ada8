"""One record a person, who may see it, and what was done when it was erased."""

from __future__ import annotations

import unicodedata
import uuid
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.audit.kinds import Ground
from multifidus.clinic.clinics.models import Clinic


class Sex(models.TextChoices):
    """As a finding of the vocabulary names it."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")


def sought(name: str) -> str:
    """A name as it is looked for: the same however its accents, capitals and spaces are written.

    >>> sought("  Zoë   MÜLLER ")
    'zoe muller'
    """
    bare = (char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join("".join(bare).casefold().split())


@dataclass(frozen=True, slots=True)
class Opened:
    """By what right a record was opened, and under whose consent or break-glass; `clinic` is None for one's own."""

    ground: Ground = Ground.NONE
    clinic: uuid.UUID | None = None


class Record(models.Model):
    """All that is kept of one person. Without an account (`person` empty) a clinician opened it for somebody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="record"
    )
    name = models.CharField(_("name"), max_length=200)
    sought = models.CharField(max_length=400, db_index=True, editable=False)  # the name as it is looked for
    born = models.DateField(_("date of birth"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=8, choices=Sex.choices, blank=True)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # Closed: nobody sees it any more; it is erased when no clinic has to keep it any longer.
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Closed because all of it went on in the record that the person had already.
    continued_in = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="continues"
    )
    opened: Opened = Opened()  # no column: said by walls.open_record, for whatever is entered next

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(closed_at=None) | Q(person=None), name="a_closed_record_is_nobodys"),
            models.CheckConstraint(
                condition=Q(continued_in=None) | Q(closed_at__isnull=False), name="a_continued_record_is_closed"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["born"])]

    def __str__(self) -> str:
        return f"record {self.pk}"  # never the name: this ends up in logs

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the record, and its name as it is looked for beside the name."""
        self.sought = sought(self.name)
        super().save(*args, **kwargs)


class Consent(models.Model):
    """That a clinic may keep and see a record; given by its person, or told to a clinician who wrote it down."""

    class Given(models.TextChoices):
        """How consent was given."""

        SIGNED_IN = "signed_in", _("by the person, signed in")
        TOLD = "told", _("told to a clinician")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="consents")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="consents")
    given = models.CharField(max_length=16, choices=Given.choices)
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    told_how = models.TextField(blank=True)  # what a clinician wrote down of a consent that was told
    # The consent in whose place this one came, without a gap: told first, given by the person then.
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by", editable=False
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["record", "clinic"], condition=Q(withdrawn_at=None), name="one_live_consent_a_clinic"
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"


class EmergencyAccess(models.Model):
    """Break-glass: a clinician opened a record without consent, for an hour, for a reason that they wrote down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="emergency_accesses")
    clinician = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="emergency_accesses")
    reason = models.TextField(_("reason"), validators=[MinLengthValidator(10)])
    at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="emergency_access_ends_after_it_begins"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["clinician", "until"])]

    def __str__(self) -> str:
        return f"emergency access {self.pk}"


class Erasure(models.Model):
    """That a record was erased, when and why. It stays; it holds nothing by which the person could be known."""

    class Why(models.TextChoices):
        """What asked for it."""

        PERSON = "person", _("the person asked for it")
        RETENTION = "retention", _("it had been kept as long as it has to be")

    id = models.BigAutoField(primary_key=True)
    record = models.UUIDField(unique=True, editable=False)  # of a record that is no more
    why = models.CharField(max_length=16, choices=Why.choices)
    at = models.DateTimeField(default=timezone.now, editable=False)
    erased = models.JSONField(default=dict)  # how many rows of what

    def __str__(self) -> str:
        return f"erasure {self.pk}"


class EmergencyTry(models.Model):
    """That a clinician tried to open a record by break-glass, found or not; whom they looked for is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinician = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["clinic", "at"])]

    def __str__(self) -> str:
        return f"emergency try {self.pk}"
