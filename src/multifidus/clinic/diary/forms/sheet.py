"""A file of episodes to take in."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.diary.forms.episode import told
from multifidus.errors import InputError
from multifidus.findings.diary.sheet import Sheet, read

LARGEST = 1_000_000  # bytes; ten thousand spasms with a note each


class SheetForm(forms.Form):
    """One file; `sheet` is what it holds."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("A table saved as CSV, as this page gives it out; 1 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, zone: tzinfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.sheet: Sheet | None = None

    def clean_file(self) -> UploadedFile[bytes]:
        """The file, once it could be read as a table."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than 1 MB. Save it in parts, and send one after another.")
            )
        content = file.read()
        if b"\x00" in content and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            raise forms.ValidationError(_("This is no table. Save it as CSV, and choose that file."))
        if not content.strip():
            raise forms.ValidationError(_("The file is empty. Choose another."))
        try:
            self.sheet = read(content, engine()[0], zone=self.zone, name="CSV")
        except InputError as fault:
            raise forms.ValidationError(told(fault)) from None
        return file
