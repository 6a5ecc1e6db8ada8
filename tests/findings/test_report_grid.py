"""Radiology reports as a grid: synthetic reports in many styles, each beside the grid that a radiologist would draw.

The files `unseen_*` were written before the reader was tuned and it was not tuned to them; `seen_*` it was.
"""

import csv
from pathlib import Path

import pytest

from multifidus.findings.notes.reading import parsed_of
from multifidus.findings.notes.report.cells import cell, table, words_of
from multifidus.findings.notes.report.grid import grid_of
from multifidus.findings.notes.wording.lexicon import lexicon_of
from multifidus.knowledge import shipped

REPORTS = Path(__file__).parent / "reports"
LEXICON = lexicon_of(shipped())


def grid(text):
    parts, parsed = parsed_of(text, LEXICON)
    return grid_of(parsed, parts, LEXICON, text)


def expected(path):
    rows = list(csv.DictReader(path.with_suffix(".csv").read_text(encoding="utf-8").splitlines()))
    there = [tuple(row.values())[:5] for row in rows if row["standing"] == "present"]
    absent = [tuple(row.values())[:3] for row in rows if row["standing"] == "absent"]
    return set(there), set(absent)


def read(path):
    entries = list(grid(path.read_text(encoding="utf-8")).entries())
    there = {
        (one.level or "", one.structure, one.kind, one.side or "", one.degree or "")
        for one in entries
        if one.standing != "absent"
    }
    return there, {(one.level or "", one.structure, one.kind) for one in entries if one.standing == "absent"}


def shares(kind):
    """How much of what is expected was read, and how much of what was read is expected: levels, then entries."""
    pairs = [(expected(path)[0], read(path)[0]) for path in sorted(REPORTS.glob(f"{kind}_*.txt"))]
    levels = [({one[0] for one in want} - {""}, {one[0] for one in got} - {""}) for want, got in pairs]
    return [
        (sum(len(want & got) for want, got in both) / sum(len(of[which]) for of in both))
        for both in (levels, pairs)
        for which in (0, 1)
    ]


def test_reports_that_the_reader_was_tuned_to_are_read_nearly_whole():
    levels_found, levels_right, entries_found, entries_right = shares("seen")

    assert levels_found >= 0.95
    assert levels_right >= 0.95
    assert entries_found >= 0.95
    assert entries_right >= 0.95


def test_reports_that_it_was_not_tuned_to_are_read_well():
    levels_found, levels_right, entries_found, entries_right = shares("unseen")

    assert levels_found >= UNSEEN[0]
    assert levels_right >= UNSEEN[1]
    assert entries_found >= UNSEEN[2]
    assert entries_right >= UNSEEN[3]


UNSEEN = (0.95, 0.95, 0.9, 0.9)


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_entry_quotes_the_report_where_it_stands(path):
    text = path.read_text(encoding="utf-8")

    for entry in grid(text).entries():
        assert text[entry.start : entry.end] == entry.quote


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_that_a_report_says_is_there_is_read_as_absent(path):
    there, _ = expected(path)
    entries = [one for one in grid(path.read_text(encoding="utf-8")).entries() if one.standing == "absent"]
    denied = {(one.level or "", one.structure, one.kind) for one in entries if one.side is None and one.degree is None}

    assert not {one[:3] for one in there} & denied


def test_levels_run_down_the_spine_and_their_rows_are_short_words():
    read = grid(
        "MRI lumbar spine. L5-S1: normal. L4-5: broad-based disc bulge, 4 mm left foraminal protrusion. Conus normal."
    )
    structures, rows = table(read)

    assert read.modality == "mri"
    assert [row[0] for row in rows] == ["L4/5", "L5/S1"]
    assert rows[0][1 + structures.index("disc")] == "broad-based bulge; protrusion, left foraminal 4 mm"
    assert [words_of(one) for one in read.levels[1].entries] == ["normal"]
    assert cell([]) == ""


def test_how_levels_were_counted_and_what_was_compared_with_are_kept_in_the_words_of_the_report():
    read = grid((REPORTS / "seen_transitional.txt").read_text(encoding="utf-8"))

    assert "sacralisation of L5" in (read.counting or "")
    assert grid((REPORTS / "seen_us_template.txt").read_text()).compared_with == "MRI lumbar spine dated 03/14/2021"
    assert grid((REPORTS / "unseen_us_template.txt").read_text()).compared_with is None


def test_a_text_without_a_picture_has_no_grid():
    assert not grid("55 year old with low back pain into the left leg and numb toes. SLR positive at 40 degrees.")


def told(text):
    return {(one.level, one.structure, words_of(one)) for one in grid(f"MRI lumbar spine. {text}").entries()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Moderate narrowing of the right neural foramen at L5-S1 and mild narrowing of the left.",
            {("L5/S1", "foramen", "moderate right stenosis"), ("L5/S1", "foramen", "mild left stenosis")},
        ),
        (
            "Mild L3-4, moderate L4-5 and severe L5-S1 canal stenosis.",
            {
                ("L3/4", "canal", "mild stenosis"),
                ("L4/5", "canal", "moderate stenosis"),
                ("L5/S1", "canal", "severe stenosis"),
            },
        ),
        (
            "Disc protrusions at L3/4 (central, 3 mm) and L5/S1 (left paracentral).",
            {("L3/4", "disc", "protrusion, central 3 mm"), ("L5/S1", "disc", "protrusion, left paracentral")},
        ),
        (
            "Facet and ligamentum flavum hypertrophy at L4/5.",
            {("L4/5", "facet", "arthropathy"), ("L4/5", "ligamentum", "thickening")},
        ),
        (
            "Disc heights are preserved except at L4-5 where there is moderate loss of height.",
            {("L4/5", "disc_height", "moderate loss"), (None, "disc_height", "no loss")},
        ),
        (
            "Sequestered disc fragment behind the L5 vertebral body, arising from L4-5.",
            {("L4/5", "disc", "sequestration")},
        ),
        ("Grade 2 spondylolisthesis of L5 on S1.", {("L5/S1", "slip", "anterolisthesis, grade 2")}),
        ("L2 through L4 disc bulges.", {("L2/3", "disc", "bulge"), ("L3/4", "disc", "bulge")}),
        ("The left L5 nerve root is compressed at L4/5.", {("L4/5", "root", "left compression")}),
        ("The conus ends at L1.", set()),
        (
            "No herniation, mild canal stenosis at L4/5.",
            {("L4/5", "disc", "no herniation"), ("L4/5", "canal", "mild stenosis")},
        ),
    ],
)  # fmt: skip
def test_each_thing_has_its_own_level_side_and_degree(text, expected):
    assert told(text) == expected


def test_a_contrast_that_was_not_given_denies_nothing():
    read = grid("CT LUMBAR SPINE WITHOUT CONTRAST: L4-5: VACUUM PHENOMENON AND MARGINAL OSTEOPHYTES.")

    assert {one.standing for one in read.entries()} == {"present"}
