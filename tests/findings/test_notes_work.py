"""What reading costs, counted in steps and never in seconds: so many a kilobyte, whatever the text and its length."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from multifidus.findings.notes import read_note, reading
from multifidus.findings.notes.wording.automaton import Automaton
from multifidus.findings.notes.wording.lexicon import lexicon_of
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()
LEXICON = lexicon_of(KNOWLEDGE)
SHORT, LONG = 4_000, 16_000  # letters; both are longer than the longest sentence
MOST_CALLS = 400  # a letter: five times those of a crowded note, and not twice those of grades without an end
MOST_STATES = 40  # a word
MOST_GROWTH = 1.4  # of the calls a letter, from SHORT to LONG

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from made_texts import Maker, of_size  # noqa: E402

MAKER = Maker(KNOWLEDGE)
PIECES = strategies.one_of(
    *(strategies.sampled_from(some) for some in (MAKER.phrases, MAKER.gaping, MAKER.cues, MAKER.headings)),
    strategies.sampled_from(
        ["no", "pain", "5/5", "L4-5", "left", "and", "numb", "between", "37.5", "x" * 50, "é", "-"]
    ),
)
JOINTS = strategies.sampled_from([" ", ", ", ". ", "\n", ": ", "; ", "", "? ", "\t\t", " - "])
UNITS = strategies.lists(strategies.tuples(PIECES, JOINTS), min_size=1, max_size=10)


def calls_of(text):
    """How many functions are called while a text is read, those in C and every turn of a generator among them."""
    calls = 0

    def count(frame, event, arg):
        nonlocal calls
        calls += event in ("call", "c_call")

    read_note(text, KNOWLEDGE)  # words that are met for the first time cost more
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_note(text, KNOWLEDGE)
    finally:
        sys.setprofile(before)
    return calls


def states_of(text, monkeypatch):
    """How many states of the automaton are visited while a text is read."""

    class Counted(list):
        visits = 0

        def __getitem__(self, at):
            Counted.visits += 1
            return super().__getitem__(at)

    phrases = LEXICON.phrases
    counted = replace(LEXICON, phrases=Automaton(phrases.next, Counted(phrases.gaps), phrases.ends, phrases.payloads))
    monkeypatch.setattr(reading, "lexicon_of", lambda _: counted)
    read_note(text, KNOWLEDGE)
    return Counted.visits


def repeated(unit, letters):
    return "".join(of_size(iter(lambda: unit, None), letters))


@pytest.mark.parametrize("kind", MAKER.kinds())
def test_every_kind_of_text_costs_no_more_by_the_letter_when_it_is_longer(kind, monkeypatch):
    short, long = ("".join(of_size(MAKER.kinds()[kind](), letters)) for letters in (SHORT, LONG))

    assert calls_of(long) / LONG < min(MOST_CALLS, MOST_GROWTH * calls_of(short) / SHORT + 1)
    assert states_of(long, monkeypatch) <= MOST_STATES * max(1, len(long.split()))


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(UNITS)
def test_whatever_is_repeated_costs_so_much_a_letter_and_no_more(unit):
    said = "".join(piece + joint for piece, joint in unit)
    short, long = calls_of(repeated(said, SHORT)) / SHORT, calls_of(repeated(said, LONG)) / LONG

    assert long < MOST_CALLS
    assert long < MOST_GROWTH * short + 1


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(UNITS)
def test_whatever_is_repeated_visits_so_many_states_a_word_and_no_more(unit):
    text = repeated("".join(piece + joint for piece, joint in unit), SHORT)
    with pytest.MonkeyPatch.context() as monkeypatch:
        visits = states_of(text, monkeypatch)

    assert visits <= MOST_STATES * SHORT / 2
