"""Options of treatment for the causes that carry the probability, weighed by it; and what is better left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import get_args

from multifidus.actions.conditions import holds
from multifidus.actions.treating.better_left import forbidden, no_good, until_seen
from multifidus.actions.treating.contraindications import checked
from multifidus.actions.treating.offer import offer
from multifidus.actions.treating.situation import Situation
from multifidus.actions.treating.uses import COURSE, EMERGENCY, HARM, Use, uses_of
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import OptionRow
from multifidus.knowledge.rows_options import OptionKind
from multifidus.terms import Action, Alarm, Known, Treatment, Urgency

WAITS_UNTIL_SEEN = ("spinal_manipulation", "massage", "acupuncture", "exercise")  # classes
HANDS = "spinal_manipulation"
EXERCISE = "exercise"
# Beside something urgent there is room for relief, protection and what the danger itself needs.
BESIDE_URGENT = ("self_care", "medicine", "antibiotic", "referral", "injection", "procedure", "device")  # kinds
HABITS = ("weight_control", "stop_smoking", "stop_smoking_vascular", "activity_pacing", "risk_factor_control")
# Chosen by whoever treats, or done on the way: no emergency waits for them.
DOES_NOT_DELAY = ("biopsy_before_antibiotics", "analgesia")
MILDEST_FIRST = get_args(OptionKind)  # the order in which they are listed

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
    situation = Situation(known, likely, urgency, alarms, knowledge)
    if urgency is Urgency.EMERGENCY:
        return _in_an_emergency(situation)
    by_option: dict[str, list[Use]] = defaultdict(list)
    for use in uses_of(situation):
        by_option[use.row.option].append(use)
    _add_careful(by_option, situation)
    harmed = {
        situation.facts.options[option].treatment_class
        for option, uses in by_option.items()
        if any(use.harmful for use in uses)
    }
    offered: list[tuple[float, str, list[Use]]] = []
    avoid: list[tuple[float, Action]] = []
    for option, uses in by_option.items():
        against = _against(situation.facts.options[option], uses, situation)
        if against is not None:
            avoid.append(against)
        elif EXERCISE in harmed and situation.facts.options[option].treatment_class == EXERCISE:
            continue  # one exercise that would harm holds the others back, until somebody has looked
        elif _worth_telling(option, uses, situation):
            offered.append((_rank(uses), option, uses))
    return _best(offered, situation), _gravest(avoid, knowledge)


def _best(offered: Iterable[tuple[float, str, list[Use]]], situation: Situation) -> tuple[Treatment, ...]:
    """The options that count most, as they are told; of equal ones the mildest first."""
    options = situation.facts.options
    order = sorted(offered, key=lambda one: (-round(one[0], 2), MILDEST_FIRST.index(options[one[1]].kind), one[1]))
    most = int(situation.knowledge.choices["most_treatments"])
    return tuple(offer(options[option], uses, situation) for _, option, uses in order[:most])


def _gravest(avoid: Iterable[tuple[float, Action]], knowledge: Knowledge) -> tuple[Action, ...]:
    """What to avoid, harm first; what is only of no use is left out where the list grows too long to be read."""
    order = sorted(avoid, key=lambda one: (-one[0], one[1].id))
    most = int(knowledge.choices["most_avoided"])
    return tuple(action for place, (rank, action) in enumerate(order) if place < most or rank >= 1.0)


def _rank(uses: Iterable[Use]) -> float:
    """The course before all, then what an emergency would need, then by weight."""
    ahead = {COURSE: 4.0, EMERGENCY: 2.0}
    advised = [use for use in uses if use.advised]
    return max(ahead.get(use.row.line_of_use, 0.0) for use in advised) + sum(use.weight for use in advised)


def _worth_telling(option: str, uses: Iterable[Use], situation: Situation) -> bool:
    """Whether the option counts enough to be told, and has its place beside what is urgent."""
    if _rank(uses) < situation.knowledge.choices["least_weight_of_a_treatment"]:
        return False
    if situation.urgency is not Urgency.URGENT:
        return True
    lines = {use.row.line_of_use for use in uses if use.advised}
    if lines <= {"later"} or option in HABITS:
        return False
    by_danger = any(use.advised and situation.dangerous(use.row.cause) for use in uses)
    return by_danger or situation.facts.options[option].kind in BESIDE_URGENT


def _against(option: OptionRow, uses: list[Use], situation: Situation) -> tuple[float, Action] | None:
    """Why the option is better left, with its rank; None where it is offered. The more careful of two causes wins."""
    advised = [use for use in uses if use.advised]
    causes = tuple(dict.fromkeys(use.row.cause for use in advised))
    harmful = [use for use in uses if use.harmful]
    if harmful:
        worst = max(harmful, key=lambda use: use.p)
        return 2.0 + worst.p, no_good(option, worst, situation)
    if advised and not any(use.row.line_of_use == EMERGENCY for use in advised):
        forbids = checked(option.treatment_class, situation).forbids
        if forbids:
            return 3.0 + max(use.weight for use in advised), forbidden(option, forbids[0], causes, situation)
        if situation.urgency is Urgency.URGENT and option.treatment_class in WAITS_UNTIL_SEEN:
            return 1.0 + max(use.weight for use in advised), until_seen(option, causes, situation)
    useless = [use for use in uses if not use.advised]
    if not advised or sum(use.weight for use in useless) > sum(use.weight for use in advised):
        worst = max(useless, key=lambda use: use.p)
        return worst.p, no_good(option, worst, situation)
    return None


def _add_careful(by_option: dict[str, list[Use]], situation: Situation) -> None:
    """Hands stay off where a red flag points to a cause that they would harm, however unlikely it is."""
    feared = [alarm.cause for alarm in situation.alarms if alarm.feared is None and alarm.cause not in situation.likely]
    for cause in dict.fromkeys(feared):
        for row in situation.facts.lines.get(cause, ()):
            by_hand = situation.facts.options[row.option].treatment_class == HANDS and row.option in by_option
            if by_hand and row.avoid_for == HARM and holds(row.when, situation.known) is not False:
                by_option[row.option].append(Use(row, 0.0, 0.0))


def _in_an_emergency(situation: Situation) -> Offered:
    """What the feared causes need at once and what would harm; nothing needed is withheld, nothing routine is shown."""
    needed: dict[str, list[Use]] = defaultdict(list)
    harmful: dict[str, Use] = {}
    facts = situation.facts
    for cause in situation.feared:
        p = situation.likely.get(cause, 0.0)
        for row in facts.lines.get(cause, ()):
            if holds(row.when, situation.known) is False:
                continue
            if row.avoid_for == HARM:
                harmful.setdefault(row.option, Use(row, p, p))
            elif row.line_of_use == EMERGENCY or row.option in DOES_NOT_DELAY:
                needed[row.option].append(Use(row, p, p))
    order = sorted(needed, key=lambda option: DOES_NOT_DELAY.index(option) if option in DOES_NOT_DELAY else -1)
    treatments = tuple(offer(facts.options[option], needed[option], situation) for option in order)
    left = [no_good(facts.options[option], use, situation) for option, use in harmful.items() if option not in needed]
    if HANDS not in harmful:
        left.append(until_seen(facts.options[HANDS], situation.feared, situation))
    return treatments, tuple(left)
