"""Which settings hold here: MULTIFIDUS_MODE says `embedded` (one machine, the default) or `production`."""

from __future__ import annotations

import os

from multifidus.errors import ServiceError

MODES = ("embedded", "production")


def settings_module() -> str:
    """The module of settings. Raises ServiceError for a mode that there is not."""
    mode = os.environ.get("MULTIFIDUS_MODE") or "embedded"
    if mode not in MODES:
        raise ServiceError(
            where="MULTIFIDUS_MODE", problem=f"there is no mode {mode!r}", remedy=f"say one of {', '.join(MODES)}"
        )
    return f"multifidus.clinic.settings.{mode}"
