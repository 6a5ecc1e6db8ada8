"""From a file to findings: clinic notes and a person's own words (.txt), structured cases (.toml, .json)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from multifidus.errors import InputError
from multifidus.findings.case_file import read_case
from multifidus.findings.notes import read_note
from multifidus.findings.notes.readers import Reader, read_also
from multifidus.knowledge import Knowledge
from multifidus.terms import Findings, Scored, Setting, Unread

if TYPE_CHECKING:
    from multifidus.findings.lifting.overload import ToldLift

LARGEST_BYTES = 10_000_000  # a life in notes is shorter; crowded with findings this takes a minute and 0.6 GB
CASES = {".toml": "toml", ".json": "json"}
STANDARD_INPUT = "-"
NO_OTHERS: Mapping[str, Reader] = MappingProxyType({})
WIDE = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class FromFile:
    """What one file tells about one person."""

    name: str
    findings: Findings
    setting: Setting | None = None  # as the file says, None when it does not
    concerns_back: bool = True
    unread: tuple[Unread, ...] = ()
    questionnaires: tuple[Scored, ...] = ()
    lifts: tuple[ToldLift, ...] = ()


def read_file(
    name: str,
    content: bytes,
    knowledge: Knowledge,
    *,
    readers: Mapping[str, Reader] = NO_OTHERS,
    licensed: frozenset[str] | None = None,
) -> FromFile:
    """The findings in the bytes of a file called `name`; its ending tells a case from a text.

    `readers` are other readers of text that are heard beside ours, `licensed` the questionnaires whose licence is
    switched on (as the environment says when None). Raises InputError, naming the file and the
    remedy, for what is neither a case nor a text.
    """
    text = text_of(name, content)
    kind = kind_of(name, text)
    if kind:
        case = read_case(text, kind, name=name, knowledge=knowledge, licensed=licensed)
        return FromFile(name, case.findings, case.setting, questionnaires=case.questionnaires, lifts=case.lifts)
    understood = read_also(read_note(text, knowledge), text, knowledge, readers)
    return FromFile(name, understood.findings, understood.setting, understood.concerns_back, understood.unread)


def open_file(name: str) -> bytes:
    """The bytes of a file; raises InputError when there is no such file, or it cannot be read."""
    path = Path(name)
    if path.is_dir():
        raise InputError(
            where=name, problem="a folder, not a file", remedy=f"name the files in it: {name.rstrip('/')}/*.txt"
        )
    try:
        if path.stat().st_size > LARGEST_BYTES:  # not read at all: it may not fit into memory
            raise _too_large(name)
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(where=name, problem="no such file", remedy="check the name and the folder") from None
    except OSError as error:
        raise InputError(
            where=name, problem=f"cannot be read ({error.strerror})", remedy="check its permissions"
        ) from None


def kind_of(name: str, text: str) -> str | None:
    """Which kind of case a file holds, "toml" or "json"; None for a text."""
    if name == STANDARD_INPUT and text.lstrip()[:1] == "{":
        return "json"
    return CASES.get(Path(name).suffix.lower())


def text_of(name: str, content: bytes) -> str:
    """The bytes of a file as text; raises InputError for what is too large, empty, or no text."""
    if len(content) > LARGEST_BYTES:
        raise _too_large(name)
    if content[:2] in WIDE:  # as some editors save "Unicode"
        text = content.decode("utf-16", errors="replace")
    elif b"\x00" in content[:4096]:
        raise _no_text(name)
    else:
        text = _narrow(name, content)
    if not text.strip():
        raise InputError(where=name, problem="empty", remedy="write what hurts, since when, and where it goes")
    return text


def _narrow(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    text = content.decode("cp1252", errors="replace")
    odd = sum(sign == "\ufffd" or not (sign.isprintable() or sign.isspace()) for sign in text[:4096])
    if odd > len(text[:4096]) // 20:
        raise _no_text(name)
    return text


def _too_large(name: str) -> InputError:
    limit = LARGEST_BYTES // 1_000_000
    return InputError(
        where=name,
        problem=f"larger than {limit} MB, which no person's notes are, and which would take minutes to read",
        remedy="one file is one person's notes; split it",
    )


def _no_text(name: str) -> InputError:
    return InputError(where=name, problem="not a text file", remedy="save the note as plain text (.txt) in UTF-8")
