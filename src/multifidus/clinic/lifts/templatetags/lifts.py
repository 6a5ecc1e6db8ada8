"""The little pictures beside what may be tapped; a screen reader leaves them out, for words stand beside."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from multifidus.clinic.lifts.forms import MEASURES
from multifidus.clinic.lifts.measures import UNIT
from multifidus.clinic.lifts.pictures import picture

register = template.Library()


@register.simple_tag
def lift_picture(asks: str, answer: str) -> SafeString:
    """The drawing of one answer; nothing where words say it better."""
    drawn = picture(asks, answer)
    if not drawn:
        return mark_safe("")
    html = '<svg class="picture" viewBox="0 0 60 60" aria-hidden="true" focusable="false">{}</svg>'
    return format_html(html, mark_safe(drawn))


@register.inclusion_tag("lifts/measure.html")
def lift_number(field: BoundField) -> dict[str, Any]:
    """A box for a number; its unit follows the units that are chosen, without script."""
    measure = MEASURES.get(field.name)
    units = [(system, unit) for (kind, system), (_, unit) in UNIT.items() if measure and kind == measure.kind]
    return {"field": field, "typed": field.value(), "units": units}
