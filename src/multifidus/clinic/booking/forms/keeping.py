"""What a clinic sets: hours, kinds of visit, closures, its desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.booking.holidays_kept import subdivisions
from multifidus.clinic.booking.models import Closure, Desk, VisitKind
from multifidus.clinic.booking.slots import moment_of
from multifidus.clinic.clinics.models import Clinic, Membership
from multifidus.clinic.design.urgencies import URGENCIES
from multifidus.terms import Urgency

WEEKDAYS = (
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
)
LONGEST_CLOSURE = timedelta(days=366)
STEP = _("Times go in steps of five minutes, such as 09:05.")
NO_DAY = {"invalid": _("Write the day as 2026-12-31.")}
NO_TIME = {"invalid": _("Write the time as 09:30.")}


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, picked or typed."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages=NO_DAY, **more)


def time_field(label: Any, **more: Any) -> forms.TimeField:
    """A time of day, picked or typed."""
    widget = forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, error_messages=NO_TIME, **more)


def member_choices(members: Sequence[Membership]) -> list[tuple[str, str]]:
    """Clinicians to choose from."""
    return [(str(one.pk), one.person.get_full_name()) for one in members]


class HoursForm(forms.Form):
    """When a clinician sees people: days of the week, from and until, while it holds."""

    clinician = forms.ChoiceField(label=_("Clinician"))
    weekdays = forms.MultipleChoiceField(label=_("Days"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple)
    begins = time_field(_("From"))
    ends = time_field(_("Until"), help_text=_("00:00 is the end of the day."))
    valid_from = day_field(_("First day on which this holds"))
    valid_until = day_field(_("Last day"), required=False, help_text=_("Leave it empty if there is none."))

    def __init__(self, *args: Any, members: Sequence[Membership], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clinician"] = forms.ChoiceField(label=_("Clinician"), choices=member_choices(members))
        self.initial.setdefault("valid_from", today)
        self.order_fields(["clinician", "weekdays", "begins", "ends", "valid_from", "valid_until"])

    def clean(self) -> dict[str, Any]:
        """Hours that end after they begin, on steps of five minutes, for days in their order."""
        told = super().clean() or {}
        begins, ends = told.get("begins"), told.get("ends")
        for name, clock in (("begins", begins), ("ends", ends)):
            if clock is not None and (clock.minute % 5 or clock.second):
                self.add_error(name, STEP)
        if begins is not None and ends is not None and ends <= begins and ends != time(0):
            self.add_error("ends", _("That is before it begins. Write a later time, or 00:00 for midnight."))
        first, last = told.get("valid_from"), told.get("valid_until")
        if first is not None and last is not None and last < first:
            self.add_error("valid_until", _("This day lies before the first one."))
        return told


class KindForm(forms.Form):
    """A kind of visit."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("People read it when they book: First visit, Follow-up.")
    )
    minutes = forms.TypedChoiceField(
        label=_("How long"),
        coerce=int,
        choices=[(str(one), _("%(minutes)s minutes") % {"minutes": one}) for one in (*range(5, 65, 5), 75, 90, 120)],
        initial="30",
    )
    where = forms.ChoiceField(label=_("Where"), choices=VisitKind.Where.choices)
    urgencies = forms.MultipleChoiceField(
        label=_("For whom it is offered"),
        choices=[(str(one), URGENCIES[one].words) for one in Urgency if one != Urgency.EMERGENCY],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("How soon somebody has to be seen. In an emergency no visit is offered at all."),
    )

    def __init__(self, *args: Any, clinic: Clinic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clinic = clinic

    def clean_name(self) -> str:
        """A name that no other kind of visit of the clinic bears."""
        name: str = " ".join(self.cleaned_data["name"].split())
        if self.clinic.visit_kinds.filter(name__iexact=name, retired_at=None).exists():
            raise forms.ValidationError(_("There is a kind of visit of this name. Choose another, or end that one."))
        return name


class ClosureForm(forms.Form):
    """A time at which nobody is seen, and a word why."""

    who = forms.ChoiceField(label=_("Who is not there"))
    first_day = day_field(_("From, day"))
    first_time = time_field(_("From, time"), required=False, help_text=_("Leave it empty for the whole day."))
    last_day = day_field(_("Until, day"))
    last_time = time_field(_("Until, time"), required=False, help_text=_("Leave it empty for the whole day."))
    why = forms.ChoiceField(label=_("Why"), choices=Closure.Why.choices)

    def __init__(self, *args: Any, members: Sequence[Membership], everybody: bool, zone: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        choices = [("", _("The whole clinic"))] if everybody else []
        self.fields["who"] = forms.ChoiceField(
            label=_("Who is not there"), required=not everybody, choices=[*choices, *member_choices(members)]
        )
        self.fields["who"].one_of_several = True  # type: ignore[attr-defined]  # empty is the whole clinic
        self.order_fields(["who", "first_day", "first_time", "last_day", "last_time", "why"])
        self.starts: datetime | None = None
        self.ends: datetime | None = None

    def ask_again(self) -> None:
        """Asks whether the visits that lie in it may lose their time."""
        self.fields["even"] = forms.BooleanField(
            required=False, label=_("Yes: these visits need another time. Tell their people.")
        )

    def clean(self) -> dict[str, Any]:
        """A time that ends after it begins, of at most a year."""
        told = super().clean() or {}
        first, last = told.get("first_day"), told.get("last_day")
        if first is None or last is None or self.errors:
            return told
        try:
            self.starts = moment_of(first, told.get("first_time") or time(0), self.zone)
            until = told.get("last_time")
            self.ends = moment_of(last if until else last + timedelta(days=1), until or time(0), self.zone)
        except OverflowError:
            self.add_error("last_day", _("There is no such day in the calendar."))
            return told
        if self.ends <= self.starts:
            self.add_error("last_day", _("That is before it begins. Choose a later day or time."))
        elif self.ends - self.starts > LONGEST_CLOSURE:
            self.add_error("last_day", _("That is more than a year. End the hours of the clinician instead."))
        return told


class DeskForm(forms.Form):
    """Whom a clinic takes, where it is called, and on which public holidays it works all the same."""

    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=40,
        help_text=_("People call it when no time is free soon enough."),
        validators=[
            RegexValidator(r"^[0-9+() /.\-]{3,40}\Z", _("Write digits, spaces and signs such as + ( ) - / only."))
        ],
    )
    takes_new = forms.BooleanField(label=_("People whose record we do not see yet may book"), required=False)
    keeps_holidays = forms.BooleanField(label=_("Closed on public holidays"), required=False)

    def __init__(self, data: Any, *, clinic: Clinic, desk: Desk, holidays: dict[date, str], opened: set[date]) -> None:
        initial = {name: getattr(desk, name) for name in ("phone", "takes_new", "keeps_holidays", "subdivision")}
        initial["open_days"] = [day.isoformat() for day in opened]
        super().__init__(data, initial=initial)
        parts = subdivisions(clinic.country)
        if parts:
            self.fields["subdivision"] = forms.ChoiceField(
                label=_("Part of the country"),
                required=False,
                choices=[("", _("The whole country")), *parts],
                help_text=_("Some public holidays are those of a part alone."),
            )
        if holidays:
            self.fields["open_days"] = forms.MultipleChoiceField(
                label=_("Open all the same on"),
                required=False,
                choices=[(day.isoformat(), f"{date_format(day, 'D j M Y')}, {name}") for day, name in holidays.items()],
                widget=forms.CheckboxSelectMultiple,
            )
