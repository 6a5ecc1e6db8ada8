"""A report's grid as a table of a page: each level with what is seen there, structure by structure."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from multifidus.doors.report_text import by_structure, heading, rows
from multifidus.findings.notes.report.grid import Grid

COLUMNS = ("Level", "Structure", "What is seen")


def grid_page(grid: Grid) -> Iterator[str]:
    """The table as HTML; nothing where the grid is empty."""
    if not grid:
        return
    yield f'<h2>{escape(heading(grid))}</h2>\n<div class="wide"><table class="grid">'
    yield "<thead><tr>" + "".join(f'<th scope="col">{one}</th>' for one in COLUMNS) + "</tr></thead>"
    for level, entries in rows(grid):
        told = list(by_structure(entries))
        head = f'<th scope="rowgroup" rowspan="{len(told)}">{escape(level)}</th>'
        lines = [f"<th scope='row'>{escape(one)}</th><td>{escape(words)}</td>" for one, words in told]
        yield f"<tbody><tr>{head}{'</tr><tr>'.join(lines)}</tr></tbody>"
    yield "</table></div>"
    for name, quoted in (("Levels counted", grid.counting), ("Compared with", grid.compared_with)):
        if quoted:
            yield f'<p class="quiet">{name}: {escape(quoted)}</p>'
