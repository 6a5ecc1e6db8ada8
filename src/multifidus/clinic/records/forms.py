"""Forms of a record: whose it is, consent that was told, break-glass, erasure, the search of the worklist."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.design.fields import DayField
from multifidus.clinic.records.emergencies import Whom
from multifidus.clinic.records.models import Sex
from multifidus.clinic.records.opening import Who

OLDEST = 130  # years
SHORTEST_REASON = 10  # characters


def born_field(**more: Any) -> DayField:
    """A date of birth that somebody alive can have, in three boxes."""
    oldest = timezone.localdate() - timedelta(days=366 * OLDEST)
    return DayField(label=more.pop("label", _("Date of birth")), not_before=oldest, **more)


def stand_for_each_other(field: forms.Field) -> None:
    """Leaves "(if you like)" out beside a field of which one or another has to be filled in."""
    field.one_of_several = True  # type: ignore[attr-defined]  # read by design/rendering.py


def offer(clinics: Any, field: forms.Field) -> None:
    """Lets one of these clinics be chosen; where there is one alone, it is not asked."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = clinics
    if len(clinics) == 1:
        field.initial = clinics[0]
        field.widget = field.hidden_widget()


class WhoForm(forms.Form):
    """Whose record it is; asked of the person, or of a clinician for them."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    born = born_field(help_text=_("Age changes what a back can have."))
    sex = forms.ChoiceField(
        label=_("Sex"),
        required=False,
        choices=[*Sex.choices, ("", _("Rather not say"))],
        widget=forms.RadioSelect,
        help_text=_("As far as the body goes: some causes are seen in one sex more than in the other."),
    )

    def clean_name(self) -> str:
        """The name in one line."""
        return " ".join(self.cleaned_data["name"].split())

    def who(self) -> Who:
        """What was filled in."""
        return Who(self.cleaned_data["name"], self.cleaned_data["born"], self.cleaned_data["sex"])


class BornForm(forms.Form):
    """The one question that a record which waits asks of whoever accepts it."""

    born = born_field(
        label=_("Your date of birth"),
        help_text=_("So that a letter which went astray opens nobody's record."),
    )


class OpeningForm(WhoForm):
    """A record for somebody without an account, and the consent that they told."""

    clinic = forms.ModelChoiceField(label=_("Clinic"), queryset=Clinic.objects.none(), empty_label=None)
    how = forms.CharField(
        label=_("How was consent told?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who told whom, how and in which language. For example: in person, with her daughter, in Polish."),
    )
    was_told = forms.BooleanField(
        label=_(
            "I said what is kept, who sees it, how long, and that they can take consent back at any time; they agreed."
        ),
        error_messages={"required": _("Without consent no record can be opened. Talk to them first.")},
    )
    another = forms.BooleanField(
        label=_("This is somebody else. Open another record."), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, clinics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(clinics, self.fields["clinic"])
        self.order_fields(["name", "born", "sex", "clinic", "how", "was_told", "another"])

    def ask_again(self) -> None:
        """Asks whether this is somebody else, where a record of the same name and birth is there."""
        self.fields["another"].widget = forms.CheckboxInput()
        self.add_error("another", _("There is a record of this name and date of birth. Is this somebody else?"))


class GlassForm(forms.Form):
    """Whom a clinician looks for, and why; the reason comes first."""

    clinic = forms.ModelChoiceField(label=_("As a clinician of"), queryset=Clinic.objects.none(), empty_label=None)
    reason = forms.CharField(
        label=_("Why does it have to be opened now?"),
        min_length=SHORTEST_REASON,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The person reads this, and so do the administrators of your clinic and of theirs. "
            "Say why, and leave out what is the matter with them."
        ),
    )
    name = forms.CharField(
        label=_("Full name"), max_length=200, required=False, help_text=_("All of it, with the date of birth.")
    )
    born = born_field(required=False)
    record = forms.UUIDField(
        label=_("Or the number of the record"),
        required=False,
        error_messages={"invalid": _("This is no number of a record. Copy it whole.")},
    )

    def __init__(self, *args: Any, clinics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "born", "record"):
            stand_for_each_other(self.fields[name])
        offer(clinics, self.fields["clinic"])

    def clean(self) -> dict[str, Any]:
        """Name and date of birth, or the number of the record."""
        told = super().clean() or self.cleaned_data
        if not (told.get("record") or (told.get("name") and told.get("born"))) and not self.errors:
            raise forms.ValidationError(_("Write the full name and the date of birth, or the number of the record."))
        return told

    def whom(self) -> Whom:
        """Whom they look for."""
        told = self.cleaned_data
        return Whom(record=told["record"], name=told["name"], born=told["born"])


class ErasureForm(forms.Form):
    """A word that nobody types by mistake."""

    def __init__(self, *args: Any, word: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word = word
        self.fields["typed"] = forms.CharField(
            label=_("Type %(word)s to erase your record") % {"word": word},
            max_length=40,
            widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        )

    def clean_typed(self) -> str:
        """The word, however it is capitalised."""
        typed: str = self.cleaned_data["typed"]
        if typed.strip().casefold() != self.word.casefold():
            raise forms.ValidationError(
                _("To erase, type %(word)s here. To keep your record, leave this page.") % {"word": self.word}
            )
        return typed


class SearchForm(forms.Form):
    """What narrows a worklist. It is posted: a name in an address would end up in logs."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    clinic = forms.ModelChoiceField(label=_("Clinic"), queryset=Clinic.objects.none(), required=False)

    def __init__(self, *args: Any, clinics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in self.fields.values():
            stand_for_each_other(one)
        field = self.fields["clinic"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = clinics
        field.empty_label = str(_("All of mine"))
        if len(clinics) < 2:
            del self.fields["clinic"]
