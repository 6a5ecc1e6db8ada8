"""Notes as clinics write them, each with what a careful reader takes from it.

The wording was tuned on clinic_notes.toml; later_notes.toml was written afterwards and is left alone, to tell how much
carries over.
"""

import tomllib
from pathlib import Path

import pytest

from multifidus.findings.closure import complete
from multifidus.findings.notes import read_note
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()
HERE = Path(__file__).parent
NOTES = {
    name: tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["note"]
    for name in ("clinic_notes", "later_notes")
}
EVERY = [note for notes in NOTES.values() for note in notes]


def known(note):
    return complete(read_note(note["text"], KNOWLEDGE).findings, KNOWLEDGE).findings


def test_what_is_expected_of_the_notes_is_in_the_vocabulary():
    expected = {finding for note in EVERY for finding in (*note["present"], *note["denied"])}

    assert expected <= KNOWLEDGE.findings.keys()


@pytest.mark.parametrize("note", EVERY, ids=lambda note: note["name"])
def test_nothing_in_a_note_is_read_the_wrong_way_round(note):
    read = known(note)

    assert [finding for finding in note["present"] if read.absent(finding)] == []
    assert [finding for finding in note["denied"] if read.present(finding)] == []


@pytest.mark.parametrize(
    ("name", "least_present", "least_denied"), [("clinic_notes", 0.93, 0.9), ("later_notes", 0.85, 0.85)]
)
def test_most_of_what_the_notes_tell_and_deny_is_read(name, least_present, least_denied):
    present = [known(note).present(finding) for note in NOTES[name] for finding in note["present"]]
    denied = [known(note).absent(finding) for note in NOTES[name] for finding in note["denied"]]

    assert sum(present) / len(present) >= least_present
    assert sum(denied) / len(denied) >= least_denied
