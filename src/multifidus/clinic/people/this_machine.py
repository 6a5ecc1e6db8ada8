"""Whether a request comes from somebody who sits at this machine, with no proxy in between."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

# A proxy on this machine would make all the world look like it; each of these says that one stands in between.
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_PROTO", "HTTP_VIA")


def from_this_machine(request: HttpRequest) -> bool:
    """True in a service that only this machine can reach, for a request that nobody has passed on."""
    if not settings.THIS_MACHINE_ONLY or any(name in request.META for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
