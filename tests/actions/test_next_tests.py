"""What to ask or measure next: what it could change, for what it costs."""

import pytest
from rules_alone import KNOWLEDGE, of

from multifidus.assess import assess
from multifidus.causes.model import load_model
from multifidus.knowledge import rows
from multifidus.knowledge.rows import MustAskRow

MODEL = load_model(KNOWLEDGE)
KIND = {test.id: test.kind for test in KNOWLEDGE.rows(rows.TestRow)}
SENT_AWAY = ("lab", "imaging", "procedure")
ASKED = [row.finding for row in KNOWLEDGE.rows(MustAskRow) if not row.finding.startswith("age")]


def told_for(findings):
    return assess(findings, KNOWLEDGE, MODEL).next_tests


def test_nobody_with_plain_back_pain_is_sent_for_a_picture_or_blood():
    plain = told_for(of("spasm", "onset_while_lifting", absent=ASKED, age=34.0))

    assert plain
    assert not [test.test for test in plain if KIND[test.test] in SENT_AWAY]


def test_a_fever_is_a_reason_for_a_laboratory_and_a_picture():
    offered = {KIND[test.test] for test in told_for(of("spasm", "fever", "night_pain", age=60.0))}

    assert {"lab", "imaging"} <= offered


def test_a_pain_down_the_leg_asks_for_the_bedside_before_the_scanner():
    order = [test.test for test in told_for(of("leg_pain_below_knee", absent=ASKED, age=40.0))]

    assert "leg_raise" in order
    assert "mri_lumbar" not in order or order.index("leg_raise") < order.index("mri_lumbar")


@pytest.mark.parametrize("finding", ["leg_pain_below_knee", "spasm", "fever"])
def test_what_is_known_is_not_asked_again(finding):
    assert all(finding not in test.findings for test in told_for(of(finding, age=50.0)))


def test_every_test_says_what_it_could_change():
    for test in told_for(of("spasm", age=70.0)):
        assert test.may_change == "urgency" or test.gain_nats > 0
