"""What one screen of the interview shows: plain values, for a page as for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from multifidus.interview.answers import Answer
from multifidus.knowledge.rows_interview import ScreenKind, Stage

QuestionKind = Literal["number", "duration", "one_of", "yes_no", "tick", "places"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its value in the form, and its words."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One field, or one box to tick: what it is about, its words, and what kind of answer it takes.

    `said` is what is known already: answered before, or read from the person's own words (then `said.quote` has them).
    """

    about: str
    text: str
    kind: QuestionKind
    choices: tuple[Choice, ...] = ()
    sided: bool = False  # the side may be told beside it, in the field `ABOUT.side`
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    said: Answer | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """One thing asked. "I do not know" can always be said; of `any_of` and `where` also "none of these"."""

    id: str
    stage: Stage
    kind: ScreenKind
    heading: str
    why: str
    questions: tuple[Question, ...]
    findings: tuple[str, ...] = field(default=())  # every single finding or number that it asks

    @property
    def chooses(self) -> bool:
        """Whether boxes are ticked: the one field `chosen`, with `none` and `unsure` beside the boxes."""
        return self.kind in ("any_of", "where")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field: a sentence with named gaps, so that it can be translated, and what fills them."""

    template: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.values)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was made of a filled-in screen: its answers, or what is wrong at which field; never both."""

    answers: tuple[Answer, ...] = ()
    problems: Mapping[str, Problem] = field(default_factory=dict)
