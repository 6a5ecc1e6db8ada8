"""Options of treatment for the causes that carry the probability, weighed by it; and what is better left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import get_args

from multifidus.actions.better_left import forbidden, no_good, until_seen
from multifidus.actions.conditions import holds
from multifidus.actions.contraindications import checked
from multifidus.actions.offer import offer
from multifidus.actions.option_facts import OptionFacts, facts_of
from multifidus.actions.uses import COURSE, EMERGENCY, HARM, Use, uses_of
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import OptionRow, UrgencyThresholdRow
from multifidus.knowledge.rows_options import OptionKind
from multifidus.terms import Action, Alarm, Known, Treatment, Urgency

WAITS_UNTIL_SEEN = ("spinal_manipulation", "massage", "acupuncture", "exercise", "spinal_injection")  # classes
MILDEST_FIRST = get_args(OptionKind)  # the order in which they are listed
HANDS = "spinal_manipulation"
PAIN_RELIEF = "analgesia"  # chosen by whoever treats; no emergency waits for it

Offered = tuple[tuple[Treatment, ...], tuple[Action, ...]]


def treat(
    known: Known,
    likely: Mapping[str, float],
    urgency: Urgency,
    knowledge: Knowledge,
    *,
    alarms: tuple[Alarm, ...] = (),
) -> Offered:
    """The options worth offering, the best first, and what to avoid. No option stands in both.

    In an emergency there is only what the emergency needs, for the causes that are feared.
    """
    facts = facts_of(knowledge)
    if urgency is Urgency.EMERGENCY:
        return _in_an_emergency(known, _feared(alarms, likely, knowledge), facts, knowledge)
    by_option: dict[str, list[Use]] = defaultdict(list)
    for use in uses_of(known, likely, facts, knowledge):
        by_option[use.row.option].append(use)
    _add_careful(by_option, known, alarms, likely, facts)
    treatments: list[tuple[float, Treatment]] = []
    avoid: list[tuple[float, Action]] = []
    for option, uses in by_option.items():
        row = facts.options[option]
        against = _against(row, uses, known, urgency, knowledge)
        if against is not None:
            avoid.append(against)
        elif _rank(uses) >= knowledge.choices["least_weight_of_a_treatment"]:
            treatments.append((_rank(uses), offer(row, uses, known, knowledge)))
    treatments.sort(key=lambda pair: (-round(pair[0], 2), MILDEST_FIRST.index(pair[1].kind), pair[1].id))
    avoid.sort(key=lambda pair: (-pair[0], pair[1].id))
    return tuple(one for _, one in treatments), tuple(one for _, one in avoid)


def _rank(uses: Iterable[Use]) -> float:
    """The course before all, then what an emergency would need, then by weight."""
    ahead = {COURSE: 4.0, EMERGENCY: 2.0}
    advised = [use for use in uses if use.advised]
    return max(ahead.get(use.row.line_of_use, 0.0) for use in advised) + sum(use.weight for use in advised)


def _against(
    option: OptionRow, uses: list[Use], known: Known, urgency: Urgency, knowledge: Knowledge
) -> tuple[float, Action] | None:
    """Why the option is better left, with its rank; None where it is offered. The more careful of two causes wins."""
    advised = [use for use in uses if use.advised]
    causes = tuple(dict.fromkeys(use.row.cause for use in advised))
    harmful = [use for use in uses if use.harmful]
    if harmful:
        worst = max(harmful, key=lambda use: use.p)
        return 2.0 + worst.p, no_good(option, worst, knowledge)
    if advised and not any(use.row.line_of_use == EMERGENCY for use in advised):
        forbids = checked(option.treatment_class, known, facts_of(knowledge), knowledge).forbids
        if forbids:
            return 3.0 + max(use.weight for use in advised), forbidden(option, forbids[0], causes, knowledge)
        if urgency is Urgency.URGENT and option.treatment_class in WAITS_UNTIL_SEEN:
            return 1.0 + max(use.weight for use in advised), until_seen(option, causes)
    useless = [use for use in uses if not use.advised]
    if not advised or sum(use.weight for use in useless) > sum(use.weight for use in advised):
        worst = max(useless, key=lambda use: use.p)
        return worst.p, no_good(option, worst, knowledge)
    return None


def _add_careful(
    by_option: dict[str, list[Use]],
    known: Known,
    alarms: tuple[Alarm, ...],
    likely: Mapping[str, float],
    facts: OptionFacts,
) -> None:
    """Hands stay off where a red flag points to a cause that they would harm, however unlikely it is."""
    for cause in dict.fromkeys(alarm.cause for alarm in alarms if alarm.feared is None and alarm.cause not in likely):
        for row in facts.lines.get(cause, ()):
            by_hand = facts.options[row.option].treatment_class == HANDS and row.option in by_option
            if by_hand and row.avoid_for == HARM and holds(row.when, known) is not False:
                by_option[row.option].append(Use(row, 0.0, 0.0))


def _feared(alarms: tuple[Alarm, ...], likely: Mapping[str, float], knowledge: Knowledge) -> tuple[str, ...]:
    """The causes that make it an emergency, those of the red flags first; not those that are only near to the fear."""
    by_alarm = [alarm.cause for alarm in alarms if alarm.urgency is Urgency.EMERGENCY and alarm.feared is None]
    by_probability = [
        row.cause
        for row in knowledge.rows(UrgencyThresholdRow)
        if row.urgency == EMERGENCY and likely.get(row.cause, 0.0) >= row.p_at_least
    ]
    return tuple(dict.fromkeys([*by_alarm, *by_probability]))


def _in_an_emergency(known: Known, feared: tuple[str, ...], facts: OptionFacts, knowledge: Knowledge) -> Offered:
    """What the feared causes need at once and what would harm; nothing needed is withheld, nothing routine is shown."""
    needed: dict[str, list[Use]] = defaultdict(list)
    harmful: dict[str, Use] = {}
    for cause in feared:
        for row in facts.lines.get(cause, ()):
            if holds(row.when, known) is False:
                continue
            if row.avoid_for == HARM:
                harmful.setdefault(row.option, Use(row, 1.0, 1.0))
            elif row.line_of_use == EMERGENCY or row.option == PAIN_RELIEF:
                needed[row.option].append(Use(row, 1.0, 1.0))
    treatments = tuple(
        offer(facts.options[option], uses, known, knowledge, nobody_waits=True) for option, uses in needed.items()
    )
    left = [no_good(facts.options[option], use, knowledge) for option, use in harmful.items() if option not in needed]
    if HANDS not in harmful:
        left.append(until_seen(facts.options[HANDS], feared))
    return treatments, tuple(left)
