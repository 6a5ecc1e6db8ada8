"""One answer of a person, as a session keeps it: plain values, in the order in which they were given."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from multifidus.errors import InputError
from multifidus.terms import Side

YES, NO, UNSURE, NONE, TAKEN_BACK = "yes", "no", "unsure", "none", "taken_back"
WORDS = "words"  # the screen of what was read from a person's own words
SIDES: tuple[Side, ...] = get_args(Side)
LONGEST_WORD = 80
MOST_REGIONS = 100

Said = str | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said about one thing: yes, no, unsure, a number, the name of an option, or places on the body.

    `screen` is where it was given, `words` for what was read from a person's own words; then `quote` are those words.
    """

    about: str
    said: Said
    side: Side | None = None
    screen: str = ""
    quote: str | None = None
    when: str | None = None

    @property
    def from_words(self) -> bool:
        """Whether it was read from what the person wrote, and not answered."""
        return self.screen == WORDS

    def as_json(self) -> dict[str, Any]:
        """The answer as plain values, for a session; `answer_of` reads it again."""
        said = list(self.said) if isinstance(self.said, tuple) else self.said
        kept = {"about": self.about, "said": said, "side": self.side, "screen": self.screen}
        kept |= {"quote": self.quote, "when": self.when}
        return {key: value for key, value in kept.items() if value not in (None, "")}


def answer_of(kept: object) -> Answer:
    """The answer that plain values stand for; raises InputError for anything else."""
    if not isinstance(kept, Mapping) or not _word(kept.get("about")):
        raise _no_answer()
    said, side = _said(kept.get("said")), kept.get("side")
    if said is None or side not in (None, *SIDES):
        raise _no_answer()
    texts = {key: kept.get(key) for key in ("screen", "quote", "when")}
    if any(text is not None and not isinstance(text, str) for text in texts.values()):
        raise _no_answer()
    return Answer(kept["about"], said, side, texts["screen"] or "", texts["quote"], texts["when"])


def _said(said: object) -> Said | None:
    """What was said, as an answer has it; None for what nobody can say."""
    if isinstance(said, list | tuple):
        return tuple(said) if len(said) <= MOST_REGIONS and all(_word(one) for one in said) else None
    if isinstance(said, int | float) and not isinstance(said, bool):
        return float(said) if math.isfinite(said) else None
    return said if isinstance(said, str) and _word(said) else None


def _word(text: object) -> bool:
    return isinstance(text, str) and 0 < len(text) <= LONGEST_WORD


def _no_answer() -> InputError:
    return InputError(
        where="the answers kept",
        problem="one of them is no answer",
        remedy="keep what Answer.as_json gives, unchanged",
    )
