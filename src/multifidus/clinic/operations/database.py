"""The database made ready: it answers, no newer program has changed it, and its tables are as ours wants them."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from multifidus.errors import ServiceError

LOCK = "migrating.lock"
LOCK_NUMBER = 5_202_611_27  # any number that nobody else uses for an advisory lock


def migrate(before: Callable[[], None] = lambda: None) -> int:
    """How many migrations were applied; `before` is called when tables that hold something will be changed.

    Raises ServiceError when the database cannot be used.
    """
    try:
        with alone():
            refuse_what_is_newer()
            waiting = len(pending())
            if waiting and holds_something():
                before()
            if waiting:
                call_command("migrate", interactive=False, verbosity=0)
            if any(cache["BACKEND"].endswith("DatabaseCache") for cache in settings.CACHES.values()):
                call_command("createcachetable", verbosity=0)
            return waiting
    except DatabaseError as error:
        raise ServiceError(
            where=f"the database ({connection.vendor})",
            problem=f"it does not answer, or refuses ({type(error).__name__})",
            remedy="check MULTIFIDUS_DATABASE, that the server runs, and that its user owns the database",
        ) from None


def holds_something() -> bool:
    """Whether anything was ever kept in this database: a person, a clinic, a record or an entry of the audit."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in sorted(there & {"people_person", "clinics_clinic", "records_record", "audit_entry"}):
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
            if cursor.fetchone():
                return True
    return bool(there) and "django_migrations" not in there  # something of somebody else's


def talkative() -> bool:
    """Whether the database's own log would hold what a failing statement was to write: what a patient said."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('log_min_error_statement') <> 'panic' OR current_setting('log_error_verbosity')"
            " <> 'terse' OR current_setting('log_statement') <> 'none'"
        )
        return bool(cursor.fetchone()[0])


def pending() -> list[tuple[str, str]]:
    """The migrations, by app and name, that this database still lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _ in plan]


def refuse_what_is_newer() -> None:
    """Raises ServiceError when the database has been migrated by a program that knows more than this one."""
    loader = MigrationExecutor(connection).loader
    ours = {label for label, _ in loader.disk_migrations}
    unknown = [key for key in loader.applied_migrations if key[0] in ours and key not in loader.disk_migrations]
    unknown = [key for key in unknown if key not in loader.replacements and not _replaced(key, loader.disk_migrations)]
    if unknown:
        raise ServiceError(
            where=f"the database ({connection.vendor})",
            problem=f"a newer multifidus has changed it ({unknown[0][0]} {unknown[0][1]} is unknown here)",
            remedy="install that version or a later one, or restore a backup that was made before the upgrade",
        )


def _replaced(key: tuple[str, str], known: Mapping[tuple[str, str], object]) -> bool:
    return any(key in getattr(migration, "replaces", ()) for migration in known.values())


@contextmanager
def alone() -> Iterator[None]:
    """Only one process at a time prepares a database, on this machine and, with PostgreSQL, on any other."""
    with (Path(settings.DATA) / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])
