"""What the pages of a plan say of how an exercise goes on."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multifidus.clinic.plans.cards import Card
from multifidus.clinic.plans.progress import Stays

register = template.Library()


@register.simple_tag
def stays(card: Card) -> str:
    """When an exercise grows, or why it does not yet: a whole sentence."""
    match card.standing.stays:
        case Stays.SLOW:
            return _("It stays at the first step until your pain is less.")
        case Stays.PAIN:
            return _("It stays as it is until a week has gone by without more pain.")
        case Stays.DONE:
            told = ngettext(
                "It grows after %(n)d more day on which you did it. There is no hurry.",
                "It grows after %(n)d more days on which you did it. There is no hurry.",
                card.missing_days,
            )
            return told % {"n": card.missing_days}
        case Stays.LAST:
            return _("This is the last step. It stays like this.")
        case _:
            return _("It went one step back, so that it feels easy again.") if card.standing.lowered else ""
