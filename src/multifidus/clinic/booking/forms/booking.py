"""What a person chooses: where and what for, then a time, and whether the clinic sees their record."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.booking.forms.slot import SlotField
from multifidus.clinic.booking.forms.times import Times
from multifidus.clinic.booking.models import VisitKind
from multifidus.clinic.clinics.models import Clinic, Membership


class ChoiceForm(forms.Form):
    """Clinic, kind of visit and clinician; what does not fit falls back to the first that does."""

    def __init__(
        self,
        data: Any,
        *,
        clinics: Sequence[Clinic],
        kinds: Sequence[VisitKind],
        members: Sequence[Membership],
        kind: VisitKind,
    ) -> None:
        super().__init__(data)
        if len(clinics) > 1:
            self.fields["clinic"] = forms.ChoiceField(
                label=_("Clinic"), choices=[(str(one.pk), one.name) for one in clinics]
            )
            self.initial["clinic"] = str(kind.clinic_id)
        if len(kinds) > 1:
            self.fields["kind"] = forms.ChoiceField(
                label=_("Kind of visit"), choices=[(str(one.pk), words_of(one)) for one in kinds]
            )
            self.initial["kind"] = str(kind.pk)
        if len(members) > 1:
            names = [(str(one.person_id), one.person.get_full_name()) for one in members]
            self.fields["clinician"] = forms.ChoiceField(
                label=_("Whom to see"), required=False, choices=[("", _("Anybody")), *names]
            )


class BookForm(forms.Form):
    """A time for the kind of visit `of`, at the clinic that offers it; what is sent twice books once."""

    of = forms.UUIDField(widget=forms.HiddenInput, required=False)
    sent_as = forms.UUIDField(widget=forms.HiddenInput, required=False)
    slot = SlotField(label=_("Choose a time"), error_messages={"required": _("Choose one of the times.")})

    def __init__(self, *args: Any, kind: VisitKind, times: Times, may_share: bool = False, **kwargs: Any) -> None:
        kwargs["initial"] = {"of": kind.pk, "sent_as": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.show(times)
        if may_share:
            self.fields["share"] = forms.BooleanField(
                required=False,
                label=_("%(clinic)s may see my record, so that they know what I told") % {"clinic": kind.clinic.name},
            )

    def show(self, times: Times) -> None:
        """Offers these times."""
        self.times = times
        self.fields["slot"].widget.days = times.days

    def is_of_another(self) -> bool:
        """Whether it was filled in for a kind of visit that is offered here no more: the clinic may be another too."""
        of = self.cleaned_data.get("of")
        return of is not None and of != self.kind.pk

    def choose_anew(self, told: str, times: Times) -> None:
        """Says why nothing was booked, and offers what is free now; what was ticked stays, if it is for the same."""
        self.show(times)
        self.add_error("slot", told)
        dropped = {"slot", "share"} if self.is_of_another() else {"slot"}
        kept = {name: self.data.get(name) for name in self.data if name not in dropped}
        self.data = {**kept, "of": str(self.kind.pk), "sent_as": str(uuid.uuid4())}


class WaitForm(forms.Form):
    """Between which days somebody would come sooner."""

    first_day = forms.DateField(
        label=_("From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2026-12-31.")},
    )
    last_day = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2026-12-31.")},
    )

    def __init__(self, *args: Any, today: date, latest: date, kinds: Sequence[VisitKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.latest = today, latest
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind of visit"), choices=[(str(one.pk), words_of(one)) for one in kinds]
        )
        self.order_fields(["kind", "first_day", "last_day"])

    def clean(self) -> dict[str, Any]:
        """Days that are still to come, in their order."""
        told = super().clean() or {}
        first, last = told.get("first_day"), told.get("last_day")
        if last is not None and last < self.today:
            self.add_error("last_day", _("This day is over. Choose a later one."))
        elif last is not None and last > self.latest:
            self.add_error("last_day", _("That is too far ahead. Choose a day within the next three months."))
        elif first is not None and last is not None and last < first:
            self.add_error("last_day", _("This day lies before the first one. Choose the same day or a later one."))
        return told


def words_of(kind: VisitKind) -> str:
    """A kind of visit in a list to choose from: its name, its length, where."""
    told = _("%(name)s, %(minutes)s minutes, %(where)s")
    where = str(kind.get_where_display())
    return str(told) % {"name": kind.name, "minutes": kind.minutes, "where": where[:1].lower() + where[1:]}
