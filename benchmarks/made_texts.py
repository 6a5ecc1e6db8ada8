"""Texts of any length and many kinds, made of the wording that ships: what is usual, and what is meant to be hard."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator
from itertools import chain, cycle, repeat

from multifidus.findings.notes.wording.phrases import GAPS
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows_wording import CueRow, HeadingRow, WordingRow

Pieces = Iterator[str]
SEED = 2026
FRAMES = (  # sentences of notes; {} is a phrase of the wording
    "{}.", "No {}, {} or {}.", "Denies {}.", "He reports {} and {} since 3 weeks.", "History of {}.",
    "Possible {}, cannot exclude {}.", "If {} develops he is to return.", "{}: negative.", "EHL 4/5 on the left, {}.",
    "BP 128/76, temperature 37.{n}, {}.", "{} on the right for {n} days, worse when sitting, but no {}.",
    "Her mother had {}.", "She takes ibuprofen 400 mg and went to work on the {n}th without any trouble at all.",
)  # fmt: skip
OF_REPORTS = ("MRI shows {} at L{n}-5.", "No {} or {}.", "{} is again seen, unchanged.", "There is mild {} at L5/S1.")
ASKED = ("Do you have any {}?", "Have you noticed {} or {}?", "Okay, and how long has that lasted?")
TOLD = ("No, nothing like that.", "Yes, I have {}.", "It began {n} weeks ago, with {}.", "My back hurts, um, and {}.")
MOST_NOTES_ARE = 60  # sentences under one patient's headings


class Maker:
    """The kinds of text, each an endless row of pieces."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.random = random.Random(SEED)
        rows = knowledge.rows(WordingRow)
        self.phrases = [plain(phrase) for row in rows for phrase in row.phrases]
        self.pictured = [plain(phrase) for row in rows if row.states == "image" for phrase in row.phrases]
        self.cues = [plain(phrase) for row in knowledge.rows(CueRow) for phrase in row.phrases]
        self.headings = [text for row in knowledge.rows(HeadingRow) for text in row.headings]
        self.gaping = [
            opened(phrase) for row in rows for phrase in row.phrases if not GAPS.keys().isdisjoint(phrase.split())
        ]

    def kinds(self) -> dict[str, Callable[[], Pieces]]:
        """Every kind of text by its name: what is usual first."""
        return {
            "note": self.note,
            "report": self.report,
            "talk": self.talk,
            "nonsense": self.nonsense,
            "one word": lambda: repeat("pain "),
            "no no no": lambda: repeat("no "),
            "commas": lambda: repeat(","),
            "digits": lambda: repeat("5"),
            "grades": lambda: repeat("5/5 "),
            "levels": lambda: repeat("L4-5 "),
            "no end": lambda: (f"{self.random.choice(self.phrases)} " for _ in repeat(None)),
            "cues": lambda: (f"{self.random.choice(self.cues)} " for _ in repeat(None)),
            "gaps": lambda: (f"{self.random.choice(self.gaping)} " for _ in repeat(None)),
            "one gap": lambda: cycle(["cannot feel ", "between the ", "numb ", "between her "]),
            "headings": lambda: (f"{self.random.choice(self.headings).upper()}: " for _ in repeat(None)),
            "headings alone": lambda: (f"{self.random.choice(self.headings)}\n" for _ in repeat(None)),
            "no blank": lambda: repeat("a"),
            "lines": lambda: repeat("\n"),
            "questions": lambda: repeat("?"),
            "blanks": lambda: chain(["pain"], repeat(" ")),
        }

    def note(self) -> Pieces:
        """Clinic notes, one after the other."""
        while True:
            yield f"{self.random.randint(18, 90)}-year-old woman with low back pain.\n"
            for heading in self.random.sample(self.headings, 8):
                yield f"\n{heading.upper()}:\n"
                yield from (f"{self._said(FRAMES)} " for _ in range(MOST_NOTES_ARE // 8))

    def report(self) -> Pieces:
        """Reports on pictures of the spine, one after the other."""
        while True:
            yield "\nMRI LUMBAR SPINE\nFINDINGS:\n"
            yield from (f"{self._said(OF_REPORTS, self.pictured)} " for _ in range(12))
            yield f"\nIMPRESSION:\n1. {self.random.choice(self.pictured)}.\n"

    def talk(self) -> Pieces:
        """Doctor and patient by turns."""
        while True:
            yield f"doctor: {self._said(ASKED)}\n"
            yield f"patient: {self._said(TOLD)}\n"

    def nonsense(self) -> Pieces:
        """Words that no language has, no two alike."""
        while True:
            yield "".join(self.random.choices(string.ascii_lowercase, k=self.random.randint(2, 12))) + " "

    def _said(self, frames: tuple[str, ...], phrases: list[str] | None = None) -> str:
        frame = self.random.choice(frames)
        some = self.random.choices(phrases or self.phrases, k=frame.count("{}"))
        said = frame.format(*some, n=self.random.randint(1, 9))
        return said[:1].upper() + said[1:]


def plain(phrase: str) -> str:
    """A phrase of the tables as somebody may write it: the first of its alternatives, without its gaps."""
    words = (word for word in phrase.split() if word not in GAPS)
    return " ".join(word.split("|")[0].removesuffix("?").removeprefix("=") or "?" for word in words)


def opened(phrase: str) -> str:
    """The words before the last gap of a phrase: what opens gaps and closes none."""
    words = phrase.split()
    last = max(at for at, word in enumerate(words) if word in GAPS)
    return plain(" ".join(words[:last]))


def of_size(pieces: Pieces, characters: int) -> Pieces:
    """So many characters of an endless row of pieces, to the letter."""
    left = characters
    for piece in pieces:
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return
