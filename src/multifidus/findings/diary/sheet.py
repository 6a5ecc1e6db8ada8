"""The diary as a table for spreadsheets (CSV), out and in: one line a spasm, the same columns for ever.

Going out, what a spreadsheet would take for a formula gets an apostrophe before it, which coming in takes away again.
Coming in, comma, semicolon or tab part the cells, a decimal comma is a point, and a line that cannot be read is told
with its number while the others are kept.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from uuid import UUID, uuid5

from multifidus.errors import InputError
from multifidus.findings.diary.episode import WINDOWS, Episode, content_of, episode_of
from multifidus.foreign import FORMULA, MARK
from multifidus.knowledge import Knowledge

COLUMNS = ("began", "minutes", "worst", "side", "here", "day_before", "two_days_before", "medicine", "note")
NONE = "none"  # nothing of the list, where an empty cell is: not asked, or not remembered
GUARDED = (*FORMULA, MARK)  # the apostrophe itself too, so that it comes back
LARGEST = 5_000_000  # bytes
MOST_LINES = 20_000
LONGEST_CELL = 10_000
SENT_AS = UUID("6a1f2ddc-3d53-5b0e-9a0e-5a4f3d1c7e10")  # the space of names of what is read from a sheet
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})[ ,T]+(\d{1,2}:\d{2}(?::\d{2})?)")


@dataclass(frozen=True, slots=True)
class Refused:
    """One line of a sheet that was not taken, and what to do about it."""

    line: int
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet holds: spasms by the line they stand on, lines that were refused, columns that mean nothing here."""

    episodes: tuple[tuple[int, Episode], ...]
    refused: tuple[Refused, ...]
    ignored: tuple[str, ...]


def written(episodes: Iterable[Episode]) -> str:
    """The diary as CSV, the oldest spasm first, every cell in quotes."""
    text = io.StringIO(newline="")
    sheet = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    sheet.writerow(COLUMNS)
    for episode in sorted(episodes, key=lambda one: one.began):
        sheet.writerow([_out(cell) for cell in _cells(episode)])
    return text.getvalue()


def read(content: bytes, knowledge: Knowledge, *, zone: tzinfo, name: str) -> Sheet:
    """The spasms in the bytes of a CSV file; times without a time zone are those of `zone`.

    Equal lines are one spasm. Raises InputError for what is no such table at all.
    """
    rows = _rows(content, name)
    head = [cell.strip().lower() for cell in next(rows, (0, []))[1]]
    if "began" not in head:
        raise InputError(
            where=name,
            problem="no column called began",
            remedy=f"the first line names the columns: {', '.join(COLUMNS)}",
        )
    if len(set(head) & set(COLUMNS)) < sum(one in COLUMNS for one in head):
        raise InputError(where=name, problem="a column stands twice", remedy="keep one of the two")
    found: dict[UUID, tuple[int, Episode]] = {}
    refused: list[Refused] = []
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        try:
            episode = _episode(dict(zip(head, cells, strict=False)), len(cells) > len(head), knowledge, zone)
        except InputError as fault:
            place = fault.where.removeprefix("line").strip(", ")
            refused.append(Refused(line, f"{place}: {fault.problem}" if place else fault.problem, fault.remedy))
        else:
            found.setdefault(sent_as(episode), (line, episode))
    ignored = tuple(dict.fromkeys(one[:40] for one in head if one and one not in COLUMNS))
    return Sheet(tuple(found.values()), tuple(refused), ignored)


def sent_as(episode: Episode) -> UUID:
    """A name drawn from all that a spasm tells: the same spasm has the same, whoever reads it and however often."""
    told = content_of(episode) | {"began": episode.began.astimezone(UTC).isoformat()}
    told |= told.pop("before")
    # What nobody told is left out, so that a diary which one day asks for more does not rename what it holds.
    told = {name: value for name, value in told.items() if value is not None}
    return uuid5(SENT_AS, json.dumps(told, sort_keys=True, ensure_ascii=False))


def not_yet_kept(sheet: Sheet, kept: Iterable[Episode]) -> tuple[tuple[int, Episode], ...]:
    """The spasms of a sheet that a diary does not hold yet, whatever way the others came into it."""
    names = {sent_as(episode) for episode in kept}
    return tuple(one for one in sheet.episodes if sent_as(one[1]) not in names)


def _cells(episode: Episode) -> list[str]:
    told = content_of(episode)
    told |= {window: _listed(told["before"][window]) for window in WINDOWS}
    return ["" if told[column] is None else str(told[column]) for column in COLUMNS]


def _listed(ticked: list[str] | None) -> str | None:
    return None if ticked is None else " ".join(ticked) or NONE


def _out(cell: str) -> str:
    return MARK + cell if cell.startswith(GUARDED) else cell


def _in(cell: str) -> str:
    return cell[1:] if cell.startswith(MARK) and cell[1:].startswith(GUARDED) else cell


def _rows(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that is not empty, and the number of the line on which it begins."""
    if len(content) > LARGEST:
        raise InputError(where=name, problem=f"larger than {LARGEST // 1_000_000} MB", remedy="send it in parts")
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # as older spreadsheets save it
    reading = csv.reader(io.StringIO(text, newline=""), delimiter=_parted_by(text))
    line = 1
    try:
        for number, cells in enumerate(reading):
            if number > MOST_LINES:
                raise InputError(where=name, problem=f"more than {MOST_LINES} lines", remedy="send it in parts")
            yield line, cells
            line = reading.line_num + 1
    except csv.Error:
        raise InputError(
            where=f"{name}, line {line}", problem="this is no table", remedy="save it as CSV with quotes around words"
        ) from None


def _parted_by(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _episode(row: Mapping[str, str], longer: bool, knowledge: Knowledge, zone: tzinfo) -> Episode:
    if longer:
        raise InputError(where="line", problem="more cells than columns", remedy="put words with commas into quotes")
    if any(len(cell) > LONGEST_CELL for cell in row.values()):
        raise InputError(where="line", problem="a cell that is too long", remedy="say it shorter")
    cell = {column: _in(row.get(column, "")) for column in COLUMNS}
    return episode_of(
        {
            "began": _began(cell["began"].strip(), zone),
            "minutes": _number(cell["minutes"].strip(), "minutes"),
            "worst": _number(cell["worst"].strip(), "worst"),
            "side": cell["side"].strip().lower() or None,
            "before": {window: _ticked(cell[window]) for window in WINDOWS},
            "medicine": cell["medicine"] or None,
            "note": cell["note"] or None,
        },
        knowledge,
        "line",
    )


def _began(cell: str, zone: tzinfo) -> str | None:
    german = GERMAN.fullmatch(cell)
    if german:
        day, month, year, time = german.groups()
        cell = f"{year}-{int(month):02}-{int(day):02} {time.zfill(len(time) + (time[1] == ':'))}"
    try:
        began = datetime.fromisoformat(cell)
    except ValueError:
        return cell or None
    return (began if began.utcoffset() is not None else began.replace(tzinfo=zone)).isoformat()


def _number(cell: str, column: str) -> Any:
    if not cell:
        return None
    if not NUMBER.fullmatch(cell) or len(cell) > 20:
        raise InputError(where=f"line, {column}", problem="no number", remedy="write a number alone, as in 30")
    value = float(cell.replace(",", "."))
    return int(value) if value == int(value) else value


def _ticked(cell: str) -> list[str] | None:
    words = cell.replace(",", " ").replace(";", " ").split()
    return None if not words else [] if words == [NONE] else words
