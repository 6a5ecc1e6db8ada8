"""The rows of an edition as they were read and checked once, in a file, so that a start need not check them again.

A line for each table: its name, a blank, and its columns, each as its different values and where they stand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, TypeVar

from multifidus.knowledge.answers import Item
from multifidus.knowledge.condition import Condition, Term
from multifidus.knowledge.figure_cell import FigureName
from multifidus.knowledge.products import keep, user_cache
from multifidus.knowledge.row import Row, columns, rows_of

R = TypeVar("R", bound=Row)
Kept = Mapping[bytes, bytes]  # the line of each table, by its name
Read = Callable[[], Iterable[Sequence[Row]]]  # reads every table that nothing is wrong with

CODE = Path(__file__).parent  # that reads the tables
COMPILED = CODE / "compiled"
CELLS: Mapping[str, Callable[..., Any]] = {
    "tuple": lambda *parts: parts,
    **{kind.__name__: kind for kind in (Condition, FigureName, Item, Term)},
}


def kept_tables(fingerprint: str, read: Read) -> Kept:
    """The tables of this fingerprint; kept first where nobody has read them yet, none where they cannot be kept."""
    name = f"rows-{_edition(fingerprint)[:24]}.txt"
    for folder in (COMPILED, user_cache()):
        try:
            return dict(line.split(b" ", 1) for line in (folder / name).read_bytes().splitlines())
        except (OSError, ValueError):
            continue

    def write(file: IO[bytes]) -> None:
        file.writelines(_line(rows) for rows in read())

    for folder in (COMPILED, user_cache()):
        if keep(write, folder / name, family="rows-*.txt", editions=1 if folder == COMPILED else 4):
            break
    return {}


def kept_rows(kind: type[R], kept: Kept) -> tuple[R, ...] | None:
    """The rows of one table; None where they were not kept, or the file is damaged."""
    try:
        found = json.loads(kept[kind.table.encode()], object_hook=_cell)
        names = (*columns(kind), "line")
        return tuple(rows_of(kind, {name: _column(*column) for name, column in zip(names, found, strict=True)}))
    except (LookupError, ValueError, TypeError):
        return None


def _edition(fingerprint: str) -> str:
    """A fingerprint of the tables and of the code that reads them."""
    digest = hashlib.sha256(fingerprint.encode())
    for path in sorted(CODE.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _line(rows: Sequence[Row]) -> bytes:
    columns = [_different(column) for column in zip(*(row.cells() for row in rows), strict=True)]
    return f"{rows[0].table} {json.dumps(columns, separators=(',', ':'))}\n".encode()


def _different(column: Sequence[Any]) -> Sequence[Any]:
    """The different values of a column, and for each row which of them it has; nothing where each has its own."""
    place = {value: i for i, value in enumerate(dict.fromkeys(column))}
    return [[_parts(value) for value in place], [place[value] for value in column] if len(place) < len(column) else []]


def _column(values: Sequence[Any], places: Sequence[int]) -> Sequence[Any]:
    return [values[place] for place in places] if places else values


def _parts(value: Any) -> Any:
    """What JSON knows as it is; anything else by its kind and its parts."""
    if value is None or isinstance(value, str | int | float):
        return value
    parts = value if isinstance(value, tuple) else [getattr(value, name) for name in value.__dataclass_fields__]
    return {type(value).__name__: [_parts(part) for part in parts]}


def _cell(parts: Mapping[str, Sequence[Any]]) -> Any:
    ((kind, cells),) = parts.items()
    return CELLS[kind](*cells)
