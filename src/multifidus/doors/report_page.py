"""A report's grid as a table of a page: a row for each level, a column for each structure."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from multifidus.doors.report_text import by_structure, heading, rows
from multifidus.findings.notes.report.grid import Grid

NOTHING = '<span class="quiet" aria-label="not told">·</span>'


def grid_page(grid: Grid) -> Iterator[str]:
    """The table as HTML; nothing where the grid is empty."""
    if not grid:
        return
    cells = {level: dict(by_structure(entries)) for level, entries in rows(grid)}
    structures = list(dict.fromkeys(structure for row in cells.values() for structure in row))
    yield f'<h2>{escape(heading(grid))}</h2>\n<div class="wide" tabindex="0"><table class="grid">'
    named = "".join(f'<th scope="col">{one}</th>' for one in ("Level", *structures))
    yield f"<thead><tr>{named}</tr></thead>"
    yield "<tbody>"
    for level, row in cells.items():
        told = "".join(f"<td>{escape(row[one]) if one in row else NOTHING}</td>" for one in structures)
        yield f'<tr><th scope="row">{escape(level)}</th>{told}</tr>'
    yield "</tbody></table></div>"
    for told, words in (("Levels counted", grid.counting), ("Compared with", grid.compared_with)):
        if words:
            yield f'<p class="quiet">{told}: {escape(words)}</p>'
