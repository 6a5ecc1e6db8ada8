"""What to do in the next hours, in plain words, and what must bring somebody to an emergency department.

The person's own steps come first, the ambulance before anything else; then what each red flag asks of a clinician.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from multifidus.actions.conditions import holds
from multifidus.actions.tonight.emergency_number import emergency_number
from multifidus.actions.tonight.plain_reasons import because, words_to_say
from multifidus.actions.tonight.return_signs import return_signs
from multifidus.actions.urgency import ask_first, dangers
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import EmergencyNumberRow, NowAdviceRow
from multifidus.terms import Action, Alarm, Beliefs, Known, Urgency

LAST = 1000  # rank of a row that is written for no cause: any row for a cause of this person comes before it


@dataclass(frozen=True, slots=True)
class Moment:
    """One person now: what decides which advice fits, and what its gaps are filled with."""

    known: Known
    causes: Mapping[str, int]  # what raised the urgency, rank 0; below it what is likely, from 1 on
    abouts: frozenset[str]
    number: EmergencyNumberRow
    words: str
    because: str


def tonight(
    known: Known,
    alarms: tuple[Alarm, ...],
    level: Urgency,
    knowledge: Knowledge,
    *,
    beliefs: Beliefs | None = None,
    likely: Mapping[str, float] | None = None,
    country: str | None = None,
) -> tuple[Action, ...]:
    """What to do now at this urgency, what to come back for, then what each red flag asks of a clinician.

    `likely` are the causes that carry the probability, the most probable first. Raises InputError for a country
    whose emergency number is not known.
    """
    number = emergency_number(country, knowledge)
    moment = _moment(known, alarms, level, knowledge, beliefs=beliefs, likely=tuple(likely or ()), number=number)
    advice = [_told(row, moment) for row in _chosen(level, moment, knowledge)]
    signs = () if level is Urgency.EMERGENCY else return_signs(known, number, knowledge)
    return (*advice, *signs, *_answers(alarms))


def _moment(
    known: Known,
    alarms: tuple[Alarm, ...],
    level: Urgency,
    knowledge: Knowledge,
    *,
    beliefs: Beliefs | None,
    likely: tuple[str, ...],
    number: EmergencyNumberRow,
) -> Moment:
    raised = [alarm for alarm in alarms if alarm.urgency is level]
    dangerous = {cause: p for urgency, cause, p in dangers(beliefs, knowledge) if urgency is level}
    open_questions = len(ask_first(known, knowledge))
    ranks = {cause: rank for rank, cause in enumerate(likely, 1)}
    return Moment(
        known=known,
        causes={**ranks, **dict.fromkeys(dangerous, 0), **{alarm.cause: 0 for alarm in raised}},
        abouts=_abouts(known, alarms, open_questions),
        number=number,
        words=words_to_say(known, raised, knowledge),
        because=because(known, raised, dangerous, knowledge, open_questions=open_questions),
    )


def _abouts(known: Known, alarms: tuple[Alarm, ...], open_questions: int) -> frozenset[str]:
    if not known.concerns_back and not alarms:
        return frozenset({"no_complaint"})
    return frozenset({"anybody", "open_questions" if open_questions else "settled"})


def _chosen(level: Urgency, moment: Moment, knowledge: Knowledge) -> Iterable[NowAdviceRow]:
    """Of each topic the row that fits best: for the cause that raised the urgency, then the most likely, then any."""
    for rows in _by_topic(knowledge)[level].values():
        fitting = [(rank, row.line, row) for row in rows if (rank := _rank(row, moment)) is not None]
        if fitting:
            yield min(fitting, key=lambda found: found[:2])[2]


def _rank(row: NowAdviceRow, moment: Moment) -> int | None:
    """How near a row is to this person, 0 nearest; None where it does not fit."""
    if row.about not in moment.abouts or ("{words}" in row.plain_text and not moment.words):
        return None
    rank = min((moment.causes.get(cause, LAST) for cause in row.causes), default=None)
    if rank == LAST or holds(row.when, moment.known) is not True:
        return None
    if row.unless.ways and holds(row.unless, moment.known) is True:
        return None
    if rank is None:  # what is written for a finding or for open questions goes before what is written for anybody
        return 0 if row.when.ways or row.about == "open_questions" else LAST
    return rank


@lru_cache(maxsize=4)
def _by_topic(knowledge: Knowledge) -> Mapping[Urgency, Mapping[str, tuple[NowAdviceRow, ...]]]:
    """For each urgency the rows of each topic, both in the order of the file."""
    found: dict[Urgency, dict[str, tuple[NowAdviceRow, ...]]] = {level: {} for level in Urgency}
    for row in knowledge.rows(NowAdviceRow):
        for level in row.urgency:
            topics = found[Urgency(level)]
            topics[row.topic] = (*topics.get(row.topic, ()), row)
    return found


def _told(row: NowAdviceRow, moment: Moment) -> Action:
    hint = f" {moment.number.plain_hint}" if moment.number.plain_hint else ""
    text = row.plain_text.replace("{number}", moment.number.number).replace("{hint}", hint)
    text = text.replace("{words}", moment.words)
    return Action(
        id=f"now_{row.id}",
        text=text,
        why=row.plain_why.replace("{because}", moment.because),
        status=row.status,
        sources=(row.source,) if row.source else (),
        audience="person",
        label=row.topic.replace("_", " "),
        plain_text=text,
    )


def _answers(alarms: tuple[Alarm, ...]) -> tuple[Action, ...]:
    """One action for each different thing that the red flags call for, in the order of their urgency."""
    actions: dict[str, Action] = {}
    for alarm in alarms:
        why = f"red flag: {' + '.join(alarm.findings)}" + (f" (feared: {alarm.feared})" if alarm.feared else "")
        actions.setdefault(
            alarm.action,
            Action(
                id=f"red_flag_{'_and_'.join(alarm.findings)}",
                text=alarm.action,
                why=why,
                status=alarm.status,
                sources=(alarm.source,),
            ),
        )
    return tuple(actions.values())
