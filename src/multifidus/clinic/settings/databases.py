"""The database behind an address: SQLite or PostgreSQL, set up so that what was acknowledged stays."""

from __future__ import annotations

from typing import Any

import dj_database_url

from multifidus.clinic.settings.environ import SettingError

KINDS = ("sqlite:", "postgres:", "postgresql:")


def database(url: str) -> dict[str, Any]:
    """The setting; raises SettingError for another kind, without a word of the address: it has a password."""
    if not url.startswith(KINDS):
        raise _wrong("it is the address of neither SQLite nor PostgreSQL")
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except ValueError:
        raise _wrong("it cannot be read as an address") from None
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",  # two writers wait for each other instead of failing half-way
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
    return found


def _wrong(problem: str) -> SettingError:
    return SettingError(
        where="MULTIFIDUS_DATABASE",
        problem=problem,
        remedy="write postgresql://user:password@host/name, or leave it empty for SQLite in the data folder",
    )
