"""`multifidus read`: a note or report with what was understood, marked."""

from __future__ import annotations

import argparse
import json
from typing import Any

from multifidus.errors import InputError
from multifidus.foreign import printable
from multifidus.knowledge import shipped
from multifidus.terminal.command import add_command, add_formats, add_readers, content_of, on_terminal, readers_of

EXAMPLE = "multifidus read note.txt\n  multifidus read report.txt --format html > report.html"


def add(commands: Any) -> None:
    """The command."""
    read = add_command(commands, "read", "a note or report with what was understood, marked", _read, EXAMPLE)
    add_formats(read, "table", "json", "html")
    add_readers(read)
    read.add_argument("file", metavar="FILE", help="- reads standard input")


def _read(given: argparse.Namespace) -> int:
    from multifidus.doors.marked_page import page
    from multifidus.doors.marked_text import speak_reading
    from multifidus.doors.reading_contract import reading_data
    from multifidus.doors.spoken import voice
    from multifidus.findings.files import kind_of, text_of
    from multifidus.findings.notes import read_note
    from multifidus.findings.notes.readers import read_also

    knowledge, name = shipped(), given.file
    text = text_of(name, content_of(name))
    if kind_of(name, text):
        raise InputError(where=name, problem="a case, which is no text", remedy=f"multifidus assess {name}")
    understood = read_also(read_note(text, knowledge), text, knowledge, readers_of(given))
    if given.format == "json":
        print(json.dumps(reading_data(understood, file=name, edition=knowledge.edition), ensure_ascii=False, indent=2))
    elif given.format == "html":
        print(page(text, understood, name=name, voice=voice(knowledge, terminal=False)), end="")
    else:
        print(
            speak_reading(text, understood, name=printable(name), voice=voice(knowledge, terminal=on_terminal())),
            end="",
        )
    return 0
