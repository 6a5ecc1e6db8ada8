"""Looking for somebody in care by name."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FindForm(forms.Form):
    """A name, or a part of it."""

    name = forms.CharField(label=_("Name"), required=False, max_length=200)
