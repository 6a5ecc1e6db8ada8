"""Hazards of reading, from the text to the alarm: each sentence here has hurt somebody somewhere."""

import pytest
from rules_alone import KNOWLEDGE

from multifidus.actions.red_flags import red_flags
from multifidus.findings.closure import complete
from multifidus.findings.notes import read_note
from multifidus.terms import Alarm, Known, Urgency

BACK = "Low back pain for two weeks. "


def known(text: str) -> Known:
    return complete(read_note(BACK + text, KNOWLEDGE).findings, KNOWLEDGE)


def alarms(text: str) -> tuple[Alarm, ...]:
    return red_flags(known(text), KNOWLEDGE)


@pytest.mark.parametrize(
    "text",
    [
        "Denies saddle anesthesia, bladder or bowel incontinence.",
        "No saddle numbness, no urinary retention, no leg weakness, no fever.",
        "He has not had any loss of bowel or bladder control.",
        "No evidence of fracture. No history of cancer.",
        "Negative for fever, chills and unexplained weight loss.",
        "Bladder and bowel function normal. Power 5/5 throughout.",
    ],
)
def test_what_is_denied_raises_no_alarm(text):
    assert alarms(text) == ()


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("No fever, but he cannot pass urine since last night.", "urinary_retention"),
        ("Denies incontinence; however she has numbness in the saddle area.", "saddle_numbness"),
        ("No leg pain. Cannot feel the toilet paper when wiping.", "saddle_numbness"),
    ],
)
def test_what_stands_after_but_is_there(text, finding):
    assert known(text).present(finding)
    assert alarms(text)[0].urgency is Urgency.EMERGENCY


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Cannot exclude cauda equina syndrome.", "clinician_suspects_cauda_equina"),
        ("Cannot exclude cauda equina syndrome.", "mri_cauda_equina_compression"),
        ("MRI: vertebral infection cannot be excluded.", "mri_infection"),
        ("A compression fracture of L1 cannot be ruled out on these films.", "xray_fracture"),
    ],
)
def test_what_cannot_be_excluded_is_not_absent(text, finding):
    assert not known(text).absent(finding)


@pytest.mark.parametrize(
    "text",
    [
        "Family history: father had prostate cancer.",
        "Her mother died of breast cancer at 60.",
        "His brother has a history of lung cancer. He himself is healthy.",
    ],
)
def test_the_cancer_of_a_relative_is_not_one_s_own(text):
    assert not known(text).present("history_of_cancer")
    assert alarms(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Return at once if weakness of the legs, numbness in the saddle area or loss of bladder control develops.",
        "Call us if you develop fever, leg weakness or trouble passing urine.",
        "Advised to go to the emergency department should she have any saddle numbness or urinary retention.",
    ],
)
def test_advice_is_no_finding(text):
    assert alarms(text) == ()


def test_the_side_of_a_sign_is_kept():
    signs = known(
        "Straight leg raise positive on the left, negative on the right. Great toe extension 3/5 on the left."
    )

    assert signs.findings["slr_positive"].side == "left"
    assert signs.findings["weakness_great_toe_extension"].side == "left"


@pytest.mark.parametrize(
    ("text", "fever"),
    [("Temperature 101.8 F.", True), ("Temp 38.8 C.", True), ("Temperature 98.4 F.", False), ("T 36.7.", False)],
)
def test_a_fever_is_a_fever_in_either_unit(text, fever):
    assert known(text).present("fever") is fever
