"""Talks, messages and lay sentences written before the rules that read them: how much of them has to be read."""

import csv
from pathlib import Path
from time import process_time

import pytest

from multifidus.findings.closure import complete
from multifidus.findings.notes import read_note
from multifidus.knowledge import shipped

FOLDER = Path(__file__).with_name("talks")
KNOWLEDGE = shipped()


def rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_text_is_expected_to_say_something_and_every_expectation_has_a_text():
    assert {row["file"] for row in rows("expected.csv")} == {path.name for path in FOLDER.glob("*.txt")}


def test_every_expected_finding_is_one_of_the_vocabulary():
    assert {row["finding"] for row in [*rows("expected.csv"), *rows("lay.csv")]} <= set(KNOWLEDGE.findings)


def read(text):
    return read_note(text, KNOWLEDGE).findings


REPLIES = {  # a question, its reply: what is there (True), denied (False), unknown (None)
    ("Any numbness, or trouble with your bladder?", "No numbness, but I have to strain to go."): {
        "numbness_or_tingling_leg": False,
        "bladder_dysfunction": True,
    },
    ("Any weakness, or trouble with your bladder?", "No, only that it's slow."): {
        "motor_weakness_leg": False,
        "urine_change": True,
    },
    ("Any weakness, or bladder trouble?", "None of that, apart from my left leg being weak."): {
        "motor_weakness_leg": True,
        "bladder_dysfunction": False,
    },
    ("Any weakness, or bladder trouble?", "No weakness."): {"motor_weakness_leg": False, "bladder_dysfunction": None},
    ("Is the numbness between your legs any better?", "No."): {"saddle_numbness": None},
    ("Any fever? And is the pain easier now?", "No."): {"fever": None},
    ("You haven't had any trouble with your bladder?", "No."): {"bladder_dysfunction": False},
    ("You haven't had any trouble with your bladder?", "Yes I have."): {"bladder_dysfunction": True},
    ("You haven't had any trouble with your bladder?", "Yes."): {"bladder_dysfunction": None},
    ("Can you feel it when you wipe?", "No."): {"saddle_numbness": True},
    ("Can you feel it when you wipe?", "Not properly."): {"saddle_numbness": True},
    ("Can you feel it when you wipe?", "Sort of."): {"saddle_numbness": None},
    ("Can you feel it when you wipe?", "Yes."): {"saddle_numbness": False},
    ("How are your bowels?", "All fine."): {"bowel_dysfunction": False},
    ("How are your bowels?", "Just the usual."): {"bowel_dysfunction": None},
    ("Any numbness between your legs?", "Just the usual."): {"saddle_numbness": None},
    ("Any numbness between your legs?", "Uh-uh."): {"saddle_numbness": False},
    ("Any numbness between your legs?", "It's kind of fuzzy."): {"saddle_numbness": True},
    ("Does your leg feel weak?", "No. No wait, actually, it gave way on me."): {"motor_weakness_leg": True},
    ("Does your leg feel weak?", "No. Oh, hang on, yes."): {"motor_weakness_leg": True},
    ("Does your leg feel weak?", "No, my leg is numb."): {"numbness_or_tingling_leg": True},
    ("Any numbness round your bottom, or problems with your bowels?", "No. Well. My bowels have been off."): {
        "bowel_dysfunction": True,
    },
    ("Any trouble with your bladder?", "No. It's only my bladder that leaks."): {"bladder_dysfunction": True},
    ("Is there any numbness between the legs?", "I'm not sure."): {"saddle_numbness": None},
    ("Are you weeing okay?", "No."): {"urine_change": True},
    ("Are you weeing okay?", "Yeah."): {"urine_change": False},
    ("How old are you?", "67."): {"age": 67},
    ("Have you been sick?", "Once or twice."): {"vomiting": True},
    ("Have you ever had cancer?", "Breast, in 2012."): {"history_of_cancer": True},
    ("So no trouble with the bladder, and no fever. Is that right?", "That's right."): {
        "bladder_dysfunction": False,
        "fever": False,
    },
    ("If you lose control of your bladder, ring us, okay?", "Yes."): {"bladder_dysfunction": None},
}


@pytest.mark.parametrize(("turns", "expected"), REPLIES.items())
@pytest.mark.parametrize(
    "labels", [("Doctor: ", "Patient: "), ("[doctor] ", "[patient] "), ("**Dr Roe:** ", "**Mr Ash:** ")]
)
def test_a_reply_says_this_of_what_was_asked(turns, expected, labels):
    known = read("\n".join(label + turn for label, turn in zip(labels, turns, strict=True)))

    assert {finding: known[finding].value if finding in known else None for finding in expected} == expected


EXAMINED = {  # an examination as it is told: finding, value, side
    "D: I'm going to lift your left leg. Does that hurt?\nP: Yeah, all down the leg.": ("slr_positive", True, "left"),
    "D: I'm going to lift your left leg. Does that hurt?\nP: No.": ("slr_positive", False, None),
    "D: Now walk on your heels. Okay, that's weak on the right.\nP: Oh.": (
        "weakness_ankle_dorsiflexion",
        True,
        "right",
    ),
    "D: Push down, like on a gas pedal. Good, that's strong.\nP: Okay.": ("weakness_ankle_plantarflexion", False, None),
    "D: Does it feel the same when I touch your feet?\nP: Yes.": ("sensory_loss_leg", False, None),
    "D: Does it feel the same on both legs?\nP: No, it's less on the right.": ("sensory_loss_leg", True, None),
}


@pytest.mark.parametrize(("talk", "expected"), EXAMINED.items())
def test_an_examination_told_by_turns_is_read(talk, expected):
    found = read(talk)[expected[0]]

    assert (found.id, found.value, found.side) == expected


NOT_DENIED = {  # words that hold a denial and deny nothing
    "It doesn't really feel normal down below.": "saddle_numbness",
    "I don't always know when I need to pee.": "bladder_dysfunction",
    "No trouble walking to the bathroom.": "urine_change",
    "No, my leg is weak.": "motor_weakness_leg",
    "I don't feel feverish, I am feverish.": "infection_signs",
}


@pytest.mark.parametrize(("words", "finding"), NOT_DENIED.items())
def test_words_that_hold_a_denial_deny_nothing(words, finding):
    assert not read(words).absent(finding)


NOT_THERE = {  # words that sound like an alarm and are none
    "The balls of my feet hurt.": "acute_testicular_pain",
    "My Crohn's is in remission and my back hurts.": "history_of_cancer",
    "My foot is a bit numb.": "saddle_numbness",
    "I use hot and cold packs on my back.": "infection_signs",
    "I fell out with my brother. My back aches.": "any_injury",
    "In 2011 I had sciatica and couldn't pee and was operated on. Now it's only stiff.": "anuria",
    "Back pain.\nWhat I don't have:\n- numbness between the legs": "saddle_numbness",
}


@pytest.mark.parametrize(("words", "finding"), NOT_THERE.items())
def test_words_that_sound_like_an_alarm_are_none(words, finding):
    assert not read(words).present(finding)


def test_who_speaks_is_told_by_dashes_and_by_who_asks():
    dashed = "- Any fever?\n- No.\n- Any weakness?\n- No.\n- Is it numb between your legs?\n- Yes."
    named = "Ana: Any fever?\nBo: No.\nAna: Is it numb between your legs?\nBo: Yes.\nAna: Since when?\nBo: Today."

    for talk in (dashed, named):
        assert read(talk).present("saddle_numbness")
        assert read(talk).absent("fever")


def test_a_relative_who_answers_is_not_the_person():
    known = read(
        "GP: Has he lost weight?\nDaughter: No. I have, but he hasn't. I had a fever too.\nGP: Old?\nDaughter: He's 81."
    )

    assert known.absent("unexplained_weight_loss")
    assert "fever" not in known
    assert known.number("age") == 81


def test_a_carer_writes_about_the_person():
    known = read("My dad is 79. He has back pain and he's had cancer. He can't walk. I have osteoporosis myself.")

    assert known.number("age") == 79
    assert known.present("history_of_cancer")
    assert "osteoporosis" not in known


def test_a_writer_with_a_sick_father_is_not_their_father():
    assert "history_of_cancer" not in read(
        "My back hurts. My dad had cancer. I am worried, and I sleep badly. He died."
    )


# What has to be read of each kind: the half that was tuned on, and the half that was held back.
FLOORS = {
    ("expected.csv", "tune"): {"present": 0.88, "denied": 0.85, "not_present": 0.97, "not_denied": 1.0},
    ("expected.csv", "held"): {"present": 0.60, "denied": 0.75, "not_present": 0.93, "not_denied": 1.0},
    ("lay.csv", "tune"): {"present": 0.97, "denied": 0.96},
    ("lay.csv", "held"): {"present": 0.94, "denied": 0.88},
}


def told(row):
    text = row["sentence"] if "sentence" in row else (FOLDER / row["file"]).read_text(encoding="utf-8")
    known = complete(read_note(text, KNOWLEDGE).findings, KNOWLEDGE)
    finding = row["finding"]
    return "present" if known.present(finding) else "denied" if known.absent(finding) else "unknown"


def is_right(row):
    expected, read = row["expected"], told(row)
    return read != expected.removeprefix("not_") if expected.startswith("not_") else read == expected


@pytest.mark.parametrize(("file", "half"), FLOORS)
def test_as_much_is_read_as_was_reached(file, half):
    mine = [row for row in rows(file) if row["half"] == half]
    shares = {}
    for kind in FLOORS[file, half]:
        marks = [is_right(row) for row in mine if row["expected"] == kind]
        shares[kind] = sum(marks) / len(marks)

    assert {kind for kind, least in FLOORS[file, half].items() if shares[kind] < least} == set()


@pytest.mark.parametrize("file", ["expected.csv", "lay.csv"])
def test_no_danger_that_is_there_is_read_as_denied(file):
    there = [row for row in rows(file) if row["expected"] in ("present", "not_denied")]

    assert [(row.get("file", row.get("sentence")), row["finding"]) for row in there if told(row) == "denied"] == []


def test_a_doctor_who_asks_without_end_takes_no_time_without_end():
    asked, told = "Any numbness between your legs? Any weakness? " * 2000, "It is not at home. " * 2000

    begun = process_time()
    read(f"Doctor: {asked}\nPatient: No. {told}")

    assert process_time() - begun < 6  # what grows with the square of the length takes twice that
