"""Talks, messages and lay sentences written before the rules that read them: how much of them has to be read."""

import csv
from pathlib import Path

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
