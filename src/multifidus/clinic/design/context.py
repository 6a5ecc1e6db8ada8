"""What every page gets without asking."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from multifidus.clinic.design.navigation import navigation_for
from multifidus.clinic.design.themes import theme_of


def page(request: HttpRequest) -> dict[str, Any]:
    """The theme, the navigation (worked out only when the page shows one), and whether this is the example clinic."""
    return {
        "theme": theme_of(request),
        "navigation": SimpleLazyObject(lambda: navigation_for(request)),
        "example_clinic": settings.EXAMPLE_CLINIC,
    }
