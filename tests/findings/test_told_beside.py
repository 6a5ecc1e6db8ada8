"""What notes tell beside the pain itself: its character, what eases it, how often spasms come, the family, habits."""

import pytest

from multifidus.findings.closure import complete
from multifidus.findings.notes import read_note
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()


def read(text):
    return complete(read_note(text, KNOWLEDGE).findings, KNOWLEDGE).findings


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Sharp left low back pain.", "sharp_pain unilateral_back_pain back_pain_present"),
        ("He has a dull ache in the low back.", "aching_pain back_pain_present"),
        ("The pain is burning and shoots like an electric shock.", "burning_pain shooting_pain"),
        ("Neck and low back pain since the crash.", "neck_pain back_pain_present"),
        ("Low back pain. Aggravating factors: walking, sitting.", "worse_walking pain_on_sitting"),
        ("Back pain. Relieving factors: sitting, heat.", "better_when_seated better_with_heat"),
        ("Her back seizes up and she has back spasms at night.", "spasm_at_rest spasm"),
        ("The pain started two years ago after he fell on the ice.", "any_injury"),
        ("He had a similar episode three years ago.", "episode_of_low_back_pain"),
        ("Nausea but no vomiting.", "nausea nausea_or_vomiting"),
        ("Visible haematuria, no dysuria.", "visible_haematuria urinary_symptoms"),
        ("Her father had kidney stones.", "family_history_stone"),
        ("She complains of fevers and chills that developed overnight.", "fever chills"),
        ("Impression: acute lumbar strain.", "acute_low_back_pain diagnosed_muscle_strain"),
        ("Imp: ?osteoporotic vertebral fracture.", "clinician_suspects_fracture"),
        ("He is unable to sleep because of the pain.", "night_pain"),
        ("CT: mild hydronephrosis on the left.", "hydronephrosis_ultrasound"),
    ],
)
def test_it_is_read_and_hides_nothing(text, there):
    known = read(text)

    assert [finding for finding in there.split() if not known.present(finding)] == []


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Review of systems is negative for fever, chills and weight loss.", "fever chills unexplained_weight_loss"),
        ("Nausea but no vomiting.", "vomiting"),
        ("Visible haematuria, no dysuria.", "dysuria"),
        ("Family history is negative for psoriasis.", "family_history_spa"),
        ("He quit smoking ten years ago.", "current_smoker"),
        ("Abdomen soft, nontender.", "abdominal_tenderness acute_abdomen"),
        ("UA: large blood, neg leuks, neg nitrite.", "urine_dipstick_leucocytes_or_nitrite"),
        ("Nil pins and needles or numbness in the legs.", "numbness_or_tingling_leg"),
        ("No fever or sweating.", "fever night_sweats"),
    ],
)
def test_what_is_denied_is_denied(text, denied):
    known = read(text)

    assert [finding for finding in denied.split() if not known.absent(finding)] == []


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("Denies psoriasis.", "family_history_spa"),  # of the family nobody spoke
        ("Abdomen soft, nontender.", "abdominal_pain"),
        ("No vomiting.", "nausea"),
        ("Sharp neck pain.", "back_pain_present"),
        ("He fell ten years ago.", "any_injury"),
        ("Tender over the sacroiliac joints.", "pain_over_sacroiliac_joint"),
        ("Call if fever develops.", "fever"),
    ],
)
def test_what_nobody_said_stays_unknown(text, unsaid):
    assert unsaid not in read(text)


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Back spasms about three times a day.", "spasms_per_week", 21),
        ("It began after lifting a 25 kg parcel.", "load_lifted_kg", 25),
        ("He hurt his back while lifting 50 lb boxes.", "load_lifted_kg", 22.68),
        ("WBC 17.2, ESR 96.", "white_cells", 17.2),
        ("White count of 7,800.", "white_cells", 7.8),
    ],
)
def test_how_often_how_heavy_and_how_many(text, measure, value):
    assert read(text).number(measure) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("He takes ibuprofen three times a day for back spasm.", "spasms_per_week"),
        ("He cannot lift more than 20 lb.", "load_lifted_kg"),
        ("UA: WBC 25/hpf.", "white_cells"),
    ],
)
def test_a_number_of_something_else_is_left(text, measure):
    assert read(text).number(measure) is None


def test_spasms_every_day_follow_from_how_often_they_come():
    assert read("Back spasms about three times a day.").present("spasms_daily")
    assert read("Back spasms twice a week, 2 times a week.").absent("spasms_daily")
