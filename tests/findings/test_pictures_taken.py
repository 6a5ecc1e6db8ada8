"""Which picture is spoken of, of which part of the body, and what may be taken from it."""

import pytest

from multifidus.findings.notes import read_note
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()
FRACTURES = ("xray_fracture", "ct_fracture", "mri_fracture_line")


def there(text, among):
    findings = read_note(text, KNOWLEDGE).findings
    return {one for one in among if one in findings and findings[one].present}


@pytest.mark.parametrize(
    "text",
    [
        "LUMBAR SPINE, 3 VIEWS.\nWedge fracture of L2 with 30% loss of height.",
        "DORSAL SPINE TWO VIEWS\n\nReport:\nThe body of T9 has collapsed since the earlier study.",
        "EXAMINATION: Lumbar spine.\nTECHNIQUE: Anteroposterior and lateral projections.\n"
        "INTERPRETATION: Anterior wedging of L1. No spondylolisthesis.",
        "THORACIC SPINE AP AND LATERAL\nAlignment: Normal.\nVertebral bodies and ribs: wedge fracture of the T8 body.",
        "Plain studies of the thoracic spine show a T10 compression fracture.",
        "Oblique and swimmer's views of the thoracic spine show a wedge fracture of T5.",
        "Severe low back pain since Monday. There is a fracture of L3.",
    ],
)
def test_a_vertebral_fracture_is_taken_from_plain_films_however_they_are_headed(text):
    assert there(text, FRACTURES) == {"xray_fracture"}
    assert not there(text, ["syncope"])


@pytest.mark.parametrize(
    "text",
    [
        "He had a fracture of L3 when he was a boy. Low back pain now.",
        "Low back pain. There is no fracture of L3.",
        "If there is a fracture of L3 she will need a brace. Low back pain.",
        "PREOPERATIVE DIAGNOSIS: Displaced fracture of the distal radius.\nX-rays: the fracture is reduced.",
        "Low back pain. She also fractured her ankle. X-rays showed good alignment of the fracture.",
        "MRI of the right foot. There is marrow oedema of the second metatarsal. A stress fracture is seen.",
        "Right shoulder pain. X-ray shows degenerative joint disease and a fracture.",
        "Low back pain. X-ray of the hand shows a fracture of the fifth metacarpal.",
        "Assessment: healed compression fracture of L1. Chronic low back pain.",
        "THORACIC SPINE, TWO VIEWS\nWedging of T8.\nIMPRESSION: Chronic appearing anterior wedging of what may be T8.",
        "Low back pain. X-rays show a well healed wedge fracture of T12.",
    ],
)
def test_what_is_denied_long_ago_or_of_another_bone_is_no_fracture_of_the_spine(text):
    others = ["mri_vertebral_oedema", "xray_spondylosis", "clinician_suspects_fracture", "diagnosed_fracture_traumatic"]
    assert not there(text, [*FRACTURES, *others, "diagnosed_fracture_osteoporotic"])


@pytest.mark.parametrize(
    ("text", "finding", "expected"),
    [
        ("The lung is collapsed. Low back pain.", "syncope", False),
        ("MRI LUMBAR SPINE\nL2 is collapsed with retropulsion.", "syncope", False),
        ("MRI LUMBAR SPINE\nL2 is collapsed with retropulsion.", "mri_fracture_line", True),
        ("The L4-5 disc has collapsed on the X-ray.", "syncope", False),
        ("He collapsed at work. Low back pain.", "syncope", True),
        ("Back pain, then she suddenly collapsed.", "syncope", True),
    ],
)
def test_a_bone_a_lung_and_a_disc_that_collapsed_are_no_faint(text, finding, expected):
    assert bool(there(text, [finding])) is expected


@pytest.mark.parametrize(
    ("text", "finding", "expected"),
    [
        ("At L3-4 there is mild narrowing of the right neural foramen.", "mri_canal_stenosis", False),
        ("L4-5: bulge that severely narrows the left neural foramen.", "mri_canal_stenosis", False),
        ("L4-5: moderate narrowing of the left lateral recess.", "mri_canal_stenosis", False),
        ("L4-5: moderate canal and foraminal stenosis.", "mri_canal_stenosis", True),
        ("IMPRESSION: Foraminal stenosis at L4-5.", "diagnosed_spinal_stenosis", False),
        ("IMPRESSION: Severe spinal stenosis at L4-5.", "diagnosed_spinal_stenosis", True),
        ("IMPRESSION: Small disc bulge L5-S1.", "diagnosed_discogenic_pain", False),
        ("Marked canal stenosis at L2-3, which may be artifactual.", "mri_canal_stenosis", False),
        ("Severe stenosis at L3-4 is probably artifact.", "mri_canal_stenosis", False),
        ("Abnormal marrow in L2, such as with myeloma or lymphoma.", "history_of_cancer", False),
        ("Lesion of L2, consistent with myeloma or metastasis.", "history_of_cancer", False),
        ("INDICATION: History of breast cancer.\nFINDINGS: Normal marrow.", "history_of_cancer", True),
    ],
)
def test_a_foramen_is_no_canal_an_artefact_no_stenosis_and_a_suspicion_no_history(text, finding, expected):
    assert bool(there(f"MRI LUMBAR SPINE\n{text}", [finding])) is expected
