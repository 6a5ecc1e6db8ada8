"""Notes as clinics write them, each with what a careful reader takes from it (clinic_notes.toml)."""

import tomllib
from pathlib import Path

import pytest

from multifidus.findings.closure import complete
from multifidus.findings.notes import read_note
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()
NOTES = tomllib.loads(Path(__file__).with_name("clinic_notes.toml").read_text(encoding="utf-8"))["note"]
LEAST_PRESENT, LEAST_DENIED = 0.93, 0.9


def known(note):
    return complete(read_note(note["text"], KNOWLEDGE).findings, KNOWLEDGE).findings


def test_what_is_expected_of_the_notes_is_in_the_vocabulary():
    expected = {finding for note in NOTES for finding in (*note["present"], *note["denied"])}

    assert expected <= KNOWLEDGE.findings.keys()


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note["name"])
def test_nothing_in_a_note_is_read_the_wrong_way_round(note):
    read = known(note)

    assert [finding for finding in note["present"] if read.absent(finding)] == []
    assert [finding for finding in note["denied"] if read.present(finding)] == []


def test_most_of_what_the_notes_tell_and_deny_is_read():
    present = [known(note).present(finding) for note in NOTES for finding in note["present"]]
    denied = [known(note).absent(finding) for note in NOTES for finding in note["denied"]]

    assert sum(present) / len(present) >= LEAST_PRESENT
    assert sum(denied) / len(denied) >= LEAST_DENIED
