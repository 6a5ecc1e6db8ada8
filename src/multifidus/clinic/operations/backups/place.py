"""Where a backup is restored to: a new file that takes the name of the database at the end, or one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from multifidus.clinic.operations.backups.disk import sync_file, sync_folder
from multifidus.clinic.operations.database import holds_something
from multifidus.clinic.operations.running import refuse_while_served
from multifidus.errors import ServiceError

LOG_FILES = ("-wal", "-shm", "-journal")


@dataclass
class Place:
    """`kept` is where the database that was there before lies now."""

    kept: str = ""


@contextmanager
def place(*, replace: bool) -> Iterator[Place]:
    """An empty database on the connection; what is put into it takes effect at the end, whole, or not at all.

    Raises ServiceError where a database is that holds something, unless it may be replaced, or while it is served.
    """
    with refuse_while_served():
        if connection.vendor == "sqlite":
            with _beside(replace=replace) as where:
                yield where
        else:
            with _in_one_transaction(replace=replace) as where:
                yield where


@contextmanager
def _beside(*, replace: bool) -> Iterator[Place]:
    """SQLite: a new file in the same folder."""
    target = Path(str(connection.settings_dict["NAME"]))
    holds = target.exists() and holds_something()
    if holds and not replace:
        raise _not_empty(str(target))
    connection.close()
    new = target.with_name(f".{target.name}.restoring")
    _remove(new)
    where = Place()
    connection.settings_dict["NAME"] = str(new)
    try:
        yield where
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        sync_file(new)
        if holds:
            where.kept = _keep(target)
        else:
            _remove(target)
        new.replace(target)
        sync_folder(target.parent)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(target)
        _remove(new)


def _keep(target: Path) -> str:
    """Puts the database that is replaced under another name, with its write-ahead log taken into it before."""
    connection.settings_dict["NAME"] = str(target)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    kept = target.with_name(f"{target.name}.before-restore-{timezone.now():%Y%m%dT%H%M%S}")
    try:
        kept.hardlink_to(target)  # so that at no moment nothing lies under the name of the database
    except OSError:  # a file system without links
        target.rename(kept)
    for end in LOG_FILES:  # an old log must never be taken for one of the new file
        Path(f"{target}{end}").unlink(missing_ok=True)
    return str(kept)


def _remove(path: Path) -> None:
    for end in ("", *LOG_FILES):
        Path(f"{path}{end}").unlink(missing_ok=True)


@contextmanager
def _in_one_transaction(*, replace: bool) -> Iterator[Place]:
    """PostgreSQL: tables made and filled in one transaction, after what may be replaced was dropped in the same."""
    with transaction.atomic():
        if connection.introspection.table_names():
            if holds_something() and not replace:
                raise _not_empty(f"the database {connection.settings_dict['NAME']}")
            _drop_ours()
        yield Place()


def _drop_ours() -> None:
    """Drops the tables and functions of multifidus. Raises ServiceError when others live in the same database."""
    tables = set(connection.introspection.table_names())
    caches = {cache.get("LOCATION") for cache in settings.CACHES.values()}
    ours = set(connection.introspection.django_table_names()) | caches | {"django_migrations"}
    if strangers := tables - ours:
        raise ServiceError(
            where=f"the database {connection.settings_dict['NAME']}",
            problem=f"it holds tables that are not of multifidus ({min(strangers)})",
            remedy="give multifidus a database of its own",
        )
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace"
            " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
        )
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function} CASCADE")


def _not_empty(where: str) -> ServiceError:
    return ServiceError(
        where=where,
        problem="it holds something already",
        remedy="restore into an empty database, or say --replace: the backup then takes its place",
    )
