"""Forms of the interview that are no screens of the core: one's own words, and whose answers these are."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.interviews.wording import problem_in_words
from multifidus.clinic.records.forms import WhoForm
from multifidus.interview import described

A_YEAR_OFF = 1  # somebody who has their birthday tomorrow, or counts by the year alone


class WordsForm(forms.Form):
    """One's own words."""

    text = forms.CharField(
        label=_("What happened, and what hurts?"),
        required=False,
        strip=False,
        help_text=_("For example: when it began, what you were doing, where it hurts and where it goes."),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].one_of_several = True  # type: ignore[attr-defined]  # no "(if you like)" beside it

    def clean_text(self) -> str:
        """The words as typed; browsers send two signs for the end of a line, and one of them was typed."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if problem := described(text, engine()[0]).problem:
            raise forms.ValidationError(problem_in_words(problem))
        return text


class KeepForm(WhoForm):
    """Whose answers these are, where they have no record yet. A date of birth that cannot be theirs is refused."""

    def __init__(self, *args: Any, age_told: float | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.age_told = age_told
        self.today = today

    def clean_born(self) -> date:
        """The date of birth of somebody of the age that was told."""
        born: date = self.cleaned_data["born"]
        if not fits_age(born, self.age_told, self.today):
            raise forms.ValidationError(not_their_age(self.age_told))
        return born


def fits_age(born: date | None, age_told: float | None, today: date) -> bool:
    """Whether somebody born then can have told this age; what nobody told fits."""
    if born is None or age_told is None:
        return True
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return abs(years - age_told) <= A_YEAR_OFF


def not_their_age(age_told: float | None) -> str:
    """What to do where the answers seem to be of somebody else."""
    told = _(
        "These answers are of somebody aged %(age)s. Keep them only if they are about you: "
        "put the date right, or go back and put the age right."
    )
    return str(told) % {"age": f"{age_told or 0:g}"}
