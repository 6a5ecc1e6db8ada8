"""Entering the clinic's room from the terminal: its libraries, its settings, its words when one is missing."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from multifidus.errors import MissingExtraError, ServiceError

NEEDED = ("django", "allauth", "csp", "ninja", "django_q", "dj_database_url", "whitenoise", "gunicorn", "structlog")


def enter(before: Callable[[Path], None] = lambda _: None) -> None:
    """Makes Django ready with the settings that MULTIFIDUS_MODE names; `before` is told the data folder just before.

    Raises MissingExtraError where a library is missing, ServiceError where a setting is.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise MissingExtraError(
            where="the clinic", problem=f"{missing[0]} is not installed", remedy="pip install 'multifidus[clinic]'"
        )
    # Several processes share the cores: each sums with one thread.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    from multifidus.clinic.settings.mode import settings_module

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    os.umask(0o077)  # what the clinic writes, its user alone can read
    try:
        before(Path(settings.DATA))
        django.setup()
    except ServiceError:
        raise
    except ImproperlyConfigured as wrong:
        raise ServiceError(
            where="the settings", problem=str(wrong), remedy="docs/operate/install.md lists them"
        ) from None
