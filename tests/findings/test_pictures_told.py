"""What sentences of radiology reports say and do not say: level, size, age, grade, place, and which picture it was."""

import pytest

from multifidus.doors.report_text import rows
from multifidus.findings.notes import read_note
from multifidus.findings.notes.report.cells import words_of
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()


def read(text):
    return read_note(text, KNOWLEDGE)


def told(text):
    return {(one.level, one.structure, words_of(one)) for one in read(text).grid.entries()}


def states(text, finding):
    found = read(text).findings.get(finding)
    return None if found is None else found.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At the L2-3 level there is a 3-4mm left protrusion.", {("L2/3", "disc", "protrusion, left 4 mm")}),
        ("L3-4: 4-5 mm extrusion.", {("L3/4", "disc", "extrusion, 5 mm")}),
        (
            "Bulges at L2-3, 3-4 and 4-5.",
            {("L2/3", "disc", "bulge"), ("L3/4", "disc", "bulge"), ("L4/5", "disc", "bulge")},
        ),
        (
            "T12 shows 40% loss of height with no high T2 signal.",
            {("T12", "vertebra", "fracture, 40 %"), ("T12", "marrow", "no oedema")},
        ),
        (
            "L1: compression fracture with low T1 and high T2 signal.",
            {("L1", "vertebra", "compression fracture"), ("L1", "marrow", "oedema")},
        ),
        (
            "Compression fracture of the T1 and T2 vertebrae.",
            {("T1", "vertebra", "compression fracture"), ("T2", "vertebra", "compression fracture")},
        ),
        ("A T1 and T2 hyperintense haemangioma lies in L3.", {("L3", "marrow", "haemangioma")}),
        (
            "L4-5: High T2 signal in the posterior disc, in keeping with an annular tear.",
            {("L4/5", "disc", "fissure")},
        ),
        ("L4-5: Modic type 1 change with low T1 and high T2 signal.", {("L4/5", "endplate", "modic 1")}),
    ],
)
def test_a_size_and_a_sequence_are_no_levels_and_a_bright_disc_no_oedema_of_bone(text, expected):
    assert told(f"MRI lumbar spine. {text}") == expected


@pytest.mark.parametrize(
    ("text", "expected", "fracture"),
    [
        ("Old, healed inferior end plate fracture of L1 with 25% height loss.", "old fracture, 25 %", None),
        ("Compression fracture of T12 new since the prior.", "compression fracture, new", True),
        ("Wedge fracture of L2, new compared with the previous film.", "compression fracture, new", True),
        ("Prior compression fracture of L1.", "old compression fracture", None),
        ("Previous wedge fracture of L3, unchanged from the prior study.", "old compression fracture, unchanged", None),
    ],
)
def test_prior_is_the_age_of_a_fracture_or_the_name_of_the_picture_before(text, expected, fracture):
    assert {words for _, _, words in told(f"CT lumbar spine. {text}")} == {expected}
    assert states(f"CT lumbar spine. {text}", "ct_fracture") is fracture


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Loss of height of the L5 disc.", "L5"),
        ("The L4-5 disc shows loss of height.", "L4/5"),
        ("The L5-S1 disc is degenerate, with loss of height.", "L5/S1"),
    ],
)
def test_loss_of_height_of_a_disc_breaks_no_vertebra(text, level):
    assert (level, "disc_height", "loss") in told(f"XR lumbar spine. {text}")
    assert states(f"XR lumbar spine. {text}", "xray_fracture") is None


@pytest.mark.parametrize(
    ("text", "finding", "grade"),
    [
        ("Grade 1 anterolisthesis of L4 on L5 of 4 mm. Grade II spondylolisthesis L5 on S1.", "meyerding_grade", 2),
        ("No anterolisthesis. L4-5: Modic type 2 change.", "meyerding_grade", None),
        ("L4-5: Pfirrmann grade 4 disc degeneration.", "mri_pfirrmann_grade", 4),
        ("L4-5: disc degeneration of grade 4.", "mri_pfirrmann_grade", None),
    ],
)
def test_a_grade_is_kept_on_the_scale_that_it_belongs_to(text, finding, grade):
    assert states(f"MRI lumbar spine. {text}", finding) == grade


def test_how_levels_were_counted_stands_without_its_heading_and_counts_as_understood():
    reading = read("MRI LUMBAR SPINE\nFINDINGS: There are five lumbar type vertebrae; the last is L5. L4-5: bulge.")

    assert reading.grid.counting == "There are five lumbar type vertebrae; the last is L5."
    assert not [one for one in reading.unread if "lumbar type" in one.quote]


def test_what_is_said_of_the_whole_spine_stands_above_the_levels():
    reading = read("MRI lumbar spine. L4-5: disc bulge. No fracture.")

    assert [level for level, _ in rows(reading.grid)] == ["spine", "L4/5"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "L4-5: left foraminal stenosis, which is moderate compared with the right.",
            {("L4/5", "foramen", "moderate left stenosis")},
        ),
        ("L4-5: bulge, larger to the left.", {("L4/5", "disc", "bulge, left")}),
        ("L5-S1: disc bulge slightly more marked on the right.", {("L5/S1", "disc", "bulge, right")}),
        ("L4-5: bilateral foraminal stenosis, worse on the left.", {("L4/5", "foramen", "bilateral stenosis")}),
        ("L4-5: degenerative changes of the facet joints.", {("L4/5", "facet", "arthropathy")}),
        ("L4-5: The canal is grossly patent.", {("L4/5", "canal", "no stenosis")}),
    ],
)
def test_a_side_that_is_compared_has_no_degree_and_a_disc_leans_to_one(text, expected):
    assert told(f"MRI lumbar spine. {text}") == expected
