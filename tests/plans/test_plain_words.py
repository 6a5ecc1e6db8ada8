"""What a person reads is plain: at most seven years of school, short sentences, no medical word left unexplained.

The measure is benchmarks/plain_words.py, which lists by table and line what is not.
"""

import csv
import sys
from pathlib import Path

import pytest

from multifidus.causes.model import Model, load_model
from multifidus.knowledge import shipped

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "benchmarks"))
import plain_words  # noqa: E402

KNOWLEDGE = shipped()
SYLLABLES = list(csv.DictReader((HERE / "syllables.csv").read_text(encoding="utf-8").splitlines()))
# Of the parts of a plan these are held to it word by word, every part to its grade.
PARTS_HELD = ("now",)


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model(KNOWLEDGE)


def told(faults) -> str:
    return "\n".join(f"{one.where}: {one.fault}: {one.text[:120]}" for one in faults)


@pytest.mark.parametrize("table", plain_words.plain_columns())
def test_every_line_that_a_person_reads_in_a_table_is_plain(table):
    faults = plain_words.table_faults(table, KNOWLEDGE)

    assert not faults, told(faults)


def test_every_letter_and_screen_of_the_vignettes_is_plain(model):
    held_to_it(plain_words.vignettes(KNOWLEDGE, model))


def test_every_letter_and_screen_of_people_drawn_at_random_is_plain(model):
    held_to_it(plain_words.people(KNOWLEDGE, model, how_many=40))


def held_to_it(plans) -> None:
    faults = [fault for name, assessment in plans for fault in plain_words.plan_faults(name, assessment)]
    held = [one for one in faults if one.where.rpartition(", ")[2] in PARTS_HELD or one.fault.startswith("grade")]

    assert not held, told(held[:20])


def test_the_walk_meets_whole_screens_of_a_hundred_words(model):
    sizes = [
        sum(len(plain_words.words_of(text)) for text in texts)
        for _, assessment in plain_words.people(KNOWLEDGE, model, how_many=5)
        for texts in plain_words.screens(assessment).values()
    ]

    assert max(sizes) >= plain_words.A_SCREEN


def test_syllables_are_counted_as_a_dictionary_of_pronunciation_has_them():
    """Words of our tables with the counts of the CMU Pronouncing Dictionary; at most one in fifty may differ."""
    wrong = [
        row["word"] for row in SYLLABLES if str(plain_words.syllables(row["word"])) not in row["syllables"].split()
    ]

    assert len(SYLLABLES) >= 1000
    assert len(wrong) <= len(SYLLABLES) / 50, wrong


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("The cat sat on the mat.", -1.45),  # 6 words, 6 syllables: 0.39 * 6 + 11.8 - 15.59
        # 13 words, 26 syllables: 0.39 * 13 + 11.8 * 2 - 15.59
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 13.08),
    ],
)
def test_the_grade_is_that_of_flesch_and_kincaid(text, grade):
    assert plain_words.grade(text) == pytest.approx(grade, abs=0.01)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You may have stenosis.", ["stenosis"]),
        ("You may have stenosis (a narrow tunnel for the nerves).", []),
        ("The tunnel for your nerves is narrow (stenosis).", []),
        ("The tunnel for your nerves is narrow. Doctors call it stenosis.", []),
        ("An MRI is due.", ["MRI"]),
        ("An MRI, a scan with a magnet, is due.", []),
        ("The aorta is wide.", ["aort"]),
    ],
)
def test_a_medical_word_counts_as_explained_only_in_its_place(text, words):
    assert plain_words.unexplained(text) == words


def test_a_sentence_that_is_too_long_and_a_text_that_is_too_hard_are_found():
    long = "You " + "really " * 20 + "walk."
    hard = "Considerable intervertebral deterioration necessitates comprehensive multidisciplinary evaluation. " * 15

    assert "a sentence of 22 words" in {one.fault for one in plain_words.faults_of("here", long)}
    assert any(one.fault.startswith("grade") for one in plain_words.faults_of("here", hard))


def test_the_medical_words_are_those_of_our_own_tables():
    labels = " ".join(
        row.label.lower()
        for kind in plain_words.tables().values()
        if "label" in plain_words.columns(kind)
        for row in KNOWLEDGE.rows(kind)
        if row.label
    )
    ours = [word for word in plain_words.medical_words() if word.lower() in labels]

    assert len(ours) >= 0.6 * len(plain_words.medical_words())
    assert len(ours) >= 80
