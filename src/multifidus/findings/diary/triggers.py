"""What seems to set the spasms of one person off: each thing that may be ticked, weighed by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from multifidus.errors import MissingExtraError
from multifidus.findings.diary.episode import Episode
from multifidus.findings.diary.joint import fitted
from multifidus.findings.diary.matched import Counts, MatchedSet, counts_of, matched_sets
from multifidus.findings.diary.odds import Odds, Prior, conditional, posterior
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import DiaryTriggerRow, TriggerRow
from multifidus.terms import Figure

Word = Literal["too_few", "likely", "unclear", "no_sign", "less"]
OURS = "ours"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One thing that may be ticked: what was known of it, what the diary says, and what is believed now.

    `too_few`: too few spasms to tell; `likely`: it came before spasms more often than chance has it, and more often
    than at the same time on other days; `unclear`: somewhat more often, or only together with another that is likely;
    `no_sign`: not more often; `less`: less often. None of these says that it is the cause.
    """

    id: str
    word: Word
    counts: Counts
    published: Figure  # ours where nothing is published
    before: Odds  # what is believed of somebody before there is a diary
    own: Odds | None  # from the diary alone; None where no set tells anything
    now: Odds  # both together
    beside: tuple[str, ...] = ()  # others that it came together with, so that it is not sure which of them it is


def triggers_of(episodes: Iterable[Episode], knowledge: Knowledge) -> tuple[Trigger, ...]:
    """Every thing that is asked, or was ticked before it was asked no more; the surest first."""
    sets = matched_sets(episodes, same_hours=knowledge.choices["same_window_hours"])
    ticked = frozenset().union(*(one.case.union(*one.controls) for one in sets))
    asked = [row for row in knowledge.rows(DiaryTriggerRow) if row.asked or row.id in ticked]
    found = _told_apart([_trigger(row, sets, knowledge) for row in asked], sets)
    order = {word: at for at, word in enumerate(("likely", "unclear", "no_sign", "less", "too_few"))}
    return tuple(sorted(found, key=lambda one: (order[one.word], -one.now.p_above_1, one.id)))


def _trigger(row: DiaryTriggerRow, sets: Iterable[MatchedSet], knowledge: Knowledge) -> Trigger:
    counts = counts_of(row.id, sets)
    figure, prior = known_before(knowledge)[row.id]
    own, now = conditional(counts), posterior(counts, prior)
    return Trigger(row.id, _word(counts, own, now, knowledge.choices), counts, figure, prior.odds(), own, now)


def _word(counts: Counts, own: Odds | None, now: Odds, choices: Mapping[str, float]) -> Word:
    if own is None or counts.informative < choices["least_telling_sets"]:
        return "too_few"
    # The diary itself has to say so: what is true of most people is not yet true of this one.
    if 1 - own.p_above_1 <= choices["surest_by_chance"] and now.low > 1:
        return "likely"
    if own.p_above_1 <= choices["surest_by_chance"] and now.high < 1:
        return "less"
    return "unclear" if own.ratio > 1 else "no_sign"


def _told_apart(found: Sequence[Trigger], sets: Sequence[MatchedSet]) -> list[Trigger]:
    """The triggers, those no longer likely that add nothing sure beside the others: who lifts is often bent as well.

    Where the diary cannot tell which of several it is they all stay, each with the others beside it. Where statsmodels
    is not installed, or the sets do not part them, each is told by itself.
    """
    likely = [one.id for one in found if one.word == "likely"]
    if len(likely) < 2:
        return list(found)
    try:
        odds = fitted(sets, likely)
    except MissingExtraError:
        odds = {}
    sure = tuple(one for one in likely if one in odds and odds[one].low > 1)
    unsure = {one for one in likely if one in odds and one not in sure}
    return [_beside(one, likely, sure) if one.id in unsure else one for one in found]


def _beside(trigger: Trigger, likely: Sequence[str], sure: tuple[str, ...]) -> Trigger:
    if sure:
        return replace(trigger, word="unclear", beside=sure)
    return replace(trigger, beside=tuple(one for one in likely if one != trigger.id))


@lru_cache(maxsize=4)
def known_before(knowledge: Knowledge) -> Mapping[str, tuple[Figure, Prior]]:
    """Of everything that may be ticked, the figure with its source, and what it means for one person."""
    published = {row.trigger: row for row in knowledge.rows(TriggerRow)}
    between = knowledge.choices["spread_of_trigger_between_people"]
    found = {}
    for row in knowledge.rows(DiaryTriggerRow):
        figure = _figure(row if row.odds_ratio is not None else published[row.trigger or ""])
        found[row.id] = (figure, Prior.of(figure, between_people=between))
    return MappingProxyType(found)


def _figure(row: DiaryTriggerRow | TriggerRow) -> Figure:
    assert row.odds_ratio is not None, "the check of the tables sees to it"
    return Figure("odds_ratio", row.odds_ratio, row.low, row.high, row.source or OURS, row.status or OURS)
