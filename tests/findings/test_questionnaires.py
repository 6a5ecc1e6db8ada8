"""Questionnaires are scored as their authors say, to the printed digit, and only by whoever may use them."""

import json

import pytest

from multifidus.assess import assess
from multifidus.causes.model import load_model
from multifidus.doors.contract import contract
from multifidus.errors import InputError
from multifidus.findings.case_file import read_case
from multifidus.findings.questionnaires import licensed_here, score, sheets_of
from multifidus.knowledge import shipped
from multifidus.terminal import main

KNOWLEDGE = shipped()
SHEETS = sheets_of(KNOWLEDGE)
OPEN_TO_ALL = [name for name, sheet in SHEETS.items() if sheet.row.licence_kind != "licensed"]
LICENSED = [name for name, sheet in SHEETS.items() if sheet.row.licence_kind == "licensed"]
NOBODY = frozenset()


def scored(questionnaire, answers, **options):
    return score(questionnaire, answers, KNOWLEDGE, **{"licensed": NOBODY, **options})


def value(questionnaire, answers, **options):
    return scored(questionnaire, answers, **options).scores[0].value


def lowest(name):
    return [item.low for item in SHEETS[name].items]


def highest(name):
    return [item.high for item in SHEETS[name].items]


# Who may use one


@pytest.mark.parametrize("name", OPEN_TO_ALL)
def test_a_free_questionnaire_is_scored_out_of_the_box_over_its_whole_range(name):
    reached = [{(one.scale, one.value) for one in scored(name, answers(name)).scores} for answers in (lowest, highest)]

    for scale in SHEETS[name].scales:
        ends = {score for seen in reached for which, score in seen if which == scale.id}
        assert min(ends) >= scale.low
        assert max(ends) <= scale.high
        if not scale.reversed:
            assert ends == {scale.low, scale.high}


@pytest.mark.parametrize("name", LICENSED)
def test_a_licensed_questionnaire_is_not_scored_before_its_licence_is_switched_on(name):
    with pytest.raises(InputError, match=f"needs a licence.*--licensed {name}"):
        scored(name, lowest(name))

    assert scored(name, lowest(name), licensed=frozenset([name])).scores[0].value == SHEETS[name].scales[0].low


def test_oswestry_quebec_and_paindetect_are_licensed():
    assert set(LICENSED) == {"oswestry", "quebec_back_pain", "paindetect"}


def test_the_switch_is_read_from_the_environment_and_from_the_call():
    assert licensed_here(["oswestry"], environment={"MULTIFIDUS_LICENSED": "quebec_back_pain, "}) == {
        "oswestry",
        "quebec_back_pain",
    }


def test_an_empty_slot_says_why_and_stops_nobody():
    case = read_case(
        json.dumps({"findings": {"spasm": True}, "questionnaires": {"oswestry": {"items": [2] * 10}}}),
        "json",
        name="p1",
        knowledge=KNOWLEDGE,
        licensed=NOBODY,
    )

    assert case.questionnaires[0].scores == ()
    assert "needs a licence" in case.questionnaires[0].notes[0]
    assert "oswestry" not in case.findings


def test_the_owners_of_start_back_are_named_beside_each_result():
    assert any("Keele" in note for note in scored("start_back", [0] * 9).notes)


# To the printed digit


def test_oswestry_sixteen_of_fifty_is_32_percent_and_of_45_with_a_section_missed_35_6():
    mine = frozenset(["oswestry"])

    assert value("oswestry", [2] * 8 + [0, 0], licensed=mine) == 32
    assert value("oswestry", [2] * 8 + [0, None], licensed=mine) == pytest.approx(35.56)


def test_roland_morris_is_the_number_of_ticks():
    assert value("roland_morris", [1, 3, 24], ticked=True) == 3
    assert value("roland_morris", ["yes"] * 24) == 24


def test_start_back_counts_the_last_five_items_as_distress():
    low, medium, high = (
        [1, 1, 1, 0, 0, 0, 0, 0, 0],
        [1, 1, 1, 1, 1, 1, 1, 0, 0],
        [0, 0, 0, 0, 1, 1, 1, 1, 0],
    )

    assert scored("start_back", low).groups == ("start_back_low",)
    assert scored("start_back", medium).groups == ("start_back_medium",)
    assert scored("start_back", high).groups == ("start_back_high",)


def test_orebro_turns_round_items_3_4_and_8_and_warns_from_50_on():
    calm = scored("orebro_short", [1, 0, 10, 10, 0, 0, 0, 10, 0, 0])
    worried = scored("orebro_short", [10, 5, 5, 5, 5, 5, 5, 5, 5, 0])

    assert (calm.scores[0].value, calm.groups) == (1, ())
    assert (worried.scores[0].value, worried.groups) == (50, ("orebro_short_high",))


def test_the_zurich_scales_are_means_and_satisfaction_may_be_left_out():
    before = scored("zurich_claudication", [3, 3, 3, 3, 5, 5, 5, 2, 2, 2, 2, 4])
    after = scored("zurich_claudication", [1] * 12 + [2] * 6)

    assert [one.value for one in before.scores] == [pytest.approx(3.86), 2.4]
    assert [one.scale for one in after.scores] == ["zcq_symptom", "zcq_function", "zcq_satisfaction"]


def test_the_patient_specific_scale_is_the_mean_of_the_activities_named():
    assert value("psfs", [0, 4, 5]) == 3
    assert value("psfs", [7]) == 7


def test_paindetect_runs_from_minus_1_to_38():
    mine = frozenset(["paindetect"])

    assert value("paindetect", [5] * 7 + [1, 2], licensed=mine) == 38
    assert value("paindetect", [0] * 7 + [-1, 0], licensed=mine) == -1
    with pytest.raises(InputError, match="1 cannot be answered here; write 0 or 2"):
        scored("paindetect", [0] * 7 + [0, 1], licensed=mine)


# What nobody answered


def test_an_unanswered_roland_item_counts_as_not_ticked_and_is_told_with_what_it_could_be():
    told = scored("roland_morris", [1] * 10 + [0] * 12 + [None, "-"])

    assert (told.scores[0].value, told.scores[0].least, told.scores[0].most) == (10, 10, 12)
    assert "2 of 24 items not answered, counted as not ticked" in told.notes[0]


@pytest.mark.parametrize(
    ("name", "open_items", "told"),
    [
        ("roland_morris", 6, "at most 5 may be open"),
        ("start_back", 1, "every item is needed"),
        ("orebro_short", 1, "every item is needed"),
        ("pseq", 1, "every item is needed"),
        ("nprs", 1, "every item is needed"),
        ("zurich_claudication", 3, "at most 2 may be open"),
        ("psfs", 5, "at most 4 may be open"),
    ],
)
def test_too_much_that_is_open_is_refused_and_not_made_up(name, open_items, told):
    with pytest.raises(InputError, match=f"not answered: 1.*{told}; ask for what is open"):
        scored(name, [None] * open_items + lowest(name)[open_items:])


@pytest.mark.parametrize(
    ("name", "answers", "told"),
    [
        ("roland_morris", [1] * 23, "23 answers where 24 belong"),
        ("zurich_claudication", [1] * 13, "13 answers where 12 or 18 belong"),
        ("nprs", [11], "item 1: 11 cannot be answered here; write a whole number from 0 to 10"),
        ("nprs", [6.5], "6.5 cannot be answered here"),
        ("vas_pain", ["bad"], "'bad' is no answer"),
        ("pain_scale", [1], "no such questionnaire"),
    ],
)
def test_what_cannot_be_an_answer_is_refused_with_its_place(name, answers, told):
    with pytest.raises(InputError, match=told):
        scored(name, answers)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"ticked": True, "answers": [25]}, "no item 25; items are numbered 1 to 24"),
        ({"former": {"roland_morris": 25.0}}, "a former score of 25 is impossible"),
        ({"former": {"roland": 2.0}}, "no scale 'roland'"),
    ],
)
def test_an_impossible_tick_or_former_score_is_refused(options, told):
    answers = options.pop("answers", [0] * 24)
    with pytest.raises(InputError, match=told):
        scored("roland_morris", answers, **options)


def test_an_item_is_ticked_only_where_items_can_be():
    with pytest.raises(InputError, match="a form whose items are not ticked"):
        scored("pseq", [1], ticked=True)


# Whether a change matters


def test_seven_roland_points_less_matter_and_one_does_not():
    much = scored("roland_morris", [1, 2, 3], ticked=True, former={"roland_morris": 10.0}).scores[0].change
    little = scored("roland_morris", [1, 2, 3], ticked=True, former={"roland_morris": 4.0}).scores[0].change

    assert (much.by, much.better, much.matters, much.smallest_points) == (-7, True, True, 5)
    assert (little.by, little.better, little.matters) == (-1, True, False)


def test_where_the_two_marks_disagree_nobody_claims_that_a_change_matters():
    change = scored("roland_morris", [1, 2], ticked=True, former={"roland_morris": 4.0}).scores[0].change

    assert (change.by, change.matters) == (-2, None)


def test_a_patient_specific_change_within_chance_is_left_open():
    assert scored("psfs", [4.0, 5.0], former={"psfs": 3.0}).scores[0].change.matters is None
    assert scored("psfs", [6.0, 6.0], former={"psfs": 3.0}).scores[0].change.matters is True


def test_more_self_efficacy_is_better():
    assert scored("pseq", [4] * 10, former={"pseq": 20.0}).scores[0].change.better is True


# On the way into an assessment


CASE = """
id = "p1"
[findings]
age = 44
spasm = true
[questionnaires.start_back]
items = ["yes", "no", "yes", "yes", "yes", "yes", "yes", "no", "yes"]
[questionnaires.roland_morris]
ticked = [1, 2, 3, 4, 5]
former = 14
[questionnaires.nprs]
items = [7]
"""


def test_a_case_brings_its_questionnaires_as_findings_and_the_contract_tells_them():
    case = read_case(CASE, "toml", name="p1", knowledge=KNOWLEDGE)
    told = contract(
        assess(case.findings, KNOWLEDGE, load_model(KNOWLEDGE), questionnaires=case.questionnaires),
        file="p1",
        labels={cause: row.label for cause, row in KNOWLEDGE.causes.items()},
    )

    assert case.findings.present("start_back_high")
    assert case.findings.number("pain_0_10") == 7
    assert case.findings["roland_morris"].source == "questionnaire"
    assert [one["id"] for one in told["questionnaires"]] == ["start_back", "roland_morris", "nprs"]
    assert told["questionnaires"][1]["scores"][0]["change"]["matters"] is True


def test_a_case_without_questionnaires_tells_none():
    case = read_case('{"findings": {"spasm": true}}', "json", name="p1", knowledge=KNOWLEDGE)
    labels = {cause: row.label for cause, row in KNOWLEDGE.causes.items()}

    assert "questionnaires" not in contract(
        assess(case.findings, KNOWLEDGE, load_model(KNOWLEDGE)), file="p1", labels=labels
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"nprs": {"items": [7]}, "extra": {}}, "extra: no such questionnaire"),
        ({"nprs": [7]}, "neither its items nor those ticked, or both"),
        ({"nprs": {"items": [7], "before": 3}}, "unknown part before"),
        ({"nprs": {"items": 7}}, "7 is no list of answers"),
        ({"nprs": {"items": [7], "former": "much"}}, "'much' is no score"),
        ([7], "no table of questionnaires"),
    ],
)
def test_a_questionnaire_that_cannot_be_read_is_refused_with_where_and_remedy(content, told):
    with pytest.raises(InputError, match=told):
        read_case(
            json.dumps({"findings": {"spasm": True}, "questionnaires": content}), "json", name="p1", knowledge=KNOWLEDGE
        )


def test_a_number_and_its_questionnaire_that_disagree_are_refused():
    text = json.dumps({"findings": {"pain_0_10": 3}, "questionnaires": {"nprs": {"items": [8]}}})

    with pytest.raises(InputError, match="pain_0_10: 3 here, but its questionnaire gives 8; keep one of the two"):
        read_case(text, "json", name="p1", knowledge=KNOWLEDGE)


def test_the_command_scores_and_lists(capsys):
    assert main(["score", "--format", "json", "--ticked", "--former", "14", "roland_morris", "1", "2"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["scores"][0]["value"] == 2
    assert told["scores"][0]["change"]["by"] == -12

    assert main(["score"]) == 0
    listed = capsys.readouterr().out
    assert "oswestry             needs a licence" in listed

    assert main(["score", "pseq", *"0123456012"]) == 0
    assert "Pain Self-Efficacy Questionnaire: 24 (of 0 to 60)" in capsys.readouterr().out


def test_the_command_refuses_a_licensed_one_and_takes_the_switch(capsys, monkeypatch):
    monkeypatch.delenv("MULTIFIDUS_LICENSED", raising=False)
    assert main(["score", "oswestry", *"2222222200"]) == 1
    assert "needs a licence" in capsys.readouterr().err

    monkeypatch.setenv("MULTIFIDUS_LICENSED", "oswestry")
    assert main(["score", "oswestry", *"2222222200"]) == 0
    assert "Oswestry Disability Index: 32" in capsys.readouterr().out


def test_a_second_former_score_needs_a_second_scale(capsys):
    assert main(["score", "--former", "3", "--former", "4", "nprs", "5"]) == 1
    assert "more scores than it has" in capsys.readouterr().err


def test_the_table_of_an_assessment_shows_scores_change_and_empty_slots(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("MULTIFIDUS_LICENSED", raising=False)
    (tmp_path / "p1.toml").write_text(CASE + "[questionnaires.oswestry]\nitems = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]\n")

    assert main(["assess", str(tmp_path / "p1.toml")]) == 0
    told = " ".join(capsys.readouterr().out.split())

    assert "STarT Back total score: 7 (of 0 to 9)" in told
    assert "better by 9 since 14: more than the smallest change that matters" in told
    assert "Oswestry Disability Index needs a licence" in told
    assert "speaks for longer trouble: STarT Back high risk" in told
