"""What a radiology report makes known: the grid knows levels, age and parts where phrases alone would mislead."""

import pytest

from multifidus.findings.notes import read_note
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()


def findings(text):
    return {(one.id, one.value) for one in read_note(text, KNOWLEDGE).findings.all()}


def present(text):
    return {one for one, value in findings(text) if value is True}


def denied(text):
    return {one for one, value in findings(text) if value is False}


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("CT thoracic and lumbar spine. Burst fracture of L1.", "ct_fracture"),
        ("MRI lumbar spine without contrast:\nAcute compression fracture of L1.", "mri_fracture_line"),
        ("CT LUMBAR SPINE\nThere is a burst fracture of L2.", "ct_fracture"),
        ("X-ray lumbar spine.\nHistory: fall.\nWedge fracture of T12.", "xray_fracture"),
        ("MRI lumbar spine and sacroiliac joints. Oedema of both SI joints.", "mri_sacroiliitis"),
        ("MRI lumbar spine. Left L5 pars stress reaction. Right pars defect at L5.", "mri_spondylolysis"),
    ],
)
def test_a_title_that_is_a_plain_sentence_tells_what_was_pictured(text, finding):
    assert finding in present(text)


@pytest.mark.parametrize(
    "text",
    [
        "CT lumbar spine. Bilateral pars fractures at L5.",
        "CT lumbar spine. Old compression fracture of L2.",
        "CT lumbar spine. The L2 compression fracture is unchanged since 2017.",
        "CT lumbar spine. Chronic wedge deformity of T12.",
        "MRI lumbar spine. Compression fracture of T12. There is no marrow oedema at T12.",
        "MRI lumbar spine. Pars oedema on the left at L5.",
        "MRI lumbar spine and sacroiliac joints. Bone marrow oedema of both SI joints.",
    ],
)
def test_pars_sacroiliac_joints_and_old_fractures_are_no_fresh_fracture_of_a_vertebra(text):
    fresh = {"ct_fracture", "mri_fracture_line", "xray_fracture", "mri_vertebral_oedema"}

    assert not fresh & present(text)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("MRI lumbar spine. No epidural collection.", "mri_infection"),
        ("MRI lumbar spine. No epidural abscess.", "clinician_suspects_infection"),
        ("MRI lumbar spine. L4-5: no disc herniation.", "mri_disc_herniation"),
        ("MRI lumbar spine. No severe canal stenosis.", "mri_canal_stenosis"),
        ("CT lumbar spine. No burst fracture.", "ct_fracture"),
        ("MRI lumbar spine. No epidural mass.", "mri_malignancy"),
        ("MRI lumbar spine. No malignancy.", "history_of_cancer"),
    ],
)
def test_denying_a_part_denies_no_whole(text, finding):
    assert finding not in denied(text)


def test_what_is_normal_at_every_level_is_denied_and_at_one_level_is_not():
    every = "MRI lumbar spine.\n" + "\n".join(f"{level}: Unremarkable." for level in LEVELS)

    assert {"mri_disc_herniation", "mri_canal_stenosis"} <= denied(every)
    assert not denied("MRI lumbar spine.\nL1-2: Unremarkable.")
    assert "mri_disc_herniation" in present(f"{every}\nAddendum: L5-S1 disc protrusion on the left.")


LEVELS = ("L1-2", "L2-3", "L3-4", "L4-5", "L5-S1")


def test_a_herniation_has_its_own_level_not_every_level_of_its_sentence():
    text = "MRI lumbar spine. Left L5-S1 disc extrusion and mild disc bulge at L4-5."
    found = {one.id: one.side for one in read_note(text, KNOWLEDGE).findings.all()}

    assert found["herniation_level_l5_s1"] == "left"
    assert "herniation_level_l4_l5" not in found


@pytest.mark.parametrize(
    "text",
    [
        "MRI cervical spine. Impression: C5-6 disc herniation with severe canal stenosis.",
        "Back pain. Assessment: C5-C6 disc herniation. Cervical stenosis.",
    ],
)
def test_a_diagnosis_of_the_neck_is_none_of_the_low_back(text):
    assert not {"diagnosed_disc_herniation", "diagnosed_spinal_stenosis", "mri_disc_herniation"} & present(text)


def test_what_is_dangerous_is_kept_where_a_part_of_it_is_denied():
    text = "MRI lumbar spine. L3-4 discitis. No epidural collection. No psoas abscess. No malignancy."

    assert "mri_infection" in present(text)
    assert "mri_malignancy" in denied(text)
    assert "clinician_suspects_infection" in present("MRI lumbar spine. Possible discitis at L3-4.")


def test_what_has_resolved_is_not_there_any_more():
    text = "MRI lumbar spine. The previously seen L5-S1 extrusion has resolved. Mild bulge at L5-S1."

    assert "mri_disc_extrusion" not in present(text)
