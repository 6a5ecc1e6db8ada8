"""A note, a report, a diary entry: words, kept exactly as they were typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.charts.content import LONGEST_TEXT
from multifidus.clinic.charts.forms.occasion import OccasionForm, why_field
from multifidus.clinic.charts.models import Reading

KINDS_OF_PERSON = [
    (Reading.Kind.NOTE, _("How it is, in my own words")),
    (Reading.Kind.DIARY, _("An entry in my diary")),
    (Reading.Kind.REPORT, _("A report that I was given")),
]
KINDS_OF_CLINICIAN = [
    (Reading.Kind.NOTE, _("A note")),
    (Reading.Kind.REPORT, _("A report")),
    (Reading.Kind.DIARY, _("A diary entry, told by the person")),
]


class WordsForm(OccasionForm):
    """Words and their kind."""

    kind = forms.ChoiceField(label=_("What is it?"), required=False)
    text = forms.CharField(
        label=_("In your own words"),
        help_text=_("What hurts, since when, where does it go? You may paste a report."),
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    field_order = ("text", "kind", "day", "time")

    def __init__(self, *args: Any, by_clinician: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = KINDS_OF_CLINICIAN if by_clinician else KINDS_OF_PERSON
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = choices
        kind.initial = choices[0][0]
        if by_clinician:
            self.fields["text"].label = _("Note or report")

    def told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The words; browsers send two signs for the end of a line, and one of them was typed."""
        return {"text": cleaned["text"].replace("\r\n", "\n")}

    @property
    def kind_told(self) -> Reading.Kind:
        """The kind that was chosen, a note when none was."""
        return Reading.Kind(self.cleaned_data["kind"] or Reading.Kind.NOTE)


class CorrectedWordsForm(OccasionForm):
    """The words that stand in the place of others, and why."""

    text = forms.CharField(
        label=_("The words as they should be"),
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    why = why_field()
    field_order = ("text", "why", "day", "time")

    def told(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The words."""
        return {"text": cleaned["text"].replace("\r\n", "\n")}
