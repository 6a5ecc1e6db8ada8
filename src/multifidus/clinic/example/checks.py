"""A system check: where real people can be, there is no example clinic."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def example_stays_on_one_machine(**_: Any) -> list[CheckMessage]:
    """An error when one-click sign-in is on in a service that other machines may reach."""
    if settings.EXAMPLE_CLINIC and not settings.THIS_MACHINE_ONLY:
        return [
            Error(
                "the example clinic lets anybody sign in with one click, and other machines can reach this service",
                hint="unset MULTIFIDUS_EXAMPLE, or run it with MULTIFIDUS_MODE=embedded",
                id="example.E001",
            )
        ]
    return []
