"""What a label of a note means in findings: the table that the measurement of reading stands on."""

import csv
import sys
from pathlib import Path

import pytest

from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.terms import Finding, Findings

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from labelled import Labelled, labelled
from notes import TABLE, as_named, by_kind, meanings, named_levels, read_case, read_labels, tabled

from multifidus.findings.notes.wording.lexicon import lexicon_of

KNOWLEDGE = shipped()
MEANINGS = meanings(KNOWLEDGE)
FOLDER = Path(__file__).resolve().parents[3] / "shared" / "cases"


def case(*, present=(), denied=()):
    return Labelled("note.txt", "clinical", (), "none", tuple(present), tuple(denied))


def read(one, **said):
    known = complete(Findings(Finding(name, value) for name, value in said.items()), KNOWLEDGE)
    return {label.label: label for label in read_labels(one, known.findings, MEANINGS)}


def test_every_label_means_findings_of_the_vocabulary_or_says_why_none_does():
    with TABLE.open(encoding="utf-8", newline="") as table:
        labels = [row["label"] for row in csv.DictReader(table)]

    assert labels == sorted(set(labels))
    for label, meaning in tabled().items():
        assert meaning.findings or meaning.reason, label
        assert {finding.removeprefix("!") for finding in meaning.findings} <= KNOWLEDGE.findings.keys(), label


def test_a_label_is_read_when_it_follows_from_what_was_said():
    labels = read(case(present=["low_back_pain", "age_over_70"]), back_pain_present=True, age=82)

    assert all(label.right for label in labels.values())


def test_what_nobody_said_is_neither_there_nor_denied():
    labels = read(case(present=["fever"], denied=["night_pain"]), back_pain_present=True)

    assert [label.found for label in labels.values()] == [None, None]


def test_a_denied_label_that_is_there_counts_against_the_reader():
    [label] = read(case(denied=["saddle_anaesthesia"]), saddle_numbness=True).values()

    assert label.found is True
    assert not label.right


def test_a_label_can_be_the_other_way_round_of_a_finding():
    labels = read(case(present=["relieved_lying"], denied=["pain"]), no_relief_lying_down=False, no_pain=True)

    assert all(label.right for label in labels.values())


def test_a_finding_as_a_label_means_itself_unless_the_table_says_otherwise():
    labels = read(case(present=["ankle_clonus", "esr"], denied=["bladder_dysfunction"]), ankle_clonus=True, esr=60)

    assert labels["ankle_clonus"].right
    assert labels["esr"].right
    assert labels["bladder_dysfunction"].found is None
    assert not MEANINGS["age"].findings
    assert MEANINGS["trauma"].findings == tabled()["trauma"].findings != ("trauma",)


def test_of_two_findings_of_a_label_the_one_that_is_there_counts():
    [label] = read(case(denied=["slr_positive"]), slr_positive=False, slr_seated_positive=True).values()

    assert label.found is True


@pytest.mark.parametrize(("written", "named"), [("L4/5", "l4/l5"), ("L5/S1", "l5/s1"), ("T12", "t12")])
def test_a_labelled_level_is_the_level_that_the_reader_names(written, named):
    assert as_named(written) == named
    assert named_levels(f"MRI: disc protrusion at {written}.", lexicon_of(KNOWLEDGE)) == {named}


def test_a_talk_shares_the_labels_of_its_note_but_stands_apart(tmp_path):
    (tmp_path / "talk_1.txt").write_text("[doctor] hello", encoding="utf-8")
    (tmp_path / "notes.jsonl").write_text(
        '{"file": "aci_1.txt", "kind": "encounter", "diagnoses": [], "findings_present": ["fever"],'
        ' "findings_denied": [], "levels": [], "red_flag_urgency": "none"}',
        encoding="utf-8",
    )

    note, talk = labelled(tmp_path)

    assert (note.kind, talk.kind) == ("encounter", "talk")
    assert note.present == talk.present == ("fever",)


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the labelled cases are not beside the repository (../shared/cases)")
def test_the_labels_of_real_notes_are_read_and_not_the_wrong_way_round():
    results = [read_case(one, FOLDER, KNOWLEDGE, MEANINGS) for one in labelled(FOLDER)]
    figures = by_kind([label for labels, _ in results for label in labels], [places for _, places in results])
    of_all = {row["name"]: row for row in figures["all but talk"]}

    assert of_all["labels that findings can hold"]["share"] >= 0.75
    assert of_all["present: read as present"]["share"] >= 0.88
    assert of_all["denied: read as denied"]["share"] >= 0.85
    assert of_all["denied: read as present"]["hits"] <= 1
    assert next(row for row in figures["imaging"] if row["name"] == "levels named")["share"] >= 0.9
