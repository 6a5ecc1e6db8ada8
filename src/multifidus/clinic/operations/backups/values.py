"""One value of a row as JSON holds it, and back: the same from SQLite and from PostgreSQL."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Value

Row = list[Any]


def row_of(fields: Sequence[models.Field[Any, Any]], values: Sequence[Any]) -> Row:
    """One row as JSON can hold it."""
    return [told(field, value) for field, value in zip(fields, values, strict=True)]


def told(field: models.Field[Any, Any], value: Any) -> Any:
    """The value as JSON can hold it; raises TypeError for a kind that nobody thought of."""
    if value is None or isinstance(_kind(field), models.JSONField):
        return value
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, timedelta):
        return value // timedelta(microseconds=1)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"a backup cannot hold a {type(value).__name__}")


def kept(field: models.Field[Any, Any], value: Any) -> Any:
    """The value as its column holds it."""
    kind = _kind(field)
    if isinstance(kind, models.JSONField):
        return Value(None, models.JSONField()) if value is None and not field.null else value
    if value is None:
        return None
    if isinstance(kind, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(kind, models.DurationField):
        return timedelta(microseconds=value)
    return kind.to_python(value)


def _kind(field: models.Field[Any, Any]) -> models.Field[Any, Any]:
    """The field that says what a value is; for a reference that which it leads to."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field
