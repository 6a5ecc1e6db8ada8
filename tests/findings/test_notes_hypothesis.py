"""Whatever a text is, it is read without a fault, and every quote stands where it is said to stand."""

import string
from time import process_time

import pytest
from hypothesis import given, settings, strategies

from multifidus.errors import InputError
from multifidus.findings.files import read_file
from multifidus.findings.notes import mask_assessment, read_note
from multifidus.knowledge import shipped
from multifidus.knowledge.rows_wording import CueRow, HeadingRow, WordingRow

KNOWLEDGE = shipped()
SECONDS = 8  # for 100 KB and more; what grows with the square of the length takes minutes
SIGNS = [*".,;:!?()/-+\n\t°%#&*•'\"=<>", "\r\n", " , ", ":,", "n't", "½", "é", "你好", "\x00"]


def words_of_the_tables():
    """Words that the reader knows, so that arbitrary text meets its rules and does not slip by them."""
    phrases = [
        phrase
        for table in (KNOWLEDGE.rows(WordingRow), KNOWLEDGE.rows(CueRow))
        for row in table
        for phrase in row.phrases[:6]
    ]
    headings = [heading for row in KNOWLEDGE.rows(HeadingRow) for heading in row.headings]
    known = [phrase.replace("|", " ").replace("?", "").replace("~", "").replace("=", "") for phrase in phrases]
    return [*known, *headings, *(heading.upper() + ":" for heading in headings)]


WORDS = strategies.sampled_from(words_of_the_tables())
NUMBERS = strategies.one_of(
    strategies.integers(-10, 10**12).map(str),
    strategies.floats(allow_nan=False).map(str),
    strategies.sampled_from(
        ["5/5", "7/5", "4+/5", "L4-5", "L5/S1", "120/80", "1.2.3", "38,9", "1/1/1", "10/10/2010", "9" * 5000, "²", "٣"]
    ),
)
PROSE = strategies.lists(
    strategies.one_of(WORDS, NUMBERS, strategies.sampled_from(SIGNS), strategies.sampled_from(string.ascii_letters)),
    max_size=60,
).map(" ".join)


def holds(text):
    reading = read_note(text, KNOWLEDGE)
    for finding in reading.findings.all():
        assert finding.id in KNOWLEDGE.findings or not isinstance(finding.value, bool)
        assert text[finding.start : finding.end] == finding.quote
        assert finding.quote
    assert mask_assessment(text, KNOWLEDGE) in text or len(mask_assessment(text, KNOWLEDGE)) <= len(text)


@settings(max_examples=300, deadline=None)
@given(strategies.text(max_size=400))
def test_any_text_is_read(text):
    holds(text)


@settings(max_examples=300, deadline=None)
@given(PROSE)
def test_any_mixture_of_known_words_is_read(text):
    holds(text)


@settings(max_examples=100, deadline=None)
@given(strategies.lists(strategies.tuples(strategies.sampled_from(["doctor:", "patient:", ""]), PROSE), max_size=8))
def test_any_talk_is_read(turns):
    holds("\n".join(f"{speaker} {words}" for speaker, words in turns))


@settings(max_examples=200, deadline=None)
@given(strategies.binary(max_size=300))
def test_any_bytes_are_read_or_refused_by_name(content):
    refusals = []
    try:
        read_file("note.txt", content, KNOWLEDGE)
    except InputError as refusal:
        refusals.append(refusal)

    assert all(refusal.where == "note.txt" and refusal.remedy for refusal in refusals)


@pytest.mark.parametrize(
    "text",
    [
        "pain " * 20_000,
        "no " * 20_000,
        "pain , " * 10_000 + "leg",
        "L4-5 " * 10_000,
        "numbness between the left and the right " * 3_000,
        "5/5 " * 15_000,
        "a" * 200_000,
        "A:" * 50_000,
        "\n" * 100_000,
        "?" * 50_000,
    ],
    ids=lambda text: text[:12].strip() or "blank lines",
)
def test_no_repetition_makes_the_reader_slow(text):
    before = process_time()
    read_note(text, KNOWLEDGE)

    assert process_time() - before < SECONDS
