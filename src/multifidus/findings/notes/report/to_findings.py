"""What a grid says in the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from multifidus.findings.notes.report.entries import Entry
from multifidus.findings.notes.report.grid import Grid
from multifidus.findings.notes.report.levels import LUMBAR
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.terms import Finding, Side

HERNIATED = ("protrusion", "extrusion", "sequestration", "herniation")
HERNIATION_AT = {
    "L5/S1": "herniation_level_l5_s1",
    "L4/5": "herniation_level_l4_l5",
    "L3/4": "herniation_level_l2_l4",
    "L2/3": "herniation_level_l2_l4",
}
GRADES = {("slip", "anterolisthesis"): "meyerding_grade", ("disc", "degeneration"): "mri_pfirrmann_grade"}
SCALED = {"mri_pfirrmann_grade": "pfirrmann"}  # whose scale has to be named: a slip is graded by Meyerding's alone
FRESH_LINE = "mri_fracture_line"
PRESENT, ABSENT = "present", "absent"
NORMAL = "normal"


def findings_of(grid: Grid, lexicon: Lexicon) -> list[Finding]:
    """The findings that a grid tells of, each once: what is there, and what is denied of the whole lumbar spine."""
    there: dict[str, list[Entry]] = {}
    denied: dict[str, list[Entry]] = {}
    for entry in grid.entries():
        told = there if entry.standing == PRESENT else denied if entry.standing == ABSENT else {}
        for finding in said_by(entry, grid):
            told.setdefault(finding, []).append(entry)
    found = [_finding(one, entries, lexicon, value=True) for one, entries in there.items()]
    by_normal = _denied_by_normal(lexicon, grid)
    for entry in grid.entries():
        if entry.kind == NORMAL:
            for finding in by_normal:
                denied.setdefault(finding, []).append(entry)
    normal = {row.level for row in grid.levels for entry in row.entries if entry.kind == NORMAL}
    for one, entries in denied.items():
        levels = {entry.level for entry in entries}
        if one not in there and (None in levels or set(LUMBAR) <= levels | normal):
            found.append(_finding(one, entries, lexicon, value=False))
    return [*found, *_herniations(grid), *_grades(grid, lexicon)]


def _denied_by_normal(lexicon: Lexicon, grid: Grid) -> list[str]:
    """What a level without a fault does not have: the things of a segment that can be said to be normal."""
    rows = [row for row in lexicon.report.payloads if row.at == "segment" and NORMAL in row.heads]
    of_picture = f"{grid.modality or 'mri'}_"
    return list(dict.fromkeys(one for row in rows for one in row.denies if one.startswith(of_picture)))


def with_grid(findings: Sequence[Finding], grid: Grid, lexicon: Lexicon) -> list[Finding]:
    """Findings with those of the grid that they lack; the grid tells at which level a disc is herniated."""
    if not grid:
        return list(findings)
    told = {finding.id: finding for finding in findings_of(grid, lexicon)}
    at_levels = any(one in told for one in HERNIATION_AT.values())
    kept: list[Finding] = []
    for finding in findings:
        of_level = finding.id in HERNIATION_AT.values()
        other = told.get(finding.id)
        if at_levels and of_level and other is None:
            continue
        if other is not None and (of_level or (other.value is True and finding.value is False)):
            kept.append(told.pop(finding.id))
            continue
        told.pop(finding.id, None)
        kept.append(finding)
    return [*kept, *told.values()]


def said_by(entry: Entry, grid: Grid) -> tuple[str, ...]:
    """The findings of an entry; a fracture without oedema at its level is no fresh one."""
    if FRESH_LINE not in entry.findings or entry.age is not None or entry.standing != PRESENT:
        return entry.findings
    row = next((row for row in grid.levels if row.level == entry.level), None)
    beside = row.entries if row else ()
    oedema = {one.standing for one in beside if (one.structure, one.kind) == ("marrow", "oedema")}
    return tuple(one for one in entry.findings if one != FRESH_LINE) if oedema == {ABSENT} else entry.findings


def _herniations(grid: Grid) -> Iterator[Finding]:
    by_id: dict[str, list[Entry]] = {}
    for row in grid.levels:
        for entry in row.entries:
            if entry.structure == "disc" and entry.kind in HERNIATED and entry.standing == PRESENT and entry.findings:
                finding = HERNIATION_AT.get(row.level)
                if finding:
                    by_id.setdefault(finding, []).append(entry)
    for finding, entries in by_id.items():
        first = entries[0]
        yield Finding(finding, True, _side(entries), "note", quote=first.quote, start=first.start, end=first.end)


def _grades(grid: Grid, lexicon: Lexicon) -> Iterator[Finding]:
    """The highest grade told on each scale, where the scale has it."""
    worst: dict[str, Entry] = {}
    for entry in grid.entries():
        scale = GRADES.get((entry.structure, entry.kind))
        if scale is None or entry.grade is None or entry.standing != PRESENT:
            continue
        if SCALED.get(scale, "") in entry.quote.lower() and entry.grade <= _highest(scale, lexicon):
            before = worst.get(scale)
            worst[scale] = entry if before is None or (before.grade or 0.0) < entry.grade else before
    for scale, entry in worst.items():
        yield Finding(scale, entry.grade or 0.0, None, "note", quote=entry.quote, start=entry.start, end=entry.end)


def _highest(scale: str, lexicon: Lexicon) -> float:
    return float(lexicon.vocabulary[scale].values.rpartition("-")[2])


def _finding(finding: str, entries: Sequence[Entry], lexicon: Lexicon, *, value: bool) -> Finding:
    first = next((one for one in entries if one.side), entries[0])
    side = _side(entries) if value and lexicon.vocabulary[finding].sided else None
    return Finding(finding, value, side, "note", quote=first.quote, start=first.start, end=first.end)


def _side(entries: Iterable[Entry]) -> Side | None:
    sides = {entry.side for entry in entries if entry.side}
    if not sides:
        return None
    return "both" if len(sides) > 1 else sides.pop()
