"""How the digest of a seal is made, scheme 1. docs/audit.md says the same in words: another program can do it too.

It commits to pseudonyms and to veiled things alone. They are drawn by chance: once their names are forgotten, no guess
at who it was can be held against a digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

SCHEME = 1
FIRST = "0" * 64  # stands before the first seal
COLUMNS = ("id", "at", "act", "by", "record", "clinic", "ground", "kind", "thing")
Row = tuple[int, datetime, str, UUID | None, UUID | None, UUID | None, str, str, UUID | None]


def digest_of(number: int, at: datetime, count: int, before: str, rows: Iterable[Row]) -> str:
    """SHA-256 in hex over one line for the seal and one for each entry, in the order of their ids."""
    sha = hashlib.sha256(f"multifidus-audit|{SCHEME}|{number}|{moment(at)}|{count}|{before}\n".encode("ascii"))
    for row in rows:
        sha.update(line(row))
    return sha.hexdigest()


def line(row: Row) -> bytes:
    r"""One entry: its columns parted by |, a missing one as -, UUIDs in small letters with hyphens, the time in UTC.

    >>> line((7, datetime(2026, 11, 27, 8, 5, tzinfo=UTC), "read", None, UUID(int=1), None, "own", "chart", None))
    b'7|2026-11-27T08:05:00.000000Z|read|-|00000000-0000-0000-0000-000000000001|-|own|chart|-\n'
    """
    number, at, act, by, record, clinic, ground, kind, thing = row
    return (
        f"{number}|{moment(at)}|{act}|{by or '-'}|{record or '-'}|{clinic or '-'}|{ground}|{kind}|{thing or '-'}\n"
    ).encode()


def moment(at: datetime) -> str:
    """A time in UTC to the microsecond, always of one length, whatever zone it came in."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
