"""A report's grid in lines for a terminal: each level with what is seen there, structure by structure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from multifidus.doors.spoken import Voice
from multifidus.findings.notes.report.cells import cell
from multifidus.findings.notes.report.entries import Entry
from multifidus.findings.notes.report.grid import Grid

WHOLE = "spine"  # where a level would stand, for what is said of none
MODALITIES = {"mri": "MRI", "ct": "CT", "xray": "plain film", "ultrasound": "ultrasound", "scan": "bone scan"}
LEVEL, STRUCTURE = 8, 13  # widths


def speak_grid(grid: Grid, voice: Voice) -> Iterator[str]:
    """The lines of a grid; none where it is empty."""
    if not grid:
        return
    yield ""
    yield voice.paint(heading(grid), "1")
    for level, entries in rows(grid):
        first = level
        for structure, told in by_structure(entries):
            lines = textwrap.wrap(told, voice.width - LEVEL - STRUCTURE - 4)
            yield f"  {voice.paint(f'{first:<{LEVEL}}', '1')}{structure:<{STRUCTURE}}{lines[0]}"
            yield from (" " * (LEVEL + STRUCTURE + 2) + line for line in lines[1:])
            first = ""
    for told, words in (("levels counted", grid.counting), ("compared with", grid.compared_with)):
        if words:
            yield voice.wrap(f"{told}: {words}", indent="  ")


def heading(grid: Grid) -> str:
    """What a grid is headed with: the kind of picture."""
    kind = MODALITIES.get(grid.modality or "")
    return f"Report by level ({kind})" if kind else "Report by level"


def rows(grid: Grid) -> Iterator[tuple[str, Sequence[Entry]]]:
    """What is said of no level first, as it is read first; then each level with its entries, from the head down."""
    if grid.spine:
        yield WHOLE, grid.spine
    for row in grid.levels:
        yield row.level, row.entries


def by_structure(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Each structure of a level with its entries in short words."""
    for structure in dict.fromkeys(entry.structure for entry in entries):
        yield structure.replace("_", " "), cell(one for one in entries if one.structure == structure)
