"""What the pages of a chart need to find in a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template

from multifidus.clinic.charts.told import ToldReading

register = template.Library()
ICONS = {
    "interview": "list-checks",
    "diary": "notebook-pen",
    "exam": "stethoscope",
    "note": "file-text",
    "report": "clipboard-list",
    "image": "image",
    "lift": "weight",
}


@register.filter
def those(by_id: Mapping[str, ToldReading], ids: Iterable[str]) -> list[ToldReading]:
    """The readings with these ids; one that is no more is left out."""
    return [by_id[one] for one in ids if one in by_id]


@register.filter
def icon_of(kind: str) -> str:
    """The icon of a kind of reading."""
    return ICONS.get(kind, "file-text")
