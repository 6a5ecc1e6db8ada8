"""`multifidus backup` and `multifidus restore`: all that the web app keeps, into one file and back."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from multifidus.terminal.clinic_room import enter
from multifidus.terminal.command import add_command

BACKUP = "multifidus backup -o clinic.backup"
RESTORE = "multifidus restore clinic.backup"


def add(commands: Any) -> None:
    """Both commands."""
    told = "write all that the web app keeps into one file, while it runs"
    backup = add_command(commands, "backup", told, _backup, BACKUP)
    backup.add_argument("-o", "--output", required=True, metavar="FILE", help="a new file; - is standard output")
    told = "put a backup into an empty database, SQLite or PostgreSQL, all of it or nothing"
    restore = add_command(commands, "restore", told, _restore, RESTORE)
    restore.add_argument("--replace", action="store_true", help="take the place of what the database holds")
    restore.add_argument("file", metavar="FILE")


def _backup(given: argparse.Namespace) -> int:
    enter()
    from multifidus.clinic.operations.backups.taking import back_up, secret_note

    manifest = back_up(given.output)
    print(f"{given.output}: {manifest.rows} rows of {len(manifest.parts)} tables.", file=sys.stderr)
    print(secret_note(), file=sys.stderr)
    return 0


def _restore(given: argparse.Namespace) -> int:
    enter()
    from multifidus.clinic.operations.backups.restoring import restore

    done = restore(given.file, replace=given.replace)
    manifest = done.manifest
    print(f"Restored: {manifest.rows} rows of {len(manifest.parts)} tables, as they were on {manifest.made_at}.")
    print(f"The audit's chain holds: {done.sealed} entries in {manifest.audit_seal} seals.")
    if done.kept:
        print(f"What was there before is kept in {done.kept}; delete it when it is not needed any more.")
    print("Everybody signs in again.")
    return 0
