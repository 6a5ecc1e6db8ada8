"""`multifidus audit`: whether the log of who read or wrote what still stands as it was sealed."""

from __future__ import annotations

import argparse
import json
import re
import sys
from typing import TYPE_CHECKING, Any

from multifidus.errors import InputError, ServiceError
from multifidus.terminal.clinic_room import enter
from multifidus.terminal.command import FAILED, add_command, add_formats

if TYPE_CHECKING:
    from multifidus.clinic.audit.verifying import Verdict

DIGEST = re.compile(r"[0-9a-f]{64}")


def add(commands: Any) -> None:
    """The command with its verbs."""
    audit = add_command(
        commands, "audit", "the log of who read or wrote which record", None, "multifidus audit verify --head 5f1c..."
    )
    verbs = audit.add_subparsers(dest="verb", metavar="VERB", required=True)
    verify = verbs.add_parser("verify", help="find whether a sealed entry was changed, removed, inserted or moved")
    verify.add_argument(
        "--head",
        metavar="DIGEST",
        help="a head that was noted before, as each backup and the log of the service do: it has to be there still",
    )
    add_formats(verify, "text", "json")
    verify.set_defaults(run=_verify)


def _verify(given: argparse.Namespace) -> int:
    head = _head(given.head)
    enter()
    from django.db import DatabaseError

    from multifidus.clinic.audit.verifying import verify

    try:
        verdict = verify(head=head)
    except DatabaseError as error:
        raise ServiceError(
            where="the database",
            problem=f"the audit in it cannot be read ({type(error).__name__})",
            remedy="see that it is reachable and was set up, as `multifidus serve` does at its start",
        ) from error
    if given.format == "json":
        print(json.dumps(_as_data(verdict), indent=2))
    else:
        for fault in verdict.faults:
            print(f"multifidus: {fault.where}: {fault.problem}; {fault.remedy}", file=sys.stderr)
        print("\n".join(_told(verdict)))
    return 0 if verdict.holds else FAILED


def _head(given: str | None) -> str | None:
    if given is None:
        return None
    head = given.strip().lower()
    if not DIGEST.fullmatch(head):
        raise InputError(
            where="--head", problem="this is no digest", remedy="give the 64 letters and digits that were noted"
        )
    return head


def _as_data(verdict: Verdict) -> dict[str, Any]:
    return {
        "holds": verdict.holds,
        "faults": [{"where": one.where, "problem": one.problem, "remedy": one.remedy} for one in verdict.faults],
        "more_faults": verdict.more,
        "seals": verdict.seals,
        "entries": verdict.entries,
        "not_sealed_yet": verdict.unsealed,
        "not_sealed_since": verdict.unsealed_since.isoformat() if verdict.unsealed_since else None,
        "late": verdict.late,
        "head": verdict.head,
        "sealed_at": verdict.sealed_at.isoformat() if verdict.sealed_at else None,
        "at": verdict.at.isoformat(),
        "seconds": round(verdict.seconds, 3),
    }


def _told(verdict: Verdict) -> list[str]:
    count = len(verdict.faults) + verdict.more
    lines = [
        "The audit holds." if verdict.holds else f"The audit is broken: {count} faults.",
        f"{verdict.entries} entries in {verdict.seals} seals, read in {verdict.seconds:.1f} s"
        f" at {verdict.at.isoformat(timespec='seconds')}",
        f"head {verdict.head}" + (f", sealed at {verdict.sealed_at.isoformat()}" if verdict.sealed_at else ""),
    ]
    since = f", the oldest of {verdict.unsealed_since.isoformat(timespec='seconds')}" if verdict.unsealed_since else ""
    lines.append(f"{verdict.unsealed} entries are not sealed yet{since}: nothing is proved of these")
    if verdict.late:
        lines.append(f"{verdict.late} entries bear a time an hour or more before the seal before theirs: look at them")
    return lines
