"""Habits that keep the next spasm away, and those that are not worth the effort: by cause, finding and work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from multifidus.actions.conditions import holds
from multifidus.actions.preventing.reasons import BORROWED, effect_of, for_causes, odds_of, of_findings, told_effect
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import HabitRow, LiftingRow, TriggerRow
from multifidus.terms import Action, Figure, Known, Measure

MOVING = ("exercise", "sport")  # topics that wait as exercises do
PLACES = ("first", "then", "last")
OF_THE_NERVE, NERVE = "_sciatica", "disc_herniation"  # triggers of sciatica speak of this cause alone
TIMES = 2.0  # from here on an odds ratio is told in the text itself


def habits(known: Known, likely: Mapping[str, float], knowledge: Knowledge, *, exercising: bool) -> tuple[Measure, ...]:
    """What to do in daily life: first what this person is known to need, then what suits the cause, then the rest."""
    found = []
    for row in _rows("do", known, likely, knowledge):
        if row.topic in MOVING and not exercising:
            continue
        asked = holds(row.when, known)
        if asked is True or (asked is None and row.if_unknown):
            group = 2 if not asked else 0 if row.when.ways else 1
            found.append((PLACES.index(row.place), group, -_share(row, likely), row))
    found.sort(key=lambda told: told[:3])
    kept = found[: int(knowledge.choices["most_habits"])]
    return tuple(_measure(row, known, likely, knowledge, sure=group < 2) for _, group, _, row in kept)


def habits_to_leave(known: Known, likely: Mapping[str, float], knowledge: Knowledge) -> tuple[Action, ...]:
    """What does not help or may harm this person."""
    rows = [row for row in _rows("avoid", known, likely, knowledge) if holds(row.when, known) is True]
    rows.sort(key=lambda row: (PLACES.index(row.place), -_share(row, likely)))
    return tuple(
        Action(
            id=row.id,
            text=row.text,
            why=f"{_why(row, known, likely, knowledge)}; how sure: {row.certainty}",
            status=row.status,
            figures=_figures(row, known, likely, knowledge),
            sources=_sources(row),
            label=row.label,
            plain_text=row.plain_text,
            causes=tuple(_served(row, likely)),
        )
        for row in rows[: int(knowledge.choices["most_habits_to_leave"])]
    )


def waiting(
    habit: str, known: Known, likely: Mapping[str, float], knowledge: Knowledge, *, because: tuple[str, ...] = ()
) -> Measure:
    """That exercise waits: for which of the likely causes, and because of what else of this person."""
    row = next(row for row in knowledge.rows(HabitRow) if row.id == habit)
    wait = _measure(row, known, likely, knowledge, sure=True)
    told = tuple(dict.fromkeys(because))
    return replace(
        wait,
        plain_text=" ".join((wait.plain_text, *told)),
        why="; ".join((wait.why, *told)) if told else wait.why,
    )


def _rows(verdict: str, known: Known, likely: Mapping[str, float], knowledge: Knowledge) -> Iterator[HabitRow]:
    for row in knowledge.rows(HabitRow):
        concerned = not row.causes or any(cause in likely for cause in row.causes)
        barred = any(cause in likely for cause in row.not_with) or _speaks_against(row, known)
        if row.verdict == verdict and concerned and not barred:
            yield row


def _speaks_against(row: HabitRow, known: Known) -> bool:
    return bool(row.not_when.ways) and holds(row.not_when, known) is True


def _measure(row: HabitRow, known: Known, likely: Mapping[str, float], knowledge: Knowledge, *, sure: bool) -> Measure:
    plain = row.plain_text if sure or row.if_unknown is None else row.if_unknown
    return Measure(
        id=f"habit_{row.id}",
        label=row.label,
        text=row.text,
        plain_text=" ".join((plain, *(_of_this_person(row, known, likely, knowledge) if sure else ()))),
        why=_why(row, known, likely, knowledge),
        status=row.status,
        figures=_figures(row, known, likely, knowledge),
        sources=_sources(row),
        causes=tuple(_served(row, likely)),
        topic=row.topic,
        how_often=row.how_often or "",
        certainty=row.certainty,
        drawing=row.drawing,
    )


def _share(row: HabitRow, likely: Mapping[str, float]) -> float:
    """How probable the causes are that a habit is for; one for a habit that is for everybody."""
    return sum(_served(row, likely).values()) if row.causes else 1.0


def _served(row: HabitRow, likely: Mapping[str, float]) -> dict[str, float]:
    return {cause: p for cause, p in likely.items() if cause in row.causes}


def _sources(row: HabitRow) -> tuple[str, ...]:
    return (row.source,) if row.source else ()


def _figures(row: HabitRow, known: Known, likely: Mapping[str, float], knowledge: Knowledge) -> tuple[Figure, ...]:
    odds = [
        Figure("odds_ratio", one.odds_ratio, one.low, one.high, one.source, one.status)
        for one in _odds(row, known, likely, knowledge)
        if one.odds_ratio is not None
    ]
    return (*effect_of(row.option, likely, knowledge).figures, *odds)


def _odds(row: HabitRow, known: Known, likely: Mapping[str, float], knowledge: Knowledge) -> Iterator[TriggerRow]:
    for trigger in row.triggers:
        if NERVE in likely or not trigger.endswith(OF_THE_NERVE):
            yield odds_of(trigger, known, knowledge)


def _why(row: HabitRow, known: Known, likely: Mapping[str, float], knowledge: Knowledge) -> str:
    """For which causes, because of which findings, and with which figures."""
    served = _served(row, likely)
    parts = [f"for {for_causes(served, knowledge)}"] if served else []
    found = of_findings(row.when, known, knowledge)
    if found:
        parts.append(f"because of {', '.join(dict.fromkeys(found))}")
    elif row.when.ways:
        parts.append("not asked yet")
    reason = effect_of(row.option, likely, knowledge)
    parts += [told_effect(reason), BORROWED if reason.borrowed and served else ""]
    parts += [_told_odds(one) for one in _odds(row, known, likely, knowledge)]
    return "; ".join(part for part in parts if part) or row.note or row.certainty


def _told_odds(row: TriggerRow) -> str:
    if row.odds_ratio is None:
        return f"{row.label}, {row.source}"
    interval = "" if row.low is None else f" ({row.low:g} to {row.high:g})"
    return f"{row.label}: odds ratio {row.odds_ratio:g}{interval}, {row.source}"


def _of_this_person(row: HabitRow, known: Known, likely: Mapping[str, float], knowledge: Knowledge) -> Iterator[str]:
    """What the figures say to this person, in plain words."""
    first = next(_odds(row, known, likely, knowledge), None)
    if first and row.risk and first.odds_ratio is not None and first.odds_ratio >= TIMES:
        age = " at about your age" if "_age_" in first.trigger else ""
        yield f"In studies, {row.risk} raised the odds of an attack about {first.odds_ratio:.0f} times{age}."
    load = known.findings.number("load_lifted_kg")
    if row.topic == "lifting" and load is not None:
        limit = next(one.value for one in knowledge.rows(LiftingRow) if one.quantity == "niosh_lc" and one.unit == "kg")
        if limit is not None and load > limit:
            yield f"You lifted {load:g} kg. Work guidance stops at {limit:g} kg, held close."
