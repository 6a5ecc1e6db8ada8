"""Words in another language: told as a whole, and nothing made of them."""

import pytest

from multifidus.findings.notes import read_note
from multifidus.findings.notes.language import is_german
from multifidus.knowledge import shipped


@pytest.mark.parametrize(
    "text",
    [
        "Ich habe kein Diabetes und keine Psoriasis.",
        "Hat man Ihnen gesagt, dass die Nerven krank sind? Nein, das hat man nicht.",
        "Kein Asthma",
        "Mein Rücken tut seit 3 Tagen weh, Fieber 39,2.",
    ],
)
def test_a_german_no_is_never_read_as_an_english_yes(text):
    read = read_note(text, shipped())
    assert not list(read.findings.all())
    assert [one.quote for one in read.unread] == [text]
    assert "only English is read" in read.unread[0].told


@pytest.mark.parametrize(
    "text",
    [
        "No fever. LBP x 3 days, SLR neg bilat.",
        "Mrs. Das fell on her way to der Haus, and her back hurts.",
        "My man has had back pain since he fell. Im in pain, it was mal de dos.",
        "ER visit, seen by Dr. Der. Denies numbness.",
        "",
    ],
)
def test_english_is_read_whoever_is_named_in_it(text):
    assert not is_german(text)
