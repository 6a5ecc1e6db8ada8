"""The place of this room: one's own account."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.design.navigation import Place, places

BELOW = ("account_email", "account_change_password", "account_set_password", "mfa_index", "usersessions_list")


@places
def of_people(request: HttpRequest) -> Iterator[Place]:
    """The account of whoever is signed in."""
    if request.user.is_authenticated:
        yield Place(_("Account"), "profile", "user-round", order=60, also=BELOW)
