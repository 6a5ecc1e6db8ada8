"""The nouns that every room shares: findings come in, causes are weighed, actions come out."""

from multifidus.terms.alarms import Alarm, Urgency, most_urgent
from multifidus.terms.assessment import Assessment, NextTest
from multifidus.terms.beliefs import Belief, Beliefs, Figure, Floats, RootBelief, Shift, Values
from multifidus.terms.findings import SETTINGS, Contradiction, Finding, Findings, Known, Setting, Side, Unread
from multifidus.terms.plan import (
    OURS,
    Action,
    Audience,
    Candidacy,
    Criterion,
    Measure,
    Order,
    Outcome,
    Plan,
    Position,
    Prognosis,
    Standing,
    Treatment,
)
from multifidus.terms.questionnaires import Change, Score, Scored

__all__ = [
    "OURS",
    "SETTINGS",
    "Action",
    "Alarm",
    "Assessment",
    "Audience",
    "Belief",
    "Beliefs",
    "Candidacy",
    "Change",
    "Contradiction",
    "Criterion",
    "Figure",
    "Finding",
    "Findings",
    "Floats",
    "Known",
    "Measure",
    "NextTest",
    "Order",
    "Outcome",
    "Plan",
    "Position",
    "Prognosis",
    "RootBelief",
    "Score",
    "Scored",
    "Setting",
    "Shift",
    "Side",
    "Standing",
    "Treatment",
    "Unread",
    "Urgency",
    "Values",
    "most_urgent",
]
