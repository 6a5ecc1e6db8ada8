"""Tonight: whom to call, what to do until then, and what to come back for, in words for the person."""

from dataclasses import replace
from itertools import product
from time import perf_counter

import pytest
from rules_alone import CALM, CAUSES, KNOWLEDGE, alarms, believing, of, plan

from multifidus.actions.conditions import holds
from multifidus.actions.decide import decide
from multifidus.actions.red_flags import red_flags
from multifidus.actions.tonight.emergency_number import emergency_number
from multifidus.actions.tonight.now import tonight
from multifidus.actions.urgency import urgency
from multifidus.causes.model import load_model
from multifidus.errors import InputError
from multifidus.findings.closure import complete
from multifidus.interview import Answer, Interview
from multifidus.knowledge.rows import (
    ContraindicationRow,
    EmergencyNumberRow,
    MustAskRow,
    NowAdviceRow,
    RedFlagRow,
    ReturnSignRow,
    UrgencyThresholdRow,
)
from multifidus.terms import Action, Plan, Urgency

RULES = KNOWLEDGE.rows(RedFlagRow)
EMERGENCIES = [rule for rule in RULES if rule.urgency == "emergency"]
MUST_ASK = tuple(row.finding for row in KNOWLEDGE.rows(MustAskRow))
WELL = tuple(question for question in MUST_ASK if question != "age_over_50")
PUTS_OFF = ("within a week", "when it suits", "book a visit", "next week", "look after this yourself", "pharmacist")


def for_the_person(told: Plan) -> list[Action]:
    return [action for action in told.now if action.audience == "person"]


def words(told: Plan) -> str:
    return " ".join(action.text for action in for_the_person(told)).lower()


def in_country(findings, country: str | None, *, concerns_back: bool = True) -> Plan:
    known = complete(findings, KNOWLEDGE, concerns_back=concerns_back)
    return decide(known, red_flags(known, KNOWLEDGE), CALM, KNOWLEDGE, country=country)


def strain(age: float = 24.0) -> Plan:
    return plan(of("spasm", "onset_while_lifting", "male", absent=WELL, age=age))


def test_saddle_numbness_means_an_ambulance_before_anything_else():
    told = in_country(of("saddle_numbness", "spasm"), "GB")

    assert told.now[0].audience == "person"
    assert told.now[0].text.startswith("Call 999 for an ambulance now.")
    assert "Do not wait for the morning" in told.now[0].text


def test_saddle_numbness_tells_what_to_say_what_not_to_do_and_what_to_bring():
    told = words(plan(of("saddle_numbness", "urinary_retention")))

    assert "i am numb where i sit or wipe" in told
    assert "i cannot pee" in told or "i cannot pee" in told.replace("my bladder is full and ", "")
    for advice in ("do not drive yourself", "do not eat or drink", "list of your medicines"):
        assert advice in told


@pytest.mark.parametrize("rule", EMERGENCIES, ids=lambda rule: "+".join(rule.finding))
def test_every_emergency_opens_with_the_emergency_number(rule):
    told = in_country(of(*rule.finding), "GB")

    assert "999" in told.now[0].text
    assert "ambulance" in told.now[0].text


@pytest.mark.parametrize("rule", EMERGENCIES, ids=lambda rule: "+".join(rule.finding))
def test_nothing_in_an_emergency_puts_off(rule):
    told = words(plan(of(*rule.finding, "spasm")))

    assert not [phrase for phrase in PUTS_OFF if phrase in told]
    assert "return" not in {action.id.partition("_")[0] for action in plan(of(*rule.finding)).now}


@pytest.mark.parametrize("row", KNOWLEDGE.rows(UrgencyThresholdRow), ids=lambda row: f"{row.cause}-{row.urgency}")
def test_a_danger_by_probability_alone_is_told_with_its_likelihood(row):
    told = plan(of("spasm"), believing(**{row.cause: row.p_at_least}))
    first = for_the_person(told)[0]

    assert ("ambulance" in first.text) is (row.urgency == "emergency")
    assert KNOWLEDGE.causes[row.cause].plain_label in first.why
    assert f"{round(100 * row.p_at_least)} of 100" in first.why


def test_what_a_clinician_has_to_do_follows_what_the_person_has_to_do():
    audiences = [action.audience for action in plan(of("saddle_numbness", "fever", "foot_drop")).now]

    assert audiences == sorted(audiences, key=lambda audience: audience != "person")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: "+".join(rule.finding))
def test_each_alarm_keeps_its_line_for_the_clinician(rule):
    assert rule.action in {action.text for action in plan(of(*rule.finding)).now if action.audience == "clinician"}


@pytest.mark.parametrize(
    ("findings", "advice", "never"),
    [
        (("known_aortic_aneurysm", "severe_pain"), "lie still", "let somebody drive you to an emergency"),
        (("high_energy_trauma",), "do not move", "lie or sit the way that hurts least"),
        (("trauma", "known_ankylosing_spondylitis"), "bend that is usual for you", "lie flat"),
        (("motor_weakness_leg", "cool_skin_leg", "pulse_abnormal_leg"), "do not warm it", "do not eat and"),
        (("septic_signs",), "sepsis means", "temperature every four hours"),
        (("saddle_numbness", "anticoagulant_use"), "that you take blood thinners", "stop your blood thinners"),
        (("saddle_numbness", "prolonged_corticosteroid_use"), "do not miss a dose", "stop your cortisone"),
        (("saddle_numbness", "diabetes"), "if your sugar is low, take sugar", "do not eat or drink now"),
        (("pregnant", "vaginal_bleeding"), "call your maternity unit now", "urgent care"),
        (("age_under_16", "neurological_deficit"), "children’s doctors", "cancer"),
    ],
)
def test_an_emergency_is_told_what_its_own_danger_asks_for(findings, advice, never):
    told = words(plan(of(*findings)))

    assert advice in told
    assert never not in told


def test_a_pregnant_woman_who_is_numb_in_the_saddle_gets_an_ambulance_and_not_the_midwife():
    assert plan(of("pregnant", "saddle_numbness")).now[0].text.startswith("Call 112 for an ambulance now.")


@pytest.mark.parametrize(
    ("findings", "first"),
    [
        (("foot_drop",), "spine surgeon"),
        (("fever",), "hospital today"),
        (("history_of_cancer", "night_pain"), "cancer nurse"),
        (("chest_pain",), "heart"),
        (("acute_red_painful_eye",), "eye doctor today"),
        (("low_energy_trauma", "osteoporosis"), "picture of the sore place"),
        (("pregnant", "fever"), "maternity unit today"),
        (("could_be_pregnant", "abdominal_pain"), "pregnancy test today"),
        (("bilateral_leg_pain", "acute_low_back_pain"), "bladder"),
    ],
)
def test_who_should_be_seen_in_a_day_or_two_is_told_by_whom(findings, first):
    told = for_the_person(plan(of(*findings)))

    assert first in told[0].text
    assert "within a day or two" in told[0].text or "today" in told[0].text


def test_who_cannot_be_seen_in_time_is_told_where_to_go():
    assert "go to an emergency department" in words(plan(of("foot_drop")))


def test_a_strain_of_24_years_looks_after_itself():
    told = strain()

    assert told.urgency is Urgency.SELF_CARE
    assert told.now[0].text.startswith("You can look after this yourself")
    for advice in ("keep moving", "do not stay in bed", "pillow under your knees", "roll on your side", "warm"):
        assert advice in words(told)


@pytest.mark.parametrize(
    "forbids",
    [row.finding_or_condition for row in KNOWLEDGE.rows(ContraindicationRow) if row.treatment_class == "heat"],
)
def test_warmth_is_not_advised_where_anything_speaks_against_it(forbids):
    warmth = next(row for row in KNOWLEDGE.rows(NowAdviceRow) if row.topic == "warm")

    assert "warm" in words(strain())
    assert holds(warmth.unless, complete(of(forbids), KNOWLEDGE))
    assert "warm" not in words(plan(of("spasm", forbids)))


def test_warmth_is_not_advised_while_nobody_has_asked_of_a_fever():
    assert "warm" not in words(
        plan(of("spasm", absent=tuple(one for one in WELL if one != "infection_signs"), age=24.0))
    )


@pytest.mark.parametrize("level", Urgency)
def test_no_medicine_is_named_tonight(level):
    forbidden = {"ibuprofen", "paracetamol", "naproxen", "diazepam", "codeine", "tramadol", "nsaid", "opioid"}
    told = " ".join(row.plain_text.lower() for row in KNOWLEDGE.rows(NowAdviceRow) if level in row.urgency)

    assert told
    assert not [medicine for medicine in forbidden if medicine in told]


@pytest.mark.parametrize(
    "findings", [("spasm",), ("foot_drop",), ("history_of_cancer",), ("pregnant",), ("age_under_16",)]
)
def test_everybody_who_is_no_emergency_is_told_what_to_come_back_for(findings):
    told = [action for action in plan(of(*findings)).now if action.id.startswith("return_")]

    assert "return_saddle" in {action.id for action in told}
    assert len(told) >= 6


def test_what_was_denied_may_still_start_and_what_is_there_is_not_new():
    denied = {action.id for action in strain().now}
    weak = {action.id for action in plan(of("motor_weakness_leg")).now}

    assert {"return_saddle", "return_bladder", "return_weak", "return_fever"} <= denied
    assert "return_weak" not in weak
    assert "return_weaker" in weak


@pytest.mark.parametrize("sign", KNOWLEDGE.rows(ReturnSignRow), ids=lambda sign: sign.id)
def test_a_sign_that_is_there_is_not_told_as_if_it_were_to_come(sign):
    for finding in sign.findings:
        assert f"return_{sign.id}" not in {action.id for action in plan(of(finding)).now}


@pytest.mark.parametrize(
    ("finding", "sign"),
    [
        ("history_of_cancer", "return_cancer"),
        ("anticoagulant_use", "return_thinner"),
        ("pregnant", "return_baby"),
        ("flank_pain", "return_stone"),
        ("age_under_16", "return_child_night"),
    ],
)
def test_the_signs_to_come_back_for_are_this_person_s(finding, sign):
    assert sign in {action.id for action in plan(of(finding)).now}
    assert sign not in {action.id for action in strain().now}


@pytest.mark.parametrize(
    ("country", "number"), [("GB", "999"), ("US", "911"), ("DE", "112"), ("JP", "119"), ("AU", "000")]
)
def test_the_number_is_that_of_the_country(country, number):
    told = in_country(of("saddle_numbness"), country)

    assert f"Call {number} for an ambulance" in told.now[0].text
    assert "own number" not in words(told)


def test_without_a_country_the_number_comes_with_where_it_works():
    told = plan(of("saddle_numbness")).now[0].text

    assert "Call 112" in told
    assert "112 works in Europe" in told
    assert "911" in told
    assert "999" in told


def test_a_country_may_be_written_small_and_an_unknown_one_is_refused():
    assert in_country(of("saddle_numbness"), "gb").now[0].text.startswith("Call 999")
    for unknown in ("UK", "XX", "Britain"):
        with pytest.raises(InputError, match=r"no emergency number is known for it; leave it out, or give one of AD, "):
            emergency_number(unknown, KNOWLEDGE)


def test_at_least_forty_countries_have_a_number_and_most_were_read_in_a_source():
    rows = [row for row in KNOWLEDGE.rows(EmergencyNumberRow) if row.country != "ZZ"]

    assert len(rows) >= 40
    assert sum(row.status == "checked" for row in rows) >= 40


@pytest.mark.parametrize("level", [Urgency.ROUTINE, Urgency.SOON])
def test_open_safety_questions_come_before_any_exercise(level):
    told = [action.id for action in plan(of("spasm") if level is Urgency.ROUTINE else of("history_of_cancer")).now]
    question = next(i for i, told_id in enumerate(told) if told_id in ("now_visit_open", "now_answer_open_soon"))

    assert question < next(i for i, told_id in enumerate(told) if told_id.startswith("now_move"))


def test_who_has_no_complaint_of_the_back_is_not_told_how_to_lie():
    told = in_country(of("fever"), None, concerns_back=False)

    assert "backs only" in told.now[0].text
    assert "pillow" not in words(told)


def test_a_child_is_sent_to_a_children_s_doctor_and_a_pregnant_woman_to_her_midwife():
    assert "children’s doctor" in plan(of("spasm", age=12.0)).now[0].text
    assert "midwife" in plan(of("spasm", "pregnant")).now[0].text


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("level", ["soon", "routine", "self_care"])
def test_how_to_move_is_told_to_everybody_for_their_own_cause(cause, level):
    known = complete(of("spasm", absent=WELL, age=30.0), KNOWLEDGE)
    told = tonight(known, (), Urgency(level), KNOWLEDGE, likely={cause: 0.9})

    assert "move" in {action.label for action in told}


def how_to_move(cause: str) -> str:
    known = complete(of("spasm", absent=WELL, age=60.0), KNOWLEDGE)
    told = tonight(known, (), Urgency.ROUTINE, KNOWLEDGE, likely={cause: 0.9})
    return next(action.text for action in told if action.label == "move")


def test_two_causes_are_not_told_the_same():
    causes = ("muscle_strain", "spinal_stenosis", "disc_herniation", "hip_osteoarthritis", "peripheral_artery_disease")

    assert len({how_to_move(cause) for cause in causes}) == len(causes)


@pytest.mark.parametrize(("rule", "country"), list(product(RULES[::7], (None, "GB"))))
def test_no_gap_is_left_open(rule, country):
    for action in in_country(of(*rule.finding), country).now:
        assert "{" not in action.text + action.why


def test_the_reason_is_told_in_the_person_s_words():
    assert for_the_person(plan(of("saddle_numbness")))[0].why.startswith(
        "This is because you are numb where you sit or wipe."
    )
    assert for_the_person(strain())[0].why == "You said no to every safety question."
    assert "safety questions are open" in for_the_person(plan(of("spasm")))[0].why


def test_the_interview_says_whom_to_call_as_soon_as_an_answer_is_an_emergency():
    interview = Interview(KNOWLEDGE, load_model(KNOWLEDGE), country="GB")
    assert interview.emergency_advice() == ()

    interview = interview.after(Answer("saddle_numbness", "yes", screen="new_below"))

    assert interview.emergency_advice()[0].text.startswith("Call 999 for an ambulance now.")
    assert all(action.audience == "person" for action in interview.emergency_advice())
    assert interview.assessment().plan.now[0].text == interview.emergency_advice()[0].text


def test_an_interview_in_an_unknown_country_is_refused_before_it_begins():
    with pytest.raises(InputError, match="no emergency number is known"):
        Interview(KNOWLEDGE, load_model(KNOWLEDGE), country="XX")


def test_what_to_do_now_costs_less_than_half_a_millisecond():
    findings = of("spasm", "leg_pain_below_knee", absent=WELL, age=44.0)
    known, raised = complete(findings, KNOWLEDGE), alarms(findings)
    level, _ = urgency(known, raised, CALM, KNOWLEDGE)
    times = []
    for _ in range(50):
        start = perf_counter()
        tonight(known, raised, level, KNOWLEDGE, beliefs=CALM, likely={"muscle_strain": 0.9})
        times.append(perf_counter() - start)

    assert min(times) < 0.0005


def test_nothing_lowers_what_is_told_in_an_emergency():
    """Whatever is likely beside it, the first line stays that of the alarm."""
    findings = of("saddle_numbness", "spasm")
    first = {plan(findings, replace(CALM, causes=believing(**{cause: 1.0}).causes)).now[0].id for cause in CAUSES}

    assert first <= {"now_call_nerves", "now_call_aorta", "now_call_break", "now_call_germs", "now_call_cord"}


def test_who_may_be_pregnant_is_not_told_of_a_no_but_of_the_test_and_of_the_signs():
    well = tuple(question for question in WELL if question != "could_be_pregnant")
    told = for_the_person(plan(of("spasm", "female", "could_be_pregnant", absent=(*well, "pregnant"), age=28)))

    assert told[0].why == "Your answers to the safety questions show no sign of danger."
    assert "pregnancy test" in " ".join(action.text for action in told)
    assert any("tip of your shoulder" in action.text for action in told)
    assert not any("tip of your shoulder" in action.text for action in for_the_person(strain()))
