"""What was read from a text as a JSON object."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from multifidus.doors.contract import finding_data
from multifidus.findings.notes import Passage, Understood
from multifidus.findings.notes.report.entries import Entry
from multifidus.findings.notes.report.grid import Grid


def reading_data(understood: Understood, *, file: str, edition: str) -> dict[str, Any]:
    """The object for one text; every `start` and `end` counts characters of the text as given."""
    return {
        "file": file,
        "edition": edition,
        "setting": understood.setting,
        "concerns_back": understood.concerns_back,
        "findings": [finding_data(finding) for finding in understood.findings.all()],
        "report": grid_data(understood.grid) if understood.grid else None,
        "passages": [_passage(passage) for passage in understood.passages],
        "unread": [
            {"reason": one.reason, "quote": one.quote, "start": one.start, "end": one.end} for one in understood.unread
        ],
    }


def grid_data(grid: Grid) -> dict[str, Any]:
    """The object for a report: every level with its entries, from the head down, and what is said of none."""
    return {
        "modality": grid.modality,
        "levels": [{"level": row.level, "entries": [_entry(one) for one in row.entries]} for row in grid.levels],
        "spine": [_entry(one) for one in grid.spine],
        "counting": grid.counting,
        "compared_with": grid.compared_with,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    """What is told of one structure; what the report leaves open is left out."""
    told = {
        field.name: getattr(entry, field.name)
        for field in fields(entry)
        if field.name not in ("level", "findings", "again")
    }
    return {name: value for name, value in told.items() if value is not None} | {"findings": list(entry.findings)}


def _passage(passage: Passage) -> dict[str, Any]:
    told: dict[str, Any] = {"stands": passage.stands, "finding": passage.finding, "side": passage.side}
    if passage.value is not None:
        told["value"] = passage.value
    if passage.why is not None:
        told["why"] = passage.why
    return told | {"quote": passage.quote, "start": passage.start, "end": passage.end}
