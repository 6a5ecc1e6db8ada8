"""An entry, and a cell of the grid, in short words: "broad-based bulge, left foraminal 4 mm"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from multifidus.findings.notes.report.entries import Entry
from multifidus.findings.notes.report.grid import Grid

SIDES = {"left": "left", "right": "right", "both": "bilateral"}
AS_A_WORD = {"both": "bilateral"}
STANDS = {"absent": "no ", "doubted": "possible ", "present": ""}


def words_of(entry: Entry) -> str:
    """One entry in short words, without its structure and level."""
    named = "normal" if entry.kind == "normal" else entry.kind.replace("_", " ")
    before = [entry.age, entry.degree, entry.shape]
    where = " ".join(word for word in (SIDES.get(entry.side or ""), entry.zone) if word)
    if entry.structure != "disc":
        before, where = [*before, where], ""
    told = STANDS[entry.standing] + " ".join([*(word for word in before if word), named])
    size = [f"{entry.mm:g} mm" if entry.mm is not None else "", f"{entry.percent:g} %" if entry.percent else ""]
    grade = f"grade {entry.grade:g}" if entry.grade is not None else ""
    behind = " ".join(word for word in (where, *size, grade) if word)
    return ", ".join(word for word in (told, behind, entry.comparison) if word)


def cell(entries: Iterable[Entry]) -> str:
    """The entries of one structure at one level; what is denied is left out where something is there."""
    told = list(entries)
    there = [entry for entry in told if entry.standing != "absent"]
    return "; ".join(dict.fromkeys(words_of(entry) for entry in there or told))


def table(grid: Grid) -> tuple[Sequence[str], list[tuple[str, ...]]]:
    """The structures that a grid has, and its rows: each level with a cell for each structure."""
    structures = list(dict.fromkeys(entry.structure for row in grid.levels for entry in row.entries))
    rows = [
        (row.level, *(cell(one for one in row.entries if one.structure == structure) for structure in structures))
        for row in grid.levels
    ]
    return structures, rows
