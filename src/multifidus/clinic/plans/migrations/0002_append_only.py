"""The database itself changes no plan and no word on an exercise, and deletes them only where their record is erased."""

from django.db import migrations

KEPT = {
    "plans_plan": (["id", "record_id", "made_at", "begun_on", "assessment_id", "exercises", "left_out", "replaces_id"]),
    "plans_done": (["id", "record_id", "plan_id", "exercise", "day", "went", "sign", "at", "takes_back_id", "sent_as"]),
}  # who wrote it may be forgotten

STATEMENTS = {
    "sqlite": (
        "CREATE TRIGGER {table}_is_only_added_to BEFORE UPDATE OF {columns} ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{table}: rows are only added, never changed'); END",
        "CREATE TRIGGER {table}_is_erased_only BEFORE DELETE ON {table} "
        "WHEN NOT EXISTS (SELECT 1 FROM records_erasure WHERE record = OLD.record_id) "
        "BEGIN SELECT RAISE(ABORT, '{table}: nothing of a record is deleted before its erasure stands'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION {table}_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '{table}: rows are only added, never changed' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER {table}_is_only_added_to BEFORE UPDATE OF {columns} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION {table}_is_only_added_to()",
        "CREATE FUNCTION {table}_is_erased_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NOT EXISTS (SELECT 1 FROM records_erasure WHERE record = OLD.record_id) THEN "
        "RAISE EXCEPTION '{table}: nothing of a record is deleted before its erasure stands' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER {table}_is_erased_only BEFORE DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION {table}_is_erased_only()",
    ),
}
UNDONE = {
    "sqlite": ("DROP TRIGGER {table}_is_only_added_to", "DROP TRIGGER {table}_is_erased_only"),
    "postgresql": (
        "DROP TRIGGER {table}_is_only_added_to ON {table}",
        "DROP FUNCTION {table}_is_only_added_to()",
        "DROP TRIGGER {table}_is_erased_only ON {table}",
        "DROP FUNCTION {table}_is_erased_only()",
    ),
}


def guard(_apps, schema_editor):
    """Two triggers a table."""
    for table, columns in KEPT.items():
        for statement in STATEMENTS[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table, columns=", ".join(columns)))


def unguard(_apps, schema_editor):
    """Takes the triggers away again."""
    for table in KEPT:
        for statement in UNDONE[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table))


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("records", "0002_append_only")]

    operations = [migrations.RunPython(guard, unguard)]
