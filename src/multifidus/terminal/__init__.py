"""The commands. What is printed comes from a door; nothing is decided here."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence

from multifidus import __version__
from multifidus.errors import MultifidusError
from multifidus.knowledge import shipped
from multifidus.terminal import ask, assess, audit, backup, evidence, letter, lift, read, score, serve
from multifidus.terminal.command import FAILED, complain

WRONG_CALL = 2
MADE = 100_000  # objects; an assessment makes some eighty thousand


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 when all went well, 1 when something could not be done, 2 for a wrong call."""
    _seldom_tidy()
    given = parser().parse_args(arguments)
    if given.version:
        print(f"multifidus {__version__}, tables of {shipped().edition}")
        return 0
    if given.command is None:
        parser().print_help()
        return WRONG_CALL
    try:
        return int(given.run(given))
    except MultifidusError as error:
        complain(error)
        return FAILED
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:  # somebody reads only the first lines, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


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
