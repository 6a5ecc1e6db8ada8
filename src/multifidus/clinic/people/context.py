"""What every page knows of the session it is in."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpRequest

from multifidus.clinic.people.models import Person
from multifidus.clinic.people.sessions import BEGAN, ends_of


def session_clock(request: HttpRequest) -> dict[str, Any]:
    """In how many seconds the session ends, with nothing done and in any case; nothing for a stranger."""
    person = getattr(request, "user", None)  # a page that tells of a fault may have neither this nor a session
    if not isinstance(person, Person) or not hasattr(request, "session") or BEGAN not in request.session:
        return {}
    ends = ends_of(person, request.session)
    left = ends.whole.total_seconds() - (time.time() - request.session[BEGAN])
    return {"session_clock": {"idle": int(ends.idle.total_seconds()), "left": max(0, int(left))}}
