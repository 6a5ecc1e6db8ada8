"""Labelled cases beside the repository, where they are there: read, assessed, and held to what has to be reached."""

import json
from pathlib import Path

import pytest

from multifidus.assess import assess
from multifidus.causes.model import load_model
from multifidus.findings.files import read_file
from multifidus.knowledge import shipped
from multifidus.terms import Urgency

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the labelled cases are not beside the repository (../shared/cases)"
)
KNOWLEDGE = shipped()


def lines(name):
    path = FOLDER / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def gathered(file):
    return read_file(file, (FOLDER / file).read_bytes(), KNOWLEDGE)


def assessed(file):
    one = gathered(file)
    return assess(
        one.findings,
        KNOWLEDGE,
        load_model(KNOWLEDGE),
        setting=one.setting or "primary",
        concerns_back=one.concerns_back,
        explain=False,
    )


EVERY = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.glob("*/*.txt"))
VIGNETTES, NOTES = lines("vignettes.jsonl"), lines("notes.jsonl")
OTHERS = [file for file in EVERY if file.startswith("other_topics")]


@pytest.mark.parametrize("file", EVERY)
def test_every_quote_of_a_real_text_stands_where_it_says(file):
    text = (FOLDER / file).read_bytes().decode("utf-8-sig")

    for finding in gathered(file).findings.all():
        assert text[finding.start : finding.end] == finding.quote


@pytest.mark.parametrize("row", VIGNETTES, ids=lambda row: row["file"])
def test_age_and_sex_of_a_vignette_are_read(row):
    findings = gathered(row["file"]).findings

    assert findings.number("age") == row["age"]
    assert findings.present(row["sex"])


@pytest.mark.parametrize("file", OTHERS)
def test_a_note_on_another_topic_is_no_emergency(file):
    assert assessed(file).plan.urgency.rank > Urgency.URGENT.rank


def test_the_right_cause_is_among_the_first_three_in_three_of_four_cases():
    labelled = [(row["file"], row["answer"]) for row in VIGNETTES]
    labelled += [(row["file"], (row["diagnoses"] or [""])[0]) for row in NOTES]
    hits = [
        cause in [belief.cause for belief in (assessed(file).beliefs.causes[:3] if assessed(file).beliefs else ())]
        for file, cause in labelled
        if cause in KNOWLEDGE.causes
    ]

    assert sum(hits) >= 0.75 * len(hits)


def test_what_is_labelled_urgent_is_at_least_urgent():
    labelled = [(row["file"], row["expected_urgency"]) for row in VIGNETTES]
    labelled += [(row["file"], row["red_flag_urgency"]) for row in NOTES]
    missed = [
        file
        for file, urgency in labelled
        if urgency in ("emergency", "urgent") and assessed(file).plan.urgency.rank > Urgency.URGENT.rank
    ]

    assert missed == []
