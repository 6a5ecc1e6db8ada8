"""What follows from findings, and what does not."""

from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.terms import Finding, Findings


def known(**values):
    return complete(Findings(Finding(key, value) for key, value in values.items()), shipped())


def test_an_age_settles_every_age_rule():
    person = known(age=72.0)

    assert person.present("age_over_70")
    assert person.present("age_over_50")
    assert person.absent("age_over_80")
    assert person.absent("age_under_16")


def test_foot_drop_means_weakness_of_the_leg():
    assert known(foot_drop=True).present("motor_weakness_leg")


def test_what_nobody_asked_stays_unknown():
    assert known(age=40.0).unknown("saddle_numbness")


def test_no_injury_rules_out_every_kind_of_injury():
    person = known(any_injury=False)

    assert person.absent("high_energy_trauma")
    assert person.absent("low_energy_trauma")


def test_a_normal_neurological_examination_says_nothing_of_the_saddle():
    person = known(neurological_deficit=False)

    assert person.absent("motor_weakness_leg")
    assert person.unknown("saddle_numbness")


def test_a_measured_fever_beats_a_denied_one_and_is_told():
    person = known(fever=False, temperature_c=38.9)

    assert person.present("fever")
    assert "the number was taken" in person.contradictions[0].told


def test_a_denied_finding_that_follows_from_another_is_kept_the_careful_way():
    person = known(motor_weakness_leg=False, foot_drop=True)

    assert person.present("motor_weakness_leg")
    assert "more careful" in person.contradictions[0].told


def test_a_weak_toe_on_one_side_is_weakness_on_that_side():
    grades = Findings(
        [Finding("mrc_great_toe_extension", 3.0, "left"), Finding("mrc_great_toe_extension", 5.0, "right")]
    )

    person = complete(grades, shipped())

    assert person.findings["weakness_great_toe_extension"].side == "left"
    assert person.present("mrc_3_or_less")


def test_a_strong_right_foot_takes_back_no_foot_drop_on_the_left():
    person = complete(
        Findings([Finding("foot_drop", True, "left"), Finding("mrc_ankle_dorsiflexion", 5.0, "right")]), shipped()
    )

    assert person.present("foot_drop")
    assert person.present("motor_weakness_leg")


def test_one_strong_muscle_says_nothing_of_the_others():
    strong_hip = Finding("mrc_hip_flexion", 5.0, "right")

    assert complete(Findings([Finding("mrc_3_or_less", True), strong_hip]), shipped()).present("mrc_3_or_less")
    assert complete(Findings([strong_hip]), shipped()).unknown("foot_drop")
