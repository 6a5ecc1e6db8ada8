"""What the page /style shows: forms with one field of each kind, and a few readings of nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multifidus.clinic.design.fields import DayField, MeasureField


class SampleForm(forms.Form):
    """One field of each kind, with hints, bounds and a rule across two fields."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=80)
    born = DayField(label=gettext_lazy("Date of birth"), help_text=gettext_lazy("For example 31 3 1980"))
    since = forms.DateField(
        label=gettext_lazy("When did it start?"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    side = forms.ChoiceField(
        label=gettext_lazy("On which side does it hurt?"),
        choices=[("left", gettext_lazy("Left")), ("right", gettext_lazy("Right")), ("both", gettext_lazy("Both"))],
        widget=forms.RadioSelect,
    )
    worse = forms.MultipleChoiceField(
        label=gettext_lazy("What makes it worse?"),
        help_text=gettext_lazy("Tick all that are true."),
        required=False,
        choices=[
            ("sitting", gettext_lazy("Sitting for long")),
            ("bending", gettext_lazy("Bending forward")),
            ("cough", gettext_lazy("Coughing or sneezing")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    work = forms.ChoiceField(
        label=gettext_lazy("What do you do most of the day?"),
        choices=[
            ("", gettext_lazy("Choose one")),
            ("sit", gettext_lazy("Sit")),
            ("stand", gettext_lazy("Stand or walk")),
            ("lift", gettext_lazy("Lift and carry")),
        ],
    )
    weight = MeasureField(
        label=gettext_lazy("How heavy was it?"),
        help_text=gettext_lazy("A guess will do. A full crate of water weighs about 17 kg."),
        unit=gettext_lazy("kg"),
        least=0,
        most=300,
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("Where is it, what is it like, what were you doing?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
    )
    report = forms.FileField(
        label=gettext_lazy("A report"),
        help_text=gettext_lazy(
            "A text or PDF. If something else has to be put right, choose the file again: browsers forget it."
        ),
        required=False,
    )
    agree = forms.BooleanField(label=gettext_lazy("I know that this page keeps nothing"))

    def clean(self) -> dict[str, Any]:
        """A rule that no field can break alone."""
        filled = super().clean() or {}
        if "bending" in filled.get("worse", []) and filled.get("work") == "sit" and not filled.get("weight"):
            raise ValidationError(_("You sit all day and bending hurts: say what you lifted, or 0 for nothing."))
        return filled


class LiftForm(forms.Form):
    """Shown with every field wrong."""

    load = MeasureField(label=gettext_lazy("Load"), unit=gettext_lazy("kg"), least=0, most=300)
    far = MeasureField(
        label=gettext_lazy("How far from the body"), unit=gettext_lazy("m"), least=0, most=0.3, decimals=2
    )
    born = DayField(label=gettext_lazy("Date of birth"))


AT = datetime.fromisoformat


@dataclass(frozen=True, slots=True)
class Shown:
    """A reading of nobody."""

    icon: str
    kind: Promise
    at: datetime
    words: Promise
    withdrawn: bool = False


READINGS = (
    Shown(
        "notebook-pen",
        gettext_lazy("Diary"),
        AT("2026-11-26T21:10Z"),
        gettext_lazy("Spasm of 6 out of 10 after sitting."),
    ),
    Shown(
        "stethoscope",
        gettext_lazy("Examination"),
        AT("2026-11-24T09:30Z"),
        gettext_lazy("Straight leg raise positive on the left."),
    ),
    Shown(
        "file-text",
        gettext_lazy("Report"),
        AT("2026-11-20T15:00Z"),
        gettext_lazy("Withdrawn: it belonged to somebody else."),
        withdrawn=True,
    ),
)
