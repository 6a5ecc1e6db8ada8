"""Talk as it is spoken and transcribed: run-on turns, echoes, stated negations; what they must and must not give."""

import tomllib
from pathlib import Path

import pytest

from multifidus.findings.closure import complete
from multifidus.findings.notes import read_note
from multifidus.knowledge import shipped

TALKS = tomllib.loads(Path(__file__).with_name("spoken.toml").read_text(encoding="utf-8"))["talk"]
ALLOWED = {
    "present": {"present"},
    "denied": {"denied"},
    "unknown": {"unknown"},
    "not_present": {"denied", "unknown"},
    "not_denied": {"present", "unknown"},
}
KNOWLEDGE = shipped()


def told(talk):
    """How a talk leaves each finding that it is expected to say something of: beside it, what is expected."""
    known = complete(read_note(talk["text"], KNOWLEDGE).findings, KNOWLEDGE)
    for expected in ALLOWED:
        for finding in talk.get(expected, ()):
            read = "present" if known.present(finding) else "denied" if known.absent(finding) else "unknown"
            yield finding, expected, read


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: f"{talk['family']}: {talk['text'].strip()[-40:]}")
def test_talk_gives_what_it_says_and_no_more(talk):
    wrong = [(finding, expected, read) for finding, expected, read in told(talk) if read not in ALLOWED[expected]]

    assert wrong == []


def test_every_talk_expects_something_of_findings_that_there_are():
    named = [[finding for kind in ALLOWED for finding in talk.get(kind, ())] for talk in TALKS]

    assert all(named)
    assert {finding for one in named for finding in one} <= set(KNOWLEDGE.findings)
