"""The commands. Each line that is printed comes from a door; nothing is decided here."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from multifidus import __version__
from multifidus.assess import assess
from multifidus.errors import InputError, MultifidusError
from multifidus.findings.case_file import read_case
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import ROWS


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 when all went well, 1 when something could not be done, 2 for a wrong call."""
    parser = argparse.ArgumentParser(prog="multifidus", description="From a back spasm to its likely causes.")
    parser.add_argument("--version", action="store_true", help="print the version and the edition of the tables")
    commands = parser.add_subparsers(dest="command")
    evidence = commands.add_parser("evidence", help="the published figures")
    evidence.add_argument("what", choices=["check"], help="check: refuse what cannot be right")
    case = commands.add_parser("assess", help="assess structured cases")
    case.add_argument("files", nargs="+", metavar="FILE")
    given = parser.parse_args(arguments)
    if given.version:
        print(f"multifidus {__version__}, edition {shipped().edition}")
        return 0
    if given.command == "evidence":
        return _evidence_check()
    if given.command == "assess":
        return _assess(given.files)
    parser.print_help()
    return 2


def _evidence_check() -> int:
    knowledge = shipped()
    try:
        for row in ROWS.values():
            print(f"{row.table}: {len(knowledge.rows(row))} rows")
    except MultifidusError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"0 problems in edition {knowledge.edition}")
    return 0


def _assess(files: list[str]) -> int:
    failed = False
    for name in files:
        try:
            path = Path(name)
            if path.suffix not in (".toml", ".json"):
                raise InputError(where=name, problem="not a case", remedy="give a .toml or .json file")
            case = read_case(path.read_text(encoding="utf-8"), path.suffix[1:], name=name, knowledge=shipped())
            assessment = assess(case.findings, shipped())
        except MultifidusError as error:
            print(error, file=sys.stderr)
            failed = True
            continue
        print(f"{name}: {assessment.plan.urgency}")
        for action in assessment.plan.now:
            print(f"  {action.text} ({action.why})")
    return 1 if failed else 0
