"""The words for an operation's criteria, for a clinician and for everybody; what is decided stays with people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from multifidus.actions.person_told import Said
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import OperationRow, TestRow
from multifidus.terms import Candidacy, Criterion, Figure, Outcome, Standing

OUTCOMES_TOLD = 1  # to a person; the clinician sees them all
FIGURES_TOLD = 3
# What parts one trial from another, the most trustworthy first: a figure of each kind is told before a second of one.
DESIGNS = ("sham", "intention to treat", "as treated", "crossed over", "open label")


def required(criteria: Iterable[Criterion], standing: Standing) -> tuple[Criterion, ...]:
    """The criteria without which the operation does not come into question, as far as they stand so."""
    return of_role(criteria, "required", standing)


def of_role(criteria: Iterable[Criterion], role: str, standing: Standing) -> tuple[Criterion, ...]:
    """The criteria of one role that stand so."""
    return tuple(one for one in criteria if one.role == role and one.standing == standing)


def text(one: Candidacy, person: tuple[Said, ...], knowledge: Knowledge) -> str:
    """The standing of the criteria in one paragraph for a clinician, with what trials show and guidelines hold."""
    return " ".join((*_criteria_told(one, person, knowledge), *_evidence_told(one), _decides(one)))


def _criteria_told(one: Candidacy, person: tuple[Said, ...], knowledge: Knowledge) -> Iterator[str]:
    met, missing, contradicted = _by_standing(one)
    whom = f" ({', '.join(said.short for said in person)})" if person else ""
    count = f"{len(met)} of {len(met) + len(missing) + len(contradicted)} criteria met"
    yield f"{one.label}{whom}: {count}{', so not as things stand' if contradicted else ''}."
    yield from _listed("Cannot wait", _texts(of_role(one.criteria, "urgent", "met")))
    yield from _listed("Met", _texts(met))
    yield from _listed("Missing", [_missing(criterion, knowledge) for criterion in missing])
    yield from _listed("Contradicted", _texts(contradicted))
    yield from _listed("Speaks for it", _texts(of_role(one.criteria, "supporting", "met")))
    yield from _listed("Not so here", _texts(of_role(one.criteria, "supporting", "contradicted")))
    yield from _listed(
        "Speaks against it that this does not hold", _texts(of_role(one.criteria, "against", "contradicted"))
    )
    unasked = of_role(one.criteria, "against", "missing")
    yield from _listed("To rule out first", [_missing(criterion, knowledge) for criterion in unasked])


def _by_standing(one: Candidacy) -> tuple[tuple[Criterion, ...], ...]:
    return required(one.criteria, "met"), required(one.criteria, "missing"), required(one.criteria, "contradicted")


def _texts(criteria: Iterable[Criterion]) -> list[str]:
    return [criterion.text for criterion in criteria]


def _listed(heading: str, parts: list[str]) -> Iterator[str]:
    if parts:
        yield f"{heading}: {'; '.join(parts)}."


def _missing(criterion: Criterion, knowledge: Knowledge) -> str:
    """What is missing, with the test that would tell."""
    return f"{criterion.text} [{_tests(knowledge)[criterion.completes[0]].label}]"


def _evidence_told(one: Candidacy) -> Iterator[str]:
    yield from _listed("Trials", [_figure(figure) for figure in figures_to_tell(one.figures)])
    held = (f"{position.guideline} {position.recommendation.replace('_', ' ')}" for position in one.positions)
    yield from _listed("Guidelines", list(held))


def figures_to_tell(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """A few figures that show how far trials of different designs lie apart, then the first of the others."""
    by_design = [next((f for f in figures if design in f.name), None) for design in DESIGNS]
    chosen = dict.fromkeys((*(figure for figure in by_design if figure), *figures))
    return tuple(chosen)[:FIGURES_TOLD]


def _figure(figure: Figure) -> str:
    interval = "" if figure.low is None else f" ({figure.low:g} to {figure.high:g})"
    return f"{figure.name}: {figure.value:g}{interval}, {figure.source}"


def _decides(one: Candidacy) -> str:
    who = one.who[0].upper() + one.who[1:]
    if one.emergency:
        return f"{who} decides with the person; nothing that is missing delays the call."
    return f"{who} and the person decide together."


@lru_cache(maxsize=4)
def _tests(knowledge: Knowledge) -> dict[str, TestRow]:
    return {row.id: row for row in knowledge.rows(TestRow)}


def plain_text(one: Candidacy, row: OperationRow, person: tuple[Said, ...]) -> str:
    """The same for everybody, in short sentences."""
    return " ".join(_plain_sentences(one, row, person))


def _plain_sentences(one: Candidacy, row: OperationRow, person: tuple[Said, ...]) -> Iterator[str]:
    met, missing, contradicted = _by_standing(one)
    what = f"{row.plain_label[0].lower()}{row.plain_label[1:]}"
    yield f"This is {what}."
    if one.emergency and row.emergency:
        yield "It is an emergency, so a surgeon looks at you at once."
    elif contradicted:
        yield "As things stand, it does not fit you."
    yield from (said.plain for said in person)
    yield from (f"It cannot wait: {criterion.plain_text}." for criterion in of_role(one.criteria, "urgent", "met"))
    yield from (f"It fits: {criterion.plain_text}." for criterion in met)
    yield from (f"Not known yet: {criterion.plain_text}." for criterion in missing)
    yield from (f"It does not fit: {criterion.plain_text}." for criterion in contradicted)
    yield from (_of_hundred(outcome) for outcome in one.outcomes[:OUTCOMES_TOLD])
    yield f"{row.plain_who[0].upper()}{row.plain_who[1:]} and you decide together."


def _of_hundred(outcome: Outcome) -> str:
    """The shares of a trial, with the operation and without it, as of a hundred people."""
    with_it, without = round(outcome.p_with * 100), round(outcome.p_without * 100)
    return f"In a trial, {with_it} of 100 people with it and {without} without it had this: {outcome.better}."
