"""An episode as somebody enters it, on the page or on a phone without a connection; `content` is what is kept."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multifidus.clinic.charts.content import checked, field_of
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.charts.moment import checked_moment
from multifidus.clinic.design.told import told as in_readers_language
from multifidus.clinic.diary.forms.moment import NOW, OTHER, WHEN, began
from multifidus.clinic.diary.triggers import FORGOTTEN, NONE_OF_THEM, choices, ticked
from multifidus.clinic.people.zones import is_zone, zone_named
from multifidus.errors import InputError
from multifidus.findings.diary.episode import LONGEST_MEDICINE, LONGEST_WORDS

STILL, OWN_NUMBER = "still", "other"
LENGTHS = [
    (STILL, gettext_lazy("Still going on")),
    ("1", gettext_lazy("1 minute")),
    ("5", gettext_lazy("5 minutes")),
    ("15", gettext_lazy("15 minutes")),
    ("60", gettext_lazy("1 hour")),
    (OWN_NUMBER, gettext_lazy("Another length")),
]
SIDES = [("left", gettext_lazy("Left")), ("both", gettext_lazy("Middle or both")), ("right", gettext_lazy("Right"))]
WORST = [(str(step), str(step)) for step in range(11)]
BEFORE = ("before_here", "before_day_before", "before_two_days_before")


def _radio(label: Any, options: list[tuple[str, Any]], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=options, required=False, widget=forms.RadioSelect, **more)


def _before(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


class EpisodeForm(forms.Form):
    """When, how bad, how long, which side; and, folded, what came before, medicine, a note. All but when may stay out.

    `moment` is when it began, in the zone in which it was told; `content` is what a reading keeps.
    """

    when = _radio(gettext_lazy("When did it begin?"), WHEN, initial=NOW)
    day = forms.DateField(
        label=gettext_lazy("Which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    time = forms.TimeField(
        label=gettext_lazy("About what time?"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    worst = _radio(gettext_lazy("How bad was it at its worst?"), WORST)
    lasted = _radio(gettext_lazy("How long did it last?"), LENGTHS)
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes?"),
        required=False,
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "8"}),
        error_messages={
            "invalid": gettext_lazy("Write a whole number of minutes, such as 40."),
            "min_value": gettext_lazy("Write a whole number of minutes, such as 40."),
        },
    )
    side = _radio(gettext_lazy("Which side?"), SIDES)
    before_here = _before(gettext_lazy("In the two hours before it began"))
    before_day_before = _before(gettext_lazy("At the same time the day before"))
    before_two_days_before = _before(gettext_lazy("At the same time two days before"))
    medicine = forms.CharField(
        label=gettext_lazy("Medicine you took for it"),
        required=False,
        max_length=LONGEST_MEDICINE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Anything else"),
        required=False,
        max_length=LONGEST_WORDS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    zone = forms.CharField(required=False, widget=forms.HiddenInput)
    sent_as = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, now: datetime, zone: tzinfo, born: date | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"sent_as": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(data, **kwargs)
        self.now, self.born = now, born
        phone = str(self.data.get("zone", ""))
        self.place = (zone_named(phone) if is_zone(phone) else None) or zone
        self.moment = now
        self.content: dict[str, Any] = {}
        for name in BEFORE:
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices(engine()[0])

    def clean(self) -> dict[str, Any]:
        """The answers, once the core can read them; what it refuses is told at its field."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            moment = self.moment_of(cleaned)
            checked_moment(moment, now=self.now, born=self.born)
        except InputError as fault:
            self.add_error({"at": "day"}.get(fault.where, fault.where), told(fault))
            return cleaned
        self.moment = moment
        try:
            self.content = checked({"episode": self.episode(cleaned)}, engine()[0], kind=Reading.Kind.DIARY)
        except InputError as fault:
            place = field_of(fault)
            self.add_error(place if place in self.fields else None, told(fault))
        return cleaned

    def moment_of(self, cleaned: Mapping[str, Any]) -> datetime:
        """When it began, in the zone in which it was told; raises InputError."""
        return began(cleaned, now=self.now, zone=self.place)

    def episode(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The episode as the core reads it."""
        worst = cleaned.get("worst")
        here, *others = (ticked(cleaned.get(name) or []) for name in BEFORE)
        return {
            "began": self.moment.isoformat(),
            "minutes": self._minutes(cleaned),
            "worst": int(worst) if worst else None,
            "side": cleaned.get("side") or None,
            "before": {"here": here, "day_before": others[0], "two_days_before": others[1]},
            "medicine": cleaned.get("medicine") or None,
            "note": (cleaned.get("note") or "").replace("\r\n", "\n").strip() or None,
        }

    def _minutes(self, cleaned: Mapping[str, Any]) -> int | None:
        lasted, typed = cleaned.get("lasted"), cleaned.get("minutes")
        if lasted and lasted.isdigit():
            return int(lasted)
        return typed if lasted != STILL else None

    def clean_minutes(self) -> int | None:
        """The number that was typed; needed where another length was chosen."""
        typed: int | None = self.cleaned_data.get("minutes")
        if typed is None and self.cleaned_data.get("lasted") == OWN_NUMBER:
            raise forms.ValidationError(_("Write how many minutes, or choose “Still going on”."))
        return typed

    def clean_before_here(self) -> list[str]:
        """What was ticked; not together with “none of these”."""
        return _one_way(self.cleaned_data["before_here"])

    def clean_before_day_before(self) -> list[str]:
        """What was ticked; not together with “none of these”."""
        return _one_way(self.cleaned_data["before_day_before"])

    def clean_before_two_days_before(self) -> list[str]:
        """What was ticked; not together with “none of these”."""
        return _one_way(self.cleaned_data["before_two_days_before"])

    def send_anew(self) -> None:
        """Lets the same form be sent once more as something new."""
        fields = cast(QueryDict, self.data).copy()
        fields["sent_as"] = str(uuid.uuid4())
        self.data = cast(Any, fields)

    def befores(self) -> Iterator[BoundField]:
        """The three lists of what came before."""
        for name in BEFORE:
            yield self[name]

    def unfolded(self) -> bool:
        """Whether something in the folded part was filled in or is wrong, so that it has to be seen."""
        names = (*BEFORE, "medicine", "note")
        return any(self[name].errors or self[name].value() for name in names)

    def other_time(self) -> bool:
        """Whether day and time have to be seen from the start."""
        return self["when"].value() == OTHER or bool(self["day"].errors or self["time"].errors)


def told(fault: InputError) -> str:
    """A refusal as a sentence: what is wrong, and what to do."""
    said = (in_readers_language(part) for part in (fault.problem, fault.remedy))
    problem, remedy = (part[:1].upper() + part[1:].rstrip(".") for part in said)
    return f"{problem}. {remedy}."


def _one_way(answers: list[str]) -> list[str]:
    if len(answers) > 1 and {NONE_OF_THEM, FORGOTTEN} & set(answers):
        raise forms.ValidationError(_("You chose that and something else as well. Keep one of the two."))
    return answers
