"""`multifidus letter`: a letter about one file, as PDF."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from multifidus.knowledge import shipped
from multifidus.terminal.command import (
    add_command,
    add_licensed,
    add_readers,
    add_setting,
    apart,
    content_of,
    licensed_of,
    readers_of,
    write_out,
)

EXAMPLE = (
    "multifidus letter note.txt -o letter.pdf --for clinician\n  multifidus letter note.txt -o mine.pdf --for person"
)


def add(commands: Any) -> None:
    """The command."""
    letter = add_command(commands, "letter", "a letter of one or two pages about one file, as PDF", _letter, EXAMPLE)
    letter.add_argument("file", metavar="FILE", help="- reads standard input")
    letter.add_argument("-o", "--output", required=True, metavar="OUT.pdf", help="where the letter is written")
    letter.add_argument(
        "--for", dest="audience", required=True, choices=("person", "clinician"), help="who will read it"
    )
    letter.add_argument(
        "--country", metavar="CODE", help="two letters; says which emergency number to call, and the size of the paper"
    )
    letter.add_argument(
        "--date", type=_day, default=None, metavar="YYYY-MM-DD", help="the day on the letter; default: today"
    )
    add_setting(letter)
    add_readers(letter)
    add_licensed(letter)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-11-27") from None


def _letter(given: argparse.Namespace) -> int:
    from multifidus.assess import assess
    from multifidus.causes.model import load_model
    from multifidus.doors.letter import Heading, write_letter
    from multifidus.findings.files import read_file

    apart({"-o": given.output}, [given.file])
    knowledge = shipped()
    told = read_file(
        given.file, content_of(given.file), knowledge, readers=readers_of(given), licensed=licensed_of(given)
    )
    assessment = assess(
        told.findings,
        knowledge,
        load_model(knowledge),
        setting=given.setting or told.setting or "primary",
        concerns_back=told.concerns_back,
        unread=told.unread,
        engine="numpy",
        country=given.country,
        questionnaires=told.questionnaires,
        lifts=told.lifts,
    )
    heading = Heading(name=given.file, day=given.date or date.today(), country=given.country)
    write_out(given.output, write_letter(assessment, knowledge, given.audience, heading=heading))
    return 0
