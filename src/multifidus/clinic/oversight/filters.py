"""What an administrator looks for in the log."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.audit.entries import Act, Ground
from multifidus.clinic.audit.labels import ACTS
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.audit.pseudonyms import pseudonym_of
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.oversight.log import CODE_LENGTH, log_of
from multifidus.clinic.people.models import Person

CODE = re.compile(rf"[0-9a-f]{{{CODE_LENGTH}}}")
MOST = UUID(int=2**128 - 1).hex


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class LogFilter(forms.Form):
    """Who, what, when, which record, emergencies alone; whatever is left empty is not asked."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    act = forms.ChoiceField(label=_("What"), required=False)
    since = _day(_("From"))
    until = _day(_("To"))
    record = forms.CharField(
        label=_("Record"),
        required=False,
        max_length=36,
        help_text=_("Its code in this log, or the number that its person printed."),
    )
    emergency = forms.BooleanField(label=_("Only what was done in an emergency"), required=False)

    def __init__(self, *given: Any, clinic: Clinic, **more: Any) -> None:
        super().__init__(*given, **more)
        self.clinic = clinic
        staff = Person.objects.filter(memberships__clinic=clinic).distinct().order_by("name", "email")
        who, act = self.fields["who"], self.fields["act"]
        assert isinstance(who, forms.ChoiceField)
        assert isinstance(act, forms.ChoiceField)
        who.choices = [("", _("Everybody")), *((str(person.pk), str(person)) for person in staff)]
        act.choices = [("", _("Everything")), *((str(one), ACTS.get(one, one)) for one in Act)]

    def clean_record(self) -> str:
        """A code or a record's number, in small letters."""
        given = str(self.cleaned_data["record"]).strip().lower()
        if given and not CODE.fullmatch(given) and not _is_uuid(given):
            raise forms.ValidationError(_("Give the 8 letters and digits of a code, or the whole number of a record."))
        return given

    def entries(self) -> QuerySet[Entry]:
        """What was looked for; nothing while the form is wrong."""
        found = log_of(self.clinic)
        if not self.is_valid():
            return found.none()
        asked = self.cleaned_data
        if asked["who"]:
            found = found.filter(by=pseudonym_of(UUID(asked["who"])) or UUID(int=0)).exclude(ground=Ground.OWN)
        if asked["act"]:
            found = found.filter(act=asked["act"])
        if asked["since"]:
            found = found.filter(at__gte=self._midnight(asked["since"]))
        if asked["until"]:
            found = found.filter(at__lt=self._midnight(asked["until"] + timedelta(days=1)))
        if asked["record"]:
            found = _of_record(found, asked["record"])
        if asked["emergency"]:
            found = found.filter(Q(ground=Ground.BREAK_GLASS) | Q(act=Act.BREAK_GLASS))
        return found

    def _midnight(self, day: Any) -> datetime:
        return datetime.combine(day, time(), ZoneInfo(self.clinic.time_zone))


def _of_record(entries: QuerySet[Entry], asked: str) -> QuerySet[Entry]:
    if _is_uuid(asked):
        return entries.filter(record=pseudonym_of(UUID(asked)) or UUID(int=0))
    return entries.filter(record__gte=UUID(f"{asked:0<32}"), record__lte=UUID(asked + MOST[CODE_LENGTH:]))


def _is_uuid(given: str) -> bool:
    try:
        UUID(given)
    except ValueError:
        return False
    return True
