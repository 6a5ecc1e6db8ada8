"""Forms of a clinic: what it is, and whom it invites."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.clinics.models import Clinic, Role
from multifidus.clinic.clinics.places import countries, time_zones

# Years. With one, a slip of an administrator would erase most of what a clinic keeps that very night; with a hundred,
# nobody who asks for erasure would live to see it.
SHORTEST_RETENTION, LONGEST_RETENTION = 5, 30


class ClinicForm(forms.Form):
    """What an administrator may change of a clinic."""

    name = forms.CharField(label=_("Name of the clinic"), max_length=200)
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        help_text=_("Says which number people call in an emergency."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"))
    retention_years = forms.IntegerField(
        label=_("Years a record is kept"),
        min_value=SHORTEST_RETENTION,
        max_value=LONGEST_RETENTION,
        help_text=_("Counted from the last reading. Your law says how long it has to be."),
    )

    def __init__(self, data: Any = None, *, clinic: Clinic) -> None:
        super().__init__(data, initial={name: getattr(clinic, name) for name in self.base_fields})
        self.clinic = clinic
        self.fields["country"] = forms.ChoiceField(
            label=_("Country"),
            required=False,
            choices=[("", _("Not told")), *countries()],
            help_text=_("Says which number people call in an emergency."),
        )
        self.fields["time_zone"] = forms.ChoiceField(label=_("Time zone"), choices=time_zones())

    def clean_name(self) -> str:
        """The name, which no other clinic of this installation may bear."""
        name: str = self.cleaned_data["name"]
        if Clinic.objects.filter(name__iexact=name).exclude(pk=self.clinic.pk).exists():
            raise forms.ValidationError(_("Another clinic here has this name. Add the town or the department."))
        return name


class StaffForm(forms.Form):
    """Whom an administrator invites, as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("As what"), choices=Role.choices, widget=forms.RadioSelect)


class InCareForm(forms.Form):
    """Whom a clinician or a scheduler invites into the care of the clinic."""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=254,
        help_text=_("Read it back to them: whoever has this address gets the link."),
    )
