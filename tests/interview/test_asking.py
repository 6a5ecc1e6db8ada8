"""The interview asks what could be dangerous of everybody, and stops when nothing more can change."""

import json
import random

import pytest

import multifidus.interview.interview as room
from multifidus.causes.model import load_model
from multifidus.errors import InputError
from multifidus.findings.case_file import case_of
from multifidus.findings.closure import complete
from multifidus.interview import Answer, Interview, answer_of, described, regions
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import MustAskRow, ScreenItemRow, ScreenRow
from multifidus.terms import Urgency

KNOWLEDGE = shipped()
MODEL = load_model(KNOWLEDGE)
MUST_ASK = tuple(row.finding for row in KNOWLEDGE.rows(MustAskRow))
FIELDS = {"age": "46", "sex": "male", "since": "2 days", "nprs": "5", "age_at_onset": "30"}
MOST_SCREENS = 40
OLD_WORDS = "My back locked up lifting a sofa and now my left foot slaps when I walk. No fever."


def begun(*answers, **given):
    return Interview.of(answers, KNOWLEDGE, MODEL, **given)


def calm(screen):
    """What somebody with a simple strain fills in."""
    if screen.kind == "where":
        return {"chosen": ["low_back_left"]}
    if screen.chooses:
        return {"chosen": "none"}
    return {question.about: FIELDS.get(question.about, "none" if screen.kind == "one_of" else "no")
            for question in screen.questions}  # fmt: skip


def walked(fill=calm, interview=None, until=lambda screen: False):
    """The interview at its end, or where `until` says, and the screens that were asked."""
    interview = interview or begun()
    screens = []
    while (screen := interview.next_screen()) is not None and not until(screen):
        assert len(screens) < MOST_SCREENS, [one.id for one in screens]
        taken = interview.take(screen, fill(screen))
        assert not taken.problems
        screens.append(screen)
        interview = interview.after(*taken.answers)
    return interview, screens


def with_(**chosen):
    """A calm person but for some screens."""
    return lambda screen: chosen.get(screen.id) or calm(screen)


def asked_about(screens):
    return [question.about for screen in screens for question in screen.questions]


# What is asked, and when it ends


def test_every_safety_question_is_asked_before_anything_that_only_tells_causes_apart():
    _, screens = walked()
    stages = [screen.stage for screen in screens]
    last_safety = max(at for at, stage in enumerate(stages) if stage == "safety")

    assert stages[:2] == ["who", "pain"]
    assert not {"telling", "medicines"} & set(stages[:last_safety])
    for finding in MUST_ASK:
        if finding not in ("age_over_50", "could_be_pregnant"):  # one is a number, the other no question for a man
            assert finding in asked_about(screens)


def test_nothing_is_inferred_before_the_safety_questions_are_answered(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("inference before the safety questions")

    monkeypatch.setattr(room, "assess", refuse)
    interview, screens = walked(until=lambda screen: screen.stage == "course")

    assert len(screens) == 7
    assert interview.undecided().safety_screens == 0


def test_a_strain_is_settled_as_self_care_within_twenty_screens():
    interview, screens = walked(with_(spasm={"spasm": "yes"}, onset={"chosen": ["onset_while_lifting"]}))

    assert interview.assessment().plan.urgency is Urgency.SELF_CARE
    assert len(screens) <= 20
    assert interview.undecided().may_change == "nothing"


def test_no_screen_is_asked_twice_and_none_is_empty():
    for fill in (calm, with_(new_below={"chosen": ["urine_change"]}), with_(health={"chosen": "unsure"})):
        _, screens = walked(fill)

        assert len({screen.id for screen in screens}) == len(screens)
        assert all(screen.questions and screen.heading and screen.why for screen in screens)


def test_none_of_these_denies_each_by_its_name():
    interview, _ = walked(until=lambda screen: screen.stage == "course")

    for finding in ("saddle_numbness", "urine_change", "bowel_dysfunction", "sexual_dysfunction", "history_of_cancer"):
        assert interview.findings.absent(finding)


def test_what_is_not_ticked_beside_a_tick_is_a_no_and_stays_open_beside_i_do_not_know():
    screen = begun().screen("unwell")
    sure = begun().take(screen, {"chosen": ["night_sweats"]})
    unsure = begun().take(screen, {"chosen": ["night_sweats", "unsure"]})

    assert begun(*sure.answers).findings.absent("infection_signs")
    assert "infection_signs" not in begun(*unsure.answers).findings
    assert begun(*unsure.answers).findings.present("night_sweats")


@pytest.mark.parametrize("name", [row.id for row in KNOWLEDGE.rows(ScreenRow) if row.kind == "any_of"])
def test_a_single_tick_is_never_lost_by_the_boxes_left_empty_beside_it(name):
    screen = begun().screen(name)
    for question in screen.questions:
        taken = begun().take(screen, {"chosen": [question.about]})

        assert begun(*taken.answers).known.present(question.about), question.about


def test_i_do_not_know_counts_as_asked_and_never_ends_as_self_care():
    def lost(screen):
        return {"chosen": "unsure"} if screen.chooses else {question.about: "unsure" for question in screen.questions}

    interview, screens = walked(lost)

    assert {screen.id for screen in screens} >= {"new_below", "legs", "with_it", "unwell", "health"}
    assert interview.undecided().safety_screens == 0
    assert interview.assessment().plan.urgency is not Urgency.SELF_CARE
    assert not len(interview.findings)


def test_a_yes_at_a_gate_opens_what_lies_behind_it():
    for gate, on, behind in (
        ("urine_change", "new_below", "urine_more"),
        ("any_injury", "with_it", "injury_more"),
        ("aorta_warning", "with_it", "aorta_more"),
        ("any_infection_risk_factor", "health", "infection_risk_more"),
        ("weak_bone_risk", "health", "bone_more"),
    ):
        _, screens = walked(with_(**{on: {"chosen": [gate]}}))

        assert behind in [screen.id for screen in screens]


def test_the_progress_counts_the_safety_screens_that_are_left_and_is_exact():
    interview = begun()
    left = []
    while (screen := interview.next_screen()).stage in ("who", "pain", "safety"):
        left.append(interview.undecided().safety_screens)
        interview = interview.after(*interview.take(screen, calm(screen)).answers)

    assert left == [5, 5, 5, 4, 3, 2, 1]
    assert interview.undecided().safety_screens == 0


def test_a_yes_that_opens_more_is_counted_at_once():
    interview, _ = walked(until=lambda screen: screen.id == "health")
    before = interview.undecided().safety_screens
    taken = interview.take(interview.next_screen(), {"chosen": ["weak_bone_risk"]})

    assert before == 1
    assert interview.after(*taken.answers).undecided().safety_screens == 1
    assert interview.after(*taken.answers).undecided().may_change == "urgency"


# Emergencies


@pytest.mark.parametrize("sign", ["saddle_numbness", "urine_change", "bowel_dysfunction"])
def test_an_emergency_is_told_at_the_very_answer(sign):
    before, _ = walked(until=lambda screen: screen.id == "new_below")
    after = before.after(*before.take(before.next_screen(), {"chosen": [sign]}).answers)

    assert before.emergency_advice() == ()
    assert after.emergency_advice()[0].text.startswith("Call ")


@pytest.mark.parametrize("sign", ["saddle_numbness", "bowel_dysfunction"])
def test_an_emergency_ends_within_ten_screens_and_asks_all_that_must_be_asked(sign):
    interview, screens = walked(with_(new_below={"chosen": [sign]}))

    assert len(screens) <= 10
    assert [screen.stage for screen in screens].count("safety") == 5
    assert screens[-1].stage == "handing_over"
    assert interview.undecided().may_change == "nothing"
    assert interview.assessment().plan.urgency is Urgency.EMERGENCY


def test_details_that_could_take_a_false_alarm_back_are_asked_although_it_is_told():
    interview, screens = walked(with_(new_below={"chosen": ["urine_change"]}))

    assert "urine_more" in [screen.id for screen in screens]
    assert interview.emergencies() == ()  # every kind of bladder trouble was denied


# What is ruled out is not asked


def test_a_man_is_not_asked_of_pregnancy_or_periods_and_a_woman_not_of_testicles():
    _, of_man = walked()
    woman = with_(who={"age": "30", "sex": "female"}, with_it={"chosen": ["belly_side_or_testicle_pain"]})
    _, of_woman = walked(woman)

    assert not {"could_be_pregnant", "dysmenorrhoea", "breastfeeding"} & set(asked_about(of_man))
    assert "could_be_pregnant" in asked_about(of_woman)
    assert "acute_testicular_pain" not in asked_about(of_woman)


def test_a_woman_of_seventy_is_not_asked_of_pregnancy():
    _, screens = walked(with_(who={"age": "70", "sex": "female"}))

    assert not {"could_be_pregnant", "pregnancy_or_recent_birth", "breastfeeding"} & set(asked_about(screens))


def test_who_has_pain_for_two_days_is_not_asked_whether_a_month_of_treatment_failed():
    _, screens = walked()
    old, later = walked(
        with_(since={"since": "3", "since.unit": "months"}, treated={"chosen": ["no_improvement_six_weeks"]})
    )

    assert "no_improvement_one_month" not in asked_about(screens)
    assert "no_improvement_one_month" in asked_about(later)
    assert old.findings.present("no_improvement_six_weeks")


# Numbers


def test_one_number_answers_every_question_of_length():
    interview = begun(Answer("since", 24.0 * 50, screen="since"))
    known = complete(interview.findings, KNOWLEDGE)

    assert known.present("duration_over_one_month")
    assert known.absent("duration_over_three_months")
    assert known.absent("acute_low_back_pain")
    assert known.absent("pain_under_12_hours")


@pytest.mark.parametrize(
    ("given", "hours"),
    [({"since": "3 weeks"}, 504.0), ({"since": "3", "since.unit": "weeks"}, 504.0), ({"since": "0,5 days"}, 12.0)],
)
def test_a_length_of_time_may_be_told_in_any_unit(given, hours):
    assert begun().take(begun().screen("since"), given).answers == (Answer("since", hours, screen="since"),)


@pytest.mark.parametrize(
    ("screen", "given", "at", "told"),
    [
        ("who", {"age": "900", "sex": "male"}, "age", "between 0 and 120 years"),
        ("who", {"age": "-1", "sex": "male"}, "age", "between 0 and 120 years"),
        ("who", {"age": "old", "sex": "male"}, "age", "in digits"),
        ("who", {"age": "", "sex": "male"}, "age", "in digits"),
        ("who", {"age": "9" * 1_000_000, "sex": "male"}, "age", "in digits"),
        ("who", {"age": "46", "sex": ""}, "sex", "choose one answer"),
        ("who", {"age": "46", "sex": "<script>"}, "sex", "one of the answers shown"),
        ("since", {"since": "3"}, "since", "hours, days"),
        ("since", {"since": "-3 days"}, "since", "less than 0"),
        ("since", {"since": "900 years"}, "since", "longer than anybody lives"),
        ("since", {"since": "inf days"}, "since", "in digits"),
        ("new_below", {}, "chosen", "none of these"),
        ("new_below", {"chosen": ["none", "urine_change"]}, "chosen", "the one that is right"),
        ("new_below", {"chosen": ["' OR 1=1"]}, "chosen", "one of the answers shown"),
        ("where", {"chosen": []}, "chosen", "at least one place"),
        ("where", {"chosen": ["moon"]}, "chosen", "one of the answers shown"),
        ("weakness_more", {"chosen": ["foot_drop"], "foot_drop.side": "up"}, "foot_drop.side", "left, right or both"),
        ("spasm", {"spasm": "maybe"}, "spasm", "one of the answers shown"),
    ],
)  # fmt: skip
def test_what_is_absurd_is_refused_at_its_field_in_plain_words(screen, given, at, told):
    taken = begun().take(begun().screen(screen), given)

    assert taken.answers == ()
    assert told in str(taken.problems[at])


def test_every_screen_can_be_answered_with_i_do_not_know():
    for row in KNOWLEDGE.rows(ScreenRow):
        screen = begun().screen(row.id)
        given = {"chosen": "unsure"} if screen.chooses else {question.about: "?" for question in screen.questions}

        assert not begun().take(screen, given).problems


# Places and sides


def test_a_tap_tells_the_place_and_its_side_and_what_nobody_tapped_does_not_hurt():
    found = begun(Answer("where", ("buttock_left", "calf_left", "calf_right"), screen="where")).findings

    assert (found["gluteal_pain"].value, found["gluteal_pain"].side) == (True, "left")
    assert found["leg_pain_below_knee"].side == "both"
    assert found.absent("groin_pain")
    assert "pain_over_sacroiliac_joint" not in found  # so small a place is asked for by itself


def test_pain_tapped_on_the_chest_is_a_danger_sign_and_not_lost_by_a_box_left_empty():
    tapped, _ = walked(with_(where={"chosen": ["chest"]}))

    assert tapped.findings.present("chest_pain")
    assert tapped.assessment().plan.urgency.rank <= Urgency.URGENT.rank


def test_every_place_has_a_name_and_both_sides_of_the_body_tell_the_same():
    told = {region.id: region for region in regions(KNOWLEDGE)}

    assert {region.view for region in told.values()} == {"front", "back"}
    for name, region in told.items():
        assert region.label
        if name.endswith("_left"):
            assert told[name.replace("_left", "_right")].tells == region.tells


def test_the_side_of_a_weak_leg_is_kept_and_may_be_left_out():
    screen = begun().screen("legs")
    left = begun().take(screen, {"chosen": ["motor_weakness_leg"], "motor_weakness_leg.side": "left"})
    none = begun().take(screen, {"chosen": ["motor_weakness_leg"]})

    assert begun(*left.answers).findings["motor_weakness_leg"].side == "left"
    assert begun(*none.answers).findings["motor_weakness_leg"].side is None


# Going back


def test_an_interview_is_made_again_from_its_answers_alone():
    rng = random.Random(6)
    for _ in range(12):
        interview = begun()
        for _ in range(MOST_SCREENS):
            screen = interview.next_screen()
            if screen is None:
                break
            interview = interview.after(*interview.take(screen, any_answer(screen, rng)).answers)
            kept = json.loads(json.dumps([answer.as_json() for answer in interview.answers]))
            again = begun(*(answer_of(one) for one in kept))

            assert again.answers == interview.answers
            assert again.findings.items() == interview.findings.items()
        assert interview.next_screen() is None


def any_answer(screen, rng):
    """Whatever comes to hand."""
    if screen.kind == "where":
        return {"chosen": rng.sample([choice.value for choice in screen.questions[0].choices], 3)}
    if screen.chooses:
        ticked = [question.about for question in screen.questions if rng.random() < 0.3]
        return {"chosen": ticked or rng.choice(["none", "unsure"])}
    given = {}
    for question in screen.questions:
        if question.kind == "number":
            given[question.about] = str(rng.randint(int(question.low), min(int(question.high), 90)))
        elif question.kind == "duration":
            given[question.about] = f"{rng.randint(0, 30)} {rng.choice(question.choices).value}"
        else:
            given[question.about] = rng.choice(question.choices).value
    return given


def test_whatever_is_answered_nobody_is_let_go_before_the_must_ask_list_is_through():
    rng = random.Random(2026)
    for _ in range(25):
        interview, screens = walked(lambda screen: any_answer(screen, rng))
        known = complete(interview.findings, KNOWLEDGE)
        asked = {*asked_about(screens)} | ({"age_over_50"} if "age" in asked_about(screens) else set())
        late = {"could_be_pregnant"} if known.present("male") or known.present("age_over_55") else set()
        implied = {finding for finding in MUST_ASK if not known.unknown(finding)}
        assert set(MUST_ASK) <= asked | late | implied


def test_a_no_given_later_takes_back_what_it_denies():
    interview = begun(
        Answer("urine_change", "yes", screen="new_below"),
        Answer("urinary_retention", "yes", screen="urine_more"),
        Answer("urine_change", "no", screen="new_below"),
    )

    assert interview.emergency_advice() == ()
    assert "urinary_retention" not in interview.findings


def test_a_sex_told_again_takes_the_pregnancy_back():
    interview = begun(
        Answer("sex", "female", screen="who"), Answer("could_be_pregnant", "yes", screen="health"),
        Answer("sex", "male", screen="who"),
    )  # fmt: skip

    assert interview.findings.present("male")
    assert not interview.known.present("could_be_pregnant")


def test_a_screen_shown_again_has_what_was_answered():
    interview, _ = walked()
    who, where, legs = (interview.screen(name) for name in ("who", "where", "legs"))

    assert [question.said.said for question in who.questions] == [46.0, "male"]
    assert where.questions[0].said.said == ("low_back_left",)
    assert all(question.said.said == "no" for question in legs.questions)


def test_answers_of_tables_that_are_no_more_are_asked_again_and_break_nothing():
    interview = begun(
        Answer("no_such_finding", "yes", screen="no_such_screen"), Answer("where", ("moon",), screen="where")
    )

    assert [answer.about for answer in interview.held.not_understood] == ["no_such_finding", "where"]
    assert interview.next_screen().id == "who"


@pytest.mark.parametrize(
    "kept",
    [
        None,
        {},
        {"about": 3, "said": "yes"},
        {"about": "sex"},
        {"about": "age", "said": float("nan")},
        {"about": "age", "said": True},
        {"about": "a", "said": "yes", "side": "up"},
        {"about": "where", "said": ["x"] * 1000},
        {"about": "x" * 1000, "said": "yes"},
    ],
)
def test_what_is_no_answer_is_refused(kept):
    with pytest.raises(InputError, match="one of them is no answer"):
        answer_of(kept)


# A person's own words


def test_a_danger_sign_in_somebodys_words_counts_at_once():
    told = described("I cannot feel myself when I wipe, it is numb between my legs", KNOWLEDGE)

    assert begun(*told.answers).emergency_advice()
    assert any(one.about == "saddle_numbness" and one.quote for one in told.understood)


def test_what_words_deny_is_asked_all_the_same():
    told = described("I am a man of 46. No fever, no weakness, I never had cancer, bladder fine.", KNOWLEDGE)
    _, screens = walked(interview=begun(*told.answers))

    for finding in ("infection_signs", "motor_weakness_leg", "history_of_cancer", "urine_change"):
        assert finding in asked_about(screens)


def test_what_words_tell_beyond_the_safety_questions_is_not_asked_again():
    told = described(OLD_WORDS, KNOWLEDGE)
    _, screens = walked(interview=begun(*told.answers))

    assert "onset_while_lifting" not in asked_about(screens)
    assert "spasm" not in asked_about(screens)


def test_a_sign_read_from_words_stands_until_it_is_denied_itself():
    """ "My foot slaps" is no weak leg to everybody: an empty box beside "weaker" does not take it away."""
    told = described(OLD_WORDS, KNOWLEDGE)
    interview, _ = walked(interview=begun(*told.answers))

    assert interview.findings.present("foot_drop")
    assert interview.assessment().plan.urgency.rank <= Urgency.URGENT.rank
    assert "foot_drop" not in interview.without("foot_drop").findings


def test_a_sign_read_from_words_is_not_lost_by_i_do_not_know():
    told = described("my left leg has become weak", KNOWLEDGE)
    screen = begun(*told.answers).screen("legs")
    taken = begun().take(screen, {"chosen": "unsure"})

    assert begun(*told.answers, *taken.answers).known.present("motor_weakness_leg")


def test_a_length_of_time_in_words_is_not_asked_again():
    told = described("My back has hurt for three weeks.", KNOWLEDGE)
    _, screens = walked(interview=begun(*told.answers))

    assert begun(*told.answers).findings.number("duration_weeks") == 3
    assert "since" not in [screen.id for screen in screens]


def test_a_screen_shown_again_leaves_out_what_is_ruled_out():
    woman = begun(Answer("sex", "female", screen="who"), Answer("age", 70.0, screen="who"))

    assert "acute_testicular_pain" not in asked_about([woman.screen("belly_more")])
    assert "could_be_pregnant" not in asked_about([woman.screen("health")])


def test_what_was_understood_stands_ticked_on_its_safety_screen():
    told = described("my left leg has become weak", KNOWLEDGE)
    legs = begun(*told.answers).screen("legs")
    weak = next(question for question in legs.questions if question.about == "motor_weakness_leg")

    assert weak.said.said == "yes"
    assert weak.said.quote


@pytest.mark.parametrize(("text", "told"), [("  ", "few words"), ("a" * 6000, "longer"), ("pain \x00", "odd sign")])
def test_words_that_nobody_can_keep_are_refused(text, told):
    assert told in str(described(text, KNOWLEDGE).problem)


# What is kept


def test_what_is_kept_reads_again_as_the_same_findings():
    told = described(OLD_WORDS, KNOWLEDGE)
    interview, _ = walked(interview=begun(*told.answers))
    case = case_of(json.loads(json.dumps(interview.content())), name="kept", knowledge=KNOWLEDGE)

    told_again = {(finding.id, finding.value, finding.side) for finding in case.findings.all()}
    assert told_again == {(finding.id, finding.value, finding.side) for finding in interview.findings.all()}


def test_a_country_that_nobody_knows_is_refused_before_it_begins():
    with pytest.raises(InputError, match="no emergency number is known"):
        begun(country="XX")


def test_every_item_has_a_screen_and_every_embarrassing_one_says_why():
    screens = {row.id: row for row in KNOWLEDGE.rows(ScreenRow)}
    for item in KNOWLEDGE.rows(ScreenItemRow):
        assert len(screens[item.screen].plain_why) > 20


def test_a_tap_on_the_private_parts_asks_whether_a_testicle_hurts():
    def tapped(screen):
        return {"chosen": ["low_back_left", "private_parts"]} if screen.kind == "where" else calm(screen)

    _, seen = walked(tapped)

    assert "belly_more" in {screen.id for screen in seen}


@pytest.mark.parametrize(
    "words", ["I have not peed since yesterday", "I can't really feel it when I wipe", "cant feel my bum"]
)
def test_shy_words_for_squeezed_nerves_are_an_emergency_at_once(words):
    assert begun(*described(words, KNOWLEDGE).answers).emergencies()


def test_a_needle_in_the_spine_is_named_where_everybody_is_asked_for_ways_of_infection():
    labels = {item.about: item.plain_label for item in KNOWLEDGE.rows(ScreenItemRow) if item.screen == "health"}

    assert "needle in my spine" in labels["any_infection_risk_factor"]
