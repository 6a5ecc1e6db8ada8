"""The whole of a record as one JSON document, in pieces: whoever takes it waits for none of it, and no copy lies about.

docs/records.md says what stands in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils import timezone

from multifidus.clinic.records.belongings import belongings
from multifidus.clinic.records.models import Record

FORMAT = "multifidus record"
VERSION = 1
AT_ONCE = 200  # rows read from the database at a time


def document(record: Record) -> Iterator[str]:
    """The document, piece by piece; put together they are one JSON object."""
    head = {"format": FORMAT, "version": VERSION, "exported_at": timezone.now()}
    yield from _object(record, head)


def _object(record: Record, head: dict[str, Any]) -> Iterator[str]:
    yield "{"
    for key, value in {**head, "person": _person(record)}.items():
        yield f"{_json(key)}: {_json(value)},\n"
    for belonging in belongings():
        yield f"{_json(belonging.name)}: ["
        comma = ""
        for rows in _chunks(belonging.rows(record)):
            for told in belonging.told(rows):
                yield f"{comma}\n{_json(told)}"
                comma = ","
        yield "],\n"
    yield '"earlier_records": ['
    for number, earlier in enumerate(record.continues.order_by("opened_at", "pk")):
        yield "," if number else ""
        yield from _object(earlier, {"closed_at": earlier.closed_at})
    yield "]}"


def _chunks(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """The rows in lists of `AT_ONCE`, read as they are sent."""
    found = rows.iterator(chunk_size=AT_ONCE)
    while chunk := list(islice(found, AT_ONCE)):
        yield chunk


def _person(record: Record) -> dict[str, Any]:
    return {
        "record": record.pk,
        "name": record.name,
        "born": record.born,
        "sex": record.sex or None,
        "email": record.person.email if record.person else None,
        "opened_at": record.opened_at,
    }


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
