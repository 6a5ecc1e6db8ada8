"""Forms of a chart."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 200_000  # characters; a life in notes is shorter


class WordsForm(forms.Form):
    """A note, a report or a person's own words."""

    text = forms.CharField(
        label=_("In your own words"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 8})
    )

    def content(self) -> dict[str, Any]:
        """What is kept of it."""
        return {"text": self.cleaned_data["text"]}
