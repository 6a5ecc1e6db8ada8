"""The form of a lift: a weight, taps for all else, and exact numbers for whoever has a tape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.design.fields import MeasureField
from multifidus.clinic.lifts import words
from multifidus.clinic.lifts.measures import Measure, System
from multifidus.findings.lifting.body import HEIGHTS_M, WEIGHTS_KG
from multifidus.findings.lifting.lift import HEAVIEST_KG, LONGEST_SHIFT_H, TALLEST_M

LIGHTEST_KG = 0.1
YOUNGEST, OLDEST = 16, 120
MOST_TYPED = 100  # signs of one value
MEASURES: Mapping[str, Measure] = {
    "load": Measure("mass", LIGHTEST_KG, HEAVIEST_KG),
    "height": Measure("length", *HEIGHTS_M),
    "weight": Measure("mass", *WEIGHTS_KG),
    "exact_start": Measure("length", 0, TALLEST_M),
    "exact_end": Measure("length", 0, TALLEST_M),
    "exact_reach": Measure("length", 0, TALLEST_M),
    "exact_end_reach": Measure("length", 0, TALLEST_M),
}
DEFAULTS = {
    "units": "metric",
    "start": "floor",
    "end": "waist",
    "reach": "forearm",
    "turn": "ahead",
    "way": words.AS_I_DO,
    "speed": "normal",
    "often": words.SELDOM,
    "hours": "short",
    "grip": "fair",
}
ABOUT_YOU = ("height", "weight", "sex", "age")
EXACT = (*(name for name in MEASURES if name.startswith("exact_")), "exact_turn", "exact_often", "exact_hours")
MORE = ("turn", "speed", "grip", "often", "hours", "cannot")
WRONG_CHOICE = {"invalid_choice": _("Choose one of these."), "required": _("Choose one of these.")}


def _one_of(choices: Any, label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=WRONG_CHOICE)


class LiftForm(forms.Form):
    """One lift. A number is asked for in the units that were chosen; `metric` gives it in kilograms and metres."""

    units = _one_of(words.UNITS, _("Units"))
    weighed = forms.BooleanField(label=_("I put it on a scale."), required=False)
    start = _one_of(words.choices("height"), _("From where do you lift it?"))
    end = _one_of(words.choices("height"), _("To where?"))
    reach = _one_of(words.choices("reach"), _("How far from you is it?"))
    way = _one_of(words.WAYS, _("How do you bend?"))
    turn = _one_of(words.choices("turn"), _("Do you turn?"))
    speed = _one_of(words.SPEEDS, _("How fast?"))
    grip = _one_of(words.GRIPS, _("How can you hold it?"))
    often = _one_of(words.choices("often"), _("How often?"))
    hours = _one_of(words.choices("hours"), _("For how long in a day?"))
    cannot = forms.MultipleChoiceField(
        label=_("What is not possible?"),
        choices=words.CANNOT,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from these.")},
    )
    sex = forms.ChoiceField(
        label=_("Sex"), choices=words.SEXES, required=False, widget=forms.RadioSelect, error_messages=WRONG_CHOICE
    )
    age = MeasureField(label=_("Age"), unit=_("years"), least=YOUNGEST, most=OLDEST, decimals=0, required=False)
    exact_turn = MeasureField(
        label=_("How far to the side it lies"), unit=_("degrees"), least=-180, most=180, decimals=0, required=False
    )
    exact_often = MeasureField(
        label=_("Lifts a minute"), unit=_("a minute"), least=0.01, most=60, decimals=2, required=False
    )
    exact_hours = MeasureField(
        label=_("Hours of lifting in a day"), unit=_("hours"), least=0.1, most=LONGEST_SHIFT_H, required=False
    )

    def __init__(self, sent: Mapping[str, Any] | None = None) -> None:
        super().__init__(sent, initial=DEFAULTS)
        self.system: System = "us" if sent is not None and sent.get("units") == "us" else "metric"
        labels = {
            "load": _("How heavy is it?"),
            "height": _("Your height"),
            "weight": _("Your weight"),
            "exact_start": _("How high your hands are when you take it"),
            "exact_end": _("How high your hands are when you put it down"),
            "exact_reach": _("From your ankles to your hands when you take it"),
            "exact_end_reach": _("From your ankles to your hands when you put it down"),
        }
        for name, measure in MEASURES.items():
            self.fields[name] = measure.field(self.system, label=labels[name], required=name == "load")
        for name in (*ABOUT_YOU, *EXACT):
            self.fields[name].one_of_several = True  # type: ignore[attr-defined]  # the heading says "if you like"

    def metric(self, name: str) -> float | None:
        """A number of the form in kilograms, metres or its own unit; None for an empty box."""
        typed = self.cleaned_data.get(name)
        if typed is None:
            return None
        return MEASURES[name].metric(typed, self.system) if name in MEASURES else float(typed)

    @property
    def opens(self) -> dict[str, bool]:
        """Which of the folded parts stand open: those in which something was said or is wrong."""
        return {part: self._touched(names) for part, names in (("more", MORE), ("you", ABOUT_YOU), ("exact", EXACT))}

    def _touched(self, names: tuple[str, ...]) -> bool:
        return self.is_bound and any(
            name in self.errors or self[name].value() not in _untouched(name) for name in names
        )


def _untouched(name: str) -> tuple[Any, ...]:
    return (None, "", [], DEFAULTS.get(name))


def cut(sent: QueryDict) -> QueryDict:
    """What a form sent of its own fields, without what nobody can have typed: values of many thousand signs."""
    kept = QueryDict(mutable=True)
    for name in (*LiftForm.base_fields, *MEASURES):
        if name in sent:
            kept.setlist(name, [value[:MOST_TYPED] for value in sent.getlist(name)[:MOST_TYPED]])
    return kept


assert set(get_args(System)) == {name for name, _label in words.UNITS}
