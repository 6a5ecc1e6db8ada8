"""A sample of benchmarks/interview.py: as long as promised, and deciding as the full case would.

Thirty people are few: the floors leave room for chance, but for what nobody may miss. The benchmark is the judge.
"""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "benchmarks"))
import interview_people  # noqa: E402

import interview as benchmark  # noqa: E402
from multifidus.causes.model import load_model  # noqa: E402
from multifidus.knowledge import shipped  # noqa: E402
from multifidus.terms import Urgency  # noqa: E402

KNOWLEDGE = shipped()
PEOPLE = 30


@pytest.fixture(scope="module")
def outcomes():
    model = load_model(KNOWLEDGE)
    return [benchmark.ask(one, KNOWLEDGE, model) for one in interview_people.drawn(PEOPLE, model, KNOWLEDGE, seed=60)]


def test_everybody_was_asked_the_whole_must_ask_list(outcomes):
    assert all(one.complete for one in outcomes)


def test_half_of_all_interviews_take_twenty_screens_at_most(outcomes):
    assert benchmark.summary(outcomes)["screens"]["median"] <= 20


def test_half_of_all_emergencies_take_about_ten_screens(outcomes):
    emergencies = [one for one in outcomes if one.decided.urgency is Urgency.EMERGENCY]

    assert len(emergencies) >= 5
    assert benchmark.summary(emergencies)["screens"]["median"] <= 11


def test_nobody_is_told_less_urgent_than_the_full_case_would(outcomes):
    assert [one.person.name for one in outcomes if one.missed] == []


def test_nearly_everybody_is_told_what_the_full_case_would_tell(outcomes):
    figures = benchmark.summary(outcomes)

    assert figures["same_urgency"] >= 0.95
    assert figures["same_first"] >= 0.9
    assert figures["same_decision"] >= 0.8
