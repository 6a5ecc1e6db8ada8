"""Clinics, who works in them as what, and who was invited."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody does in a clinic; a person with back pain has no role, they have a record."""

    CLINICIAN = "clinician", _("Clinician")
    SCHEDULER = "scheduler", _("Scheduler")
    ADMINISTRATOR = "administrator", _("Administrator")


class Clinic(models.Model):
    """One practice or department; what it keeps is walled off from every other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, blank=True)  # two letters; says which emergency number
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    retention_years = models.PositiveSmallIntegerField(_("years a record is kept"), default=10)
    is_example = models.BooleanField(default=False, editable=False)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("clinic")
        verbose_name_plural = _("clinics")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """That somebody works in a clinic as something, from a day until a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    since = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "clinic", "role"], condition=Q(ended_at=None), name="one_membership_a_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class Invitation(models.Model):
    """An offer to join a clinic, as somebody who works there or as a person in its care; the token is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, blank=True)  # empty: a person in care
    record = models.UUIDField(null=True, blank=True)  # the record that waits for this person, if one does
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)  # the last time; a new token each time
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)  # dates of birth that did not fit

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_accepted_or_withdrawn"
            ),
            models.CheckConstraint(condition=Q(role="") | Q(record=None), name="a_record_waits_for_no_staff"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["clinic", "-invited_at"])]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def has_expired(self) -> bool:
        """Whether its link opens nothing any more because of its age."""
        return self.expires_at <= timezone.now()
