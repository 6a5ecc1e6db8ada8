"""Whatever a text is, it is read without a fault, and every quote stands where it is said to stand."""

import io
import json
import logging
import string
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from multifidus.errors import InputError
from multifidus.findings.files import read_file
from multifidus.findings.notes import mask_assessment, read_note
from multifidus.knowledge import shipped
from multifidus.knowledge.rows_wording import CueRow, HeadingRow, WordingRow

KNOWLEDGE = shipped()
SECONDS = 8  # for 100 KB and more; what grows with the square of the length takes minutes
MANY = settings(deadline=None, max_examples=700, suppress_health_check=[HealthCheck.too_slow])
SIGNS = [*".,;:!?()/-+\n\t°%#&*•'\"=<>", "\r\n", " , ", ":,", "n't", "½", "é", "你好", "\x00"]
ODD = [  # what stands in texts that went through many hands: half a pair, marks of direction, signs on other signs
    "\ud800", "\udfff", "\ud83d\ude00", "\x00", "\x0b", "\f", "\x1b[31m", "\x85", "\u2028", "\u2029", "\u200b",
    "\u200d", "\u200e", "\u200f", "\u202e", "\u2067", "\ufeff", "\ufffe", "\u0301", "e\u0301", "\u0345",
    "a" + "\u0300" * 40, "ﬁ", "İ", "ß", "ẞ", "ſ", "\u212a", "Ⅳ", "٣", "३", "²", "½", "\U0001d7d3", "＃", "：", "，",
    "。", "’", "‑", "–", "−", "\xad", "\xa0", "\r", "\r\n", "\n\r", "\n\n\n", "\U000e0041", "\U0010ffff",
    "\U0001f469\u200d\u2695\ufe0f", "שלום", "ألم", "ปวด", "ἀ", "~", "|", "=", "?",
]  # fmt: skip


CASES = ['{"findings": TEXT}', "TEXT = 1", "TEXT", "[findings]\nage = TEXT", '{"findings": {"age": TEXT}}']


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
    max_size=40,
).map(" ".join)
ANYTHING = strategies.text(strategies.characters(exclude_categories=()), max_size=300)  # halves of a pair too
GLUED = strategies.lists(
    strategies.one_of(WORDS, NUMBERS, strategies.sampled_from(ODD), strategies.sampled_from([" ", ", ", ". ", "\n"])),
    max_size=40,
).map("".join)


@strategies.composite
def spoilt(draw):
    """Prose with odd signs anywhere, in the middle of words too."""
    text = draw(PROSE)
    for at in draw(strategies.lists(strategies.integers(0, max(0, len(text))), max_size=6)):
        text = text[:at] + draw(strategies.sampled_from(ODD)) + text[at:]
    return text


@contextmanager
def nothing_said():
    """Nothing is logged, at any level, and nothing printed while this lasts: it would be a patient's text."""
    records, said = [], io.StringIO()
    root, handler = logging.getLogger(), logging.Handler()
    handler.emit = records.append
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.NOTSET)
    try:
        with redirect_stdout(said), redirect_stderr(said):
            yield
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    assert not records
    assert not said.getvalue()


def holds(text):
    with nothing_said():
        reading = read_note(text, KNOWLEDGE)
        masked = mask_assessment(text, KNOWLEDGE)
    for finding in reading.findings.all():
        assert finding.id in KNOWLEDGE.findings or not isinstance(finding.value, bool)
        assert text[finding.start : finding.end] == finding.quote
        assert finding.quote
    for passage in reading.passages:
        assert text[passage.start : passage.end] == passage.quote
    for entry in reading.grid.entries():
        assert text[entry.start : entry.end] == entry.quote
    assert len(masked) <= len(text)


@MANY
@given(ANYTHING)
def test_any_text_is_read(text):
    holds(text)


@MANY
@given(PROSE)
def test_any_mixture_of_known_words_is_read(text):
    holds(text)


@MANY
@given(GLUED)
def test_known_words_glued_to_odd_signs_are_read(text):
    holds(text)


@MANY
@given(spoilt())
def test_prose_with_odd_signs_in_its_words_is_read(text):
    holds(text)


@MANY
@given(strategies.lists(strategies.tuples(strategies.sampled_from(["doctor:", "patient:", ""]), PROSE), max_size=6))
def test_any_talk_is_read(turns):
    holds("\n".join(f"{speaker} {words}" for speaker, words in turns))


@MANY
@given(
    strategies.lists(
        strategies.tuples(strategies.sampled_from(["L4-5:", "FINDINGS:", "IMPRESSION:"]), PROSE), max_size=6
    )
)
def test_any_report_is_read(lines):
    holds("MRI LUMBAR SPINE\n" + "\r\n".join(f"{heading} {words}" for heading, words in lines))


def is_read_or_refused(name, content):
    """A file is read, or refused by its name and with a remedy, and without a word of what is in it."""
    refusals = []
    with nothing_said():
        try:
            read_file(name, content, KNOWLEDGE)
        except InputError as refusal:
            refusals.append(refusal)

    assert all(refusal.where.startswith(name) and refusal.remedy for refusal in refusals)
    return refusals


@MANY
@given(strategies.binary(max_size=300))
def test_any_bytes_are_read_or_refused_by_name(content):
    is_read_or_refused("note.txt", content)


@MANY
@given(
    spoilt(),
    strategies.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "latin-1"]),
    strategies.data(),
)
def test_a_text_cut_or_in_another_encoding_is_read_or_refused(text, encoding, data):
    content = text.encode(encoding, errors="replace")
    cut = data.draw(strategies.integers(0, len(content)))

    is_read_or_refused("note.txt", content[:cut])


@settings(MANY, max_examples=200)
@given(strategies.binary(min_size=1, max_size=40).map(lambda some: b"\x00\x01" + some))
def test_bytes_with_a_nul_at_their_beginning_are_no_text(content):
    (refusal,) = is_read_or_refused("note.txt", content)

    assert "not a text file" in str(refusal)


@settings(MANY, max_examples=200)
@given(strategies.sampled_from(["case.json", "case.toml"]), PROSE, strategies.sampled_from(CASES))
def test_a_case_with_any_text_in_it_is_refused(name, text, case):
    assert is_read_or_refused(name, case.replace("TEXT", json.dumps(text)).encode())


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
