"""Which tables are kept, as the applied migrations know them, and which are left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.models.sql import InsertQuery

from multifidus.clinic.operations.backups.values import Row, kept, row_of

LEFT_OUT = {
    "sessions.session": "whoever was signed in signs in again",
    "usersessions.usersession": "a list of those sessions",
    "contenttypes.contenttype": "made anew by migrating",
    "auth.permission": "made anew by migrating",
    "django_q.ormq": "our jobs have a table of their own",
    "django_q.task": "our jobs have a table of their own",
    "django_q.success": "our jobs have a table of their own",
    "django_q.failure": "our jobs have a table of their own",
    "django_q.schedule": "our jobs have a table of their own",
    "operations.pulse": "true for a moment only",
}
CHUNK = 1000

Key = tuple[str, str]  # app, migration
Fields = list["models.Field[object, object]"]


def applied() -> list[Key]:
    """The migrations that this database has been through, in order of their names."""
    loader = MigrationLoader(connection)
    return sorted(key for key in loader.applied_migrations if key in loader.graph.nodes)


def apps_at(keys: Iterable[Key]) -> Apps:
    """The models as they were when just these migrations had been applied."""
    loader = MigrationLoader(None)
    return loader.project_state(last_of(keys, loader)).apps


def last_of(keys: Iterable[Key], loader: MigrationLoader) -> list[Key]:
    """Of these migrations those that no other of their app builds on."""
    ours = set(keys)
    return sorted(
        key for key in ours if not [child for child in loader.graph.node_map[key].children if child.key in ours
                                    and child.key[0] == key[0]]
    )  # fmt: skip


def models_of(state: Apps) -> list[type[models.Model]]:
    """The models whose rows are kept, by name."""
    found = [model for model in state.get_models(include_auto_created=True) if _is_kept(model)]
    return sorted(found, key=lambda model: model._meta.label_lower)


def _is_kept(model: type[models.Model]) -> bool:
    meta = model._meta
    return meta.managed and not meta.proxy and meta.label_lower not in LEFT_OUT


def fields_of(model: type[models.Model]) -> Fields:
    """The columns of a table."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def rows_of(model: type[models.Model]) -> Iterator[Row]:
    """Every row, in the order of its key, as JSON can hold it; read a chunk at a time."""
    fields = fields_of(model)
    names = [field.attname for field in fields]
    for values in model._base_manager.order_by("pk").values_list(*names).iterator(CHUNK):
        yield row_of(fields, values)


def fill(model: type[models.Model], names: list[str], rows: Iterable[Row]) -> int:
    """How many rows were put in, exactly as they were kept: no default, no time of today, no signal."""
    fields = {field.attname: field for field in fields_of(model)}
    ours = [fields[name] for name in names]
    count, coming = 0, iter(rows)
    while chunk := list(islice(coming, CHUNK // 10)):
        things = [model(**{f.attname: kept(f, v) for f, v in zip(ours, row, strict=True)}) for row in chunk]
        query = InsertQuery(model)
        query.insert_values(ours, things, raw=True)
        query.get_compiler(using=connection.alias).execute_sql()
        count += len(things)
    return count


def installed_labels() -> list[str]:
    """Every model of today, for the test that none is forgotten."""
    return sorted(model._meta.label_lower for model in installed.get_models(include_auto_created=True))
