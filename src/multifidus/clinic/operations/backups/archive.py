"""A backup that is read: whether it is one, whether it is whole, and its rows."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from multifidus.clinic.operations.backups.manifest import NAME, Manifest, NewerError, read_manifest
from multifidus.errors import ServiceError

CHUNK = 1 << 20
ENTIRE = "use another backup; this one was cut off or changed on its way"
UPGRADE = "install that version of multifidus or a later one, then restore"


@dataclass(frozen=True)
class Archive:
    """An opened backup, found to be whole."""

    name: str
    zipped: zipfile.ZipFile
    manifest: Manifest

    def columns(self, part: str) -> list[str]:
        """The names of the columns of one table."""
        return list(next(self._lines(part)))

    def rows(self, part: str) -> Iterator[list[Any]]:
        """Each row of one table."""
        lines = self._lines(part)
        next(lines)
        yield from lines

    def _lines(self, part: str) -> Iterator[list[Any]]:
        with self.zipped.open(part) as told:
            for line in told:
                yield json.loads(line)


@contextmanager
def opened(name: str) -> Iterator[Archive]:
    """The backup; raises ServiceError for what is none, is damaged, or was made by a newer version."""
    try:
        with zipfile.ZipFile(name) as zipped:
            archive = Archive(name, zipped, _manifest(name, zipped))
            _refuse_newer(archive)
            _check_parts(archive)
            yield archive
    except OSError as error:
        raise ServiceError(
            where=name, problem=f"it cannot be read ({error.strerror})", remedy="name a file that is there"
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise ServiceError(where=name, problem="it is no backup, or it is damaged", remedy=ENTIRE) from None


def _manifest(name: str, zipped: zipfile.ZipFile) -> Manifest:
    try:
        return read_manifest(zipped.read(NAME).decode())
    except NewerError:
        raise ServiceError(where=name, problem="a newer multifidus made it", remedy=UPGRADE) from None
    except (KeyError, ValueError, TypeError):
        raise ServiceError(
            where=name, problem="it is not a backup of multifidus", remedy="name a file that `multifidus backup` made"
        ) from None


def _refuse_newer(archive: Archive) -> None:
    """Raises ServiceError when the backup knows of migrations that this program does not."""
    known = set(MigrationLoader(None).graph.nodes)
    unknown = [key for key in archive.manifest.migrations if key not in known]
    if unknown:
        app, migration = unknown[0]
        raise ServiceError(
            where=archive.name,
            problem=f"multifidus {archive.manifest.version} made it, with tables that are unknown here"
            f" ({app} {migration})",
            remedy=UPGRADE,
        )


def _check_parts(archive: Archive) -> None:
    """Raises ServiceError unless every part is there and is what the manifest says."""
    there = set(archive.zipped.namelist()) - {NAME}
    if there != set(archive.manifest.parts):
        raise ServiceError(where=archive.name, problem="a part of it is missing or does not belong", remedy=ENTIRE)
    for name, part in archive.manifest.parts.items():
        digest, lines = hashlib.sha256(), -1
        with archive.zipped.open(name) as told:
            while chunk := told.read(CHUNK):
                digest.update(chunk)
                lines += chunk.count(b"\n")
        if digest.hexdigest() != part.sha256 or lines != part.rows:
            raise ServiceError(where=f"{archive.name}, {name}", problem="it is not what was written", remedy=ENTIRE)


def same_database(manifest: Manifest) -> bool:
    """Whether the backup comes from the same kind of database as it goes into."""
    return manifest.database == connection.vendor
