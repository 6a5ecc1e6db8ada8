"""The letter to somebody whose record was opened in an emergency: that it was, and where they can see by whom."""

from __future__ import annotations

from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from multifidus.clinic.jobs.mail import Letter
from multifidus.clinic.records.models import EmergencyAccess


def letter(access: UUID) -> Letter | None:
    """The letter, with nothing of their health, no reason and no clinic; None where nobody is left to write to."""
    found = EmergencyAccess.objects.filter(pk=access).select_related("record__person").first()
    if found is None or found.record.person is None:
        return None
    person = found.record.person
    with translation.override(person.language or None):
        text = render_to_string("records/emergency_mail.txt", {"at": found.at})
        return Letter(person.email, _("Your record was opened in an emergency"), text)
