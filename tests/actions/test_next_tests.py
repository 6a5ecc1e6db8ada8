"""What to ask or measure next: what it could change, for what it costs."""

from time import perf_counter

import pytest
from rules_alone import KNOWLEDGE, of

from multifidus.actions.red_flags import red_flags
from multifidus.actions.testing.gates import stand
from multifidus.actions.testing.orders import orders
from multifidus.actions.testing.tests import next_tests
from multifidus.actions.testing.urgency_change import urgency_change
from multifidus.assess import _weigh, assess
from multifidus.causes.model import load_model
from multifidus.findings.closure import complete
from multifidus.knowledge import rows
from multifidus.knowledge.rows import MustAskRow
from multifidus.terms import Urgency

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


def test_the_plan_is_a_reason_of_its_own_and_is_told():
    assert "plan" in {test.may_change for test in told_for(of("leg_pain_below_knee", absent=ASKED, age=40.0))}


def test_a_question_that_could_raise_the_urgency_comes_before_one_that_only_settles():
    order = told_for(of("spasm", "onset_while_lifting", absent=ASKED, age=34.0))
    first_of_ranking = next((i for i, test in enumerate(order) if test.may_change == "ranking"), len(order))

    assert all(test.may_change != "urgency" for test in order[first_of_ranking + 4 :])


def test_a_false_alarm_that_an_answer_could_spare_makes_its_question_worth_asking():
    """Urine that has changed is an emergency until it is said how; two denials call it off."""
    known = complete(of("urine_change", "spasm", absent=[f for f in ASKED if f != "urine_change"], age=40.0), KNOWLEDGE)
    alarms = red_flags(known, KNOWLEDGE)
    _, values, _ = _weigh(known, MODEL, "primary", True, "auto")
    up, down = urgency_change(known, alarms, Urgency.EMERGENCY, values, KNOWLEDGE)
    at = values.findings.index("bladder_dysfunction")

    assert down[at] > 0.1
    assert up[at] == 0.0


def test_in_an_emergency_nothing_but_questions_and_what_it_calls_for_is_told():
    for test in told_for(of("saddle_numbness", "leg_pain_below_knee", age=40.0)):
        assert KIND[test.test] == "question" or test.test in ("mri_lumbar_emergency", "bladder_scan", "neuro_screen")


def test_every_line_of_use_has_its_weight():
    for line in {row.line_of_use for row in KNOWLEDGE.rows(rows.TreatmentRow)}:
        assert f"use_of_{line}" in KNOWLEDGE.choices


def test_tests_and_orders_are_worked_out_in_two_thousandths_of_a_second():
    """The best of many runs: a busy machine may be slow in some."""
    known = complete(of("leg_pain_below_knee", "no_improvement_six_weeks", absent=ASKED, age=42.0), KNOWLEDGE)
    alarms = red_flags(known, KNOWLEDGE)
    beliefs, values, _ = _weigh(known, MODEL, "primary", True, "auto")
    took = []
    for _ in range(20):
        start = perf_counter()
        standing = stand(known, alarms, beliefs, Urgency.SOON, KNOWLEDGE)
        asks = next_tests(known, values, standing, KNOWLEDGE, alarms=alarms, urgency=Urgency.SOON)
        orders(
            asks,
            known,
            KNOWLEDGE,
            alarms=alarms,
            beliefs=beliefs,
            values=values,
            urgency=Urgency.SOON,
            standing=standing,
        )
        took.append(perf_counter() - start)

    assert min(took) < 0.002
