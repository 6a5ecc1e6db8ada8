"""The course to expect with the causes that carry the probability, and whether the trouble comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from multifidus.actions.conditions import holds
from multifidus.actions.expecting.outlook import Told, outlook_of
from multifidus.knowledge import Knowledge
from multifidus.knowledge.figure_cell import LEG
from multifidus.knowledge.rows import CourseRow
from multifidus.terms import Action, Known

LEG_PAIN = ("leg_pain_below_knee", "pain_below_buttocks")


def told_of(part: str, known: Known, likely: Mapping[str, float], knowledge: Knowledge) -> Iterator[Action]:
    """What the rows of one part say of these causes, those of the most probable cause first."""
    chosen = [
        (row, told, concerned, opening)
        for row, told in outlook_of(knowledge).courses[part]
        if (concerned := {cause: likely[cause] for cause in likely if cause in row.causes})
        and (opening := _opening(row, known)) is not None
    ]
    chosen.sort(key=lambda one: -max(one[2].values()))
    led: set[tuple[str, ...]] = set()
    for row, told, concerned, opening in chosen:
        first = tuple(concerned) not in led
        led.add(tuple(concerned))
        yield action_of(row, told, known, concerned, knowledge, opening=opening, lead=first)


def _opening(row: CourseRow, known: Known) -> str | None:
    """What is said before the row: nothing where it holds, its condition where nobody knows; None leaves it out."""
    state = holds(row.when, known)
    if state is None:
        return row.if_unknown
    return "" if state else None


def action_of(
    row: CourseRow,
    told: Told,
    known: Known,
    concerned: Mapping[str, float],
    knowledge: Knowledge,
    *,
    opening: str = "",
    lead: bool = False,
) -> Action:
    """One row as an action of this person: for whom it speaks, on what figures it stands."""
    plain = _joined(_lead(concerned, knowledge) if lead else "", opening, told.plain_text)
    labels = [f"{knowledge.causes[cause].label.split(',')[0]} {p:.2f}" for cause, p in concerned.items()]
    return Action(
        id=row.id,
        text=_joined(opening, told.text).replace(LEG, _leg(known)),
        why=f"probability of {', '.join(labels)}" if labels else "the urgency comes first",
        status=told.status,
        figures=told.figures,
        sources=told.sources,
        label=row.label,
        plain_text=plain.replace(LEG, _leg(known)),
        causes=tuple(concerned),
    )


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _lead(concerned: Mapping[str, float], knowledge: Knowledge) -> str:
    """Whom the words are for, with how likely that is for this person."""
    said: list[str] = []
    for cause, p in concerned.items():
        also = " too" if said else ""
        likely = "almost sure" if p > knowledge.choices["most_p_told"] else f"about {p * 100:.0f} in 100"
        said.append(f"This goes{also} for {knowledge.causes[cause].plain_label} ({likely} for you).")
    return " ".join(said)


def _leg(known: Known) -> str:
    """The leg that hurts, as far as anybody said which."""
    for finding in LEG_PAIN:
        if known.present(finding):
            side = known.findings[finding].side
            return {"left": "left leg", "right": "right leg", "both": "legs", None: "leg"}[side]
    return "leg"
