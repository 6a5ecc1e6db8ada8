"""What may be ticked of the time before a spasm, as the tables have it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from multifidus.clinic.design.told import told
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import DiaryTriggerRow

NONE_OF_THEM, FORGOTTEN = "none", "forgotten"  # no trigger has such an id: both say something of the whole list


def asked(knowledge: Knowledge) -> list[tuple[str, str]]:
    """Id and words of each trigger that is asked today."""
    return [(row.id, told(row.plain_text)) for row in knowledge.rows(DiaryTriggerRow) if row.asked]


def choices(knowledge: Knowledge) -> list[tuple[str, Any]]:
    """All that may be ticked: the triggers, none of them, or that one does not remember."""
    return [
        *asked(knowledge),
        (NONE_OF_THEM, _("None of these")),
        (FORGOTTEN, _("I do not remember")),
    ]


def ticked(answers: Iterable[str]) -> list[str] | None:
    """The ids that were ticked; empty for none of them, None where nothing was ticked or nobody remembers."""
    answers = list(answers)
    if not answers or FORGOTTEN in answers:
        return None
    return [one for one in answers if one != NONE_OF_THEM]


def labels(knowledge: Knowledge) -> dict[str, str]:
    """What each trigger is called in a sentence; those too that are asked no more, as entries name them."""
    return {row.id: told(row.plain_label) for row in knowledge.rows(DiaryTriggerRow)}
