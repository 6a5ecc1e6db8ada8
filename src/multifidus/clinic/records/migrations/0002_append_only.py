"""The database itself keeps what must not change, and deletes nothing of a record before its erasure stands.

Consents may be withdrawn once, an emergency access may end earlier, and who did something may be forgotten.
"""

from django.db import migrations

# A table, the columns that never change, and what else is refused: {new} and {old} are the row after and before.
KEPT = {
    "records_erasure": (["id", "record", "why", "at", "erased"], "1 = 0"),
    "records_consent": (
        ["id", "record_id", "clinic_id", "given", "given_at", "told_how", "follows_id"],
        "({old}.withdrawn_at IS NOT NULL AND {new}.withdrawn_at {differs} {old}.withdrawn_at)"
        " OR ({new}.given_by_id IS NOT NULL AND {new}.given_by_id {differs} {old}.given_by_id)"
        " OR ({old}.withdrawn_at IS NOT NULL AND {new}.withdrawn_by_id IS NOT NULL"
        " AND {new}.withdrawn_by_id {differs} {old}.withdrawn_by_id)",
    ),
    "records_emergencyaccess": (
        ["id", "record_id", "clinic_id", "reason", "at"],
        "{new}.until > {old}.until OR ({new}.clinician_id IS NOT NULL AND {new}.clinician_id {differs} {old}.clinician_id)",
    ),
    "records_emergencytry": (
        ["id", "clinic_id", "at"],
        "{new}.clinician_id IS NOT NULL AND {new}.clinician_id {differs} {old}.clinician_id",
    ),
}
ERASED_ONLY = {"records_record": "id", "records_consent": "record_id", "records_emergencyaccess": "record_id"}
STAYS = ["records_erasure"]

UPDATE_GUARD = {
    "sqlite": (
        "CREATE TRIGGER {table}_is_kept BEFORE UPDATE OF {columns} ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{table}: what was written is never changed'); END",
        "CREATE TRIGGER {table}_changes_once BEFORE UPDATE ON {table} WHEN {refused} "
        "BEGIN SELECT RAISE(ABORT, '{table}: this can be changed once, or not at all'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION {table}_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '{table}: what was written is never changed' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER {table}_is_kept BEFORE UPDATE OF {columns} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION {table}_is_kept()",
        "CREATE TRIGGER {table}_changes_once BEFORE UPDATE ON {table} "
        "FOR EACH ROW WHEN ({refused}) EXECUTE FUNCTION {table}_is_kept()",
    ),
}
DELETE_GUARD = {
    "sqlite": (
        "CREATE TRIGGER {table}_is_erased_only BEFORE DELETE ON {table} "
        "WHEN NOT EXISTS (SELECT 1 FROM records_erasure WHERE record = OLD.{key}) "
        "BEGIN SELECT RAISE(ABORT, '{table}: nothing of a record is deleted before its erasure stands'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION {table}_is_erased_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NOT EXISTS (SELECT 1 FROM records_erasure WHERE record = OLD.{key}) THEN "
        "RAISE EXCEPTION '{table}: nothing of a record is deleted before its erasure stands' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER {table}_is_erased_only BEFORE DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION {table}_is_erased_only()",
    ),
}
STAY_GUARD = {
    "sqlite": (
        "CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table}: this stays'); END",
    ),
    "postgresql": (
        "CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_is_kept()",
    ),
}
DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


def guard(_apps, schema_editor):
    """The triggers, table by table."""
    vendor = schema_editor.connection.vendor
    for table, (columns, refused) in KEPT.items():
        condition = refused.format(new="NEW", old="OLD", differs=DIFFERS[vendor])
        for statement in UPDATE_GUARD[vendor]:
            schema_editor.execute(statement.format(table=table, columns=", ".join(columns), refused=condition))
    for table, key in ERASED_ONLY.items():
        for statement in DELETE_GUARD[vendor]:
            schema_editor.execute(statement.format(table=table, key=key))
    for table in STAYS:
        for statement in STAY_GUARD[vendor]:
            schema_editor.execute(statement.format(table=table))


def unguard(_apps, schema_editor):
    """Takes the triggers away again."""
    names = [(table, f"{table}_{what}") for table in KEPT for what in ("is_kept", "changes_once")]
    names += [(table, f"{table}_is_erased_only") for table in ERASED_ONLY]
    names += [(table, f"{table}_stays") for table in STAYS]
    on_table = schema_editor.connection.vendor == "postgresql"
    for table, name in names:
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}" if on_table else f"DROP TRIGGER {name}")
    if on_table:
        functions = [f"{table}_is_kept" for table in KEPT] + [f"{table}_is_erased_only" for table in ERASED_ONLY]
        for name in functions:
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
