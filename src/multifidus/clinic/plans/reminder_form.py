"""When somebody wants to be reminded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.plans.models import Reminder

EVERY_DAY = [str(day) for day in WEEKDAYS]
FIRST = time(18)
CLOCK = "%H:%M"


def _clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format=CLOCK)


class ReminderForm(forms.Form):
    """Days, one or two times, and if a mail asks how it is."""

    on = forms.BooleanField(label=_("Send me reminders by mail"), required=False)
    days = forms.MultipleChoiceField(
        label=_("On which days?"),
        choices=[(str(day), name) for day, name in WEEKDAYS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first = forms.TimeField(label=_("At what time?"), required=False, widget=_clock())
    second = forms.TimeField(label=_("And a second time?"), required=False, widget=_clock())
    asks = forms.BooleanField(
        label=_("Also tell me when it is time to look back"),
        help_text=_("After two weeks, and then every four weeks."),
        required=False,
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].help_text = _("Times are those of %(zone)s.") % {"zone": zone}

    def clean(self) -> dict[str, Any]:
        """A reminder that is on needs days and a time, or to be the one that asks how it is."""
        cleaned = super().clean() or {}
        if self.errors or not cleaned.get("on"):
            return cleaned
        times, days = self._times(cleaned), cleaned.get("days")
        if times and not days:
            self.add_error("days", _("Choose at least one day, or leave the times empty."))
        if days and not times and not cleaned.get("asks"):
            self.add_error("first", _("Choose a time, such as 18:00."))
        if not days and not times and not cleaned.get("asks"):
            self.add_error("days", _("Choose days and a time, or switch the reminders off."))
        return cleaned

    def fill(self, reminder: Reminder) -> None:
        """Puts what was chosen into a reminder."""
        reminder.on = self.cleaned_data["on"]
        reminder.days = sorted(int(day) for day in self.cleaned_data["days"])
        reminder.times = self._times(self.cleaned_data)
        reminder.asks = self.cleaned_data["asks"]

    @staticmethod
    def _times(cleaned: Mapping[str, Any]) -> list[str]:
        given = {cleaned.get(name) for name in ("first", "second")}
        return sorted(one.strftime(CLOCK) for one in given if one is not None)

    @staticmethod
    def initial_of(reminder: Reminder | None) -> dict[str, Any]:
        """What the form shows at first: what stands, or every evening."""
        if reminder is None:
            return {"on": True, "days": EVERY_DAY, "first": FIRST, "asks": True}
        times = [*reminder.times, None, None]
        return {
            "on": reminder.on,
            "days": [str(day) for day in reminder.days],
            "first": times[0],
            "second": times[1],
            "asks": reminder.asks,
        }
