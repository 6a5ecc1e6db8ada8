"""What every form of a reading asks: when it was so. It is sent once, however often the button is pressed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.charts.content import checked, field_of
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.moment import checked_moment, moment_of
from multifidus.clinic.charts.place import zone_of
from multifidus.clinic.records.models import Record
from multifidus.errors import InputError

LONGEST_WHY = 300


def why_field() -> forms.CharField:
    """A word why, which every correction needs."""
    return forms.CharField(
        label=_("Why is it corrected?"),
        help_text=_("A few words, such as “wrong day” or “another person”."),
        max_length=LONGEST_WHY,
    )


class OccasionForm(forms.Form):
    """A reading as somebody enters it; `moment` and `content` are what is kept of it."""

    day = forms.DateField(
        label=_("Which day was it so?"),
        required=False,
        help_text=_("Leave it empty for now."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    time = forms.TimeField(
        label=_("At what time, if it matters?"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    sent_as = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, record: Record, zone: tzinfo | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"sent_as": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.record = record
        self.zone = zone or zone_of(record)
        self.content: dict[str, Any] = {}
        self.moment = timezone.now()

    def clean(self) -> dict[str, Any]:
        """The answers, once the core can read them; what it refuses is told at its field."""
        cleaned = super().clean() or {}
        if not self.errors:
            self._check_moment(cleaned)
            self._check_content(self.told(cleaned))
        return cleaned

    def told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """What was told, as a reading holds it; each form has its own."""
        raise NotImplementedError

    def field_about(self, place: str) -> str | None:
        """The field at which a refusal of `place` is told; None for the whole form."""
        return place if place in self.fields else None

    def send_anew(self, told: str) -> None:
        """Says why nothing was kept, and lets the same form be sent once more as something new."""
        self.add_error(None, told)
        self.data = {**{name: self.data.get(name) for name in self.data}, "sent_as": str(uuid.uuid4())}

    def _check_moment(self, cleaned: Mapping[str, Any]) -> None:
        now = timezone.now()
        day = cleaned.get("day") or (now.astimezone(self.zone).date() if cleaned.get("time") else None)
        try:
            at: datetime = moment_of(day, cleaned.get("time"), self.zone, now=now) if day else now
            self.moment = checked_moment(at, now=now, born=self.record.born)
        except InputError as fault:
            self.add_error("day", _told(fault))

    def _check_content(self, told: Mapping[str, Any]) -> None:
        try:
            self.content = checked(told, engine()[0])
        except InputError as fault:
            self.add_error(self.field_about(field_of(fault)), _told(fault))


class StrikeForm(forms.Form):
    """That nothing of a reading holds, and why."""

    why = why_field()
    sent_as = forms.UUIDField(widget=forms.HiddenInput, required=False)


def _told(fault: InputError) -> str:
    """A refusal as a sentence: what is wrong, and what to do."""
    problem, remedy = (part[:1].upper() + part[1:].rstrip(".") for part in (fault.problem, fault.remedy))
    return f"{problem}. {remedy}."
