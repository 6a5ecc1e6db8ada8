"""What has to be on the disk before anybody is told that it is."""

from __future__ import annotations

import os
from pathlib import Path


def sync_file(path: Path) -> None:
    """The content of a file is on the disk."""
    _sync(path)


def sync_folder(folder: Path) -> None:
    """The names in a folder are on the disk."""
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
