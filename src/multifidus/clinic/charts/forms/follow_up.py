"""How is it now: the danger signs that nobody has spoken of lately, and what has changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.charts.follow_up import CHANGES, DAYS, KEY, PAIN
from multifidus.clinic.charts.shown.alarms import Question

ANSWERS = [("yes", _("Yes")), ("no", _("No")), ("unsure", _("Not sure"))]
SAID = {"yes": True, "no": False}
CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")}
FREE, THERE = "no_pain", "back_pain_present"


class FollowUpForm(forms.Form):
    """A question for each danger sign and each complaint of long ago, then how it has changed."""

    sent_as = forms.UUIDField(widget=forms.HiddenInput, required=False)
    change = forms.ChoiceField(
        label=_("How is your back, compared with when you told us last?"),
        choices=list(CHANGES.items()),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    pain = forms.TypedChoiceField(
        label=_("How bad is the pain today?"),
        help_text=_("0 is no pain. 10 is the worst pain that you can think of."),
        choices=[(number, str(number)) for number in range(11)],
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "scale"}),
        error_messages=CHOOSE,
    )
    day = forms.ChoiceField(
        label=_("Can you do what your day asks of you?"),
        choices=list(DAYS.items()),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, danger: Iterable[Question], still: Iterable[Question], **kwargs: Any) -> None:
        kwargs["initial"] = {"sent_as": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.asked = [one.finding for one in (*danger, *still)]
        asked = {f"asked-{one.finding}": _asked(one) for one in (*danger, *still)}
        self.fields = {**asked, **self.fields}

    def clean(self) -> dict[str, Any]:
        """The answers, where they fit together."""
        told = super().clean() or {}
        if told.get("change") == "gone" and (told.get("pain") or 0) > 0:
            self.add_error("pain", _("You say that the pain is gone. Then choose 0, or choose “Better” above."))
        return told

    def content(self) -> dict[str, Any]:
        """What is kept: the findings of today, and how it has changed. What somebody does not know stays unknown."""
        told = self.cleaned_data
        answers = {finding: SAID.get(told[f"asked-{finding}"]) for finding in self.asked}
        findings: dict[str, Any] = {finding: said for finding, said in answers.items() if said is not None}
        findings[PAIN] = told["pain"]
        findings[FREE if told["change"] == "gone" else THERE] = True
        return {"findings": findings, KEY: {"change": told["change"], "day": told["day"]}}

    def send_anew(self, why: str) -> None:
        """Says why nothing was kept, and lets the same form be sent once more as something new."""
        self.add_error(None, why)
        self.data = {**{name: self.data.get(name) for name in self.data}, "sent_as": str(uuid.uuid4())}


def _asked(question: Question) -> forms.ChoiceField:
    widget = forms.RadioSelect(attrs={"class": "in-a-row"})
    return forms.ChoiceField(label=question.text, choices=ANSWERS, widget=widget, error_messages=CHOOSE)
