"""What every row of every table has in common: frozen, made from named columns, at home in one line of one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import FrozenInstanceError, dataclass
from typing import Any, ClassVar, NoReturn, TypeVar, dataclass_transform

Interval = tuple[str, str, str]
Columns = Mapping[str, Sequence[Any]]  # a table on its side: the values of each column from top to bottom
Kind = TypeVar("Kind", bound="Row")


@dataclass_transform(frozen_default=True)
def row(kind: type[Kind]) -> type[Kind]:
    """The class as a frozen dataclass with slots.

    `dataclass(frozen=True)` writes and compiles five methods for each class, a third of the time in which a note
    is assessed; `Row` has them once for all.
    """
    return dataclass(slots=True, init=False, eq=False, repr=False, match_args=False)(kind)


class Row:
    """One row of a table; `line` is where it stands in its file.

    `key` are the columns that no two rows share (all of them when there are none), `intervals` the triples
    (value, low, high) of which the interval has to contain its value.
    """

    __slots__ = ()
    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]] = ()
    intervals: ClassVar[tuple[Interval, ...]] = ()
    line: int

    def __init__(self, **values: Any) -> None:
        for column in self.__dataclass_fields__:  # type: ignore[attr-defined]
            object.__setattr__(self, column, values.pop(column))
        if values:
            raise TypeError(f"{type(self).__name__} has no column {', '.join(values)}")

    def __setattr__(self, column: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to {column}")

    def __delattr__(self, column: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete {column}")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, Row) and self.cells() == other.cells()

    def __hash__(self) -> int:
        return hash(self.cells())

    def __repr__(self) -> str:
        told = ", ".join(f"{column}={getattr(self, column)!r}" for column in columns(type(self)))
        return f"{type(self).__name__}({told}, line={self.line})"

    @property
    def file(self) -> str:
        """The name of the file it stands in."""
        return f"{self.table}.csv"

    def cells(self) -> tuple[Any, ...]:
        """The values of its columns, in their order, and its line."""
        return tuple(getattr(self, column) for column in (*columns(type(self)), "line"))


def columns(kind: type[Row]) -> tuple[str, ...]:
    """The columns of a table, as its class has them, in their order."""
    return tuple(column for column in kind.__dataclass_fields__ if column != "line")  # type: ignore[attr-defined]


def rows_of(kind: type[Kind], values: Columns) -> Iterator[Kind]:
    """The rows that columns make, among them `line`, whose every value is known to be right."""
    # A row is filled through the slots of its class: quicker than its constructor, and nothing is left unchecked.
    order = (*columns(kind), "line")
    fill = [getattr(kind, column).__set__ for column in order]
    for cells in zip(*(values[column] for column in order), strict=True):
        row = object.__new__(kind)
        for put, value in zip(fill, cells, strict=True):
            put(row, value)
        yield row
