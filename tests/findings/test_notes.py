"""Sentences that a clinician writes or a person says, and what each may be taken to say, and what not."""

import pytest

from multifidus.findings.notes import mask_assessment, masked_headings, read_note
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()


def read(text):
    return read_note(text, KNOWLEDGE)


def told(text):
    """Every finding of a text as `id`, `-id` when it is denied, with `.side` where there is one."""
    return {
        f"{'' if one.value else '-'}{one.id}{f'.{one.side}' if one.side else ''}"
        for one in read(text).findings.all()
        if isinstance(one.value, bool)
    }


def numbers(text):
    return {
        (one.id, one.side): float(one.value) for one in read(text).findings.all() if not isinstance(one.value, bool)
    }


PRESENT = {
    # cauda equina, in clinicians' and in people's words
    "She has saddle anaesthesia.": "saddle_numbness",
    "I can't feel when I wipe.": "saddle_numbness",
    "It is numb between my legs.": "saddle_numbness",
    "Reduced pinprick over the perianal area.": "saddle_numbness",
    "The skin between his legs feels like rubber.": "saddle_numbness",
    "He cannot pass urine.": "urinary_retention",
    "Unable to void since this morning.": "urinary_retention",
    "I can't pee.": "urinary_retention",
    "I wet myself yesterday.": "urinary_incontinence",
    "It is hard to start peeing.": "urine_change",
    "Opened his bowels without noticing.": "bowel_incontinence",
    "Faecal incontinence since yesterday.": "bowel_incontinence",
    "No rectal tone.": "reduced_anal_tone",
    "Anal tone was reduced.": "reduced_anal_tone",
    "New erectile dysfunction.": "sexual_dysfunction",
    "Bilateral sciatica since yesterday.": "bilateral_sciatica",
    # legs
    "It goes down my right leg to the big toe.": "leg_pain_below_knee.right",
    "Pain radiates from the buttock to the left foot.": "leg_pain_below_knee.left",
    "Left leg pain.": "unilateral_leg_pain.left",
    "Pain in both legs.": "bilateral_leg_pain",
    "My legs hurt.": "bilateral_leg_pain",
    "Her leg pain is worse than her back pain.": "leg_pain_worse_than_back_pain",
    "Tingling of the left big toe.": "numbness_or_tingling_leg.left",
    "Paraesthesiae in the right foot.": "numbness_or_tingling_leg.right",
    "My left foot slaps when I walk.": "foot_drop.left",
    "Weakness of the right leg.": "motor_weakness_leg.right",
    "RLE weakness.": "motor_weakness_leg.right",
    "My legs give way.": "motor_weakness_leg",
    "The weakness in his leg is getting worse.": "progressive_motor_weakness_leg",
    "I can't move my legs.": "leg_paralysis",
    "He can walk only two blocks before he has to sit down.": "walking_limited_relieved_by_sitting",
    "Neurogenic claudication.": "walking_limited_relieved_by_sitting",
    "Calf pain on walking that resolves after standing still.": "calf_pain_walking",
    "Sudden severe back and abdominal pain.": "back_pain_present",
    "I have not had a fever, my legs are weak.": "motor_weakness_leg",
    "Chronic low back pain.": "back_pain_present",
    "52M p/w fever and midthoracic back pain": "thoracic_pain",
    "c/o LBP radiating to LLE": "unilateral_leg_pain.left",
    "(+) FABER R": "faber_positive.right",
    "He had a fall yesterday.": "any_injury",
    "Reflexes are 2+ at the knees and absent at both ankles.": "achilles_reflex_reduced.both",
    # the spasm and how it began
    "My back locked up.": "spasm",
    "My back went into spasm lifting a sofa.": "onset_while_lifting",
    "Paraspinal muscle spasm on the left.": "spasm_on_examination.left",
    # tests and reflexes
    "SLR positive on the left at 40 degrees.": "slr_positive.left",
    "Straight leg raise reproduces leg pain on the right.": "slr_positive.right",
    "Ankle jerk absent on the left.": "achilles_reflex_reduced.left",
    "No ankle reflexes.": "achilles_reflex_reduced",
    "Babinski positive on the right.": "babinski_positive.right",
    "Sensation decreased over the left foot.": "sensory_loss_leg.left",
    "Midline tenderness over L4.": "spine_tenderness",
    # double denial and doubt
    "She cannot stand without severe pain.": "severe_pain",
    "Cannot exclude cauda equina.": "clinician_suspects_cauda_equina",
    "Rule out cauda equina syndrome.": "clinician_suspects_cauda_equina",
    # said to be there though something near is denied
    "No fever, but numbness of the left foot.": "numbness_or_tingling_leg.left",
    "No weakness, ankle reflex absent on the left.": "achilles_reflex_reduced.left",
    "A 40-year-old man with a history of back pain radiating into the left leg.": "unilateral_leg_pain.left",
}
ABSENT = {
    "She denies saddle anesthesia.": "saddle_numbness",
    "Perianal sensation intact.": "saddle_numbness",
    "I can feel everything down there.": "saddle_numbness",
    "No bowel or bladder changes.": "urine_change",
    "No change in bowel or bladder function.": "bowel_dysfunction",
    "Denies fever, weight loss, changes in bowel or bladder function.": "bladder_dysfunction",
    "Denies loss of bowel or bladder control, or loss of sensation in the genital area.": "saddle_numbness",
    "Bladder and bowels fine.": "bowel_dysfunction",
    "Passing urine normally.": "urine_change",
    "No problems with peeing or the toilet.": "bowel_dysfunction",
    "Rectal tone normal.": "reduced_anal_tone",
    "No leg pain.": "bilateral_leg_pain",
    "It doesn't go into my legs.": "pain_below_buttocks",
    "Non-radiating low back pain.": "pain_below_buttocks",
    "No weakness or numbness.": "numbness_or_tingling_leg",
    "Denies weakness, numbness, bladder or bowel trouble.": "motor_weakness_leg",
    "She has not had any numbness in her legs.": "numbness_or_tingling_leg",
    "Weakness: none.": "motor_weakness_leg",
    "Legs strong.": "motor_weakness_leg",
    "SLR negative bilaterally.": "slr_positive",
    "Straight leg raising was unremarkable.": "slr_positive",
    "Reflexes present and equal.": "reflex_loss_leg",
    "Plantars downgoing.": "babinski_positive",
    "Neurologically intact.": "neurological_deficit",
    "X-ray: no evidence of fracture.": "xray_fracture",
    "He is afebrile.": "fever",
    "No cough, no fever, no rash.": "fever",
    "I have not had a fall.": "any_injury",
    "Pt denies f/c, n/v, b/b dysfunction.": "bladder_dysfunction",
    "(-) saddle anesthesia, (-) incontinence": "saddle_numbness",
    "Babinski (-), clonus (-).": "babinski_positive",
    "Babinski -ve.": "babinski_positive",
    "They have not noted him to have any fevers.": "fever",
    "He intentionally lost 40 pounds.": "unexplained_weight_loss",
    "Denies any numbness/tingling/weakness in the legs.": "motor_weakness_leg",
    "No fever.": "fever",
}
NOT_TAKEN = {  # what may be taken neither as there nor as absent
    "Return at once if weakness develops.": "motor_weakness_leg",
    "Come back if you cannot pass urine.": "urinary_retention",
    "Risks include infection and paralysis.": "leg_paralysis",
    "His mother has numb legs.": "numbness_or_tingling_leg",
    "Her father had sciatica.": "leg_pain_below_knee",
    "Do you have any numbness in the leg?": "numbness_or_tingling_leg",
    "No weakness or numbness, says the note.": "saddle_numbness",
    "Neurologically intact in both legs.": "saddle_numbness",
    "Numbness of the right hand.": "numbness_or_tingling_leg",
    "Cervical radiculopathy.": "dermatomal_pain",
    "Neck pain is severe.": "severe_pain",
    "He was worried about paralysis.": "leg_paralysis",
    "Possible weakness of the left leg.": "motor_weakness_leg",
    "Her leg weakness resolved two years ago.": "motor_weakness_leg",
    "MRI of the neck shows a disc herniation.": "mri_disc_herniation",
    "Pain does not change with movement.": "no_pain",
    "He has hay fever.": "fever",
    "Disc collapse at L5-S1.": "syncope",
    "Left flank: CVA tenderness.": "vascular_disease_known",
    "Oxycodone from the pain clinic.": "back_pain_present",
    "Pathologic fracture in osteoporosis.": "diagnosed_malignancy",
    "I picked up my toddler.": "age_under_16",
    "Return to clinic in 6 weeks: RTC 6 weeks.": "trauma",
}


@pytest.mark.parametrize(("sentence", "finding"), PRESENT.items())
def test_it_says_that_it_is_there(sentence, finding):
    assert finding in told(sentence)


@pytest.mark.parametrize(("sentence", "finding"), ABSENT.items())
def test_it_says_that_it_is_not_there(sentence, finding):
    assert read(sentence).findings.absent(finding)


@pytest.mark.parametrize(("sentence", "finding"), NOT_TAKEN.items())
def test_it_says_neither(sentence, finding):
    assert finding not in read(sentence).findings


NUMBERS = {
    "A 46-year-old woman.": ("age", None, 46),
    "45M with back pain.": ("age", None, 45),
    "hi, im 29 and female": ("age", None, 29),
    "Temp 38.9 C.": ("temperature_c", None, 38.9),
    "Temperature 101.2 F.": ("temperature_c", None, 38.44),
    "BP 120/80, HR 110.": ("pulse_per_min", None, 110),
    "ESR 56 and CRP 12.": ("esr", None, 56),
    "CRP 4 mg/dl.": ("crp", None, 40),
    "Post-void residual 350 ml.": ("pvr_ml", None, 350),
    "Pain 8/10.": ("pain_0_10", None, 8),
    "Pain is seven out of ten.": ("pain_0_10", None, 7),
    "Back pain for three weeks.": ("duration_weeks", None, 3),
    "LBP 8/52.": ("duration_weeks", None, 8),
    "doctor: how long has your back hurt\npatient: about six weeks": ("duration_weeks", None, 6),
    "A 2-day history of back pain.": ("duration_hours", None, 48),
    "Weight 154 pounds.": ("body_weight_kg", None, 69.853),
    "EHL 3/5 on the left, 5/5 on the right.": ("mrc_great_toe_extension", "left", 3),
    "Left ankle dorsiflexion 4/5, left great toe extension 3/5.": ("mrc_ankle_dorsiflexion", "left", 4),
    "right / left: hip flexion 5/5, great toe extension 5/3": ("mrc_great_toe_extension", "left", 3),
    "Right / left: knee extension 5/5, EHL 4/5.": ("mrc_great_toe_extension", "right", 4),
    "Ankle plantarflexion 4+/5 on the right.": ("mrc_ankle_plantarflexion", "right", 4.333),
    "Quads 1/1, hamstrings 0/0.": ("mrc_knee_extension", "left", 1),
}


@pytest.mark.parametrize(("sentence", "number"), NUMBERS.items())
def test_a_number_is_read_in_its_unit_and_on_its_side(sentence, number):
    measure, side, value = number

    assert numbers(sentence)[measure, side] == pytest.approx(value, abs=0.01)


@pytest.mark.parametrize(
    ("sentence", "measure", "words"),
    [
        ("A 900-year-old man with back pain.", "age", "age of 900 years is impossible"),
        ("EHL 7/5 on the left.", "mrc_great_toe_extension", "of 7 MRC grade is impossible"),
        ("Temperature 99 C.", "temperature_c", "is impossible"),
    ],
)
def test_a_number_that_cannot_be_is_told_and_not_believed(sentence, measure, words):
    reading = read(sentence)

    assert measure not in reading.findings
    assert any(words in one.told for one in reading.unread)


@pytest.mark.parametrize(
    "sentence",
    [
        "Oxycodone 30 mg for pain.",
        "Pain began 5 days ago.",
        "Nine pregnancies and 8 living children.",
        "If the temperature is over 38 call us.",
        "Since the age of 12 she has had back pain.",
        "Her 6-year-old son jumped on her back.",
    ],
)
def test_a_number_of_something_else_is_no_measurement(sentence):
    assert set(numbers(sentence)) <= {("duration_weeks", None), ("duration_hours", None)}


def test_a_whole_sentence_of_a_person_is_understood():
    findings = told("my back locked up lifting a sofa and now my left foot slaps when I walk")

    assert {"spasm", "onset_while_lifting", "foot_drop.left"} <= findings


def test_a_strong_leg_says_nothing_of_the_other():
    assert "motor_weakness_leg" not in read("Right leg 5/5.").findings
    assert read("Right leg 5/5. Left leg 5/5.").findings.absent("motor_weakness_leg")


def test_a_list_of_denials_ends_with_its_list():
    findings = told("Absent: No vomiting, No saddle numbness, No weakness of the legs. He has leg pain on the left.")

    assert {"-saddle_numbness", "unilateral_leg_pain.left"} <= findings


def test_headings_in_capitals_between_commas_part_a_note():
    note = "PRESENT ILLNESS:, Left leg pain.,FAMILY HISTORY: , Foot drop in a brother.,PLAN: ,Watch for incontinence."

    assert "unilateral_leg_pain.left" in told(note)
    assert not {"foot_drop", "bladder_dysfunction"} & {one.lstrip("-").partition(".")[0] for one in told(note)}


def test_what_a_review_of_systems_denies_does_not_take_away_what_the_history_tells():
    note = "HISTORY:\nNumbness of the left foot.\n\nREVIEW OF SYSTEMS:\nNo numbness."

    assert read(note).findings.present("numbness_or_tingling_leg")


def test_a_no_answers_the_question_before_it():
    talk = "doctor: any loss of control of your bladder or your bowels\npatient: no nothing like that"

    assert {"-urinary_incontinence", "-bowel_incontinence"} <= told(talk)
    assert not {"-bladder_dysfunction", "-urinary_retention"} & told(talk)


def test_a_yes_answers_a_single_question():
    talk = "doctor: do you have numbness in the foot\npatient: yes i do"

    assert "numbness_or_tingling_leg" in told(talk)


def test_what_a_doctor_asks_is_no_finding():
    talk = "doctor: and numbness where you would sit on a saddle\npatient: well let me think\ndoctor: okay"

    assert "saddle_numbness" not in read(talk).findings


def test_pain_on_both_sides_is_not_pain_in_one_leg():
    findings = read("Left leg pain. Since yesterday also right leg pain.").findings

    assert findings.present("bilateral_leg_pain")
    assert "unilateral_leg_pain" not in findings


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("A 34-year-old man whose mother has ankylosing spondylitis.", "male"),
        ("Sex: F. Age: 71.", "female"),
        ("She lives with her husband.", "female"),
    ],
)
def test_the_sex_is_that_of_the_person(text, sex):
    assert read(text).findings.present(sex)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "The weather was fine.",
        "Der Patient klagt seit drei Wochen über Rückenschmerzen mit Ausstrahlung in das linke Bein.",
        "Paciente con dolor lumbar irradiado a la pierna izquierda desde hace tres semanas.",
        "CHIEF COMPLAINT: Cough. No back pain. No leg pain.",
        "¯\\_(ツ)_/¯ 𝔟𝔞𝔠𝔨",
    ],
)
def test_a_text_without_a_complaint_of_the_back_says_so(text):
    assert not read(text).concerns_back


@pytest.mark.parametrize("text", ["My back hurts.", "Numbness when I wipe.", "Cannot exclude cauda equina."])
def test_a_text_about_the_back_concerns_the_back(text):
    assert read(text).concerns_back


def test_what_was_not_understood_is_told():
    assert any("trampoline" in one.told for one in read("My spine feels like a trampoline of glass.").unread)


def test_a_doubt_is_told():
    assert any("doubtful" in one.told for one in read("Possible weakness of the left leg.").unread)


def test_every_quote_stands_where_it_says():
    text = "Left leg pain for 3 weeks.\n\nEHL 4/5 on the left. No saddle numbness. A 52-year-old man."
    findings = list(read(text).findings.all())

    assert len(findings) > 5
    assert all(text[one.start : one.end] == one.quote for one in findings)


def test_masking_cuts_the_conclusions_and_leaves_the_rest():
    note = "HISTORY:\nLeft leg pain.\n\nIMPRESSION:\nDisc herniation.\n\nEXAM:\nSLR positive."

    masked = mask_assessment(note, KNOWLEDGE)

    assert "Disc herniation" not in masked
    assert "Left leg pain" in masked
    assert "SLR positive" in masked
    assert "impression" in masked_headings(KNOWLEDGE)
