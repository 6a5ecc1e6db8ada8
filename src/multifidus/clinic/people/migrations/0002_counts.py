"""The table in which tries are counted: Django's cache in the database, made here so that no command is forgotten."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):  # noqa: ARG001 - what Django hands over
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
