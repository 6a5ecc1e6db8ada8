"""One option as it is offered: in the words of its leading cause, with what speaks for it and what against."""

from __future__ import annotations

from collections.abc import Iterable

from multifidus.actions.treating.contraindications import checked
from multifidus.actions.treating.option_facts import effects_on, figures_of, positions_of, said_on
from multifidus.actions.treating.outcomes import course_figures, outcomes_of
from multifidus.actions.treating.phrases import only_if
from multifidus.actions.treating.situation import Situation
from multifidus.actions.treating.uses import COURSE, Use
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import EffectRow, OptionRow
from multifidus.terms import Figure, Treatment, Urgency

COULD_HARM = ("medicine", "antibiotic", "biologic", "manual", "injection", "procedure")
ASK_FIRST = "First answer the questions that go with it."
SHOWN_FIGURES = 6


def offer(option: OptionRow, uses: Iterable[Use], situation: Situation) -> Treatment:
    """The option for the causes that it serves, in the words that were written for the most probable of them.

    In an emergency what would forbid it elsewhere is to be minded, and nothing is asked first: nobody waits.
    """
    knowledge, facts, phase = situation.knowledge, situation.facts, situation.phase
    advised = sorted((use for use in uses if use.advised), key=lambda use: (bool(use.unknown), -use.p))
    lead = advised[0]
    causes = tuple(dict.fromkeys(use.row.cause for use in advised))
    # What trials and guidelines say of an inflamed spine is nothing about a strain: only what fits the words is shown.
    effects = effects_on(option.id, lead.row.cause, facts, phase)
    said = said_on(option.id, lead.row.cause, facts, phase)
    checks = checked(option.treatment_class, situation)
    minded = (*checks.forbids, *checks.cautions)
    nobody_waits = situation.urgency is Urgency.EMERGENCY
    questions = () if nobody_waits else tuple(dict.fromkeys([*checks.questions, *lead.unknown]))
    return Treatment(
        id=option.id,
        text=lead.row.text,
        why=_why(advised, knowledge),
        status=lead.row.status,
        figures=_figures(lead, effects, phase, knowledge),
        sources=(lead.row.source,) if lead.row.source else (),
        label=option.plain_label,
        plain_text=_plainly(option, lead, situation, asks=bool(questions)),
        causes=causes,
        line_of_use=lead.row.line_of_use,
        kind=option.kind,
        who=option.who,
        certainty=_first([*(row.certainty for row in effects), *(row.certainty for row in said)]),
        harms=_first([*(row.harms for row in effects), *(row.harms for row in said)]),
        positions=positions_of(said),
        cautions=tuple(dict.fromkeys(row.plain_why for row in minded)),
        questions=questions,
        outcomes=outcomes_of(effects, lead.row.cause, knowledge),
    )


def _figures(lead: Use, effects: Iterable[EffectRow], phase: str | None, knowledge: Knowledge) -> tuple[Figure, ...]:
    """The numbers of the trials; for what happens by itself those of the cohort that its words were taken from."""
    course = course_figures(lead.row.source, phase, knowledge) if lead.row.line_of_use == COURSE else ()
    return (*course, *figures_of(effects)[:SHOWN_FIGURES])


def _plainly(option: OptionRow, lead: Use, situation: Situation, *, asks: bool) -> str:
    """The words for the person; what could harm somebody is never plain advice while its questions are open.

    A danger that is not even the most probable cause is told to the clinician alone: the person is told how soon to go.
    """
    hurry = situation.urgency is Urgency.EMERGENCY
    if not hurry and situation.dangerous(lead.row.cause) and lead.row.cause != situation.leading:
        return ""
    told = only_if(lead.row.plain_text, lead.row.cause, lead.p, situation)
    return f"{told} {ASK_FIRST}" if asks and option.kind in COULD_HARM else told


def _why(advised: list[Use], knowledge: Knowledge) -> str:
    """For which causes, how probable, and in which line."""
    told = []
    for cause, use in {use.row.cause: use for use in reversed(advised)}.items():
        label = knowledge.causes[cause].label.split(",")[0]
        likely = f"({use.p:.2f})" if use.p else "(feared)"
        told.append((use.p, f"{_line(use)} {label} {likely}"))
    return "; ".join(words for _, words in sorted(told, reverse=True))


def _line(use: Use) -> str:
    line = use.row.line_of_use
    return "what to expect of" if line == COURSE else f"{line} line for"


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
