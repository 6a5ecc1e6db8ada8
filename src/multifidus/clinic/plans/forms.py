"""What the pages of a plan are sent: which exercises, how one went, when to remind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.plans.models import Done
from multifidus.clinic.plans.signs import row_of_sign


class ChosenForm(forms.Form):
    """The exercises that somebody wants to do."""

    exercises = forms.MultipleChoiceField(
        label=_("Which exercises will you do?"),
        error_messages={
            "required": _("Choose at least one, or go back to the plan."),
            "invalid_choice": _("What suits you has changed meanwhile. Look at the list below and choose again."),
        },
    )
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        field = self.fields["exercises"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one, one) for one in offered]

    def chosen(self) -> list[str]:
        """The exercises in the order of the programme."""
        wanted = set(self.cleaned_data["exercises"])
        return [one for one in self.offered if one in wanted]


class SaidForm(forms.Form):
    """How one exercise went, on today or, where midnight came between, on the day before."""

    exercise = forms.SlugField(max_length=64)
    day = forms.DateField(required=False)
    said = forms.CharField(max_length=120)  # one button says all: how it went, the name under which it sends, the sign

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.went = Done.Went.WELL
        self.sent_as = UUID(int=0)
        self.sign = ""

    def clean_day(self) -> date:
        """Today, where nothing is said, or yesterday; a page that lay open longer is not believed."""
        day: date = self.cleaned_data["day"] or self.today
        if not self.today - timedelta(days=1) <= day <= self.today:
            raise forms.ValidationError(_("This page is from another day. Look at today's page and tap there."))
        return day

    def clean_said(self) -> str:
        """A word of those that a button has, and a name to send under."""
        said: str = self.cleaned_data["said"]
        went, sent_as, self.sign = (*said.split(":"), "", "")[:3]
        try:
            self.went, self.sent_as = Done.Went(went), UUID(sent_as)
        except ValueError:
            raise forms.ValidationError(_("Tap one of the buttons below an exercise.")) from None
        if self.went is Done.Went.BACK or (self.sign and row_of_sign(self.sign) is None):
            raise forms.ValidationError(_("Tap one of the buttons below an exercise."))
        return said
