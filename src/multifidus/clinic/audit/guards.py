"""Triggers by which the database itself refuses to change or remove what the audit holds.

An entry can be added, and once be given its seal; a seal can be added. Adding is all that restoring a backup needs.
They stop a fault in our code and whoever can only speak SQL through it; whoever may drop a trigger is caught by the
chain. They are made anew after each migration: SQLite changes a table by making another, and its triggers go with it.
"""

from __future__ import annotations

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

ENTRY, SEAL = "audit_entry", "audit_seal"
REFUSED = "the audit is append-only"


def set_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """The guards that were missing or not as they should be, and stand now."""
    wrong = missing_guards(connection)
    if wrong:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for name, sql in _guards(connection).items():
                for table in (ENTRY, SEAL):
                    cursor.execute(_drop(connection.vendor, name, table))
                for statement in sql:
                    cursor.execute(statement)
    return wrong


def lift_guards(connection: BaseDatabaseWrapper) -> None:
    """Takes all guards away: for tests, which empty their database, and for nothing else."""
    with connection.cursor() as cursor:
        for name in _guards(connection):
            for table in (ENTRY, SEAL):
                cursor.execute(_drop(connection.vendor, name, table))


def missing_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the guards that are not there, are switched off, or do something else."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
                " WHERE t.tgenabled IN ('O', 'A')"
                " AND t.tgrelid IN (to_regclass('audit_entry'), to_regclass('audit_seal'))"
            )
        there = dict(cursor.fetchall())
    return [name for name, sql in _guards(connection).items() if there.get(name, "") not in _as_kept(sql)]


def _as_kept(statements: list[str]) -> list[str]:
    """How the database tells a guard back: SQLite the whole of it, PostgreSQL the body of its function."""
    return [part for statement in statements for part in (statement, *statement.split("$$")[1:2])]


def _drop(vendor: str, name: str, table: str) -> str:
    return f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if vendor != "sqlite" else "")


def _guards(connection: BaseDatabaseWrapper) -> dict[str, list[str]]:
    """The statements that make each guard, by its name."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, ENTRY)]
    quoted = [f'"{column}"' for column in columns if column != "seal_id"]
    return _on_sqlite(quoted) if connection.vendor == "sqlite" else _on_postgresql(quoted)


def _on_sqlite(columns: list[str]) -> dict[str, list[str]]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    same = " AND ".join(f"OLD.{column} IS NEW.{column}" for column in columns)
    # REPLACE removes what is in its way without asking the trigger on DELETE: it is refused when it comes in.
    taken = {
        ENTRY: f"EXISTS (SELECT 1 FROM {ENTRY} WHERE id = NEW.id)",
        SEAL: f'EXISTS (SELECT 1 FROM {SEAL} WHERE id = NEW.id OR digest = NEW.digest OR "before" = NEW."before")',
    }
    sealing = f"OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL AND {same}"
    guards = {}
    for table in (ENTRY, SEAL):
        guards[f"{table}_add"] = f"BEFORE INSERT ON {table} WHEN {taken[table]} {refuse}"
        guards[f"{table}_remove"] = f"BEFORE DELETE ON {table} {refuse}"
    guards[f"{ENTRY}_change"] = f"BEFORE UPDATE ON {ENTRY} WHEN NOT ({sealing}) {refuse}"
    guards[f"{SEAL}_change"] = f"BEFORE UPDATE ON {SEAL} {refuse}"
    return {name: [f"CREATE TRIGGER {name} {rest}"] for name, rest in guards.items()}


def _on_postgresql(columns: list[str]) -> dict[str, list[str]]:
    refuse = f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';"
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    sealing = f"OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL AND ROW({old}) IS NOT DISTINCT FROM ROW({new})"
    guards = {f"{ENTRY}_change": _guard(ENTRY, "UPDATE", f"IF {sealing} THEN RETURN NEW; END IF; {refuse}")}
    for table, what, when in (
        (ENTRY, "remove", "DELETE"),
        (ENTRY, "empty", "TRUNCATE"),
        (SEAL, "change", "UPDATE"),
        (SEAL, "remove", "DELETE"),
        (SEAL, "empty", "TRUNCATE"),
    ):
        guards[f"{table}_{what}"] = _guard(table, when, refuse)
    return {name: [sql.replace("NAME", name) for sql in statements] for name, statements in guards.items()}


def _guard(table: str, when: str, body: str) -> list[str]:
    each = "STATEMENT" if when == "TRUNCATE" else "ROW"
    return [
        f"CREATE OR REPLACE FUNCTION NAME() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN {body} END$$",
        f"CREATE TRIGGER NAME BEFORE {when} ON {table} FOR EACH {each} EXECUTE FUNCTION NAME()",
    ]
