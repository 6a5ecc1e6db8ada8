"""The words in which a lift is told, and the figures behind them: rows of lift_words.csv, and what the core knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.charts.engine import engine
from multifidus.clinic.design.told import told
from multifidus.knowledge.rows import LiftWordRow

Choices = Callable[[], list[tuple[str, Any]]]
AS_I_DO = "as_i_do"  # nobody told; the core then takes what loads most
SELDOM = "seldom"

WAYS = (
    (AS_I_DO, _("As I always do")),
    ("stoop", _("Bent back, legs nearly straight")),
    ("squat", _("Bent knees")),
    ("straight_back", _("From the hips, back straight")),
)
SPEEDS = (("slow", _("Slowly")), ("normal", _("As usual")), ("quick", _("In a hurry")))
GRIPS = (("good", _("Handles")), ("fair", _("Fingers under it")), ("poor", _("Slippery, soft, or no hold")))
SEXES = (("female", _("Female")), ("male", _("Male")))
UNITS = (("metric", _("kg and cm")), ("us", _("Pounds and inches")))
CANNOT = (
    ("lighten", _("It cannot be lighter or split.")),
    ("helper", _("Nobody can help me.")),
    ("table", _("There is no table or shelf.")),
    ("knees", _("I cannot bend my knees.")),
)
WITHOUT: Mapping[str, tuple[str, ...]] = {
    "lighten": ("lighter_load", "divisible_load"),
    "helper": ("helper", "two_helpers"),
    "table": ("table", "shelf"),
    "knees": ("knees",),
}
"""Which changes each leaves out, by what they need (lifting_changes.csv)."""

_told = lazy(told, str)


@cache
def said(asks: str) -> Mapping[str, LiftWordRow]:
    """The words for one question, in the order of the table."""
    return {row.id: row for row in engine()[0].rows(LiftWordRow) if row.asks == asks}


def choices(asks: str) -> Choices:
    """What one may answer to it; read when a form is made, and told in the language of whoever looks."""
    return lambda: [(row.id, _told(row.plain_label)) for row in said(asks).values()]
