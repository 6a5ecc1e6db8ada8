"""Taking a backup: everything as it was at one moment, while the service goes on."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from multifidus import __version__
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.operations.backups.disk import sync_folder
from multifidus.clinic.operations.backups.manifest import NAME, Manifest, Part
from multifidus.clinic.operations.backups.tables import applied, apps_at, fields_of, models_of, rows_of
from multifidus.clinic.operations.database import refuse_what_is_newer
from multifidus.errors import ServiceError

STANDARD_OUTPUT = "-"
LEVEL = 6


def back_up(target: str) -> Manifest:
    """The manifest of the backup that now lies at `target`, which its user alone can read; "-" is standard output.

    Raises ServiceError where the file is there already or cannot be written, or the database cannot be read.
    """
    if target == STANDARD_OUTPUT:
        return _write(sys.stdout.buffer)
    path = Path(target)
    if path.exists():
        raise ServiceError(where=target, problem="it exists, and is not written over", remedy="name a new file")
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # 0600
    except OSError as error:
        raise _unwritable(target, error) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            manifest = _write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
        sync_folder(path.parent)
    except OSError as error:
        raise _unwritable(target, error) from None
    finally:
        Path(name).unlink(missing_ok=True)
    return manifest


def _write(file: IO[bytes]) -> Manifest:
    try:
        with one_moment(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
            refuse_what_is_newer()
            keys = applied()
            if not keys:
                raise ServiceError(
                    where="the database", problem="it holds nothing yet", remedy="start multifidus serve first"
                )
            parts = {f"tables/{model._meta.label_lower}.jsonl": model for model in models_of(apps_at(keys))}
            written = {name: _write_part(archive, name, model) for name, model in parts.items()}
            manifest = _manifest(keys, written)
            archive.writestr(NAME, manifest.as_json())
    except DatabaseError as error:
        raise ServiceError(
            where=f"the database ({connection.vendor})",
            problem=f"it cannot be read ({type(error).__name__})",
            remedy="check MULTIFIDUS_DATA and MULTIFIDUS_DATABASE, and that the database runs",
        ) from None
    return manifest


@contextmanager
def one_moment() -> Iterator[None]:
    """Whatever is read inside is as it was at one moment; writers are not held up."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        # The first read fixes the moment; BEGIN IMMEDIATE, as all others have it, would hold up every writer.
        before, connection.transaction_mode = connection.transaction_mode, "DEFERRED"  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = before  # type: ignore[attr-defined]
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _write_part(archive: zipfile.ZipFile, name: str, model: type[models.Model]) -> Part:
    digest, count = hashlib.sha256(), -1  # the first line names the columns
    names = [field.attname for field in fields_of(model)]
    with archive.open(name, "w", force_zip64=True) as part:
        for row in _with_head(names, model):
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            part.write(line)
            count += 1
    return Part(rows=count, sha256=digest.hexdigest())


def _with_head(names: list[str], model: type[models.Model]) -> Iterator[list[object]]:
    yield list(names)
    yield from rows_of(model)


def _manifest(keys: list[tuple[str, str]], parts: dict[str, Part]) -> Manifest:
    seal, head, unsealed = _audit_end()
    return Manifest(
        made_at=timezone.now().isoformat(timespec="seconds"),
        version=__version__,
        edition=engine()[0].edition,
        database=connection.vendor,
        migrations=tuple(keys),
        parts=parts,
        audit_seal=seal,
        audit_head=head,
        audit_unsealed=unsealed,
    )


def _audit_end() -> tuple[int, str, int]:
    """The last seal, its digest, and how many entries follow it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, digest FROM audit_seal ORDER BY id DESC LIMIT 1")
        last = cursor.fetchone() or (0, "0" * 64)
        cursor.execute("SELECT count(*) FROM audit_entry WHERE seal_id IS NULL")
        return int(last[0]), str(last[1]), int(cursor.fetchone()[0])


def _unwritable(target: str, error: OSError) -> ServiceError:
    return ServiceError(
        where=target,
        problem=f"it cannot be written ({error.strerror})",
        remedy="name a file in a folder that is there, with room for it, that this user may write to",
    )


def secret_note() -> str:
    """What is not in a backup, and where it lies."""
    kept = Path(settings.DATA) / "secret_key"
    where = str(kept) if kept.exists() else "where MULTIFIDUS_SECRET_KEY or MULTIFIDUS_SECRET_KEY_FILE has it"
    return (
        f"The secret of the installation is not in it; it lies {'in ' if kept.exists() else ''}{where}. "
        "Keep a copy apart: without it nobody's second factor works after restoring."
    )
