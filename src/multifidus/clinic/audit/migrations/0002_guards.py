from django.db import migrations

from multifidus.clinic.audit.guards import lift_guards, set_guards


def forwards(_apps, editor):
    set_guards(editor.connection)


def backwards(_apps, editor):
    lift_guards(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
