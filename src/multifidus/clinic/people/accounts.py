"""How allauth treats our accounts."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter


class Accounts(DefaultAccountAdapter):
    """Sign-up and sign-in, as allauth does them."""
