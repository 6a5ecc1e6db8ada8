"""The exercises of a letter: a drawing, its steps, how much in the first days, and when to stop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from multifidus.doors.letter.picture import picture
from multifidus.doors.letter.room import part
from multifidus.knowledge import Knowledge
from multifidus.terms import Measure

SENTENCE = re.compile(r"(?<=[.!?]) ")
EXERCISE = "exercise_"  # begins the id of an exercise; a habit may have a drawing too


def is_exercise(one: Measure) -> bool:
    """Whether a part of the programme is an exercise, with steps to follow."""
    return one.id.startswith(EXERCISE)


def exercises(measures: Iterable[Measure], knowledge: Knowledge, most: int) -> dict[str, Any]:
    """The first exercises; what they all say of stopping is said once, as `stop_all`."""
    found = [one for one in measures if is_exercise(one)]
    shown = found[:most]
    everywhere = _in_all([SENTENCE.split(one.stop_when) for one in shown])
    return {
        "exercises": part([_exercise(one, everywhere, knowledge) for one in found], most),
        "stop_all": " ".join(everywhere),
    }


def _in_all(stops: Sequence[Sequence[str]]) -> list[str]:
    """The sentences that every exercise has; none of a single exercise."""
    if len(stops) < 2:
        return []
    return [sentence for sentence in stops[0] if all(sentence in others for others in stops)]


def _exercise(one: Measure, everywhere: Sequence[str], knowledge: Knowledge) -> dict[str, Any]:
    name, _, _ = one.plain_text.partition(". ")
    stop = [sentence for sentence in SENTENCE.split(one.stop_when) if sentence not in everywhere]
    often = one.how_often[:1].upper() + one.how_often[1:]
    return {
        "label": name,
        "text": one.text if one.audience == "person" else one.plain_text,
        "how_much": " ".join(f"{told.rstrip('.')}." for told in (often, *one.weeks[:1], *one.weeks[-1:]) if told),
        "stop_when": " ".join(stop),
        **picture(one.drawing, knowledge),
    }
