"""The database itself refuses to change a reading or an assessment; only who wrote it may be forgotten."""

from django.db import migrations

KEPT = {
    "charts_reading": (
        [
            "id",
            "record_id",
            "kind",
            "at",
            "entered_at",
            "by_clinician",
            "clinic_id",
            "content",
            "corrects_id",
            "struck",
            "why",
            "sent_as",
        ]
    ),
    "charts_assessment": (
        [
            "id",
            "record_id",
            "made_at",
            "because",
            "seen",
            "edition",
            "urgency",
            "readings",
            "answer",
            "gathered",
            "holds_until",
            "failed",
        ]
    ),
}


def guard(_apps, schema_editor):
    """A trigger a table; erasing rows stays possible, as a person may ask for it."""
    for table, columns in KEPT.items():
        for statement in STATEMENTS[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table, columns=", ".join(columns)))


def unguard(_apps, schema_editor):
    """Takes the triggers away again."""
    for table in KEPT:
        for statement in UNDONE[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table))


STATEMENTS = {
    "sqlite": (
        "CREATE TRIGGER {table}_is_only_added_to BEFORE UPDATE OF {columns} ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{table}: rows are only added, never changed'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION {table}_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '{table}: rows are only added, never changed' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER {table}_is_only_added_to BEFORE UPDATE OF {columns} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION {table}_is_only_added_to()",
    ),
}
UNDONE = {
    "sqlite": ("DROP TRIGGER {table}_is_only_added_to",),
    "postgresql": (
        "DROP TRIGGER {table}_is_only_added_to ON {table}",
        "DROP FUNCTION {table}_is_only_added_to()",
    ),
}


class Migration(migrations.Migration):
    dependencies = [("charts", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
