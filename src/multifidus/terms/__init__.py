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
from multifidus.terms.readings import READING_KINDS, Gathered, Lapsed, Reading, ReadingKind, Teller

__all__ = [
    "OURS",
    "READING_KINDS",
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
    "Gathered",
    "Known",
    "Lapsed",
    "Measure",
    "NextTest",
    "Order",
    "Outcome",
    "Plan",
    "Position",
    "Prognosis",
    "Reading",
    "ReadingKind",
    "RootBelief",
    "Score",
    "Scored",
    "Setting",
    "Shift",
    "Side",
    "Standing",
    "Teller",
    "Treatment",
    "Unread",
    "Urgency",
    "Values",
    "most_urgent",
]
