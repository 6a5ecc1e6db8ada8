"""What is compiled from the tables and kept as a file, so that a start need not compile it again."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO


def user_cache() -> Path:
    """Where this user's programs keep what they can make again."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "multifidus"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "multifidus"


def keep(write: Callable[[IO[bytes]], object], path: Path, *, family: str, editions: int) -> bool:
    """Whether a product could be written to `path`, where the next start finds it.

    Of the files beside it whose names fit the pattern `family`, only the newest `editions` stay.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as beside:
            part = Path(beside) / path.name
            with part.open("wb") as file:
                write(file)
            part.chmod(0o644)
            part.replace(path)  # whole or not at all: another process may be reading
        kept = sorted(path.parent.glob(family), key=lambda one: one.stat().st_mtime_ns)
        for stale in kept[:-editions]:
            stale.unlink(missing_ok=True)
    except OSError:
        return False
    return True
