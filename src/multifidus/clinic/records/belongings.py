"""What belongs to a record: each app says once how its rows are found, told, carried on and erased.

Export and erasure both go by this list, so that nothing can be handed out and forgotten, or erased and left lying.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, QuerySet

from multifidus.clinic.records.models import Record

Rows = Callable[[Record], QuerySet[Any]]
Tell = Callable[[Any], Mapping[str, Any]]
TellMany = Callable[[list[Any]], list[Mapping[str, Any]]]
Carry = Callable[[Record, Record], None]
Close = Callable[[Record], None]


@dataclass(frozen=True, slots=True)
class Belonging:
    """Rows of one model that belong to a record."""

    name: str  # its key in the exported document
    model: type[Model]
    rows: Rows  # in the order in which they are told
    tell: Tell  # one row as plain JSON values
    carry: Carry | None = None  # adds what stands in the first record to the second; None: it stays where it is
    stays: bool = False  # not erased: what stays holds nothing by which the person could be known
    close: Close | None = None  # ends what is still to come, before a record is closed or erased
    tell_many: TellMany | None = None  # the same for many rows, where that asks the database less often

    def told(self, rows: list[Any]) -> list[Mapping[str, Any]]:
        """Rows as plain JSON values."""
        return self.tell_many(rows) if self.tell_many is not None else [self.tell(row) for row in rows]


_belongings: dict[str, Belonging] = {}


def belongs(
    name: str,
    model: type[Model],
    rows: Rows,
    tell: Tell,
    *,
    carry: Carry | None = None,
    stays: bool = False,
    close: Close | None = None,
    tell_many: TellMany | None = None,
) -> None:
    """Adds to what belongs to a record; an app calls this in its `ready()`, once for each model."""
    told = Belonging(name, model, rows, tell, carry, stays, close, tell_many)
    other = _belongings.setdefault(name, told)
    if other.model is not model:
        raise ImproperlyConfigured(f"{name}: {other.model.__name__} belongs to a record under this name; take another")


def belongings() -> tuple[Belonging, ...]:
    """All that belongs to a record; what hangs on something else comes after it."""
    return tuple(_belongings.values())


def close_all(record: Record) -> None:
    """Ends all that is still to come of a record: nobody waits for somebody who asked to be forgotten."""
    for belonging in belongings():
        if belonging.close is not None:
            belonging.close(record)


def carry_on(before: Record, after: Record) -> None:
    """Adds all that stands in one record to another, where its app knows how."""
    for belonging in belongings():
        if belonging.carry is not None:
            belonging.carry(before, after)
