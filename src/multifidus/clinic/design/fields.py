"""Fields that Django lacks: a measure with its unit, and a day typed in three parts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class MeasureInput(forms.TextInput):
    """A box for a number with its unit behind it; on a phone the number pad opens."""

    template_name = "design/widgets/measure.html"

    def __init__(self, unit: Any, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the unit, and has a screen reader say it with the box."""
        context = super().get_context(name, value, attrs)
        context["widget"]["unit"] = self.unit
        own = context["widget"]["attrs"]
        if box := own.get("id"):
            own["aria-describedby"] = " ".join(filter(None, (f"{box}_unit", own.get("aria-describedby"))))
        return context


class MeasureField(forms.Field):
    """A number between two bounds, with a decimal point or a decimal comma; a Decimal in `unit`.

    A thousands separator is refused rather than read: 1,500 kg is not 1.5 kg.
    """

    def __init__(self, *, unit: Any, least: float, most: float, decimals: int = 1, **more: Any) -> None:
        self.unit, self.least, self.most, self.decimals = unit, Decimal(str(least)), Decimal(str(most)), decimals
        super().__init__(widget=MeasureInput(unit), **more)

    def to_python(self, value: Any) -> Decimal | None:
        """The number, or None for an empty box; raises ValidationError with what to type instead."""
        typed = str(value or "").strip().replace("\u202f", "").replace(" ", "")
        if not typed:
            return None
        example = number_format(self.least + (self.most - self.least) / 4, self.decimals)
        wrong = ValidationError(_("Write a number, such as %(example)s.") % {"example": example}, code="invalid")
        try:
            number = Decimal(typed.replace(",", "."))
        except InvalidOperation:
            raise wrong from None
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int):  # infinity, not a number
            raise wrong
        if -exponent > self.decimals:
            told = (
                _("Write at most %(decimals)d digits after the point.") if self.decimals else _("Write a whole number.")
            )
            raise ValidationError(told % {"decimals": self.decimals}, code="decimals")
        return number

    def validate(self, value: Decimal | None) -> None:
        """Says which numbers are believed."""
        super().validate(value)
        if value is not None and not self.least <= value <= self.most:
            bounds = {"least": number_format(self.least), "most": number_format(self.most), "unit": self.unit}
            raise ValidationError(_("Write a number from %(least)s to %(most)s %(unit)s.") % bounds, code="bounds")

    def prepare_value(self, value: Any) -> Any:
        """What was typed stays as it was typed; a stored number is written as the reader writes numbers."""
        return number_format(value, use_l10n=True) if isinstance(value, Decimal | float) else value


class DayInput(forms.MultiWidget):
    """Three boxes for day, month and year: quicker than a calendar for a day long ago, and no guess of their order."""

    template_name = "design/widgets/day_parts.html"
    use_fieldset = True
    labels = (gettext_lazy("Day"), gettext_lazy("Month"), gettext_lazy("Year"))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        box = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}
        super().__init__([forms.TextInput(box) for _part in self.labels], attrs)

    def decompress(self, value: datetime.date | None) -> list[str]:
        """Day, month and year of a stored day."""
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Gives each box its label."""
        context = super().get_context(name, value, attrs)
        for box, label in zip(context["widget"]["subwidgets"], self.labels, strict=True):
            box["label"] = label
        return context


class DayField(forms.Field):
    """A day in the past, such as a date of birth, typed in three parts; a date."""

    widget = DayInput

    def __init__(self, *, not_before: datetime.date = datetime.date(1900, 1, 1), **more: Any) -> None:
        self.not_before = not_before
        super().__init__(**more)

    def to_python(self, value: Sequence[str] | None) -> datetime.date | None:
        """The day, or None when all three boxes are empty; raises ValidationError with what to mend."""
        parts = [(part or "").strip() for part in value or []]  # a box that a program left out is empty
        if not any(parts):
            return None
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise ValidationError(_("Write day, month and year as numbers, such as 31 3 1980."), code="invalid")
        day, month, year = (int(part) for part in parts)
        try:
            return datetime.date(year, month, day)
        except ValueError:
            told = _("There is no such day in the calendar. Check the day and the month.")
            raise ValidationError(told, code="no_such_day") from None

    def validate(self, value: datetime.date | None) -> None:
        """Refuses a day that lies ahead, and a year written with two digits."""
        super().validate(value)
        if value is None:
            return
        if value < self.not_before:
            raise ValidationError(_("Write the year with four digits, such as 1980."), code="too_early")
        if value > datetime.date.today():
            raise ValidationError(_("This day lies ahead. Check the year."), code="ahead")
