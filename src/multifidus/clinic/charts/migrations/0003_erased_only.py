"""The database deletes no reading and no assessment before the erasure of their record stands."""

from django.db import migrations

TABLES = ("charts_reading", "charts_assessment")

STATEMENTS = {
    "sqlite": (
        "CREATE TRIGGER {table}_is_erased_only BEFORE DELETE ON {table} "
        "WHEN NOT EXISTS (SELECT 1 FROM records_erasure WHERE record = OLD.record_id) "
        "BEGIN SELECT RAISE(ABORT, '{table}: nothing of a record is deleted before its erasure stands'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION {table}_is_erased_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF NOT EXISTS (SELECT 1 FROM records_erasure WHERE record = OLD.record_id) THEN "
        "RAISE EXCEPTION '{table}: nothing of a record is deleted before its erasure stands' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER {table}_is_erased_only BEFORE DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION {table}_is_erased_only()",
    ),
}
UNDONE = {
    "sqlite": ("DROP TRIGGER {table}_is_erased_only",),
    "postgresql": (
        "DROP TRIGGER {table}_is_erased_only ON {table}",
        "DROP FUNCTION {table}_is_erased_only()",
    ),
}


def guard(_apps, schema_editor):
    """A trigger a table."""
    for table in TABLES:
        for statement in STATEMENTS[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table))


def unguard(_apps, schema_editor):
    """Takes the triggers away again."""
    for table in TABLES:
        for statement in UNDONE[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table))


class Migration(migrations.Migration):
    dependencies = [("charts", "0002_append_only"), ("records", "0002_append_only")]

    operations = [migrations.RunPython(guard, unguard)]
