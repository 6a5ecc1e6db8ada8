"""What this room tells those above."""

from __future__ import annotations

from django.dispatch import Signal

# Somebody works in a clinic as something no more, in the transaction that ends it. Arguments: membership, by (a person,
# or None for a command).
membership_ended = Signal()
