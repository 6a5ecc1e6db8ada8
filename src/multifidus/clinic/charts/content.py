"""What a reading holds: words as typed, findings as a case has them, a spasm of the diary; refused unless keepable."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from multifidus.clinic.charts.follow_up import KEY as FOLLOW_UP
from multifidus.clinic.charts.follow_up import checked_follow_up
from multifidus.errors import InputError
from multifidus.findings.case_file import case_of
from multifidus.findings.diary import content_of, episode_of
from multifidus.knowledge import Knowledge

LONGEST_TEXT = 50_000  # characters, some twenty pages: longer than any letter; read in a second at worst
LARGEST_CASE = 100_000  # characters of JSON; every finding of the vocabulary with both sides is a third of it
WORDS = "text"
CASE = ("findings", "questionnaires", "setting")
EPISODE = "episode"  # of the diary alone
DIARY = "diary"


def checked(content: Mapping[str, Any], knowledge: Knowledge, *, kind: str | None = None) -> dict[str, Any]:
    """The content of a reading as it is kept, each word as it was typed; a spasm only where its `kind` is the diary.

    Raises InputError, whose `where` ends with the place, for what the core cannot read or a database cannot hold.
    """
    unknown = sorted(str(key) for key in set(content) - {WORDS, EPISODE, FOLLOW_UP, *CASE})
    if unknown:
        raise InputError(
            where="content",
            problem=_("unknown key %(keys)s") % {"keys": ", ".join(unknown)[:100]},
            remedy=_("a reading has text, findings, or both"),
        )
    kept: dict[str, Any] = {}
    if content.get(WORDS) is not None:
        kept[WORDS] = checked_text(content[WORDS])
    case = {key: content[key] for key in CASE if content.get(key) is not None}
    if set(case) == {"setting"}:
        raise InputError(
            where="setting", problem=_("a setting of nothing"), remedy=_("send it with findings, or leave it out")
        )
    if case:
        kept |= checked_case(case, knowledge)
    if content.get(EPISODE) is not None:
        kept[EPISODE] = checked_episode(content[EPISODE], knowledge, kind=kind)
    if content.get(FOLLOW_UP) is not None:
        kept[FOLLOW_UP] = checked_follow_up(content[FOLLOW_UP])
    if not kept:
        raise InputError(
            where="content", problem=_("nothing was told"), remedy=_("write a few words, or choose what was found")
        )
    return kept


def checked_text(text: Any) -> str:
    """The words, unchanged; raises InputError for what is empty, too long, or no text."""
    if not isinstance(text, str):
        raise InputError(where="text", problem=_("this is no text"), remedy=_("write words"))
    if not text.strip():
        raise InputError(
            where="text",
            problem=_("nothing was written"),
            remedy=_("write what hurts, since when, and where it goes"),
        )
    if len(text) > LONGEST_TEXT:
        raise InputError(
            where="text",
            problem=_("longer than %(most)d characters") % {"most": LONGEST_TEXT},
            remedy=_("send it in parts, the newest first"),
        )
    refuse_what_cannot_be_kept(text, "text")
    return text


def checked_case(case: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """The findings of a case, unchanged; raises InputError as the core's case reader does."""
    told = {"findings": {}, **case}
    try:
        written = json.dumps(told, allow_nan=False, ensure_ascii=False)
    except (ValueError, RecursionError, TypeError):
        raise InputError(
            where="findings",
            problem=_("a number that is none, or nested too deep"),
            remedy=_("write true, false, a number or a side"),
        ) from None
    if len(written) > LARGEST_CASE:
        raise InputError(
            where="findings",
            problem=_("larger than a case can be"),
            remedy=_("one reading is what one person told on one occasion"),
        )
    refuse_what_cannot_be_kept(written.replace("\\u0000", "\x00"), "findings")
    case_of(told, name="findings", knowledge=knowledge)
    if not told["findings"] and not told.get("questionnaires"):
        raise InputError(where="findings", problem=_("no finding was told"), remedy=_("tell at least one"))
    return told


def checked_episode(episode: Any, knowledge: Knowledge, *, kind: str | None) -> dict[str, Any]:
    """A spasm as it is kept; raises InputError as the core's reader does, and in any reading but one of the diary."""
    if kind != DIARY:
        raise InputError(
            where=EPISODE, problem=_("a spasm outside the diary"), remedy=_("send it as a reading of the diary")
        )
    told = content_of(episode_of(episode, knowledge, EPISODE))
    refuse_what_cannot_be_kept(json.dumps(told, ensure_ascii=False).replace("\\u0000", "\x00"), EPISODE)
    return told


def moment_in(content: Mapping[str, Any]) -> datetime | None:
    """When it was so, where the content itself says it: a spasm began then; None for everything else."""
    return datetime.fromisoformat(content[EPISODE]["began"]) if EPISODE in content else None


def refuse_what_cannot_be_kept(text: str, where: str) -> None:
    """Raises InputError for signs that a database cannot hold: the zero sign, and halves of a sign."""
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise InputError(
            where=where,
            problem=_("it holds a sign that cannot be kept"),
            remedy=_("take out the odd sign, or copy the text once more as plain text"),
        )


def field_of(fault: InputError) -> str:
    """The field that a refusal is about: the finding, or the part of the content."""
    return fault.where.rpartition(", ")[2]
