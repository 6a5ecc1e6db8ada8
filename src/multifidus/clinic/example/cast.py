"""Who is in the example clinic, read from the file beside this one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "people.toml"
DOMAIN = "example.invalid"  # no such domain can ever exist, so no mail reaches anybody


@dataclass(frozen=True)
class Staff:
    """Somebody who works in the clinic."""

    key: str
    name: str
    role: str

    @property
    def email(self) -> str:
        """The address of their account."""
        return f"{self.key}@{DOMAIN}"


@dataclass(frozen=True)
class Told:
    """One reading: how many days ago, of what kind, by whom, and what it says."""

    days_ago: int
    kind: str
    by: str  # person or clinician
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Followed:
    """A plan of exercises: when it began, what was left out, and how each went on each day since (empty: not done)."""

    days_ago: int
    leaves_out: tuple[str, ...]
    done: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Somebody:
    """A person in the care of the clinic."""

    key: str
    name: str
    sex: str
    age: int
    account: bool
    readings: tuple[Told, ...]
    plan: Followed | None

    @property
    def email(self) -> str:
        """The address of their account, where they have one."""
        return f"{self.key}@{DOMAIN}"


@dataclass(frozen=True)
class Cast:
    """All of them."""

    clinic: Mapping[str, str]
    staff: tuple[Staff, ...]
    people: tuple[Somebody, ...]


@cache
def cast() -> Cast:
    """All of them, as the file has them."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Cast(
        clinic=told["clinic"],
        staff=tuple(Staff(**one) for one in told["staff"]),
        people=tuple(_somebody(one) for one in told["people"]),
    )


def _somebody(one: Mapping[str, Any]) -> Somebody:
    readings = tuple(
        Told(
            reading["days_ago"],
            reading["kind"],
            reading["by"],
            {"text": reading["text"].strip()} if "text" in reading else {"findings": reading["findings"]},
        )
        for reading in one["readings"]
    )
    return Somebody(
        one["key"], one["name"], one["sex"], one["age"], one.get("account", False), readings, _plan(one.get("plan"))
    )


def _plan(one: Mapping[str, Any] | None) -> Followed | None:
    if one is None:
        return None
    done = {exercise: tuple(went) for exercise, went in one["done"].items()}
    return Followed(one["days_ago"], tuple(one["leaves_out"]), done)
