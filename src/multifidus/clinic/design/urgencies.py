"""How an urgency is shown: a word and an icon, which say it without any colour."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from multifidus.terms import Urgency


@dataclass(frozen=True, slots=True)
class ShownUrgency:
    """Words for a clinician's list; what a person has to do is said in a sentence beside it."""

    words: Promise
    icon: str


URGENCIES: dict[str, ShownUrgency] = {
    Urgency.EMERGENCY: ShownUrgency(_("Emergency"), "siren"),
    Urgency.URGENT: ShownUrgency(_("Within two days"), "triangle-alert"),
    Urgency.SOON: ShownUrgency(_("Within weeks"), "calendar-clock"),
    Urgency.ROUTINE: ShownUrgency(_("Routine"), "calendar"),
    Urgency.SELF_CARE: ShownUrgency(_("Self-care"), "hand-heart"),
}
