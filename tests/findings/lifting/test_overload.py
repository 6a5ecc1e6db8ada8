"""What a lift says about its person: what they told of it and no more, in the words of the vocabulary."""

import json

import pytest
from spines import CONSTANTS, needs_torso

from multifidus.errors import InputError
from multifidus.findings.case_file import case_of, read_case
from multifidus.findings.lifting.overload import findings_of, read_lifts, too_much
from multifidus.findings.lifting.reading.reading import Reader
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import FindingRow, LiftFindingRow, MeasureRow
from multifidus.terms import Findings

KNOWLEDGE = shipped()
SOFA = {"load_kg": 20, "reach_m": 0.40, "hands_m": 0.30, "travel_m": 0.70, "grip": "fair"}
CUP = {"load_kg": 0.5, "reach_m": 0.30, "hands_m": 0.80, "travel_m": 0.20}


def case(lift, **findings):
    return case_of({"findings": findings, "lift": lift}, name="p1", knowledge=KNOWLEDGE)


def values(told):
    return {finding.id: finding.value for finding in told.findings.all()}


def test_a_lift_with_which_the_pain_began_is_its_onset_and_its_weight():
    told = case({**SOFA, "began": True})
    assert values(told) == {"onset_while_lifting": True, "load_lifted_kg": 20.0}
    assert {finding.source for finding in told.findings.all()} == {"lift"}


def test_a_lift_of_which_nobody_said_that_the_pain_began_says_nothing_of_the_onset():
    assert values(case(SOFA)) == {}
    assert values(case({**SOFA, "began": False})) == {}  # another lift may have been it


def test_a_lift_over_a_limit_at_work_on_most_days_is_heavy_work_and_one_within_them_is_unknown():
    assert values(case({**SOFA, "at_work": True})) == {"work_heavy_lifting": True}
    assert values(case({**CUP, "at_work": True})) == {}
    assert values(case({**SOFA, "at_work": False})) == {}


def test_a_childs_lift_is_held_against_no_limit():
    assert values(case({**SOFA, "at_work": True, "began": True}, age=12)).keys() == {
        "age",
        "onset_while_lifting",
        "load_lifted_kg",
    }


def test_of_two_lifts_with_which_it_began_the_heavier_counts():
    lighter = {**SOFA, "load_kg": 5, "began": True}
    assert values(case([lighter, {**SOFA, "began": True}, {**CUP, "at_work": True}]))["load_lifted_kg"] == 20


def test_age_and_sex_of_the_case_are_those_of_the_lift():
    told = case(SOFA, age=70, sex="female").lifts[0].told
    assert (told.asked.age, told.asked.body.sex, told.asked.sex_told) == (70, "female", True)
    assert case({**SOFA, "age": "70", "sex": "Female"}, age=70, sex="female").lifts[0].told.asked.age == 70
    for other, words in (({"age": 30}, "30 here, but the findings tell 70"), ({"sex": "male"}, "not that of the")):
        with pytest.raises(InputError, match=words):
            case({**SOFA, **other}, age=70, sex="female")


def test_a_lift_in_toml_is_read_as_in_json():
    toml = read_case(
        'id = "a"\n[findings]\nspasm = true\n[lift]\nload_kg = 20\nreach_m = 0.4\nhands_m = 0.3\ntravel_m = 0.7\n'
        "began = true\nwithout = ['knees']\n",
        "toml",
        name="a.toml",
        knowledge=KNOWLEDGE,
    )
    lift = {"load_kg": 20, "reach_m": 0.4, "hands_m": 0.3, "travel_m": 0.7, "began": True, "without": ["knees"]}
    same = json.dumps({"id": "a", "findings": {"spasm": True}, "lift": lift})
    assert read_case(same, "json", name="a.toml", knowledge=KNOWLEDGE) == toml
    assert toml.lifts[0].without == ("knees",)


def test_what_the_lift_says_and_the_findings_deny_is_refused():
    with pytest.raises(InputError, match="0 here, but its lift gives 1; keep one of the two"):
        case({**SOFA, "began": True}, onset_while_lifting=False)


@pytest.mark.parametrize(
    ("lift", "words"),
    [
        ("heavy", "neither a lift nor a list of 1 to 20 of them"),
        ([], "neither a lift nor a list"),
        ([3], "p1, lift 1: no lift"),
        ({"load_kg": 20}, "p1, lift, reach_m: not told"),
        ({**SOFA, "reach_m": 2.5}, "p1, lift, reach_m: .* out of reach"),
        ({**SOFA, "load_kg": -4}, "p1, lift, load_kg: -4 is not between 0 and 500"),
        ({**SOFA, "weight": 3}, "p1, lift: unknown key weight"),
        ({**SOFA, "began": "yes"}, "p1, lift, began: 'yes' is neither yes nor no"),
        ({**SOFA, "without": ["wings"]}, "p1, lift, without: no list of changes that cannot be made"),
        ({**SOFA, "without": [{}]}, "p1, lift, without: no list of changes that cannot be made"),
    ],
)
def test_nonsense_is_refused_with_its_place(lift, words):
    with pytest.raises(InputError, match=words):
        case(lift)


def test_every_row_names_a_finding_or_a_measure_and_makes_nothing_absent():
    rows = KNOWLEDGE.rows(LiftFindingRow)
    findings = {row.id for row in KNOWLEDGE.rows(FindingRow)}
    measures = {row.id for row in KNOWLEDGE.rows(MeasureRow)}
    assert len(rows) > 2
    for row in rows:
        assert row.finding in (findings if row.value == "present" else measures)


def test_too_much_is_any_limit_and_the_index():
    reader = Reader(CONSTANTS, draws=0)
    (sofa,) = read_lifts(SOFA, Findings(), KNOWLEDGE, name="lift")
    (cup,) = read_lifts(CUP, Findings(), KNOWLEDGE, name="lift")
    assert too_much(reader.read(sofa.told.asked), CONSTANTS)
    assert not too_much(reader.read(cup.told.asked), CONSTANTS)


@needs_torso
def test_a_load_that_the_equation_lets_pass_can_still_press_too_much():
    """The equation does not know the person: 6,000 N of somebody tall and heavy who stoops, at an index below one."""
    reader = Reader(CONSTANTS, draws=0)
    values = {"load_kg": 8, "reach_m": 0.60, "hands_m": 0.75, "travel_m": 0.25, "age": 75, "sex": "female"}
    (told,) = read_lifts(values, Findings(), KNOWLEDGE, name="lift")
    reading = reader.read(told.told.asked)
    assert reading.niosh.lifting_index < 1
    assert too_much(reading, CONSTANTS)


def test_findings_of_no_lift_are_none():
    assert list(findings_of((), KNOWLEDGE).all()) == []


def test_yes_is_no_weight():
    with pytest.raises(InputError, match="'True' is no number"):
        case({**SOFA, "load_kg": True})
