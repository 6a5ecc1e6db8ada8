"""A field to choose a free time: radio buttons by day, of which the first days are open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from multifidus.clinic.booking.shown import ShownDay

KEY = re.compile(r"(\d{8}T\d{4})Z\.([0-9a-f-]{36})", re.ASCII)
OPEN_DAYS = 1


@dataclass(frozen=True, slots=True)
class Chosen:
    """When somebody would come, and to whom."""

    starts: datetime
    clinician: UUID


class SlotInput(forms.Widget):
    """The times of each day, and the one that is chosen; the days are set by whoever shows the form."""

    template_name = "booking/slots.html"
    use_fieldset = True
    days: list[ShownDay]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.days = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the days; those at the top and the one that was chosen from are open."""
        context = super().get_context(name, value, attrs)
        names = {slot.who for day in self.days for slot in day.slots}
        context["several"] = len(names) > 1  # one name need not be told with each time
        context["days"] = [(day, number < OPEN_DAYS or value in day) for number, day in enumerate(self.days)]
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:  # noqa: ARG002 - Django's words
        """The first time of the first day."""
        return f"{id_}_0_0" if id_ else ""


class SlotField(forms.Field):
    """A time as the form names it; a Chosen."""

    widget = SlotInput

    def to_python(self, value: Any) -> Chosen | None:
        """What was chosen, or None; raises ValidationError for what no page ever offered."""
        typed = str(value or "")
        if not typed:
            return None
        wrong = ValidationError(_("Choose one of the times."), code="invalid")
        found = KEY.fullmatch(typed) if len(typed) < 100 else None
        if found is None:
            raise wrong
        try:
            starts = datetime.strptime(found[1], "%Y%m%dT%H%M").replace(tzinfo=UTC)
            clinician = UUID(found[2])
        except ValueError:
            raise wrong from None
        if starts.minute % 5:
            raise wrong
        return Chosen(starts, clinician)
