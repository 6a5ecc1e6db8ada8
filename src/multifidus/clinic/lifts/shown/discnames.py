"""What a person calls a disc of the low back."""

from __future__ import annotations

from django.utils.translation import gettext as _


def disc_name(level: str) -> str:
    """A disc in words, with its name: "The lowest disc (L5/S1)"; it begins a sentence or a row."""
    words = {
        "L5/S1": _("The lowest disc (L5/S1)"),
        "L4/L5": _("The second lowest disc (L4/L5)"),
        "L3/L4": _("The middle disc (L3/L4)"),
        "L2/L3": _("The second highest disc of the low back (L2/L3)"),
        "L1/L2": _("The highest disc of the low back (L1/L2)"),
    }
    return words[level]
