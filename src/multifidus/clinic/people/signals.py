"""What this room tells those above."""

from __future__ import annotations

from django.dispatch import Signal

# May a person close their account? Arguments: person. A receiver that objects returns the reason, in plain words;
# such a reason keeps the account open (the only administrator of a clinic).
account_closing = Signal()

# An account was closed, in the transaction that closes it. Arguments: person, by (the person; None for a command).
account_closed = Signal()

# An account was opened again by a command. Arguments: person.
account_opened = Signal()

# All of a person's second factors were forgotten by a command: their phone is lost. Arguments: person.
second_factors_forgotten = Signal()

# All sessions of a person but the current one, if there is one, were ended. Arguments: person.
sessions_ended = Signal()
