"""Static files made ready: gathered, compressed and named by their content, when they have changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from multifidus.clinic.design.building.parts import missing_parts
from multifidus.errors import ServiceError

STAMP = "gathered.sha256"


def gather_static_files() -> bool:
    """Whether anything had changed, and was gathered anew."""
    if missing := missing_parts():
        raise ServiceError(
            where="static files", problem=f"not built yet: {', '.join(missing)}", remedy="build them: make static"
        )
    root = Path(settings.STATIC_ROOT)
    stamp = root / STAMP
    today = fingerprint()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == today:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=root.exists(), verbosity=0)
    stamp.write_text(today, encoding="utf-8")
    return True


def fingerprint() -> str:
    """Of the place, size and time of every file that would be gathered, and of how they are stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
