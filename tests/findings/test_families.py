"""Families of wording that were misread: what is there, what is denied, and look-alikes of which nothing is taken."""

import csv
from functools import cache
from pathlib import Path

import pytest

from multifidus.findings.closure import complete
from multifidus.findings.notes import read_note
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()
VALUES = {"present": True, "denied": False, "nothing": None}

TABLES = ("families.csv", "families_lists.csv")


def rows(name):
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


ROWS = [row for name in TABLES for row in rows(name)]


@cache
def read(text):
    return complete(read_note(text, KNOWLEDGE).findings, KNOWLEDGE).findings


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['family']} {row['finding']}: {row['text'][:60]}")
def test_families_of_wording_are_read(row):
    found = read(row["text"]).get(row["finding"])

    assert (found.value if found else None) == VALUES[row["value"]], f"{found.quote if found else None}"


def test_what_is_asked_for_exists():
    assert {row["finding"] for row in ROWS} <= set(KNOWLEDGE.findings)
    assert {row["value"] for row in ROWS} == set(VALUES)
