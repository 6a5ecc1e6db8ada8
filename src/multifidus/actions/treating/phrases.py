"""Causes inside a sentence for everybody: "if it is a slipped disc"."""

from __future__ import annotations

import re

from multifidus.actions.treating.situation import Situation
from multifidus.terms import Urgency

MANY_OR_A_SUBSTANCE = re.compile(r"(\S+ ){0,4}(muscles|joints|nerves|arteries)\b|wear|cancer|trouble")
VOWELS = "aeiou"


def with_article(label: str) -> str:
    """A plain label as it stands inside a sentence.

    >>> with_article("slipped disc"), with_article("inflamed spine"), with_article("sore small back joints")
    ('a slipped disc', 'an inflamed spine', 'sore small back joints')
    """
    if MANY_OR_A_SUBSTANCE.match(label):
        return label
    return f"{'an' if label[0] in VOWELS else 'a'} {label}"


def only_if(text: str, cause: str, p: float, situation: Situation) -> str:
    """Words about a cause as words about what may be: nobody is told what they have where that is not sure.

    In an emergency there is no room for ifs.
    """
    sure = situation.knowledge.choices["p_of_a_cause_told_as_one"]
    if situation.urgency is Urgency.EMERGENCY or (cause == situation.leading and p >= sure):
        return text
    return f"{text} That is, if it is {with_article(situation.knowledge.causes[cause].plain_label)}."
