"""What was read from a text as a JSON object."""

from __future__ import annotations

from typing import Any

from multifidus.doors.contract import finding_data
from multifidus.findings.notes import Passage, Reading


def reading_data(reading: Reading, *, file: str, edition: str) -> dict[str, Any]:
    """The object for one text; every `start` and `end` counts characters of the text as given."""
    return {
        "file": file,
        "edition": edition,
        "setting": reading.setting,
        "concerns_back": reading.concerns_back,
        "findings": [finding_data(finding) for finding in reading.findings.all()],
        "passages": [_passage(passage) for passage in reading.passages],
        "unread": [
            {"reason": one.reason, "quote": one.quote, "start": one.start, "end": one.end} for one in reading.unread
        ],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    told: dict[str, Any] = {"stands": passage.stands, "finding": passage.finding, "side": passage.side}
    if passage.value is not None:
        told["value"] = passage.value
    if passage.why is not None:
        told["why"] = passage.why
    return told | {"quote": passage.quote, "start": passage.start, "end": passage.end}
