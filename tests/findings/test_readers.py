"""Another reader of text is heard beside ours, held to the words of the text, and can lose nothing of what we read."""

from collections.abc import Iterator

import pytest

from multifidus.errors import InputError
from multifidus.findings.notes import read_note
from multifidus.findings.notes.readers import Claim, load_reader, read_also
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()
TEXT = "Back pain since Monday. No fever. The loo seat feels far away when I sit. It woke me at 3. No fever at all."


def also(*claims):
    return read_also(read_note(TEXT, KNOWLEDGE), TEXT, KNOWLEDGE, {"clinic": lambda _: claims})


def refusals(reading):
    return [one.reason for one in reading.unread if one.reason.startswith("refused from clinic")]


def test_a_claim_with_its_words_in_the_text_is_taken():
    reading = also(Claim("saddle_numbness", True, "seat feels far away"))
    found = reading.findings["saddle_numbness"]

    assert (found.value, found.source) == (True, "clinic")
    assert TEXT[found.start : found.end] == found.quote == "seat feels far away"
    assert any(one.finding == "saddle_numbness" and one.start == found.start for one in reading.passages)
    assert not refusals(reading)


def test_what_we_read_is_kept():
    before = {one.id: one.value for one in read_note(TEXT, KNOWLEDGE).findings.all()}
    after = {one.id: one.value for one in also(Claim("night_pain", True, "woke me")).findings.all()}

    assert before.items() <= after.items()


def test_where_several_places_have_the_same_words_the_one_meant_can_be_told():
    later = TEXT.index("No fever at all")
    reading = also(Claim("night_sweats", False, "No fever", start=later))

    assert reading.findings["night_sweats"].start == later


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (Claim("saddle_numbness", True, "numb between the legs"), "does not occur"),
        (Claim("saddle_numbness", True, ""), "quotes nothing"),
        (Claim("saddle_numbness", True, "  "), "quotes nothing"),
        (Claim("saddle_numbness", True, "No fever", start=3), "does not stand where it says"),
        (Claim("saddle_numbness", True, "No fever", start=-3), "does not stand where it says"),
        (Claim("night_terrors_of_the_spine", True, "No fever"), "no finding is called"),
        (Claim("saddle_numbness", 0.7, "No fever"), "there or not"),
        (Claim("temperature_c", True, "No fever"), "a number in"),
        (Claim("temperature_c", 400.0, "No fever"), "lies between"),
        (Claim("temperature_c", float("nan"), "No fever"), "lies between"),
        (Claim("saddle_numbness", True, "No fever", side="middle"), "no side is called"),
        ({"finding": "saddle_numbness"}, "no Claim"),
    ],
)
def test_a_claim_that_cannot_be_held_to_the_text_is_refused_and_told(claim, why):
    reading = also(claim)

    assert [one for one in refusals(reading) if why in one]
    assert [one.id for one in reading.findings.all()] == [one.id for one in read_note(TEXT, KNOWLEDGE).findings.all()]


def test_what_one_reader_takes_as_present_is_present_and_the_disagreement_is_told():
    reading = also(Claim("fever", True, "fever at all"))

    assert reading.findings["fever"].value is True
    assert any("two readers disagree on fever" in one.reason for one in reading.unread)


def test_a_denial_of_theirs_takes_nothing_from_ours():
    reading = also(Claim("back_pain_present", False, "Back pain"))

    assert reading.findings["back_pain_present"].value is True
    assert any("two readers disagree" in one.reason for one in reading.unread)


def test_a_reader_that_fails_is_told_without_its_message_and_what_it_said_before_counts():
    def breaks(text: str) -> Iterator[Claim]:
        yield Claim("saddle_numbness", True, "seat feels far away")
        raise RuntimeError(text)

    reading = read_also(read_note(TEXT, KNOWLEDGE), TEXT, KNOWLEDGE, {"model": breaks})

    assert reading.findings["saddle_numbness"].value is True
    assert [one.reason for one in reading.unread if "model failed (RuntimeError)" in one.reason]
    assert not any(TEXT in one.reason for one in reading.unread)


@pytest.mark.parametrize("name", ["no_such_module:read", "json:no_such_function", "json:__doc__", "json", ":", ""])
def test_a_reader_that_is_not_there_is_refused_with_a_remedy(name):
    with pytest.raises(InputError, match=r"module|function"):
        load_reader(name)
