"""The whole story on one page: findings come in, causes are weighed, actions come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multifidus.actions.decide import decide, first_things
from multifidus.actions.likely import likely_causes
from multifidus.actions.red_flags import red_flags
from multifidus.actions.testing.gates import stand
from multifidus.actions.testing.orders import orders
from multifidus.actions.testing.tests import next_tests
from multifidus.actions.urgency import ask_first
from multifidus.causes.infer import Engine, beliefs_of, weigh
from multifidus.causes.model import Model
from multifidus.causes.value import values_of
from multifidus.errors import MultifidusError
from multifidus.findings.closure import complete
from multifidus.knowledge import Knowledge
from multifidus.terms import (
    Alarm,
    Assessment,
    Beliefs,
    Findings,
    Known,
    NextTest,
    Plan,
    Scored,
    Setting,
    Unread,
    Values,
)

if TYPE_CHECKING:
    from multifidus.findings.lifting.overload import ToldLift


def assess(
    findings: Findings,
    knowledge: Knowledge,
    model: Model,
    *,
    setting: Setting = "primary",
    concerns_back: bool = True,
    unread: tuple[Unread, ...] = (),
    explain: bool = True,
    engine: Engine = "auto",
    country: str | None = None,
    questionnaires: tuple[Scored, ...] = (),
    lifts: tuple[ToldLift, ...] = (),
) -> Assessment:
    """From what is known about a person to what is worth doing.

    `country`, in two letters, says which emergency number to call. What `lifts` say about the person is among the
    findings already; what to change about one that is too much joins the programme. `explain=False` leaves out
    intervals, shifts and the value of the next tests: for batches that want the ranking.
    """
    known = complete(findings, knowledge, concerns_back=concerns_back, unread=unread)  # what follows, what is excluded
    alarms = red_flags(known, knowledge)  # before and without inference
    beliefs, value, troubles = _weigh(known, model, setting, explain, engine)
    plan, asks, trouble = _plan(known, alarms, beliefs, value, knowledge, country=country)
    plan, lift_trouble = _with_lifts(plan, lifts, known, beliefs, knowledge)
    return Assessment(
        known=known,
        alarms=alarms,
        beliefs=beliefs,
        plan=plan,
        ask_first=ask_first(known, knowledge),
        next_tests=asks,
        edition=knowledge.edition,
        troubles=(*troubles, *trouble, *lift_trouble),
        questionnaires=questionnaires,
    )


def _weigh(
    known: Known, model: Model, setting: Setting, explain: bool, engine: Engine
) -> tuple[Beliefs | None, Values | None, tuple[str, ...]]:
    """The beliefs and what each unknown finding could change; neither where a ranking would only pretend."""
    if not known.in_scope:
        return None, None, ()
    try:
        weighed = weigh(known, model, setting=setting, engine=engine)
        return beliefs_of(weighed, explain=explain), values_of(weighed) if explain else None, ()
    except MultifidusError:
        raise
    except Exception as fault:
        # The alarms have to reach whoever asked, even when the weighing of causes fails.
        return None, None, (f"the causes could not be weighed ({type(fault).__name__}); red flags were checked",)


def _plan(
    known: Known,
    alarms: tuple[Alarm, ...],
    beliefs: Beliefs | None,
    value: Values | None,
    knowledge: Knowledge,
    *,
    country: str | None,
) -> tuple[Plan, tuple[NextTest, ...], tuple[str, ...]]:
    """The plan with its tests; where working it out fails, the urgency and what to do now stand all the same."""
    try:
        plan = decide(known, alarms, beliefs, knowledge, country=country)
        standing = stand(known, alarms, beliefs, plan.urgency, knowledge)  # what calls for a test, what holds it back
        asks = next_tests(known, value, standing, knowledge, alarms=alarms, urgency=plan.urgency)
        tests, not_yet = orders(
            asks,
            known,
            knowledge,
            alarms=alarms,
            beliefs=beliefs,
            values=value,
            urgency=plan.urgency,
            standing=standing,
            surgery=plan.surgery,
        )
        return plan.with_tests(tests, not_yet), asks, ()
    except MultifidusError:
        raise
    except Exception as fault:
        told = f"tests and treatment could not be worked out ({type(fault).__name__}); the urgency and its steps stand"
        return first_things(known, alarms, beliefs, knowledge, country=country), (), (told,)


def _with_lifts(
    plan: Plan, lifts: tuple[ToldLift, ...], known: Known, beliefs: Beliefs | None, knowledge: Knowledge
) -> tuple[Plan, tuple[str, ...]]:
    """The plan with what to change about the lifts; where working that out fails, the rest of it stands."""
    if not lifts:
        return plan, ()
    from multifidus.lift import with_lifts  # few cases have any

    try:
        likely = likely_causes(beliefs, knowledge)
        return with_lifts(plan, lifts, knowledge, known=known, likely=likely), ()
    except MultifidusError:
        raise
    except Exception as fault:
        told = f"what to change about the lift could not be worked out ({type(fault).__name__}); the rest stands"
        return plan, (told,)
