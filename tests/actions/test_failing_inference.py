"""When the weighing of causes fails, whatever the reason, the alarms still reach whoever asked."""

from dataclasses import replace

import numpy as np
import pytest
from rules_alone import KNOWLEDGE, of, plan

from multifidus.assess import assess
from multifidus.causes.model import Model, load_model
from multifidus.knowledge.rows import ContraindicationRow
from multifidus.terms import Urgency


def broken(how: str) -> Model:
    """A model as a half-written file or a fault in the fit might leave it."""
    model = load_model(KNOWLEDGE)
    network = model.network
    if how == "numbers that are none":
        return replace(model, network=replace(network, mechanism_leak=np.full_like(network.mechanism_leak, np.nan)))
    if how == "an array cut short":
        return replace(model, network=replace(network, finding_leak=network.finding_leak[:5]))
    if how == "findings that it does not know":
        return replace(model, names=model.names[:3])
    return None  # type: ignore[return-value]


BROKEN = ["numbers that are none", "an array cut short", "findings that it does not know", "no model at all"]


@pytest.mark.parametrize("engine", ["numpy", "fast"])
@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_alarms_stand_when_the_weighing_of_causes_fails(how, engine):
    person = assess(of("saddle_numbness", "spasm", age=40.0), KNOWLEDGE, broken(how), engine=engine)

    assert person.plan.urgency is Urgency.EMERGENCY
    assert person.alarms[0].cause == "cauda_equina"
    assert person.ask_first
    assert person.beliefs is None
    assert person.troubles


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_without_a_ranking_nobody_is_told_to_look_after_themselves(how):
    person = assess(of("spasm", age=40.0), KNOWLEDGE, broken(how))

    assert person.plan.urgency is Urgency.ROUTINE


@pytest.mark.parametrize("urgency", Urgency)
def test_no_medicine_is_named_to_a_person_before_its_questions_are_answered(urgency):
    findings = {
        Urgency.EMERGENCY: of("saddle_numbness"),
        Urgency.URGENT: of("foot_drop"),
        Urgency.SOON: of("history_of_cancer"),
    }.get(urgency, of("spasm"))
    told = plan(findings)
    for_the_person = [action.text.lower() for action in (*told.now, *told.treatments) if action.audience == "person"]

    assert for_the_person
    for medicine in {row.treatment_class for row in KNOWLEDGE.rows(ContraindicationRow)}:
        assert not any(medicine.replace("_", " ") in text for text in for_the_person)


def test_a_plan_that_cannot_be_worked_out_keeps_the_urgency_and_says_so(monkeypatch):
    def stumble(*_, **__):
        raise KeyError("an option that is in no table")

    monkeypatch.setattr("multifidus.actions.decide.treat", stumble)
    told = assess(of("saddle_numbness"), KNOWLEDGE, load_model(KNOWLEDGE))

    assert told.plan.urgency is Urgency.EMERGENCY
    assert "ambulance" in told.plan.now[0].text
    assert told.troubles == ("tests and treatment could not be worked out (KeyError); the urgency and its steps stand",)
