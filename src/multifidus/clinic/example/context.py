"""What every page is told of the example clinic."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from multifidus.clinic.example.cast import cast
from multifidus.clinic.example.pages import may_be_shown


def example(request: HttpRequest) -> dict[str, Any]:
    """`example_cast`: who can be signed in as with one click; empty wherever that is not allowed."""
    if not may_be_shown(request):
        return {"example_cast": None}
    people = tuple(one for one in cast().people if one.account)
    return {"example_cast": {"staff": cast().staff, "people": people}}
