"""How often an interview may be answered, by a person or, without one, from an address."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from multifidus.clinic.people.limits import longest, too_many

View = Callable[..., Any]
log = logging.getLogger("multifidus.interviews")


def held(what: str, *, looked_at: str = "") -> Callable[[View], View]:
    """A view that answers 429 where more is sent than the setting INTERVIEW_RATES allows for `what`.

    With `looked_at` pages that are only asked for count as well, under that name: those that take long to work out.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            whose = "user" if request.user.is_authenticated else "ip"
            counts = what if request.method == "POST" else looked_at
            rate = f"{settings.INTERVIEW_RATES[counts]}/{whose}" if counts else ""
            if not rate or _has_room(request, f"interview_{counts}", rate):
                return view(request, *args, **kwargs)
            return too_many(request, seconds=longest(rate))

        return counted

    return decorate


def _has_room(request: HttpRequest, action: str, rate: str) -> bool:
    """Whether there is room; where nothing can be counted, whoever has an emergency is heard all the same."""
    try:
        return bool(ratelimit.consume(request, app="multifidus", action=action, config={action: rate}, limit_get=True))
    except DatabaseError as fault:
        log.error("tries could not be counted: %s", type(fault).__name__)
        return True
