"""Restoring a backup: into an empty database, all of it or nothing, and looked through before anybody is told so."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from multifidus.clinic.audit.verifying import verify
from multifidus.clinic.operations.backups.archive import Archive, opened
from multifidus.clinic.operations.backups.manifest import Manifest
from multifidus.clinic.operations.backups.place import place
from multifidus.clinic.operations.backups.tables import apps_at, fill, last_of, models_of
from multifidus.errors import ServiceError

NOTHING_DONE = "nothing was changed"


@dataclass(frozen=True)
class Restored:
    """What came of it. `kept` is where the database that was replaced lies, where there was one."""

    manifest: Manifest
    sealed: int
    kept: str = ""


def restore(name: str, *, replace: bool = False) -> Restored:
    """What was restored. Raises ServiceError where it cannot be done, and then nothing was changed."""
    with opened(name) as archive:
        try:
            with place(replace=replace) as where:
                _load(archive)
                sealed = _verify(archive)
            return Restored(archive.manifest, sealed, where.kept)
        except DatabaseError as error:
            raise ServiceError(
                where=f"the database ({connection.vendor})",
                problem=f"it did not take the backup ({type(error).__name__}); {NOTHING_DONE}",
                remedy="check MULTIFIDUS_DATA and MULTIFIDUS_DATABASE, and that its user owns the database",
            ) from None


def _load(archive: Archive) -> None:
    """Makes the tables as they were, fills and counts them, and migrates them to what this program wants."""
    keys = archive.manifest.migrations
    executor = MigrationExecutor(connection)
    executor.migrate(last_of(keys, executor.loader))
    tables = models_of(apps_at(keys))
    wanted = {f"tables/{model._meta.label_lower}.jsonl": model for model in tables}
    if set(wanted) != set(archive.manifest.parts):
        raise ServiceError(where=archive.name, problem="its tables are not those of its migrations", remedy="report it")
    with transaction.atomic():
        for part, model in wanted.items():
            model._base_manager.all().delete()  # rows that a migration put in: they are in the backup as well
            fill(model, archive.columns(part), archive.rows(part))
        connection.check_constraints()
        _reset_sequences(tables)
        for part, model in wanted.items():
            _refuse_lost_rows(archive, part, model)
    if connection.in_atomic_block and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks outstanding cannot be changed
    call_command("migrate", interactive=False, verbosity=0)


def _reset_sequences(tables: list[type[models.Model]]) -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), tables)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _refuse_lost_rows(archive: Archive, part: str, model: type[models.Model]) -> None:
    """Raises ServiceError unless as many rows are there as were written."""
    wanted, found = archive.manifest.parts[part].rows, model._base_manager.count()
    if found != wanted:
        raise ServiceError(
            where=f"{archive.name}, {part}",
            problem=f"{wanted} rows were in it and {found} came in; {NOTHING_DONE}",
            remedy="report it, and keep the backup",
        )


def _verify(archive: Archive) -> int:
    """How many entries of the audit are sealed; raises ServiceError unless the chain holds as it did."""
    verdict = verify(head=archive.manifest.audit_head)
    if not verdict.holds:
        fault = verdict.faults[0]
        raise ServiceError(
            where=f"{archive.name}, audit, {fault.where}",
            problem=f"{fault.problem}; {NOTHING_DONE}",
            remedy="use an older backup and keep this one: it was made of a database that somebody had changed",
        )
    return int(verdict.entries)
