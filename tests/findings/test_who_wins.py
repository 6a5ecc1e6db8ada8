"""Who wins where a text says two things: each sentence of docs/reading.md, held to its word."""

from multifidus.findings.closure import complete
from multifidus.findings.notes import read_note
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()


def read(text):
    return read_note(text, KNOWLEDGE).findings


def known(text):
    return complete(read(text), KNOWLEDGE).findings


def value(text, finding):
    found = read(text).get(finding)
    return found.value if found else None


def side(text, finding):
    return read(text)[finding].side


def test_what_was_measured_beats_what_was_said():
    assert known("Back pain. Denies fever. T 38.9.").present("fever")
    assert known("Left sciatica, denies leg weakness. EHL left 3/5.").present("motor_weakness_leg")


def test_what_is_said_to_be_there_beats_a_denial_before_it_or_behind_it():
    told, denied = "Cannot pass urine since this morning.", "Denies urinary retention."

    assert value(f"HPI: {told}\nROS: {denied}", "urinary_retention") is True
    assert value(f"ROS: {denied}\nHPI: {told}", "urinary_retention") is True


def test_of_two_numbers_the_later_counts():
    assert read("Temp 36.9. Update 14:00: temp 38.7.").number("temperature_c") == 38.7
    assert read("Pain 9/10 on arrival.\nReview: pain 3/10.").number("pain_0_10") == 3

    graded = read("Right ankle dorsiflexion 5/5.\nOn re-examination right ankle dorsiflexion 3/5.")
    assert [one.value for one in graded.all() if one.id == "mrc_ankle_dorsiflexion"] == [3]


def test_sides_are_told_apart_and_added_up():
    assert side("SLR negative right, positive left.", "slr_positive") == "left"
    assert side("SLR positive on the left. Later SLR positive on the right too.", "slr_positive") == "both"
    assert value("No numbness in the right leg.", "numbness_or_tingling_leg") is None
    assert value("No numbness in either leg.", "numbness_or_tingling_leg") is False


def test_one_weak_muscle_beats_full_strength_elsewhere():
    assert known("Power 5/5 throughout except left EHL 4/5.").present("motor_weakness_leg")
    assert known("Power 5/5 throughout. Left EHL 4/5.").present("motor_weakness_leg")


def test_a_normal_line_denies_what_it_covers_and_no_more():
    found = read("Neurovascularly intact distally, power 5/5, reflexes symmetrical.")

    assert found["motor_weakness_leg"].value is False
    assert not {"saddle_numbness", "bladder_dysfunction", "bowel_dysfunction"} & set(found)


def test_a_list_of_denials_ends_where_something_is_there():
    text = "No fever, no weight loss, but numbness of the left foot."

    assert value(text, "fever") is False
    assert value(text, "numbness_or_tingling_leg") is True


def test_an_angle_between_says_neither():
    assert value("SLR 50 on the left.", "slr_positive") is True
    assert value("SLR 65 on the left.", "slr_positive") is None
    assert value("SLR 80 on both sides.", "slr_positive") is False


def test_an_old_injury_and_an_old_bladder_are_history_unless_something_is_new():
    assert value("Fell from a ladder 12 years ago.", "trauma") is None
    assert value("Fell from a ladder this morning.", "trauma") is True
    assert value("Chronic stress incontinence, unchanged.", "bladder_dysfunction") is None
    assert value("Chronic stress incontinence, much worse since yesterday.", "urinary_incontinence") is True


def test_what_is_copied_from_an_earlier_visit_is_neither_there_nor_denied():
    for heading in ("Previous encounter (2017)", "Copied from the visit of 12/03/2019", "Last visit"):
        copied = read(f"{heading}: urinary retention, no saddle numbness, T 39.2.\nToday: back spasm.")

        assert copied.present("spasm")
        assert not {"urinary_retention", "saddle_numbness", "temperature_c"} & set(copied)


def test_behind_an_empty_line_what_is_told_is_of_today():
    text = "Previous note: back pain, urinary retention.\n\nThe saddle area is numb since this morning."

    assert value(text, "saddle_numbness") is True
    assert value(text, "urinary_retention") is None


def test_what_is_denied_of_the_person_says_nothing_of_the_family():
    assert value("She denies psoriasis.", "family_history_spa") is None
    assert value("Denies psoriasis. Her father has psoriasis.", "family_history_spa") is True


def test_a_clear_picture_takes_the_suspicion_away():
    assert value("Cannot exclude cauda equina compression.", "clinician_suspects_cauda_equina") is True
    clear = "Cannot exclude cauda equina compression. MRI: no cauda equina compression."
    assert value(clear, "clinician_suspects_cauda_equina") is not True


def test_of_an_upper_bound_follows_what_is_certain():
    found = read("CRP <5, ESR 8.")

    assert found["crp_over_10"].value is False
    assert "crp_over_3_5" not in found
    assert "crp" not in found


def test_a_limit_is_no_limitation():
    assert value("Lumbar flexion within functional limits.", "lumbar_flexion_reduced") is not True
    assert value("Hip internal rotation within functional limits.", "hip_internal_rotation_reduced") is not True
    assert (
        side("Hip internal rotation limited on the left, full on the right.", "hip_internal_rotation_reduced") == "left"
    )


def test_what_is_normal_with_an_exception_is_no_denial():
    for text in (
        "Light touch normal except over the left shin.",
        "Sensation to pinprick intact, with the exception of the left great toe.",
        "Sensation is preserved apart from the outer left calf.",
    ):
        assert side(text, "sensory_loss_leg") == "left"
    assert value("Bladder function normal except for some urgency.", "bladder_dysfunction") is not False
