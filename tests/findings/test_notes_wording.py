"""Safety questions in plain words, and the tables of wording: what they refuse, and what is kept of them."""

import shutil

import pytest

from multifidus.errors import KnowledgeError
from multifidus.findings.closure import complete
from multifidus.findings.notes import read_note
from multifidus.findings.notes.wording.compiling import compile_wording
from multifidus.findings.notes.wording.kept import wording_of
from multifidus.knowledge import Knowledge, shipped
from multifidus.knowledge.load import TABLES
from multifidus.knowledge.rows_actions import MustAskRow

KNOWLEDGE = shipped()


def read(text):
    return read_note(text, KNOWLEDGE)


PLAINLY = {  # each safety question, answered in a person's own words
    "saddle_numbness": "I'm numb where I sit, and I can't feel when I wipe",
    "urine_change": "it has become hard to start peeing",
    "bowel_dysfunction": "I had an accident with my bowels yesterday",
    "sexual_dysfunction": "I can't get an erection any more",
    "bilateral_leg_pain": "the pain goes down both legs",
    "motor_weakness_leg": "my right leg has gone weak",
    "infection_signs": "I've been shivering and have a fever",
    "any_infection_risk_factor": "I inject heroin",
    "history_of_cancer": "I had breast cancer six years ago",
    "unexplained_weight_loss": "I've lost a lot of weight without trying",
    "any_injury": "I fell down the stairs",
    "weak_bone_risk": "I have osteoporosis",
    "could_be_pregnant": "my period is late",
    "aorta_warning": "it came on like something tearing inside me",
    "belly_side_or_testicle_pain": "my belly hurts too",
    "age_over_50": "I'm 63 and my back hurts",
}


def test_every_safety_question_has_its_plain_words():
    assert set(PLAINLY) == {row.finding for row in KNOWLEDGE.rows(MustAskRow)}


@pytest.mark.parametrize(("finding", "words"), PLAINLY.items())
def test_a_safety_question_is_answered_by_plain_words(finding, words):
    assert complete(read(words).findings, KNOWLEDGE).present(finding)


DENIED_PLAINLY = {
    "saddle_numbness": "I can still feel everything when I wipe",
    "urine_change": "no problems with peeing",
    "bowel_dysfunction": "my bowels are fine",
    "motor_weakness_leg": "no weakness in my legs",
    "infection_signs": "no fever or chills",
    "history_of_cancer": "I've never had cancer",
    "unexplained_weight_loss": "no weight loss",
    "any_injury": "no fall or injury",
    "could_be_pregnant": "I've had a hysterectomy",
}


@pytest.mark.parametrize(("finding", "words"), DENIED_PLAINLY.items())
def test_a_safety_question_is_denied_by_plain_words(finding, words):
    assert read(words).findings.absent(finding)


UNSAFE = {  # what must not be taken for a denial of a danger
    "Neurologically intact in both legs.": "urine_change",
    "I haven't been able to go for a wee and it's numb down below": "saddle_numbness",
    "He cannot pass urine and his saddle area is numb.": "saddle_numbness",
    "No pain in the right leg.": "pain_below_buttocks",
    "HEENT: normocephalic, atraumatic.": "any_injury",
    "Denies urinary incontinence.": "urine_change",
    "Nausea is less than when she is not pregnant.": "pregnant",
}


@pytest.mark.parametrize(("words", "finding"), UNSAFE.items())
def test_a_danger_is_not_denied_by_words_about_something_else(words, finding):
    assert not read(words).findings.absent(finding)


def test_what_only_the_other_sex_can_have_is_told_and_not_taken():
    reading = read("A 39-year-old man. Tightenings in the back, he says his waters broke.")

    assert "pregnancy_fluid_loss" not in reading.findings
    assert any("not taken, as the person is male" in one.told for one in reading.unread)


def test_drowsiness_is_a_sign_of_sepsis_only_beside_a_fever():
    assert "septic_signs" not in read("She has been drowsy on her tablets.").findings
    assert read("She is drowsy. Temperature 39.2 C.").findings.present("septic_signs")


def test_a_picture_of_the_hip_tells_nothing_of_a_vertebra():
    assert "mri_vertebral_oedema" not in read("MRI of the right hip shows marrow oedema of the femoral head.").findings


@pytest.fixture
def tables(tmp_path):
    return shutil.copytree(TABLES, tmp_path / "tables")


REFUSED = {
    "wording.csv": {
        "spasm,test,,~ back spasm": "begin and end it with a word",
        f"spasm,test,,{' '.join(['a|b|c|d|e|f|g|h|i'] * 4)}": "several phrases",
        "spasm,test,,back|leg| spasm": "a word on each side of |",
    },
    "cues.csv": {
        "measure,backward,near,blood_sugar,blood sugar": "write an id of measures.csv",
        "side,backward,near,up,upwards": "write left, right or both",
        "mark,both,near,aloft,aloft": "write above or below",
        "over_limit,forward,near,high_sugar,blood sugar": "write ids of findings.csv",
        "reply,both,near,numbnes,kind of wooden": "write ids of findings.csv",
    },
}


@pytest.mark.parametrize(
    ("file", "row", "remedy"), [(f, row, words) for f in REFUSED for row, words in REFUSED[f].items()]
)
def test_a_row_of_wording_that_cannot_be_read_is_refused_with_its_place(tables, file, row, remedy):
    with (tables / file).open("a", encoding="utf-8") as table:
        table.write(row + "\n")

    with pytest.raises(KnowledgeError) as refusal:
        read_note("My back hurts.", Knowledge(tables))

    assert file in str(refusal.value)
    assert remedy in str(refusal.value)


def test_a_clinician_can_add_a_wording_without_code(tables):
    with (tables / "wording.csv").open("a", encoding="utf-8") as table:
        table.write("saddle_numbness,present,back,quite wooden at the seat\n")

    assert read_note("My back, quite wooden at the seat.", Knowledge(tables)).findings.present("saddle_numbness")


def test_the_kept_wording_is_the_one_that_the_tables_compile_to():
    kept, fresh = wording_of(KNOWLEDGE), compile_wording(KNOWLEDGE)

    assert kept.phrases.tables() == fresh.phrases.tables()
    assert kept.words.tables() == fresh.words.tables()
    assert (kept.exact, dict(kept.walls)) == (fresh.exact, dict(fresh.walls))
    assert set(kept.headings) == set(fresh.headings)
