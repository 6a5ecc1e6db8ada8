"""Where counts of tries are kept: Django's cache in the database, which unpickles nothing but plain values.

Django's own trusts the table: whoever can write one row of it, or hands in a backup, would have the service run what
they like. Counts are numbers, words and lists of these; a pickle that asks for anything else is taken for nothing.
"""

from __future__ import annotations

import base64
import io
import logging
import pickle
from collections.abc import Iterable
from typing import Any, NoReturn

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, models, router
from django.utils import timezone

log = logging.getLogger("multifidus.people")


class PlainUnpickler(pickle.Unpickler):
    """Reads numbers, words, lists and the like; refuses a pickle that names a class or a function."""

    def find_class(self, module_name: str, global_name: str) -> NoReturn:  # noqa: ARG002
        """Raises UnpicklingError, whatever is asked for."""
        raise pickle.UnpicklingError("a count holds no class and no function")


class PlainDatabaseCache(DatabaseCache):
    """Django's cache in the database with `get_many` of its own; all else of it reads through that."""

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """What is kept under these keys and not over yet."""
        wanted = {self.make_and_validate_key(key, version=version): key for key in keys}
        if not wanted:
            return {}
        connection = connections[router.db_for_read(self.cache_model_class)]
        names = [connection.ops.quote_name(name) for name in ("cache_key", "value", "expires", self._table)]  # type: ignore[attr-defined]
        marks = ", ".join(["%s"] * len(wanted))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {names[0]}, {names[1]}, {names[2]} FROM {names[3]} WHERE {names[0]} IN ({marks})",
                list(wanted),
            )
            rows = cursor.fetchall()
        now, found, over = timezone.now(), {}, []
        for key, value, expires in rows:
            if _as_time(expires, connection) < now:
                over.append(key)
                continue
            try:
                found[wanted[key]] = PlainUnpickler(io.BytesIO(base64.b64decode(value))).load()
            except Exception:  # a broken pickle can raise anything
                log.error("a count in the database is no plain value: somebody else has written it; it is dropped")
                over.append(key)
        self._base_delete_many(over)  # type: ignore[attr-defined]
        return found


def _as_time(expires: Any, connection: Any) -> Any:
    expression = models.Expression(output_field=models.DateTimeField())
    for convert in [*connection.ops.get_db_converters(expression), *expression.get_db_converters(connection)]:
        expires = convert(expires, expression, connection)
    return expires
