"""How often the API may be asked, by a person or, without one, from an address."""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

WINDOW_SECONDS = 60


class ByWhoAsks(BaseThrottle):
    """So many requests a minute from one person; from one address while nobody is signed in.

    Ninja's own throttles keep the request at hand in the object that all threads share; this one keeps nothing.
    """

    def __init__(self, scope: str) -> None:
        self.scope = scope

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether there is room in this minute."""
        key = f"api:{self.scope}:{self._who(request)}:{int(time.time() // WINDOW_SECONDS)}"
        if cache.add(key, 1, timeout=2 * WINDOW_SECONDS):
            return True
        try:
            return bool(cache.incr(key) <= settings.API_RATES[self.scope])
        except ValueError:  # the minute ended between the two
            return True

    def wait(self) -> float:
        """Seconds until the next minute."""
        return WINDOW_SECONDS - time.time() % WINDOW_SECONDS

    def _who(self, request: HttpRequest) -> str:
        """A signed-in person wherever they are, else the address as the proxies in front of us tell it."""
        if request.user.is_authenticated:
            return str(request.user.pk)
        try:
            return str(get_adapter().get_client_ip(request))
        except PermissionDenied:  # no address is known, as behind a socket: all of these share one bound
            return "nowhere"
