"""What every command has: its name with help and an example, its options, and where it complains."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from multifidus.errors import InputError, MultifidusError
from multifidus.foreign import fit
from multifidus.terms import SETTINGS

if TYPE_CHECKING:
    from multifidus.findings.notes.readers import Reader
    from multifidus.knowledge import Knowledge

FAILED = 1
COUNTRY = "MULTIFIDUS_COUNTRY"  # in the environment


def add_command(
    commands: Any, name: str, told: str, run: Callable[[argparse.Namespace], int] | None, example: str
) -> argparse.ArgumentParser:
    """The parser of a new command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=told,
        description=told[0].upper() + told[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def add_formats(parser: argparse.ArgumentParser, *formats: str) -> None:
    """The option `--format`; the first is the default."""
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"default: {formats[0]}")


def add_setting(parser: argparse.ArgumentParser) -> None:
    """The option `--setting`."""
    parser.add_argument(
        "--setting", choices=SETTINGS, help="where the person is seen; default: as the file says, else primary"
    )


def add_country(parser: argparse.ArgumentParser) -> None:
    """The option `--country`."""
    parser.add_argument(
        "--country",
        metavar="GB",
        help=f"where the person is, in two letters: whom to call in an emergency; default: ${COUNTRY}",
    )


def country_of(given: argparse.Namespace, knowledge: Knowledge) -> str | None:
    """The country asked for, or that of the environment. Raises InputError where its number is not known."""
    from multifidus.actions.tonight.emergency_number import emergency_number

    country: str | None = given.country or os.environ.get(COUNTRY) or None
    emergency_number(country, knowledge)  # refused before anything is read
    return country


def add_readers(parser: argparse.ArgumentParser) -> None:
    """The option `--reader`, which may be given several times."""
    parser.add_argument(
        "--reader",
        action="append",
        default=[],
        metavar="MODULE:FUNCTION",
        help="another reader of text beside ours (docs/reading.md); its quotes have to stand in the text",
    )


def add_licensed(parser: argparse.ArgumentParser) -> None:
    """The option `--licensed`, which may be given several times."""
    parser.add_argument(
        "--licensed",
        action="append",
        default=[],
        metavar="QUESTIONNAIRE",
        help="a questionnaire that you hold the licence for (or MULTIFIDUS_LICENSED=..., parted by commas)",
    )


def licensed_of(given: argparse.Namespace) -> frozenset[str]:
    """The questionnaires whose licence is switched on."""
    from multifidus.findings.questionnaires import licensed_here

    return licensed_here(given.licensed)


def readers_of(given: argparse.Namespace) -> Mapping[str, Reader]:
    """The readers asked for, by name. Raises InputError for one that cannot be loaded."""
    if not given.reader:
        return {}
    from multifidus.findings.notes.readers import load_reader

    return {name: load_reader(name) for name in given.reader}


def content_of(name: str) -> bytes:
    """The bytes of a file, or of standard input for "-". Raises InputError for what cannot be read."""
    from multifidus.findings.files import STANDARD_INPUT, open_file

    return sys.stdin.buffer.read() if name == STANDARD_INPUT else open_file(name)


def write_out(name: str, content: bytes) -> None:
    """Writes a file that was asked for. Raises InputError where that cannot be."""
    try:
        Path(name).write_bytes(content)
    except OSError as error:
        raise InputError(
            where=name,
            problem=f"cannot be written ({error.strerror})",
            remedy="name a file in a folder that exists and that you may write to",
        ) from None


def apart(out: Mapping[str, str | None], read: Iterable[str | None]) -> None:
    """Refuses an output, by its option, that is one of the files read, or another output. Raises InputError."""
    taken = {_place(name): "it is read, and would be written over" for name in read if name}
    for option, name in out.items():
        if not name:
            continue
        if place := next((one for one in taken if one == _place(name) or _same(one, name)), None):
            raise InputError(where=f"{option} {fit(name)}", problem=taken[place], remedy="name another file")
        taken[_place(name)] = "something else is to be written there as well"


def _place(name: str) -> str:
    return os.path.realpath(name)


def _same(one: str, other: str) -> bool:
    """Whether two names stand for one file, as hard links and disks that know no capitals make it."""
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def complain(error: MultifidusError) -> None:
    """An error told to whoever called, in one line."""
    print(f"multifidus: {error}", file=sys.stderr)


def on_terminal() -> bool:
    """Whether somebody looks at what is printed, and wants colour."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
