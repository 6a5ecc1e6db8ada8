"""What a case may claim of the plan: what it must advise and must not, ask before, order, and say first.

A claim names ids of options, tests and measures. `a|b` stands for one of the two. An option of a class of medicines
that contraindications.csv speaks of goes by the class too, so that `never = ["nsaid"]` means every one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from multifidus.knowledge import shipped
from multifidus.knowledge.rows import OptionRow
from multifidus.terms import Action, Assessment, Candidacy, Order, Plan, Treatment

KNOWLEDGE = shipped()
FOR = {"strong_for", "moderate_for", "conditional_for", "weak_for", "for", "consider"}
AGAINST = {"conditional_against", "against", "strong_against"}
PICTURES = "imaging"
NOT_IN_AN_EMERGENCY = {"exercise", "manual", "device", "psychological", "education", "self_care"}


@cache
def option_rows() -> dict[str, OptionRow]:
    return {row.id: row for row in KNOWLEDGE.rows(OptionRow)}


def names(action: Action) -> set[str]:
    """The id of an action, and the class of medicines that it belongs to."""
    row = option_rows().get(action.id)
    given = getattr(row, "treatment_class", None) or ()
    return {action.id, *([given] if isinstance(given, str) else given)}


def contradicted(operation: Candidacy) -> bool:
    """Whether something that the operation asks for is not so, or a reason against it holds."""
    weighty = (criterion for criterion in operation.criteria if criterion.role in ("required", "against"))
    return any(criterion.standing == "contradicted" for criterion in weighty)


def advised(plan: Plan) -> Iterator[Action]:
    """Everything that the plan offers. An operation with a criterion against it is told, not offered."""
    yield from (*plan.now, *plan.tests, *plan.treatments, *plan.prevention)
    yield from (operation for operation in plan.surgery if not contradicted(operation))


def named(actions: Iterable[Action]) -> set[str]:
    return {name for action in actions for name in names(action)}


def one_of(claimed: str, ids: set[str]) -> bool:
    return bool(set(claimed.split("|")) & ids)


def all_of(claimed: Iterable[str], actions: Iterable[Action]) -> bool:
    ids = named(actions)
    return all(one_of(one, ids) for one in claimed)


def none_of(claimed: Iterable[str], actions: Iterable[Action]) -> bool:
    return not set(claimed) & named(actions)


def found(claimed: str, actions: Iterable[Any]) -> Any:
    return next((action for action in actions if one_of(claimed, names(action))), None)


def words(action: Action) -> str:
    return f"{action.text} {action.plain_text}"


def says(claimed: str, text: str) -> bool:
    """Whether one of the words (`a|b`) stands in the text, as a word or the beginning of one."""
    return re.search(rf"\b({claimed.lower()})", text.lower()) is not None


def asked_before(plan: Plan, claimed: dict[str, list[str]]) -> bool:
    return all(
        (option := found(name, plan.treatments)) is not None and set(questions) <= set(option.questions)
        for name, questions in claimed.items()
    )


def plainly(option: Treatment) -> bool:
    """Whether an option is offered with nothing to ask or to mind."""
    return not option.questions and not option.cautions


def cautioned(plan: Plan, claimed: dict[str, str]) -> bool:
    return all(
        (option := found(name, plan.treatments)) is not None and says(word, " ".join(option.cautions))
        for name, word in claimed.items()
    )


def stands(operation: Candidacy, standing: str, about: str) -> bool:
    return any(
        criterion.standing == standing and one_of(about, {criterion.id, *criterion.findings})
        for criterion in operation.criteria
    )


def criteria_stand(plan: Plan, claimed: dict[str, dict[str, list[str]]]) -> bool:
    return all(
        (operation := found(name, plan.surgery)) is not None
        and all(stands(operation, standing, about) for standing, abouts in parts.items() for about in abouts)
        for name, parts in claimed.items()
    )


def ready(plan: Plan, name: str) -> bool:
    """Whether an operation is shown with nothing missing and nothing against it."""
    operation = found(name, plan.surgery)
    required = [criterion for criterion in operation.criteria if criterion.role == "required"] if operation else []
    return bool(required) and all(criterion.standing == "met" for criterion in required)


def told_against(plan: Plan, name: str) -> bool:
    operation = found(name, plan.surgery)
    return operation is None or contradicted(operation)


def both_ways(option: Treatment | Candidacy | None) -> bool:
    """Whether a guideline for it and one against it are both shown."""
    said = {position.recommendation for position in option.positions} if option else set()
    return bool(said & FOR) and bool(said & AGAINST)


def pictures(plan: Plan) -> list[Order]:
    return [order for order in plan.tests if order.kind == PICTURES]


def in_this_order(plan: Plan, first: str, later: str) -> bool:
    ids = [order.id for order in plan.tests]
    return later not in ids or (first in ids and ids.index(first) < ids.index(later))


def order_says(plan: Plan, claimed: dict[str, list[str]]) -> bool:
    return all(
        (order := found(name, plan.tests)) is not None
        and all(says(word, f"{words(order)} {order.why}") for word in told)
        for name, told in claimed.items()
    )


def order_minds(plan: Plan, claimed: dict[str, str]) -> bool:
    return all(
        (order := found(name, plan.tests)) is not None and says(word, " ".join(order.cautions))
        for name, word in claimed.items()
    )


def exercises(plan: Plan) -> bool:
    return any(option.kind == "exercise" for option in plan.treatments) or any(
        measure.topic == "exercise" for measure in plan.prevention
    )


def plan_claim(holds: Callable[[Plan, Any], bool]) -> Callable[[Assessment, Assessment, Any], bool]:
    return lambda now, _, claimed: holds(now.plan, claimed)


# What a file may claim of the plan: (plan, claimed) -> holds
HOLDS: dict[str, Callable[[Plan, Any], bool]] = {
    "advises": lambda plan, ids: all_of(ids, advised(plan)),
    "never": lambda plan, ids: none_of(ids, advised(plan)),
    "avoids": lambda plan, ids: all_of(ids, plan.avoid),
    "asks_before": asked_before,
    "asks_nothing_before": lambda plan, ids: all(
        (option := found(name, plan.treatments)) is not None and not option.questions for name in ids
    ),
    # Either not offered, or with what has to be asked or minded beside it.
    "advises_none_plainly": lambda plan, ids: all(
        (option := found(name, plan.treatments)) is None or not plainly(option) for name in ids
    ),
    "cautions_for": cautioned,
    # Which cause an option is offered for, before any other.
    "serves": lambda plan, told: all(
        (option := found(name, plan.treatments)) is not None and option.causes[:1] == (cause,)
        for name, cause in told.items()
    ),
    "asks_or_says": lambda plan, told: all(
        (option := found(name, plan.treatments)) is None
        or says(word, f"{words(option)} {' '.join((*option.cautions, *option.questions))}")
        for name, word in told.items()
    ),
    "both_ways": lambda plan, ids: all(both_ways(found(name, (*plan.treatments, *plan.surgery))) for name in ids),
    "first_now": lambda plan, told: bool(plan.now) and all(says(word, words(plan.now[0])) for word in told),
    "now_says": lambda plan, told: all(says(word, " ".join(map(words, plan.now))) for word in told),
    "orders": lambda plan, ids: all_of(ids, plan.tests),
    "orders_none_of": lambda plan, ids: none_of(ids, plan.tests),
    "orders_before": lambda plan, pairs: all(in_this_order(plan, *pair) for pair in pairs),
    "order_says": order_says,
    "order_minds": order_minds,
    "first_order_is": lambda plan, kind: bool(plan.tests) and plan.tests[0].kind == kind,
    "no_imaging": lambda plan, claimed: (not pictures(plan)) is claimed,
    "operation": criteria_stand,
    "shows_operation": lambda plan, ids: all_of(ids, plan.surgery),
    "no_operation": lambda plan, ids: none_of(ids, plan.surgery),
    "no_surgery": lambda plan, claimed: (not plan.surgery) is claimed,
    "not_yet": lambda plan, ids: not any(ready(plan, name) for name in ids),
    "not_ready": lambda plan, ids: all(told_against(plan, name) for name in ids),
    "emergency_surgery": lambda plan, ids: all_of(ids, [one for one in plan.surgery if one.emergency]),
    "no_exercise": lambda plan, claimed: (not exercises(plan)) is claimed,
    "no_prevention": lambda plan, claimed: (not plan.prevention) is claimed,
    "no_routine": lambda plan, claimed: (
        (not any(option.kind in NOT_IN_AN_EMERGENCY for option in plan.treatments)) is claimed
    ),
}
CLAIMS_OF_WORDS = {"first_now", "now_says", "first_order_is"}
CLAIMS_OF_YES = {name for name in HOLDS if name.startswith("no_")} - {"no_operation"}
CLAIMS_OF_IDS = HOLDS.keys() - CLAIMS_OF_WORDS - CLAIMS_OF_YES
PLAN_CLAIMS = {name: plan_claim(holds) for name, holds in HOLDS.items()}


def ids_claimed(claim: str, claimed: Any) -> set[str]:
    """Every option, test, measure, operation and class of medicines that a claim names; empty for a claim of words."""
    if claim not in CLAIMS_OF_IDS:
        return set()
    flat = [one for pair in claimed for one in pair] if claim == "orders_before" else list(claimed)
    return {name for one in flat for name in one.split("|")}


def plan_shown(plan: Plan) -> str:
    """The ids of a plan, part by part, for the message of a test that failed."""
    parts = ("now", "tests", "treatments", "surgery", "prevention", "avoid")
    return "; ".join(f"{part}: {', '.join(action.id for action in getattr(plan, part))}" for part in parts)
