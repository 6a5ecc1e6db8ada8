"""What a backup says of itself: by what it was made, from where, and what each part of it has to hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "multifidus backup"
FORMAT_VERSION = 1
NAME = "manifest.json"


@dataclass(frozen=True)
class Part:
    """One table: how many rows, and the SHA-256 of its lines."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """All of it. `audit_head` is the end of the audit's chain when the backup was made."""

    made_at: str
    version: str
    edition: str
    database: str
    migrations: tuple[tuple[str, str], ...]
    parts: Mapping[str, Part]
    audit_seal: int
    audit_head: str
    audit_unsealed: int

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(part.rows for part in self.parts.values())

    def as_json(self) -> str:
        """As it stands in the file."""
        return json.dumps({"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(self)}, indent=1)


def read_manifest(text: str) -> Manifest:
    """The manifest; raises ValueError, KeyError or TypeError for what is none, NewerError for a later format."""
    told: dict[str, Any] = json.loads(text)
    if told.pop("format") != FORMAT:
        raise ValueError("not a backup")
    if told.pop("format_version") > FORMAT_VERSION:
        raise NewerError
    told["migrations"] = tuple((str(app), str(name)) for app, name in told["migrations"])
    told["parts"] = {name: Part(**part) for name, part in told["parts"].items()}
    return Manifest(**told)


class NewerError(ValueError):
    """A later version wrote it."""
