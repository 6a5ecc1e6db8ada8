"""Urgency: probabilities can raise it, nothing can lower it."""

import pytest
from hypothesis import given, settings, strategies
from rules_alone import CALM, CAUSES, KNOWLEDGE, believing, of, plan, urgency

from multifidus.knowledge.rows import RedFlagRow, UrgencyThresholdRow
from multifidus.terms import Urgency

RULES = KNOWLEDGE.rows(RedFlagRow)
PROBABILITIES = strategies.dictionaries(strategies.sampled_from(CAUSES), strategies.floats(0, 1))


def test_saddle_numbness_is_an_emergency_however_likely_a_strain():
    assert urgency(of("saddle_numbness"), believing(muscle_strain=0.9999)) is Urgency.EMERGENCY


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{'+'.join(rule.finding)}-{rule.cause}")
def test_no_certainty_of_a_strain_lowers_a_rule(rule):
    assert urgency(of(*rule.finding), believing(muscle_strain=1.0)).rank <= Urgency(rule.urgency).rank


@given(strategies.sets(strategies.sampled_from(RULES), max_size=4), PROBABILITIES)
@settings(max_examples=200, deadline=None)
def test_probabilities_never_lower_what_the_rules_say(rules, probabilities):
    findings = of(*{finding for rule in rules for finding in rule.finding})

    assert urgency(findings, believing(**probabilities)).rank <= urgency(findings, CALM).rank


@given(PROBABILITIES, strategies.sampled_from(CAUSES), strategies.floats(0, 1))
@settings(max_examples=200, deadline=None)
def test_more_of_a_cause_is_never_less_urgent(probabilities, cause, p):
    less = believing(**{**probabilities, cause: min(p, probabilities.get(cause, 0.0))})
    more = believing(**{**probabilities, cause: max(p, probabilities.get(cause, 0.0))})

    assert urgency(of("spasm"), more).rank <= urgency(of("spasm"), less).rank


@pytest.mark.parametrize("row", KNOWLEDGE.rows(UrgencyThresholdRow), ids=lambda row: f"{row.cause}-{row.urgency}")
def test_each_threshold_raises_from_its_probability_on_and_not_before(row):
    reached = plan(of("spasm"), believing(**{row.cause: row.p_at_least}))
    before = urgency(of("spasm"), believing(**{row.cause: row.p_at_least - 1e-9}))

    assert reached.urgency is Urgency(row.urgency)
    assert KNOWLEDGE.causes[row.cause].label.split(",")[0] in reached.reasons[0]
    assert before.rank > Urgency(row.urgency).rank


def test_without_a_ranking_a_clinician_has_to_look():
    plain = plan(of("spasm"), beliefs=None)

    assert plain.urgency is Urgency.ROUTINE
    assert any("no ranking" in reason for reason in plain.reasons)


def test_what_to_do_now_comes_first_and_matches_the_urgency():
    for findings, told in ((of("saddle_numbness"), "ambulance"), (of("foot_drop"), "within a day or two")):
        assert told in plan(findings).now[0].text


def test_a_change_in_passing_urine_is_an_emergency_until_it_is_asked_which():
    unasked = plan(of("urine_change"))
    frequent = plan(of("urine_change", absent=("bladder_dysfunction", "anuria")))

    assert unasked.urgency is Urgency.EMERGENCY
    assert frequent.urgency.rank > Urgency.URGENT.rank
