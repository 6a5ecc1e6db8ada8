"""The commands. What is printed comes from a door; nothing is decided here."""

from __future__ import annotations

import argparse
import atexit
import gc
import sys
from collections.abc import Sequence

from multifidus import __version__
from multifidus.errors import MultifidusError
from multifidus.knowledge import shipped
from multifidus.terminal import ask, assess, audit, backup, evidence, letter, lift, read, score, serve
from multifidus.terminal.command import FAILED, complain
from multifidus.terminal.stopping import exit_status
from multifidus.terminal.streams import not_written, open_streams, silence_output

WRONG_CALL = 2
MADE = 100_000  # objects; an assessment makes some eighty thousand


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 when all went well, 1 when something could not be done, 2 for a wrong call."""
    _seldom_tidy()
    open_streams()
    try:
        status = _run(arguments)
        sys.stdout.flush()  # not at the end of Python, where nobody could tell it
        return status
    except MultifidusError as error:
        complain(error)
        return FAILED
    except KeyboardInterrupt as stop:
        print("", *(f"multifidus: {note}" for note in getattr(stop, "__notes__", ())), sep="\n", file=sys.stderr)
        return exit_status(stop)
    except BrokenPipeError:  # somebody reads only the first lines, as `head` does
        silence_output()
        return 0
    except OSError as error:
        told = not_written(error)
        if told is None:
            raise
        silence_output()
        complain(told)
        return FAILED


def _run(arguments: Sequence[str] | None) -> int:
    try:
        given = parser().parse_args(arguments)
    finally:
        sys.stdout.flush()  # the help
    if given.version:
        print(f"multifidus {__version__}, tables of {shipped().edition}")
        return 0
    if given.command is None:
        parser().print_help()
        return WRONG_CALL
    return int(given.run(given))


def _seldom_tidy() -> None:
    """Lets Python look for unused objects seldom, and not at the end, when all of them go.

    Nearly all that a command makes is used until then: looking took a sixth of the time of one assessment.
    """
    gc.set_threshold(MADE)
    atexit.register(gc.freeze)


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="multifidus",
        description="From a back spasm to its likely causes: ranked, cited, honestly uncertain.",
        epilog="In an emergency call the emergency number. This is decision support, not a diagnosis.",
    )
    parser.add_argument("--version", action="store_true", help="print the version and the edition of the tables")
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in (assess, read, letter, ask, score, lift, evidence, serve, backup, audit):
        command.add(commands)
    return parser
