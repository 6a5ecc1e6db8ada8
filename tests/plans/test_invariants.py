"""What holds of every plan: of each vignette, each example, each real text beside the repository, and 500 people
drawn from the network with what forbids a medicine sprinkled in."""

import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from patients import drawn  # noqa: E402
from plan_faults import PARTS, everything, faults, for_two_causes, offered  # noqa: E402

from multifidus.assess import assess  # noqa: E402
from multifidus.causes.model import load_model  # noqa: E402
from multifidus.findings.files import read_file  # noqa: E402
from multifidus.knowledge import rows, shipped  # noqa: E402
from multifidus.terms import Finding, Findings, Urgency  # noqa: E402

KNOWLEDGE = shipped()
MODEL = load_model(KNOWLEDGE)
SHARED = ROOT.parent / "shared" / "cases"
OURS = sorted([*(ROOT / "tests" / "cases").glob("*.toml"), *(ROOT / "examples").glob("*.t*")])
THEIRS = sorted(SHARED.glob("*/*.txt"))
beside = pytest.mark.skipif(not THEIRS, reason="the labelled cases are not beside the repository (../shared/cases)")
PEOPLE, FEWER, PRESENT, DENIED = (
    500,
    150,
    0.06,
    0.35,
)  # shares of what bears on a medicine that is there, and that is denied
BEARING = sorted({row.finding_or_condition for row in KNOWLEDGE.rows(rows.ContraindicationRow)})
NUMBERED = {finding for row in KNOWLEDGE.rows(rows.MeasureRow) for finding in row.findings}


def assessed(path):
    read = read_file(path.name, path.read_bytes(), KNOWLEDGE)
    setting = read.setting or "primary"
    return assess(
        read.findings, KNOWLEDGE, MODEL, setting=setting, concerns_back=read.concerns_back, unread=read.unread
    )


def wrong(assessment):
    return faults(assessment, KNOWLEDGE)


@cache
def somebody(seed):
    """Findings drawn from the network, and on top of them some of what forbids or warns of a medicine."""
    rng = np.random.default_rng(seed)
    person = drawn(MODEL, KNOWLEDGE, rng)
    said = [finding for finding in person.known.findings.all() if finding.id in person.known.said]
    told = {finding.id for finding in said}
    for finding in BEARING:
        chance = rng.random()
        if finding not in told and finding not in NUMBERED and chance < PRESENT + DENIED:
            said.append(Finding(finding, bool(chance < PRESENT)))
    return assess(Findings(said), KNOWLEDGE, MODEL, setting=person.setting)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_nothing_is_wrong_with_the_plan_of_a_vignette_or_an_example(path):
    assert wrong(assessed(path)) == []


@beside
@pytest.mark.parametrize("path", THEIRS, ids=lambda path: path.stem)
def test_nothing_is_wrong_with_the_plan_of_a_real_text(path):
    assert wrong(assessed(path)) == []


def test_nothing_is_wrong_with_the_plans_of_five_hundred_people_who_bring_what_forbids_a_medicine():
    found = [f"seed {seed}: {fault}" for seed in range(PEOPLE) for fault in wrong(somebody(seed))]

    assert found[:20] == []


@pytest.fixture(scope="module")
def drawn_people():
    return [somebody(seed) for seed in range(FEWER)]


def test_people_drawn_really_bring_what_forbids_a_medicine(drawn_people):
    forbidding = [sum(person.known.present(finding) for finding in BEARING) for person in drawn_people]
    urgencies = {person.plan.urgency for person in drawn_people}

    assert sum(count >= 2 for count in forbidding) > FEWER / 2
    assert {Urgency.EMERGENCY, Urgency.ROUTINE} <= urgencies


def test_no_line_is_told_alike_to_people_with_different_causes(drawn_people):
    assert for_two_causes(drawn_people) == []


def test_people_with_different_leading_causes_do_not_share_a_plan(drawn_people):
    plans = {}
    for person in drawn_people:
        if person.beliefs is None or person.plan.urgency is Urgency.EMERGENCY:
            continue
        told = tuple((part, action.id, action.text) for part, action in everything(person.plan) if part in PARTS)
        plans.setdefault(told, set()).add(person.beliefs.causes[0].cause)

    assert [causes for causes in plans.values() if len(causes) > 1] == []


def test_most_plans_advise_something_of_every_kind(drawn_people):
    """That nothing is wrong proves little of a plan with nothing in it."""
    calm = [person.plan for person in drawn_people if person.plan.urgency.rank >= Urgency.SOON.rank]

    for part in ("now", "tests", "treatments", "prevention", "avoid"):
        assert sum(bool(getattr(plan, part)) for plan in calm) > 0.8 * len(calm), part
    assert np.mean([len(offered(plan)) for plan in calm]) < 60
