"""What every page may ask of an interview: whether one has begun, whether something was told, what to do at once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from multifidus.clinic.interviews.remembered import KEY, remembered


def interview(request: HttpRequest) -> dict[str, Any]:
    """All looked up when a page shows them; a page of trouble may have no session, and shows none."""
    held = getattr(request, "session", None)
    if held is None or KEY not in held:
        return {}
    return {
        "interview_begun": SimpleLazyObject(lambda: remembered(request) is not None),
        "interview_told": SimpleLazyObject(lambda: _told(request)),
        "interview_emergency": SimpleLazyObject(lambda: _emergency(request)),
    }


def _emergency(request: HttpRequest) -> Any:
    from multifidus.clinic.interviews.emergency import advice_now

    one = remembered(request)
    return advice_now(request, one) if one is not None and one.emergency else None


def _told(request: HttpRequest) -> bool:
    one = remembered(request)
    return one is not None and not one.is_empty
